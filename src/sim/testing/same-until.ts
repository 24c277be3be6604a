/** Whether two runs are the same, step by step and in every column, before a moment. */
import type { Trace } from '../trace.ts';

const COLUMNS = [
  'at',
  'kind',
  'actor',
  'event',
  'cause',
  'from',
  'to',
  'reason',
  'other',
  'otherKind',
  'place',
  'amount',
] as const;

/** Positions of columns. */
export const KIND = COLUMNS.indexOf('kind');
export const CAUSE = COLUMNS.indexOf('cause');

/** Steps of a run before a moment, µs. */
function stepsBefore({ at, length }: Trace, atUs: number): number {
  let count = 0;
  while (count < length && at[count]! < atUs) count += 1;
  return count;
}

export function sameUntil(one: Trace, other: Trace, atUs: number): boolean {
  const count = stepsBefore(one, atUs);
  if (stepsBefore(other, atUs) !== count) return false;
  return COLUMNS.every((column) => {
    for (let step = 0; step < count; step += 1) if (one[column][step] !== other[column][step]) return false;
    return true;
  });
}

/** The columns of the first steps of a run as if one operation, by its number, were none of its actors; -1: of all of them. */
export function withoutOperation(trace: Trace, number: number, length = Infinity): number[][] {
  const operation = trace.kinds.findIndex(({ name }) => name === 'operation');
  const numbers = new Map<number, number>();
  const kept: number[] = [];
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] === operation && trace.actor[step] === number) continue;
    numbers.set(step, kept.length);
    kept.push(step);
  }
  return COLUMNS.map((column) =>
    kept.slice(0, length).map((step) => {
      const value = trace[column][step]!;
      return column === 'cause' && value >= 0 ? (numbers.get(value) ?? -2) : value;
    }),
  );
}
