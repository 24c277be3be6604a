/**
 * What a run says aloud as the moment moves: each step its sentence, as long as there are few; of many the worst ones,
 * and how many others there were. For whoever does not see the picture.
 */
import { formatCount, formatTime } from '../sim/format-time.ts';
import { narrate } from '../sim/narrate.ts';
import type { Trace } from '../sim/trace.ts';
import { counted } from './number-words.ts';
import { isColdStart, isNotable, isProblem } from './step-kinds.ts';
import { words } from './words.ts';

/** How much is said, from nothing to every step. */
export const DETAILS = ['off', 'problems', 'notable', 'all'] as const;
export type Detail = (typeof DETAILS)[number];

export const DETAIL_WORDS: Readonly<Record<Detail, string>> = {
  off: 'nothing',
  problems: 'problems',
  notable: 'what is worth a word',
  all: 'every step',
};

/** As many sentences are listened to at once. */
const MOST_SAID = 3;

function isSaid(trace: Trace, step: number, detail: Detail): boolean {
  if (detail === 'all') return true;
  return detail === 'notable' ? isNotable(trace, step) : detail === 'problems' && isProblem(trace, step);
}

/**
 * The steps after `from` up to `to` in words; empty: nothing worth saying.
 * @param digits after the second's point.
 */
export function narration(trace: Trace, from: number, to: number, detail: Detail, digits: number): string {
  if (detail === 'off') return '';
  const said: number[] = [];
  let problems = 0;
  let colds = 0;
  for (let step = from + 1; step <= to; step += 1) {
    if (!isSaid(trace, step, detail)) continue;
    said.push(step);
    if (isProblem(trace, step)) problems += 1;
    else if (isColdStart(trace, step)) colds += 1;
  }
  if (said.length === 0) return '';
  // Of many, what went wrong is worth more than what did not, and the last more than the first.
  const telling =
    said.length <= MOST_SAID
      ? said
      : [...said]
          .toSorted((a, b) => Number(isProblem(trace, b)) - Number(isProblem(trace, a)) || b - a)
          .slice(0, MOST_SAID - 1)
          .toSorted((a, b) => a - b);
  const sentences = telling.map((step) => narrate(trace, step, words)).join(' ');
  const at = formatTime(trace.at[said.at(-1)!]!, digits);
  if (telling.length === said.length) return `${at}: ${sentences}`;
  const parts = [
    ...(problems > 0 ? [counted(problems, 'problem')] : []),
    ...(colds > 0 ? [counted(colds, 'cold start')] : []),
  ];
  const sum = `${formatCount(said.length)} steps${parts.length > 0 ? `, ${parts.join(', ')}` : ''}`;
  return `Up to ${at} ${sum}; among them: ${sentences}`;
}
