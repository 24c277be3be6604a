import { describe, expect, test } from 'vitest';
import { createRun, simulate } from './run.ts';
import { hashTrace } from './trace-hash.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { told } from './testing/told.ts';

const run = (changes: Parameters<typeof smallScenario>[0], kinds?: readonly string[]) =>
  told(simulate(smallScenario(changes), idealRules), kinds);

describe('the life of an environment', () => {
  test('is made for the first request, frozen, thawed for the next, and retired when idle', () => {
    expect(run({ requests: [0, 1000] })).toEqual([
      '0 request 1 -> waiting (cold: no environment)',
      '0 environment 1 -> create (created: for a request)',
      '50 environment 1 create -> init.runtime',
      '150 environment 1 init.runtime -> init.function',
      '350 environment 1 init.function -> invoke.handler (init: done)',
      '350 request 1 waiting -> running (began)',
      '390 environment 1 invoke.handler -> frozen (handler: returned)',
      '390 request 1 running -> succeeded (handler: returned)',
      '1000 request 2 -> running (routed: most recently used)',
      '1000 environment 1 frozen -> invoke.handler (thawed)',
      '1040 environment 1 invoke.handler -> frozen (handler: returned)',
      '1040 request 2 running -> succeeded (handler: returned)',
      '11040 environment 1 frozen -> shutdown (retired: environment idle)',
      '11040 environment 1 shutdown -> retired',
    ]);
  });

  test('initialises extensions first where there are any, and takes time to shut down', () => {
    const steps = run({
      function: { init: { extensionsMs: 30, runtimeMs: 100, functionMs: 200 }, shutdownMs: 2000 },
    });
    expect(steps).toContain('50 environment 1 create -> init.extensions');
    expect(steps).toContain('80 environment 1 init.extensions -> init.runtime');
    expect(steps.slice(-2)).toEqual([
      '10420 environment 1 frozen -> shutdown (retired: environment idle)',
      '12420 environment 1 shutdown -> retired',
    ]);
  });

  test('an Init over its limit is repeated inside the invocation, within the function timeout', () => {
    const init = { extensionsMs: 0, runtimeMs: 100, functionMs: 11_900 };
    expect(run({ function: { init, timeoutMs: 15_000 } })).toEqual([
      '0 request 1 -> waiting (cold: no environment)',
      '0 environment 1 -> create (created: for a request)',
      '50 environment 1 create -> init.runtime',
      '150 environment 1 init.runtime -> init.function',
      '10050 environment 1 init.function -> invoke.init (init: over the limit)',
      '10050 request 1 waiting -> running (began)',
      '22050 environment 1 invoke.init -> invoke.handler (init: done)',
      '22090 environment 1 invoke.handler -> frozen (handler: returned)',
      '22090 request 1 running -> succeeded (handler: returned)',
      '32090 environment 1 frozen -> shutdown (retired: environment idle)',
      '32090 environment 1 shutdown -> retired',
    ]);
    expect(run({ function: { init, timeoutMs: 3000 } }).slice(5, 8)).toEqual([
      '10050 request 1 waiting -> running (began)',
      '13050 environment 1 invoke.init -> reset (timeout: init)',
      '13050 request 1 running -> failed (timeout: init)',
    ]);
  });

  test('an Init that fails is repeated, and fails the request when it fails again', () => {
    const faults = [{ id: 'init', title: '', on: true, kind: 'init-error' as const }];
    expect(run({ requests: [0, 1000], faults }).slice(4, 12)).toEqual([
      '350 environment 1 init.function -> invoke.init (init: failed)',
      '350 request 1 waiting -> running (began)',
      '650 environment 1 invoke.init -> reset (init: failed again)',
      '650 request 1 running -> failed (init: failed again)',
      '1000 request 2 -> running (routed: most recently used)',
      '1000 environment 1 reset -> invoke.init (thawed)',
      '1300 environment 1 invoke.init -> reset (init: failed again)',
      '1300 request 2 running -> failed (init: failed again)',
    ]);
  });

  test('a handler that ends exactly at the timeout has ended in time', () => {
    expect(run({ requests: [[0, 3000]] })).toContain(
      '3350 request 1 running -> succeeded (handler: returned)',
    );
    expect(run({ requests: [[0, 3000.001]] })).toContain(
      '3350 request 1 running -> failed (timeout: function)',
    );
  });

  test.each([
    ['function-error', 'frozen', 'handler: error', 390],
    ['out-of-memory', 'reset', 'handler: out of memory', 390],
    ['crash', 'reset', 'handler: crashed', 390],
    ['timeout', 'reset', 'timeout: function', 3350],
  ] as const)('%s fails the request and leaves its environment %s', (kind, state, reason, atMs) => {
    const steps = run({ requests: [0, 5000], faults: [{ id: 'f', title: '', on: true, kind, which: [1] }] });
    expect(steps).toContain(`${atMs} environment 1 invoke.handler -> ${state} (${reason})`);
    expect(steps).toContain(`${atMs} request 1 running -> failed (${reason})`);
    const initialisesAgain = state === 'reset';
    expect(steps.includes('5000 environment 1 reset -> invoke.init (thawed)')).toBe(initialisesAgain);
    expect(steps).toContain(
      `${initialisesAgain ? 5340 : 5040} request 2 running -> succeeded (handler: returned)`,
    );
  });

  test('is retired by age as soon as it is idle, however busy the function is', () => {
    const keep = { functionIdleMs: null, environmentIdleMs: 10_000, maxAgeMs: 2000 };
    expect(run({ requests: [0, [1900, 500], 3000], settings: { keep } }).slice(8)).toEqual([
      '1900 request 2 -> running (routed: most recently used)',
      '1900 environment 1 frozen -> invoke.handler (thawed)',
      '2400 environment 1 invoke.handler -> frozen (handler: returned)',
      '2400 request 2 running -> succeeded (handler: returned)',
      '2400 environment 1 frozen -> shutdown (retired: age)',
      '2400 environment 1 shutdown -> retired',
      '3000 request 3 -> waiting (cold: no environment)',
      ...run({ requests: [3000], settings: { keep } })
        .slice(1)
        .map((line) => line.replace('environment 1', 'environment 2').replace('request 1', 'request 3')),
    ]);
  });

  test('all environments of a quiet function go at once, used or not', () => {
    const keep = { functionIdleMs: 1000, environmentIdleMs: 600_000, maxAgeMs: null };
    expect(run({ requests: [0, 0, 600], settings: { keep } }, ['environment', 'function']).slice(-7)).toEqual(
      [
        '640 environment 2 invoke.handler -> frozen (handler: returned)',
        '640 function 1 working -> quiet',
        '1640 function 1 quiet -> unused',
        '1640 environment 1 frozen -> shutdown (retired: function idle)',
        '1640 environment 2 frozen -> shutdown (retired: function idle)',
        '1640 environment 1 shutdown -> retired',
        '1640 environment 2 shutdown -> retired',
      ],
    );
  });
});

