/** The deliveries to a place: what a tray is opened with. */
import { bisector } from 'd3';
import type { Trace } from '../sim/trace.ts';
import { kindIn } from './stands.ts';

const known = new WeakMap<Trace, ReadonlyMap<number, readonly number[]>>();

/** By place: the steps of the deliveries to it, in order; each has one. */
function deliveriesOf(trace: Trace): ReadonlyMap<number, readonly number[]> {
  const before = known.get(trace);
  if (before) return before;
  const kind = kindIn(trace, 'delivery');
  const steps = new Map<number, number[]>();
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind) continue;
    const place = trace.place[step]!;
    const list = steps.get(place);
    if (list) list.push(step);
    else steps.set(place, [step]);
  }
  known.set(trace, steps);
  return steps;
}

/** The steps of those deliveries to a place that have come there by a moment, in order; lost ones are not among them. */
export function arrivedBy(trace: Trace, place: number, atUs: number): readonly number[] {
  const steps = deliveriesOf(trace).get(place) ?? [];
  const states = trace.kinds[kindIn(trace, 'delivery')]?.states ?? [];
  const after = bisector((step: number) => trace.at[step]!).right(steps, atUs);
  return steps.slice(0, after).filter((step) => states[trace.to[step]!] === 'delivered');
}

/** The step of the last delivery to a place up to a moment, lost or not; -1: there was none. */
export function lastDelivery(trace: Trace, place: number, atUs: number): number {
  const steps = deliveriesOf(trace).get(place) ?? [];
  const after = bisector((step: number) => trace.at[step]!).right(steps, atUs);
  return steps[after - 1] ?? -1;
}
