/** The life of a unit in a sentence or two: how long it took, where the time went, and how it ended. */
import { formatDuration } from '../sim/format-time.ts';
import type { Journey } from '../sim/journey.ts';
import { spentIn } from '../sim/journey-spent.ts';
import { nameOf, narrate } from '../sim/narrate.ts';
import type { Trace } from '../sim/trace.ts';
import type { Words } from '../sim/words.ts';
import { spentText } from '../view/unit-words.ts';

/** So many parts are told; the rest is in the picture. */
const MOST = 3;
/** Less than this share of the whole is not worth a word. */
const LEAST = 0.005;

/**
 * `Event 2 takes 3 min 2 s. 2 min of it it waits for its third attempt, 1 min it waits for its second attempt, 1.8 s the
 * handler runs.`
 */
export function unitSentence(trace: Trace, journey: Journey, words: Words, seenUs: number): string {
  const { unit, fromUs, toUs, isOpen, rows } = journey;
  const kind = trace.kinds.findIndex(({ name }) => name === unit.kind);
  const called = nameOf(trace, kind, unit.number, words);
  const name = `${called.charAt(0).toUpperCase()}${called.slice(1)}`;
  if (seenUs < fromUs) return `${name} is yet to come.`;
  const isGoing = seenUs < toUs || isOpen;
  const totalUs = Math.min(toUs, seenUs) - fromUs;
  const total = formatDuration(totalUs);
  const parts = spentIn(journey, seenUs)
    .filter(({ us }) => us > 0 && us >= totalUs * LEAST)
    .slice(0, MOST);
  const [most, ...others] = parts.map(
    ({ kind: of, state, attempt, us }) => [formatDuration(us), spentText(of, state, attempt)] as const,
  );
  const end = rows[0]!.endStep;
  const ended = end >= 0 && trace.at[end]! <= seenUs ? ` ${narrate(trace, end, words)}` : '';
  if (!most) return `${name}: nothing of it takes time.${ended}`;
  const rest = others.map(([length, what]) => `, ${length} ${what}`).join('');
  const isAll = others.length === 0 && most[0] === total;
  const told = isAll ? `All the time ${most[1]}.` : `${most[0]} of ${total} ${most[1]}${rest}.`;
  return `${name} ${isGoing ? 'has taken' : 'takes'} ${total}${isGoing ? ' so far' : ''}. ${told}${ended}`;
}