describe('a direct invocation', () => {
  const caller = { invocationType: 'RequestResponse' as const, permitted: true };

  test('finds every environment busy and gets a new one', () => {
    expect(run({ requests: [0, 100] })).toContain('100 request 2 -> waiting (cold: all busy)');
  });

  test('is throttled at the limit, which counts requests that still wait for Init', () => {
    const steps = run({ requests: [0, 0, 400], settings: { concurrencyLimit: 1 } });
    expect(steps).toContain('0 request 2 -> throttled (throttled: concurrency)');
    expect(steps).toContain('400 request 3 -> running (routed: most recently used)');
    expect(run({ settings: { concurrencyLimit: 0 } })).toEqual([
      '0 request 1 -> throttled (throttled: concurrency)',
    ]);
  });

  test('DryRun runs nothing, but says what is wrong', () => {
    const dryRun = { ...caller, invocationType: 'DryRun' as const };
    expect(run({ settings: { caller: dryRun } })).toEqual(['0 request 1 -> checked (checked: dry run)']);
    expect(run({ settings: { caller: { ...dryRun, permitted: false } } })).toEqual([
      '0 request 1 -> denied (denied: no permission)',
    ]);
    const faults = [{ id: 'bad', title: '', on: true, kind: 'invalid-request' as const, which: [1] }];
    expect(run({ settings: { caller: dryRun }, faults })).toEqual([
      '0 request 1 -> refused (refused: invalid request)',
    ]);
  });

  test('without permission nothing is invoked', () => {
    expect(run({ settings: { caller: { ...caller, permitted: false } } })).toEqual([
      '0 request 1 -> denied (denied: no permission)',
    ]);
  });
});

describe('environments before the first request', () => {
  test('kept ready: initialised ahead, first to be chosen, never retired', () => {
    const keep = { functionIdleMs: 1000, environmentIdleMs: 1000, maxAgeMs: 1000 };
    const trace = simulate(
      smallScenario({
        requests: [500, 500, 20_000],
        settings: { readyEnvironments: 1, keep },
        horizonMs: 60_000,
      }),
      idealRules,
    );
    expect(trace.end).toEqual({ kind: 'drained' });
    const steps = told(trace);
    expect(steps[0]).toBe('0 environment 1 -> create (ready: kept ready)');
    expect(steps).toContain('350 environment 1 init.function -> frozen (init: done)');
    expect(steps).toContain('500 environment 1 frozen -> invoke.handler (thawed)');
    expect(steps).toContain('500 request 2 -> waiting (cold: all busy)');
    expect(steps).toContain('20000 environment 1 frozen -> invoke.handler (thawed)');
    expect(
      steps.filter(
        (step) => step.startsWith('0 environment') || step.includes('environment 1 frozen -> shutdown'),
      ),
    ).toHaveLength(1);
  });

  test('kept ready: Init may take longer than on demand', () => {
    const init = { extensionsMs: 0, runtimeMs: 0, functionMs: 60_000 };
    expect(
      run({ requests: [70_000], function: { init }, settings: { readyEnvironments: 1 }, horizonMs: 80_000 }),
    ).toContain('60050 environment 1 init.function -> frozen (init: done)');
  });

  test('warm before: kept by the ordinary rules', () => {
    expect(run({ requests: [9999], settings: { warmEnvironments: 2 } }).slice(0, 6)).toEqual([
      '0 environment 1 -> frozen (ready: before the run)',
      '0 environment 2 -> frozen (ready: before the run)',
      '9999 request 1 -> running (routed: most recently used)',
      '9999 environment 2 frozen -> invoke.handler (thawed)',
      '10000 environment 1 frozen -> shutdown (retired: environment idle)',
      '10000 environment 1 shutdown -> retired',
    ]);
  });
});

