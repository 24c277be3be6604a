/** What became of a stream's records and batches, as short lines that a test can state. */
import { NONE } from '../trace.ts';
import type { Trace } from '../trace.ts';

/** Steps of actors of one kind, with their words. */
function stepsOf(trace: Trace, kind: string) {
  return Array.from({ length: trace.length }, (_, step) => step)
    .filter((step) => trace.kinds[trace.kind[step]!]!.name === kind)
    .map((step) => {
      const { states, isFinal } = trace.kinds[trace.kind[step]!]!;
      return {
        step,
        atMs: trace.at[step]! / 1000,
        number: trace.actor[step]! + 1,
        to: states[trace.to[step]!]!,
        isEnd: isFinal[trace.to[step]!]!,
        from: trace.from[step] === NONE ? '' : states[trace.from[step]!]!,
        reason: trace.reasons[trace.reason[step]!]!,
        amount: trace.amount[step]!,
        other: trace.other[step]!,
        place: trace.places[trace.place[step]!]!.name,
      };
    });
}

/** `100 3 processed`: when, which (from 1), how. */
export function recordEnds(trace: Trace, place?: string): string[] {
  return stepsOf(trace, 'record')
    .filter((step) => step.isEnd && (place === undefined || step.place === place))
    .map(({ atMs, number, to }) => `${atMs} ${number} ${to}`);
}

/** How many came to each end. */
export function endCounts(trace: Trace, place?: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of recordEnds(trace, place)) {
    const end = line.split(' ')[2]!;
    counts[end] = (counts[end] ?? 0) + 1;
  }
  return counts;
}

/** `100 10 batch: full`: when the function was asked for, with how many records, why then. */
export function sends(trace: Trace, place?: string): string[] {
  return stepsOf(trace, 'reader')
    .filter((step) => step.to === 'invoking' && (place === undefined || step.place === place))
    .map(({ atMs, amount, reason }) => `${atMs} ${amount} ${reason}`);
}

/** `100 2 failed: bisected`: how an attempt ended, and with how many records. */
export function outcomes(trace: Trace): string[] {
  return stepsOf(trace, 'reader')
    .filter((step) => step.from === 'invoking')
    .map(({ atMs, amount, reason, to }) => `${atMs} ${amount} ${reason || to}`);
}

/** Every state a reader of the place came to, in order: `0 polling`. */
export function readerStates(trace: Trace, place?: string): string[] {
  return stepsOf(trace, 'reader')
    .filter((step) => place === undefined || step.place === place)
    .map(({ atMs, to }) => `${atMs} ${to}`);
}
