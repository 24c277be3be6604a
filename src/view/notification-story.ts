/** What a service that pushes has handed to each of its targets, and what was not let in there. */
import { bisector } from 'd3';
import { NONE, type Trace } from '../sim/trace.ts';
import { kindIn } from './stands.ts';

interface Handed {
  /** Moments, in order, µs. */
  readonly takenUs: number[];
  readonly turnedAwayUs: number[];
}

const known = new WeakMap<Trace, Map<number, Handed>>();

const keyOf = (service: number, target: number) => service * 256 + target;

/** By service and target; read once and kept with the trace. */
function handedOver(trace: Trace): ReadonlyMap<number, Handed> {
  const before = known.get(trace);
  if (before) return before;
  const kind = kindIn(trace, 'notification');
  const handed = new Map<number, Handed>();
  for (let step = 0; step < trace.length; step += 1) {
    const cause = trace.cause[step]!;
    if (trace.from[step] !== NONE || cause < 0 || trace.kind[cause] !== kind || trace.kind[step] === kind)
      continue;
    const key = keyOf(trace.place[cause]!, trace.place[step]!);
    const list = handed.get(key) ?? { takenUs: [], turnedAwayUs: [] };
    handed.set(key, list);
    const { states } = trace.kinds[trace.kind[step]!]!;
    const state = states[trace.to[step]!]!;
    (state === 'denied' || state === 'refused' ? list.turnedAwayUs : list.takenUs).push(trace.at[step]!);
  }
  known.set(trace, handed);
  return handed;
}

const inOrder = bisector((value: number) => value);

/** How many units a target has taken from a service by a moment, and how many it has not let in. */
export function handedBy(
  trace: Trace,
  service: number,
  target: number,
  atUs: number,
): { readonly taken: number; readonly turnedAway: number } {
  const found = handedOver(trace).get(keyOf(service, target));
  return {
    taken: found ? inOrder.right(found.takenUs, atUs) : 0,
    turnedAway: found ? inOrder.right(found.turnedAwayUs, atUs) : 0,
  };
}
