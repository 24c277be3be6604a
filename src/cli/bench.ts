/**
 * `npm run bench`: one JSON document with an entry a benchmark. Each figure is the median of several
 * runs after a warm-up; ratios are taken within this one process. It reports, it does not judge.
 */
import { cpus } from 'node:os';
import { ENGINE_VERSION } from '../sim/engine-version.ts';
import { metricsOf } from '../sim/metrics.ts';
import { simulate } from '../sim/run.ts';
import type { Scenario } from '../sim/scenario.ts';
import { summarize } from '../sim/summary.ts';
import type { Trace } from '../sim/trace.ts';
import { worldAt } from '../sim/world.ts';
import {
  calling,
  coldStart,
  coldStart2000,
  freeRules,
  pushAsynchronous,
  pushSynchronous,
  queue,
  stream,
  tenFunctions,
  throttled,
} from './bench-scenarios.ts';
import { plainLoop } from './plain-loop.ts';

interface Entry {
  readonly name: string;
  readonly interpreter?: 'compiled' | 'reference' | 'plain';
  readonly requests?: number;
  readonly requestsPerSecond?: number;
  /** Times the speed of the reference interpreter in this run. */
  readonly ratio?: number;
  readonly [figure: string]: unknown;
}

const RUNS = 5;

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;
const round = (value: number, digits: number) => Number(value.toPrecision(digits));

function secondsOf(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

/** Median requests a second over the runs, after one that is not counted. */
function speedOf(requests: number, work: () => void): number {
  work();
  return requests / median(Array.from({ length: RUNS }, () => secondsOf(work)));
}

const bytesPerStep = (trace: Trace) => {
  const { checkpoints } = trace;
  const columns = [
    trace.at,
    trace.kind,
    trace.actor,
    trace.event,
    trace.cause,
    trace.from,
    trace.to,
    trace.reason,
    trace.other,
    trace.otherKind,
    trace.place,
    trace.amount,
  ];
  const bytes = [...columns, checkpoints.steps, checkpoints.offsets, checkpoints.data];
  return bytes.reduce((sum, array) => sum + array.byteLength, 0) / trace.length;
};

function kernel(
  name: string,
  scenarioOf: (requests: number) => Scenario,
  requests: number,
  slow: number,
): Entry[] {
  let trace: Trace | undefined;
  const compiled = speedOf(requests, () => (trace = simulate(scenarioOf(requests), freeRules)));
  const reference = speedOf(slow, () => simulate(scenarioOf(slow), freeRules, { interpreter: 'reference' }));
  const plain = speedOf(requests, () => plainLoop(scenarioOf(requests)));
  const figures = { steps: trace!.length, bytesPerStep: round(bytesPerStep(trace!), 3) };
  const entry = (interpreter: 'compiled' | 'reference' | 'plain', count: number, speed: number) => ({
    name,
    interpreter,
    requests: count,
    requestsPerSecond: Math.round(speed),
    ratio: round(speed / reference, 3),
  });
  return [
    {
      ...entry('compiled', requests, compiled),
      stepsPerSecond: Math.round((compiled / requests) * trace!.length),
      ...figures,
    },
    entry('reference', slow, reference),
    entry('plain', requests, plain),
  ];
}

/** An invocation model end to end, with full trace and laws: units that come in, and recorded steps, a second. */
function model(name: string, scenarioOf: (units: number) => Scenario, units: number): Entry {
  let trace: Trace | undefined;
  const speed = speedOf(units, () => (trace = simulate(scenarioOf(units), freeRules)));
  if (trace!.end.kind === 'law') throw new Error(`${name}: ${trace!.end.law} at step ${trace!.end.step}`);
  return {
    name,
    interpreter: 'compiled',
    units,
    unitsPerSecond: Math.round(speed),
    steps: trace!.length,
    stepsPerSecond: Math.round((speed / units) * trace!.length),
  };
}

/** How long it takes to read all figures and all metrics off a trace of about a million steps. */
function reading(): Entry {
  const trace = simulate(queue(180_000), freeRules);
  const figuresMs = 1000 * median(Array.from({ length: RUNS }, () => secondsOf(() => summarize(trace))));
  // A copy is another trace: what is known of this one is kept.
  const metricsMs =
    1000 * median(Array.from({ length: RUNS }, () => secondsOf(() => metricsOf({ ...trace }))));
  return {
    name: 'reading',
    steps: trace.length,
    figuresMs: round(figuresMs, 3),
    metricsMs: round(metricsMs, 3),
  };
}

/** How long it takes to find the world at moments spread over a trace of a million steps. */
function moment(): Entry {
  const trace = simulate(coldStart(250_000), freeRules);
  const times = Array.from({ length: 200 }, (_, index) => {
    const atUs = (trace.endUs * (index + 0.5)) / 200;
    return 1000 * secondsOf(() => worldAt(trace, atUs));
  });
  return {
    name: 'moment',
    steps: trace.length,
    medianMs: round(median(times), 3),
    maxMs: round(Math.max(...times), 3),
  };
}

const document = {
  engineVersion: ENGINE_VERSION,
  node: process.version,
  processor: cpus()[0]?.model ?? 'unknown',
  processors: cpus().length,
  benchmarks: [
    ...kernel('cold-start', coldStart, 1_000_000, 5_000),
    ...kernel('cold-start-2000', coldStart2000, 1_000_000, 5_000),
    // The floor for each is 300,000 recorded steps a second.
    model('push-synchronous', pushSynchronous, 200_000),
    model('push-asynchronous', pushAsynchronous, 200_000),
    model('stream', stream, 200_000),
    model('queue', queue, 200_000),
    model('calls', calling, 100_000),
    // The floors are 1,000,000 and 300,000 requests a second.
    model('throttled', throttled, 1_000_000),
    model('ten-functions', tenFunctions, 300_000),
    reading(),
    moment(),
  ],
};
process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
