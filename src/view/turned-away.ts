/** Requests that end without running: when, at which function, how and for which reason. */
import { formatCount } from '../sim/format-time.ts';
import type { Trace } from '../sim/trace.ts';
import { upTo } from './ledger.ts';
import { kindIn } from './stands.ts';

export interface TurnedAway {
  /** State of the requests: `throttled`, `denied`, `refused`, `service error`. */
  readonly state: string;
  /** `throttled: reserved concurrency`. */
  readonly reason: string;
  readonly count: number;
}

/** By state and reason: the moments by place, in order, µs. */
interface Turned {
  readonly state: string;
  readonly reason: string;
  readonly byPlace: ReadonlyMap<number, readonly number[]>;
}

const STATES: readonly string[] = ['throttled', 'denied', 'refused', 'service error'];

const known = new WeakMap<Trace, readonly Turned[]>();

function turnedIn(trace: Trace): readonly Turned[] {
  const before = known.get(trace);
  if (before) return before;
  const kind = kindIn(trace, 'request');
  const states = trace.kinds[kind]?.states ?? [];
  const isTurned = states.map((state) => STATES.includes(state));
  const found = new Map<number, { state: string; reason: string; byPlace: Map<number, number[]> }>();
  for (let step = 0; step < trace.length; step += 1) {
    const to = trace.to[step]!;
    if (trace.kind[step] !== kind || !isTurned[to]) continue;
    const key = to * 256 + trace.reason[step]!;
    const one = found.get(key) ?? {
      state: states[to]!,
      reason: trace.reasons[trace.reason[step]!]!,
      byPlace: new Map<number, number[]>(),
    };
    found.set(key, one);
    const moments = one.byPlace.get(trace.place[step]!);
    if (moments) moments.push(trace.at[step]!);
    else one.byPlace.set(trace.place[step]!, [trace.at[step]!]);
  }
  const turned = [...found.values()];
  known.set(trace, turned);
  return turned;
}

/** Requests for these places that have been turned away by a moment: by reason, the most common first. */
export function turnedAwayBy(trace: Trace, places: readonly number[], atUs: number): TurnedAway[] {
  return turnedIn(trace)
    .map(({ state, reason, byPlace }) => ({
      state,
      reason,
      count: places.reduce((sum, place) => sum + upTo(byPlace.get(place), atUs), 0),
    }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
}

/** The throttled ones of them. */
export function throttledBy(trace: Trace, places: readonly number[], atUs: number): TurnedAway[] {
  return turnedAwayBy(trace, places, atUs).filter(({ state }) => state === 'throttled');
}

/** When the last request for these places was turned away for one of the reasons; -Infinity: none was yet. */
export function lastTurnedUs(
  trace: Trace,
  places: readonly number[],
  reasons: readonly string[],
  atUs: number,
): number {
  let last = -Infinity;
  for (const { reason, byPlace } of turnedIn(trace)) {
    if (!reasons.includes(reason)) continue;
    for (const place of places) {
      const moments = byPlace.get(place) ?? [];
      const index = upTo(moments, atUs) - 1;
      if (index >= 0) last = Math.max(last, moments[index]!);
    }
  }
  return last;
}

/** What a reason says by itself: `reserved concurrency`. */
export function reasonWords(reason: string): string {
  return reason.slice(reason.indexOf(': ') + 2);
}

/** Reasons that the bench itself tells: it is full. */
const PLAIN: ReadonlySet<string> = new Set(['throttled: concurrency', 'throttled: reserved concurrency']);

/** Whether requests for these places are turned away in the run for a reason that a full bench does not tell. */
export function hasReasons(trace: Trace, places: readonly number[]): boolean {
  return turnedAwayBy(trace, places, trace.endUs).some(({ reason }) => !PLAIN.has(reason));
}

/** `10 turned away: no address`; empty: none has been for such a reason. */
export function reasonsText(trace: Trace, places: readonly number[], atUs: number): string {
  const told = turnedAwayBy(trace, places, atUs).filter(({ reason }) => !PLAIN.has(reason));
  return told
    .map(
      ({ reason, count }, index) =>
        `${formatCount(count)}${index === 0 ? ' turned away' : ''}: ${reasonWords(reason)}`,
    )
    .join(', ');
}
