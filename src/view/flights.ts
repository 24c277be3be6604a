/**
 * Requests under way at a moment. In the model a request is routed in no time; on screen its flight takes a
 * share of a second and ends when the model says that it arrived, so nothing is ever shown before its cause.
 * What comes back begins its flight when the model says that it ended.
 */
import type { Trace } from '../sim/trace.ts';
import type { Story } from './story.ts';
import { firstAfter, trafficOf, type Flow } from './traffic.ts';

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

/** Key of the flow of requests that came to an environment; others have the state they were answered with, from 1. */
export const TO_ENVIRONMENTS = 0;

/** The requests of a run: those that came to an environment, and those that the service itself answered, by how. */
export function requestTraffic(trace: Trace, story: Story): readonly Flow[] {
  return trafficOf(
    trace,
    'requests',
    (birth) =>
      trace.kind[birth] !== story.requestKind
        ? -1
        : trace.other[birth]! >= 0
          ? TO_ENVIRONMENTS
          : trace.to[birth]! + 1,
    (kind) => kind === story.requestKind,
  );
}

/**
 * The flights at a moment, in order of their steps.
 *
 * @param flightUs how long one takes, simulated µs at the speed of the moment; 0: none are shown
 * @param flows of these alone; default: all
 */
export function flightsAt(
  trace: Trace,
  story: Story,
  atUs: number,
  flightUs: number,
  flows: readonly Flow[] = requestTraffic(trace, story),
): Flight[] {
  if (flightUs <= 0) return [];
  const flights: Flight[] = [];
  const states = trace.kinds[story.requestKind]?.states ?? [];
  const take = (steps: Uint32Array, fromUs: number, toUs: number, way: 'out' | 'back'): void => {
    const last = firstAfter(trace, steps, toUs);
    for (let index = firstAfter(trace, steps, fromUs); index < last; index += 1) {
      const step = steps[index]!;
      const at = trace.at[step]!;
      flights.push({
        request: trace.actor[step]!,
        step,
        environment: trace.other[step]!,
        state: states[trace.to[step]!]!,
        way,
        share: way === 'out' ? 1 - (at - atUs) / flightUs : (atUs - at) / flightUs,
      });
    }
  };
  for (const { births, ends } of flows) {
    take(births, atUs, atUs + flightUs, 'out');
    take(ends, atUs - flightUs, atUs, 'back');
  }
  return flows.length > 1 ? flights.sort((a, b) => a.step - b.step) : flights;
}
