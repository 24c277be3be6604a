/** A run as a log that people read: what the command line prints and the golden logs hold. */
import { formatTime } from './format-time.ts';
import { nameOf, narrate, narrateEnd } from './narrate.ts';
import type { Trace } from './trace.ts';
import type { Words } from './words.ts';

/** Digits after the second's point: steps of one millisecond are told apart. */
const DIGITS = 3;

/** One step: the time, the actor, what happened, and the reason code where there is one. */
function logLine(trace: Trace, step: number, words: Words): string {
  const time = formatTime(trace.at[step]!, DIGITS);
  const actor = nameOf(trace, trace.kind[step]!, trace.actor[step]!, words);
  const reason = trace.reasons[trace.reason[step]!] ?? '';
  const code = reason === '' ? '' : `  [${reason}]`;
  return `${time.padStart(12)}  ${actor.padEnd(15)}  ${narrate(trace, step, words)}${code}`;
}

/** Every step of a run, a line each, and how it ended. */
export function* logLines(trace: Trace, words: Words): Generator<string> {
  for (let step = 0; step < trace.length; step += 1) yield logLine(trace, step, words);
  yield `${formatTime(trace.endUs, DIGITS).padStart(12)}  ${narrateEnd(trace, words)}`;
}
