/** What the reference cases expect, measured on a run. */
import { summarize } from '../summary.ts';
import type { Trace } from '../trace.ts';

/** How long the number of requests in environments stood at each level from a moment on, µs. */
function timeAtConcurrency(trace: Trace, fromUs: number): number[] {
  const request = trace.kinds.findIndex(({ name }) => name === 'request');
  const states = trace.kinds[request]!.states;
  const inFlight = (code: number) => (states[code] === 'waiting' || states[code] === 'running' ? 1 : 0);
  const times: number[] = [0];
  let level = 0;
  let clock = fromUs;
  const stay = (untilUs: number) => {
    if (untilUs <= clock) return;
    times[level] = (times[level] ?? 0) + untilUs - clock;
    clock = untilUs;
  };
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== request) continue;
    stay(trace.at[step]!);
    level += inFlight(trace.to[step]!) - inFlight(trace.from[step]!);
    while (times.length <= level) times.push(0);
  }
  stay(trace.endUs);
  return times;
}

export interface Measured {
  readonly requests: number;
  readonly pCold: number;
  readonly pThrottle: number;
  readonly pReject: number;
  readonly meanRunning: number;
  readonly varRunning: number;
  readonly p99Running: number;
  readonly pIdle: number;
  readonly meanInstances: number;
  readonly meanIdle: number;
  readonly meanLifespanSec: number;
}

/** The steady state of a run after its first part: shares of the offered requests, means over time. */
export function measureSteadyState(trace: Trace, warmUpUs: number): Measured {
  const { counts, concurrency, environments } = summarize(trace, { fromUs: warmUpUs });
  const times = timeAtConcurrency(trace, warmUpUs);
  const total = times.reduce((sum, time) => sum + time, 0);
  const mean = times.reduce((sum, time, level) => sum + level * time, 0) / total;
  const square = times.reduce((sum, time, level) => sum + level * level * time, 0) / total;
  const spanSec = (trace.endUs - warmUpUs) / 1e6;
  return {
    requests: counts.offered,
    pCold: counts.cold / counts.offered,
    pThrottle: counts.throttled / counts.offered,
    pReject: counts.throttled / counts.offered,
    meanRunning: concurrency.mean!,
    varRunning: square - mean * mean,
    p99Running: concurrency.p99!,
    pIdle: times[0]! / total,
    meanInstances: environments.mean!,
    meanIdle: environments.meanIdle!,
    // By Little: mean environments over the rate at which they are made.
    meanLifespanSec: environments.mean! / (counts.cold / spanSec),
  };
}

export type Tolerance =
  | { readonly abs: number; readonly forRequests?: number; readonly forRuns?: number }
  | { readonly rel: number };

/** How far the found value may lie from the expected one, for a run (or number of runs) of this size. */
export function allowance(tolerance: Tolerance, expected: number, size: number): number {
  if ('rel' in tolerance) return tolerance.rel * Math.abs(expected);
  const stated = tolerance.forRequests ?? tolerance.forRuns ?? size;
  return tolerance.abs * Math.max(1, Math.sqrt(stated / size));
}
