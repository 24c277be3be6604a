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

/** Steps of a run before a moment, µs. */
export function stepsBefore({ at, length }: Trace, atUs: number): number {
  let count = 0;
  while (count < length && at[count]! < atUs) count += 1;
  return count;
}

export function sameUntil(one: Trace, other: Trace, atUs: number): boolean {
  const count = stepsBefore(one, atUs);
  if (stepsBefore(other, atUs) !== count) return false;
  return COLUMNS.every((column) => {
    for (let step = 0; step < count; step += 1)
      if (one[column][step] !== other[column][step]) return false;
    return true;
  });
}
