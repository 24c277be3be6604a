import { describe, expect, it } from 'vitest';
import type { Rules } from '../rules.ts';
import { simulate } from '../run.ts';
import { scalingPlanOf } from '../scaling-plan.ts';
import type { Arrivals, Scenario } from '../scenario.ts';
import type { FunctionSettings } from '../settings/function-settings.ts';
import { summarize } from '../summary.ts';
import { idealRules } from '../testing/ideal-rules.ts';
import { realRules } from '../testing/real-rules.ts';
import type { Trace } from '../trace.ts';
import { arrivalsIn } from './arrivals-in.ts';
import { caseScenario } from './case-scenario.ts';
import data from './scaling.json';

/** A case: what it takes as given and expects is known to its own test. */
const caseOf = (id: string): unknown => data.cases.find((each) => each.id === id)!;

/** Nothing binds but the limits of the account and of its growth, which are AWS's at the date. */
const rulesAt = (day: string): Rules => {
  const { scaling, unreservedMinimum, accountConcurrency, notYet, asOf } = realRules(day);
  return { ...idealRules, asOf, scaling, unreservedMinimum, accountConcurrency, notYet };
};

interface Setup {
  readonly arrivals: Arrivals;
  readonly handlerMs: number;
  readonly horizonMs?: number;
  readonly settings?: Partial<Scenario['settings']>;
  readonly function?: Partial<FunctionSettings>;
  readonly more?: Partial<Scenario>;
}

function scenarioOf(setup: Setup): Scenario {
  const scenario = caseScenario({
    id: 'scaling',
    seed: 1,
    horizonMs: setup.horizonMs ?? 3_600_000,
    arrivals: setup.arrivals,
    handlerMs: setup.handlerMs,
    idleMs: null,
  });
  const { concurrencyLimit: _, ...settings } = scenario.settings;
  return {
    ...scenario,
    ...setup.more,
    settings: {
      ...settings,
      ...setup.settings,
      function: { ...settings.function, timeoutMs: 900_000, ...setup.function },
    },
  };
}

/** A function that works as long, and others of the same kind. */
const likeIt = (handlerMs: number, more: Partial<FunctionSettings> = {}): FunctionSettings => ({
  ...caseScenario({
    id: '',
    seed: 1,
    horizonMs: 0,
    arrivals: { kind: 'list', requests: [] },
    handlerMs,
    idleMs: null,
  }).settings.function,
  timeoutMs: 900_000,
  ...more,
});

const evenly = (ratePerSec: number, untilMs: number): Arrivals => ({
  kind: 'constant',
  everyMs: 1000 / ratePerSec,
  untilMs,
});
const burst = (count: number, atMs = 0): Arrivals => ({ kind: 'burst', atMs, count });