describe('a run', () => {
  const busy = smallScenario({ arrivals: { kind: 'poisson', ratePerSec: 20, count: 400 }, seed: 5 });

  test('in slices is the same run', () => {
    const whole = simulate(busy, idealRules);
    const sliced = createRun(busy, idealRules);
    let progress = sliced.advance(1);
    let share = 0;
    while (!progress.done) {
      expect(progress.share).toBeGreaterThanOrEqual(share);
      share = progress.share;
      progress = sliced.advance(7);
    }
    expect(hashTrace(sliced.trace())).toBe(hashTrace(whole));
  });

  test('ends at the horizon, or when nothing is left', () => {
    expect(simulate(smallScenario({ horizonMs: 1000 }), idealRules)).toMatchObject({
      endUs: 1_000_000,
      end: { kind: 'horizon' },
    });
    expect(simulate(smallScenario(), idealRules)).toMatchObject({
      endUs: 10_390_000,
      end: { kind: 'drained' },
    });
  });

  test('is cut at a bound, at the same step for both interpreters, and says which', () => {
    for (const interpreter of ['compiled', 'reference'] as const) {
      const bySteps = simulate(busy, idealRules, { interpreter, bounds: { maxSteps: 100 } });
      expect(bySteps.end).toEqual({ kind: 'bound', bound: 'steps', limit: 100 });
      expect(bySteps.length).toBe(100);
      const byTime = simulate(busy, idealRules, { interpreter, bounds: { maxSimulatedUs: 2_000_000 } });
      expect(byTime.end).toEqual({ kind: 'bound', bound: 'time', limit: 2_000_000 });
      expect(byTime.at.at(-1)).toBeLessThanOrEqual(2_000_000);
      const byBytes = simulate(busy, idealRules, { interpreter, bounds: { maxTraceBytes: 1000 } });
      expect(byBytes.end).toEqual({ kind: 'bound', bound: 'bytes', limit: 1000 });
      expect(byBytes.length).toBe(33);
    }
  });

  test('can be stopped between slices', () => {
    const stopped = createRun(busy, idealRules);
    stopped.advance(50);
    stopped.stop();
    expect(stopped.advance(50).done).toBe(true);
    expect(stopped.trace()).toMatchObject({ end: { kind: 'stopped' } });
    expect(stopped.trace().length).toBeLessThan(60);
  });

  test('refuses what the rules do not allow, naming all of it', () => {
    const scenario = smallScenario({
      function: { memoryMb: 64, timeoutMs: 2_000_000 },
      settings: { keep: { preset: '1999' } },
    });
    expect(() => simulate(scenario, { ...idealRules, timeoutMaxMs: 900_000 })).toThrow(
      [
        'settings.keep.preset: found "1999", expected one of as-of, never.',
        'settings.function.timeoutMs: found 2000000, expected at most 900000, the longest timeout at 2026-11-20.',
        'settings.function.memoryMb: found 64, expected 128 to 10240 at 2026-11-20.',
      ].join('\n'),
    );
  });

  test('refuses what did not exist yet, and says since when it does', () => {
    const scenario = smallScenario({
      settings: { readyEnvironments: 2 },
      function: { init: { extensionsMs: 5, runtimeMs: 0, functionMs: 0 } },
    });
    const rules = {
      ...idealRules,
      notYet: { 'provisioned-concurrency': '2019-12-03', extensions: '2020-10-08' },
    };
    expect(() => simulate(scenario, rules)).toThrow(
      [
        'settings.readyEnvironments: found 2, expected 0 at 2026-11-20: provisioned concurrency exists since 2019-12-03.',
        'settings.function.init.extensionsMs: found 5, expected 0 at 2026-11-20: extensions exist since 2020-10-08.',
      ].join('\n'),
    );
  });

  test('two configurations meet the same traffic', () => {
    const times = (scenario: typeof busy) => {
      const trace = simulate(scenario, idealRules);
      return trace.at.filter((_, step) => trace.from[step] === 255 && trace.kind[step] === 0);
    };
    const slower = structuredClone(busy);
    slower.settings.function.init.functionMs = { kind: 'log-normal', medianMs: 900, sigma: 1 };
    slower.settings.concurrencyLimit = 2;
    slower.faults = [{ id: 'some', title: '', on: true, kind: 'crash', share: 0.3 }];
    expect(times(slower)).toEqual(times(busy));
  });
});
