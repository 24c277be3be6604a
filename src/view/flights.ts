/**
 * Requests under way at a moment. In the model a request is routed in no time; on screen its flight takes a
 * share of a second and ends when the model says that it arrived, so nothing is ever shown before its cause.
 * What comes back begins its flight when the model says that it ended.
 */
import { NONE, type Trace } from '../sim/trace.ts';
import { stepAt } from '../sim/world.ts';
import type { Story } from './story.ts';

export interface Flight {
  readonly request: number;
  readonly step: number;
  /** Out to its environment or to the service's answer, or back with its outcome. */
  readonly way: 'out' | 'back';
  /** Share of the way, 0 to 1. */
  readonly share: number;
  /** -1: none; the service itself answers. */
  readonly environment: number;
  /** State of the request at the end of its flight out, or the outcome it brings back. */
  readonly state: string;
}

/** More than these at once are not animated: they appear at their end. */
const MOST_FLIGHTS = 80;

const BACK: ReadonlySet<string> = new Set([
  'succeeded',
  'failed',
  'throttled',
  'denied',
  'refused',
  'checked',
]);

/**
 * The flights at a moment, in order of their steps.
 *
 * @param flightUs how long one takes, simulated µs at the speed of the moment; 0: none are shown
 */
export function flightsAt(trace: Trace, story: Story, atUs: number, flightUs: number): Flight[] {
  if (flightUs <= 0) return [];
  const flights: Flight[] = [];
  const states = trace.kinds[story.requestKind]?.states ?? [];
  const last = stepAt(trace, atUs + flightUs);
  for (let step = stepAt(trace, atUs - flightUs) + 1; step <= last; step += 1) {
    if (trace.kind[step] !== story.requestKind) continue;
    const state = states[trace.to[step]!]!;
    const at = trace.at[step]!;
    const begun = trace.from[step] === NONE;
    const one = { request: trace.actor[step]!, step, environment: trace.other[step]!, state };
    if (begun && at > atUs) flights.push({ ...one, way: 'out', share: 1 - (at - atUs) / flightUs });
    else if (at <= atUs && at + flightUs > atUs && BACK.has(state)) {
      flights.push({ ...one, way: 'back', share: (atUs - at) / flightUs });
    }
    if (flights.length > MOST_FLIGHTS) return [];
  }
  return flights;
}