describe(data.title, () => {
  const formulas = ['conc-formula-1', 'conc-formula-3'] as const;
  it.each(formulas)('%s', (id) => {
    const { inputs, expected } = caseOf(id) as {
      inputs: { requestsPerSecond: number; durationSeconds: number };
      expected: { concurrency: number };
    };
    const arrivals = evenly(inputs.requestsPerSecond, 20_000);
    const trace = simulate(
      scenarioOf({ arrivals, handlerMs: 1000 * inputs.durationSeconds }),
      rulesAt('2026-11-20'),
    );
    expect(summarize(trace).concurrency.max).toBe(expected.concurrency);
    expect(summarize(trace).counts.throttled).toBe(0);
  });

  it('conc-formula-alt-1', () => {
    const { inputs, expected } = caseOf('conc-formula-alt-1') as {
      inputs: { requestsPerSecond: number; perInstancePerSecond: number };
      expected: { instances: number };
    };
    const arrivals = evenly(inputs.requestsPerSecond, 20_000);
    const trace = simulate(
      scenarioOf({ arrivals, handlerMs: 1000 / inputs.perInstancePerSecond }),
      rulesAt('2026-11-20'),
    );
    expect(summarize(trace).environments.created).toBe(expected.instances);
  });

  it('conc-rps-limit-50ms', () => {
    const { inputs, expected } = caseOf('conc-rps-limit-50ms') as {
      inputs: { requestsPerSecond: number; durationSeconds: number; accountConcurrency: number };
      expected: {
        concurrency: number;
        servedPerSecond: number;
        accountConcurrencyNeeded: number;
        rpsLimitAfterIncrease: number;
      };
    };
    const arrivals = evenly(inputs.requestsPerSecond, 3000);
    const at = (settings: Scenario['settings'] | object, rules = rulesAt('2026-11-20')) =>
      simulate(scenarioOf({ arrivals, handlerMs: 1000 * inputs.durationSeconds, settings }), rules);
    // The concurrency that the formula gives: rate times duration.
    expect(summarize(at({ concurrencyLimit: null })).concurrency.max).toBe(expected.concurrency);
    const limited = at({ concurrencyLimit: inputs.accountConcurrency });
    for (const second of [0, 1, 2]) {
      const { cold, warm, reasons } = arrivalsIn(limited, 1000 * second, 1000 * (second + 1));
      expect(cold + warm).toBe(expected.servedPerSecond);
      expect([...reasons]).toEqual(['throttled: requests per second']);
    }
    // The account has room all the same: it is not its concurrency that binds.
    const unpaced = at({
      concurrencyLimit: inputs.accountConcurrency,
      scaling: { requestsPerSecondFactor: null },
    });
    expect(summarize(unpaced).counts.throttled).toBe(0);
    expect(summarize(at({ concurrencyLimit: expected.accountConcurrencyNeeded })).counts.throttled).toBe(0);
    const tooLittle = at({ concurrencyLimit: expected.accountConcurrencyNeeded - 1 });
    expect(summarize(tooLittle).counts.throttled).toBeGreaterThan(0);
    const { limit, requestsPerSecondFactor } = scalingPlanOf(
      scenarioOf({
        arrivals,
        handlerMs: 50,
        settings: { concurrencyLimit: expected.accountConcurrencyNeeded },
      }),
      rulesAt('2026-11-20'),
    );
    expect(limit * requestsPerSecondFactor).toBe(expected.rpsLimitAfterIncrease);
  });

  it('reserved-zero', () => {
    const { inputs, expected } = caseOf('reserved-zero') as {
      inputs: { reservedConcurrency: number; requests: number };
      expected: { accepted: number; throttled: number };
    };
    const { reservedConcurrency } = inputs;
    const trace = simulate(
      scenarioOf({ arrivals: burst(inputs.requests), handlerMs: 100, function: { reservedConcurrency } }),
      rulesAt('2026-11-20'),
    );
    expect(summarize(trace).counts).toMatchObject(expected);
  });

  it('reserved-400-400: t3, t4, t5', () => {
    const { inputs, expected } = caseOf('reserved-400-400') as {
      inputs: { accountConcurrency: number; reserved: Record<string, number> };
      expected: { unreservedPool: number; t3: { functionOrange: number } };
    };
    const orange = inputs.reserved['function-orange']!;
    const blue = inputs.reserved['function-blue']!;
    // Blue and the two others are invoked by events; orange by its caller.
    const scenario = (atOnce: { orange: number; blue: number; red: number; green: number }) =>
      scenarioOf({
        arrivals: burst(atOnce.orange),
        handlerMs: 1000,
        function: { reservedConcurrency: orange },
        settings: {
          concurrencyLimit: inputs.accountConcurrency,
          functions: {
            blue: likeIt(1000, { reservedConcurrency: blue }),
            red: likeIt(1000),
            green: likeIt(1000),
          },
        },
        more: {
          feeds: (['blue', 'red', 'green'] as const).map((to) => ({ to, arrivals: burst(atOnce[to]) })),
        },
      });
    const run = (atOnce: Parameters<typeof scenario>[0]) => {
      const trace = simulate(scenario(atOnce), rulesAt('2026-11-20'));
      const first = (place: string) => arrivalsIn(trace, 0, 1, place);
      return { orange: first('function'), blue: first('blue'), red: first('red'), green: first('green') };
    };
    // t3: orange is at its reservation, and the others have places free.
    const t3 = run({ orange: orange + 7, blue: 100, red: 20, green: 30 });
    expect(t3.orange).toMatchObject({ cold: expected.t3.functionOrange, throttled: 7 });
    expect([...t3.orange.reasons]).toEqual(['throttled: reserved concurrency']);
    expect([t3.blue.throttled, t3.red.throttled, t3.green.throttled]).toEqual([0, 0, 0]);
    // t4: the others share what nobody reserved, however little orange and blue use.
    const t4 = run({ orange: 50, blue: 0, red: 150, green: 150 });
    expect(t4.red.cold + t4.green.cold).toBe(expected.unreservedPool);
    expect([...t4.green.reasons]).toEqual(['throttled: concurrency']);
    expect(t4.orange.throttled).toBe(0);
    // t5: everyone within bounds.
    const t5 = run({ orange, blue, red: 100, green: 100 });
    expect(Object.values(t5).map(({ throttled }) => throttled)).toEqual([0, 0, 0, 0]);
  });

  it('reservable-2018', () => {
    const { inputs, expected } = caseOf('reservable-2018') as {
      inputs: { accountConcurrency: number; reserved: number[]; functions: number };
      expected: { sharedByOtherEight: number; maxReservable: number };
    };
    const others = Array.from({ length: inputs.functions - 2 }, (_, index) => `other-${index + 1}`);
    const scenario = (third?: number) =>
      scenarioOf({
        arrivals: { kind: 'list', requests: [] },
        handlerMs: 1000,
        function: { reservedConcurrency: inputs.reserved[0]! },
        settings: {
          concurrencyLimit: inputs.accountConcurrency,
          functions: {
            second: likeIt(1000, { reservedConcurrency: inputs.reserved[1]! }),
            ...Object.fromEntries(others.map((id) => [id, likeIt(1000)])),
            ...(third === undefined ? {} : { third: likeIt(1000, { reservedConcurrency: third }) }),
          },
        },
        more: { feeds: others.map((to) => ({ to, arrivals: burst(100) })) },
      });
    const rules = rulesAt('2018-03-14');
    const { cold, throttled } = arrivalsIn(simulate(scenario(), rules), 0, 1);
    expect([cold, throttled]).toEqual([expected.sharedByOtherEight, 800 - expected.sharedByOtherEight]);
    const most = expected.maxReservable - inputs.reserved[0]! - inputs.reserved[1]!;
    expect(() => simulate(scenario(most), rules)).not.toThrow();
    expect(() => simulate(scenario(most + 1), rules)).toThrow(
      `settings.functions.third.reservedConcurrency: found ${most + 1}, expected at most ${most}: 100 of the account's 1000 stay unreserved`,
    );
  });

  it('burst-old-10000-2min', () => {
    const { inputs, expected } = caseOf('burst-old-10000-2min') as {
      inputs: { requests: number; accountConcurrency: number };
      expected: {
        minute1: { newEnvironments: number; throttled: number };
        minute2: { newEnvironments: number; reused: number; throttled: number };
      };
    };
    const half = inputs.requests / 2;
    const trace = simulate(
      scenarioOf({
        arrivals: { kind: 'burst', atMs: 0, count: half, repeatEveryMs: 60_000, repeats: 1 },
        handlerMs: 1000,
        settings: { concurrencyLimit: inputs.accountConcurrency, scaling: { region: 'eu-west-1' } },
      }),
      rulesAt('2021-06-01'),
    );
    const minute = (index: number) => {
      const { cold, warm, throttled } = arrivalsIn(trace, 60_000 * index, 60_000 * (index + 1));
      return { newEnvironments: cold, reused: warm, throttled };
    };
    expect(minute(0)).toMatchObject(expected.minute1);
    expect(minute(1)).toEqual(expected.minute2);
  });

  it('burst-old-10000-4min', () => {
    const { inputs, expected } = caseOf('burst-old-10000-4min') as {
      inputs: { requests: number; accountConcurrency: number; spreadMinutes: number };
      expected: { minute1: { newEnvironments: number }; throttledTotal: number };
    };
    const { spreadMinutes } = inputs;
    const count = inputs.requests / spreadMinutes;
    const trace = simulate(
      scenarioOf({
        arrivals: { kind: 'burst', atMs: 0, count, repeatEveryMs: 60_000, repeats: spreadMinutes - 1 },
        handlerMs: 1000,
        settings: { concurrencyLimit: inputs.accountConcurrency, scaling: { region: 'us-east-1' } },
      }),
      rulesAt('2021-06-01'),
    );
    expect(arrivalsIn(trace, 0, 60_000).cold).toBe(expected.minute1.newEnvironments);
    const { counts, environments } = summarize(trace);
    expect(environments.created).toBe(expected.minute1.newEnvironments);
    expect([counts.offered, counts.throttled]).toEqual([inputs.requests, expected.throttledTotal]);
  });

  it('scaling-burst-3000', () => {
    const { inputs, expected } = caseOf('scaling-burst-3000') as {
      inputs: { simultaneousRequests: number; durationMs: number; accountConcurrency: number };
      expected: { accepted: number; throttled: number };
    };
    const trace = simulate(
      scenarioOf({
        arrivals: burst(inputs.simultaneousRequests),
        handlerMs: inputs.durationMs,
        settings: { concurrencyLimit: inputs.accountConcurrency, scaling: { refill: 'step' } },
      }),
      rulesAt('2026-11-20'),
    );
    expect(summarize(trace).counts).toMatchObject(expected);
    expect([...arrivalsIn(trace, 0, 1).reasons]).toEqual(['throttled: scaling rate']);
  });

  it('scaling-continuous-refill', () => {
    const { inputs, expected } = caseOf('scaling-continuous-refill') as {
      inputs: { arrivalsPerSec: number; durationMs: number; accountConcurrency: number };
      expected: { firstThrottleAtSec: number; acceptedInFirst10s: number };
    };
    const trace = simulate(
      scenarioOf({
        arrivals: evenly(inputs.arrivalsPerSec, 10_000),
        handlerMs: inputs.durationMs,
        settings: { concurrencyLimit: inputs.accountConcurrency, scaling: { refill: 'continuous' } },
      }),
      rulesAt('2026-11-20'),
    );
    const { cold, firstThrottledMs } = arrivalsIn(trace, 0, 10_000);
    expect(Math.abs(firstThrottledMs / 1000 - expected.firstThrottleAtSec)).toBeLessThanOrEqual(0.05);
    expect(Math.abs(cold - expected.acceptedInFirst10s)).toBeLessThanOrEqual(2);
  });

  describe('scaling-new-rate', () => {
    const { inputs, expected } = caseOf('scaling-new-rate') as {
      inputs: { windowSeconds: number };
      expected: { newEnvironmentsPerWindow: number; extraRpsPerWindow: number };
    };
    const windowMs = 1000 * inputs.windowSeconds;
    const settings = { concurrencyLimit: 10_000 };
    const rules = rulesAt('2026-11-20');

    it('adds so many in each window, and the rest hears 429', () => {
      const arrivals: Arrivals = { kind: 'burst', atMs: 0, count: 5000, repeatEveryMs: windowMs, repeats: 2 };
      const run = (refill: 'step' | 'continuous') =>
        simulate(
          scenarioOf({ arrivals, handlerMs: 60_000, settings: { ...settings, scaling: { refill } } }),
          rules,
        );
      for (const refill of ['step', 'continuous'] as const)
        for (const window of [0, 1, 2]) {
          const { cold, reasons } = arrivalsIn(run(refill), window * windowMs, (window + 1) * windowMs);
          expect(cold).toBe(expected.newEnvironmentsPerWindow);
          expect([...reasons]).toEqual(['throttled: scaling rate']);
        }
    });

    it('serves so many more requests a second after each window', () => {
      // Requests of 100 ms: an environment serves ten a second.
      const trace = simulate(
        scenarioOf({
          arrivals: evenly(25_000, 2 * windowMs + 1000),
          handlerMs: 100,
          settings: { ...settings, scaling: { refill: 'step' } },
        }),
        rules,
      );
      const servedAt = (ms: number) => {
        const { cold, warm } = arrivalsIn(trace, ms, ms + 1000);
        return cold + warm;
      };
      expect(servedAt(5000)).toBe(expected.extraRpsPerWindow);
      expect(servedAt(windowMs + 5000)).toBe(2 * expected.extraRpsPerWindow);
    });

    it('saves nothing up, and comes back evenly unless it is set otherwise', () => {
      const late = simulate(
        scenarioOf({ arrivals: burst(3000, 60_000), handlerMs: 60_000, settings }),
        rules,
      );
      expect(arrivalsIn(late, 60_000, 60_001).cold).toBe(expected.newEnvironmentsPerWindow);
      const twice: Arrivals = {
        kind: 'burst',
        atMs: 0,
        count: 3000,
        repeatEveryMs: windowMs / 2,
        repeats: 1,
      };
      const trace = simulate(scenarioOf({ arrivals: twice, handlerMs: 60_000, settings }), rules);
      expect(arrivalsIn(trace, windowMs / 2, windowMs).cold).toBe(expected.newEnvironmentsPerWindow / 2);
    });

    it('is the rate of each function for itself; before, all shared one', () => {
      const scenario = scenarioOf({
        arrivals: burst(2000),
        handlerMs: 60_000,
        settings: { ...settings, functions: { other: likeIt(60_000) } },
        more: { feeds: [{ to: 'other', arrivals: burst(2000) }] },
      });
      const trace = simulate(scenario, rules);
      const made = (of: Trace, place: string) => arrivalsIn(of, 0, 1, place).cold;
      expect([made(trace, 'function'), made(trace, 'other')]).toEqual([1000, 1000]);
      const old = simulate(scenario, rulesAt('2021-06-01'));
      expect([made(old, 'function'), made(old, 'other')]).toEqual([2000, 1000]);
    });
  });
});
