/** Requests that were turned away with 429: when, at which function, and for which reason. */
import { bisector } from 'd3';
import type { Trace } from '../sim/trace.ts';
import { kindIn } from './stands.ts';

export interface ThrottleCount {
  /** `throttled: reserved concurrency`. */
  readonly reason: string;
  readonly count: number;
}

/** By reason, then place: moments in order, µs. */
type Throttles = ReadonlyMap<number, ReadonlyMap<number, readonly number[]>>;

const known = new WeakMap<Trace, Throttles>();

function throttlesOf(trace: Trace): Throttles {
  const before = known.get(trace);
  if (before) return before;
  const kind = kindIn(trace, 'request');
  const throttled = trace.kinds[kind]?.states.indexOf('throttled') ?? -1;
  const found = new Map<number, Map<number, number[]>>();
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind || trace.to[step] !== throttled) continue;
    const byPlace = found.get(trace.reason[step]!) ?? new Map<number, number[]>();
    found.set(trace.reason[step]!, byPlace);
    const moments = byPlace.get(trace.place[step]!) ?? [];
    byPlace.set(trace.place[step]!, moments);
    moments.push(trace.at[step]!);
  }
  known.set(trace, found);
  return found;
}

const inOrder = bisector((value: number) => value);

/** How many requests for these places were turned away by a moment, by reason: those that were, the most common first. */
export function throttledBy(trace: Trace, places: readonly number[], atUs: number): ThrottleCount[] {
  const counts = [...throttlesOf(trace)].map(([reason, byPlace]) => ({
    reason: trace.reasons[reason]!,
    count: places.reduce((sum, place) => sum + inOrder.right(byPlace.get(place) ?? [], atUs), 0),
  }));
  return counts.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
}

/** When the last request for these places was turned away for one of the reasons; -Infinity: none was yet. */
export function lastThrottleUs(
  trace: Trace,
  places: readonly number[],
  reasons: readonly string[],
  atUs: number,
): number {
  let last = -Infinity;
  for (const [reason, byPlace] of throttlesOf(trace)) {
    if (!reasons.includes(trace.reasons[reason]!)) continue;
    for (const place of places) {
      const moments = byPlace.get(place) ?? [];
      const index = inOrder.right(moments, atUs) - 1;
      if (index >= 0) last = Math.max(last, moments[index]!);
    }
  }
  return last;
}

/** What a reason says beside `429`: `reserved concurrency`. */
export function throttleWords(reason: string): string {
  return reason.slice(reason.indexOf(': ') + 2);
}
