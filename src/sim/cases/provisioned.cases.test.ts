import { describe, expect, it } from 'vitest';
import { simulate } from '../run.ts';
import type { Scenario } from '../scenario.ts';
import { summarize } from '../summary.ts';
import { put } from '../testing/changes.ts';
import { idealRules } from '../testing/ideal-rules.ts';
import { realRules } from '../testing/real-rules.ts';
import { smallScenario } from '../testing/small-scenario.ts';
import type { Trace } from '../trace.ts';
import { worldAt } from '../world.ts';
import data from './provisioned.json';

function caseOf(id: (typeof data.cases)[number]['id']) {
  return data.cases.find((each) => each.id === id)!;
}

/** Requests at once to version 1, of which so many environments are provisioned, each for 1 s. */
function rush(
  requests: number,
  provisioned: number,
  more: {
    readonly function?: Partial<Scenario['settings']['function']>;
    readonly settings?: Partial<Omit<Scenario['settings'], 'function'>>;
  } = {},
): Scenario {
  return smallScenario({
    arrivals: { kind: 'burst', atMs: 1000, count: requests },
    horizonMs: 60_000,
    function: {
      handlerMs: 1000,
      versions: { 1: { provisioned: { concurrency: provisioned } } },
      ...more.function,
    },
    settings: {
      concurrencyLimit: 1000,
      caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:1' },
      ...more.settings,
    },
  });
}

/** When environments were made, s from the start, and how many then. */
function made(trace: Trace): (readonly [sec: number, count: number])[] {
  const environments = trace.kinds.findIndex(({ name }) => name === 'environment');
  const counts = new Map<number, number>();
  for (let step = 0; step < trace.length; step++)
    if (trace.kind[step] === environments && trace.from[step] === 255) {
      const sec = trace.at[step]! / 1e6;
      counts.set(sec, (counts.get(sec) ?? 0) + 1);
    }
  return [...counts];
}

/** So much is asked for at the start, under the rules of a day. */
function allocated(day: string, region: string, provisioned: number): Trace {
  const scenario = rush(0, 0, {
    function: { versions: { 1: {} } },
    settings: { concurrencyLimit: 20_000, scaling: { region } },
  });
  return simulate(
    {
      ...scenario,
      arrivals: { kind: 'list', requests: [] },
      horizonMs: 1e7,
      changes: [put(0, provisioned)],
    },
    realRules(day),
  );
}

describe(data.title, () => {
  it('provisioned-200-reserved-400: warm up to 200, cold up to 400, then throttled, whatever the account has left', () => {
    const { expected } = caseOf('provisioned-200-reserved-400');
    const run = (requests: number) => {
      const { counts } = summarize(
        simulate(
          rush(requests, 200, {
            function: {
              handlerMs: 1000,
              reservedConcurrency: 400,
              versions: { 1: { provisioned: { concurrency: 200 } } },
            },
          }),
          idealRules,
        ),
      );
      return [counts.warm, counts.cold, counts.throttled];
    };
    expect(run(200)).toEqual([200, 0, 0]);
    expect(run(201)).toEqual([200, 1, 0]);
    expect(run(400)).toEqual([200, 200, 0]);
    expect(run(401)).toEqual([200, 200, 1]);
    // Others share what is not reserved.
    const others = rush(0, 0, {});
    const full = simulate(
      {
        ...others,
        settings: {
          ...others.settings,
          function: { ...others.settings.function, versions: { 1: {} } },
          functions: {
            orange: {
              ...others.settings.function,
              reservedConcurrency: 400,
              versions: { 1: { provisioned: { concurrency: 200 } } },
            },
          },
        },
        arrivals: { kind: 'burst', atMs: 1000, count: 700 },
      },
      idealRules,
    );
    expect(summarize(full).counts.accepted).toBe((expected as { unreservedPool: number }).unreservedPool);
  });

  it('pc-impact-100: 900 are left for others, used or not', () => {
    const { expected } = caseOf('pc-impact-100');
    const { function: fn, ...settings } = rush(1000, 0).settings;
    const scenario: Scenario = {
      ...rush(1000, 0),
      settings: {
        ...settings,
        function: { ...fn, versions: { 1: {} } },
        functions: { a: { ...fn, versions: { 1: { provisioned: { concurrency: 100 } } } } },
      },
    };
    expect(summarize(simulate(scenario, idealRules)).counts.accepted).toBe(
      (expected as { leftForOthers: number }).leftForOthers,
    );
  });

  it('pc-peak-20: 20 at the peak never start cold with 20, and do with 19', () => {
    const { provisionedAtLeast } = caseOf('pc-peak-20').expected as { provisionedAtLeast: number };
    const cold = (provisioned: number) => summarize(simulate(rush(20, provisioned), idealRules)).counts.cold;
    expect([cold(provisionedAtLeast), cold(provisionedAtLeast - 1)]).toEqual([0, 1]);
  });

  it('pc-6-warm: 6 have initialised before any request', () => {
    const { initialisedAhead } = caseOf('pc-6-warm').expected as { initialisedAhead: number };
    const { environments } = worldAt(simulate(rush(1, 6), idealRules), 0);
    expect(environments.map(({ state }) => state)).toEqual(
      Array.from({ length: initialisedAhead }, () => 'frozen'),
    );
  });

  it('pc-alloc-rate-2022: 3,000 at once after a minute or two, then 500 a minute', () => {
    const { inputs, expected } = caseOf('pc-alloc-rate-2022') as {
      inputs: { day: string; region: string; provisioned: number };
      expected: { startDelaySec: [number, number]; initialBurst: number; thenPerMinute: number };
    };
    const found = made(allocated(inputs.day, inputs.region, inputs.provisioned));
    const [[startSec], ...rest] = found as [[number, number], ...[number, number][]];
    expect(startSec).toBeGreaterThanOrEqual(expected.startDelaySec[0]);
    expect(startSec).toBeLessThanOrEqual(expected.startDelaySec[1]);
    expect(found[0]![1]).toBe(expected.initialBurst);
    expect(rest.map(([sec, count]) => [Math.round(1e6 * (sec - startSec)) / 1e6, count])).toEqual(
      [60, 120, 180, 240].map((sec) => [sec, expected.thenPerMinute]),
    );
  });

  it('pc-alloc-rate-today: 6,000 in the first minute, and none serves before all are ready', () => {
    const { inputs, expected } = caseOf('pc-alloc-rate-today') as {
      inputs: { day: string; region: string; provisioned: number };
      expected: { perMinute: number };
    };
    const trace = allocated(inputs.day, inputs.region, inputs.provisioned);
    const found = made(trace);
    const [startSec] = found[0]!;
    const inFirstMinute = found
      .filter(([sec]) => sec < startSec + 59.999)
      .reduce((sum, [, count]) => sum + count, 0);
    expect(inFirstMinute).toBe(expected.perMinute);
    const allocations = trace.kinds.findIndex(({ name }) => name === 'allocation');
    const { states } = trace.kinds[allocations]!;
    const readySec = Array.from({ length: trace.length }, (_, step) => step)
      .filter((step) => trace.kind[step] === allocations && states[trace.to[step]!] === 'ready')
      .map((step) => trace.at[step]! / 1e6);
    // 350 ms to create and initialise the last of them.
    expect(readySec).toEqual([found.at(-1)![0] + 0.35]);
  });
});
