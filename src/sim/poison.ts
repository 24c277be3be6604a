/** Which fault would make a unit of a run the one that its handler fails at: for records, messages and events as a trace numbers them. */
import { NONE } from './trace.ts';
import type { Trace } from './trace.ts';

/** What of a fault `bad-item` names the unit: whom it strikes, and the number there, from 1. */
export interface Poisoned {
  readonly of: string;
  readonly which: readonly [number];
}

const UNITS = ['record', 'message', 'event'];

/**
 * Faults count units where they come in: messages of one queue, records as one mapping reads them, events of one
 * function, version or alias. A trace numbers all of a kind.
 *
 * @param number of the unit among its kind, from 0, as in the trace.
 * @returns null for what no handler can be made to fail at. A copy of a record or an event is what it is a copy of.
 */
export function poisonOf(trace: Trace, kind: string, number: number): Poisoned | null {
  const { length, kind: kinds, actor, from, other, otherKind, place, places } = trace;
  const code = trace.kinds.findIndex(({ name }) => name === kind);
  if (code < 0 || !UNITS.includes(kind)) return null;
  // Copies of messages have numbers of their own in the queue; other copies have that of their original.
  const isCopy = (step: number) => kind !== 'message' && otherKind[step] === code;
  const births = new Map<number, number>();
  for (let step = 0; step < length; step += 1)
    if (kinds[step] === code && from[step] === NONE) births.set(actor[step]!, step);
  const born = births.get(number);
  if (born === undefined) return null;
  const origin = isCopy(born) ? births.get(other[born]!)! : born;
  let count = 0;
  for (const step of births.values())
    if (step <= origin && place[step] === place[origin] && !isCopy(step)) count += 1;
  return { of: places[place[origin]!]!.name, which: [count] };
}
