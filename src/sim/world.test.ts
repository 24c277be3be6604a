import { expect, test } from 'vitest';
import { simulate } from './run.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import type { Trace } from './trace.ts';
import { stepAt, worldAfter, worldAt } from './world.ts';

/** The same trace without checkpoints: every look starts at the beginning. */
const bare = (trace: Trace): Trace => ({
  ...trace,
  checkpoints: { steps: new Int32Array(), offsets: new Uint32Array(1), data: new Float64Array() },
});

test('tells who is where, since when, and what is kept', () => {
  const trace = simulate(smallScenario({ requests: [0, 1000, 1010] }), idealRules);
  expect(worldAt(trace, -1)).toMatchObject({
    step: -1,
    environments: [],
    requests: [],
    counts: { offered: 0 },
  });
  const world = worldAt(trace, 1_020_000);
  expect(world.environments).toEqual([
    {
      number: 0,
      state: 'invoke.handler',
      sinceUs: 1_000_000,
      step: world.requests[0]!.step + 1,
      createdUs: 0,
      request: 1,
      served: 2,
      lastUsedUs: 390_000,
      ready: false,
      place: 0,
      memory: { globalsSinceUs: 350_000, tmpSinceUs: 0, initCount: 1 },
    },
    {
      number: 1,
      state: 'create',
      sinceUs: 1_010_000,
      step: world.step,
      createdUs: 1_010_000,
      request: 2,
      served: 0,
      lastUsedUs: -1,
      ready: false,
      place: 0,
      memory: { globalsSinceUs: -1, tmpSinceUs: 1_010_000, initCount: 0 },
    },
  ]);
  expect(
    world.requests.map(({ number, state, environment, cold }) => [number, state, environment, cold]),
  ).toEqual([
    [1, 'running', 0, false],
    [2, 'waiting', 1, true],
  ]);
  expect(world.counts).toMatchObject({
    offered: 3,
    accepted: 3,
    cold: 2,
    warm: 1,
    succeeded: 1,
    inFlight: 2,
    created: 2,
  });
});

test('a crash loses globals and connections, not /tmp; the repeated Init makes them again', () => {
  const trace = simulate(
    smallScenario({
      requests: [0, 1000],
      faults: [{ id: 'f', title: '', on: true, kind: 'crash', which: [1] }],
    }),
    idealRules,
  );
  const memoryAt = (ms: number) => worldAt(trace, ms * 1000).environments[0]!.memory;
  expect(memoryAt(380)).toEqual({ globalsSinceUs: 350_000, tmpSinceUs: 0, initCount: 1 });
  expect(memoryAt(500)).toEqual({ globalsSinceUs: -1, tmpSinceUs: 0, initCount: 1 });
  expect(memoryAt(1400)).toEqual({ globalsSinceUs: 1_300_000, tmpSinceUs: 0, initCount: 2 });
});

test('any moment, looked at in any order, is the same from checkpoints and from the start', () => {
  const trace = simulate(
    smallScenario({
      arrivals: { kind: 'poisson', ratePerSec: 40, count: 3000 },
      function: { handlerMs: { kind: 'exponential', meanMs: 200 } },
      settings: { keep: { functionIdleMs: null, environmentIdleMs: 400, maxAgeMs: 5000 } },
      faults: [{ id: 'f', title: '', on: true, kind: 'timeout', share: 0.01 }],
    }),
    idealRules,
  );
  expect(trace.checkpoints.steps.length).toBeGreaterThan(3);
  for (let index = 0; index < 60; index++) {
    // Multiples of a number prime to 60 visit the run up and down.
    const step = Math.floor((((index * 37) % 60) * trace.length) / 60);
    expect(worldAfter(trace, step)).toEqual(worldAfter(bare(trace), step));
    expect(worldAfter(trace, step)).toEqual(worldAfter({ ...trace }, step));
  }
  expect(worldAt(trace, trace.endUs)).toMatchObject({
    environments: [],
    requests: [],
    counts: { inFlight: 0 },
  });
});

test('a moment holds all steps of its time', () => {
  const trace = simulate(smallScenario({ requests: [0, 0] }), idealRules);
  expect(stepAt(trace, -1)).toBe(-1);
  expect(stepAt(trace, 0)).toBe(3);
  expect(stepAt(trace, 49_999)).toBe(3);
  expect(stepAt(trace, 1e12)).toBe(trace.length - 1);
});
