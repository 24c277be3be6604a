import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricOver } from './metrics.ts';
import { reportLog } from './report-log.ts';
import type { Rules } from './rules.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import { Staircase } from './staircase.ts';
import { anyTopology } from './testing/any-topology.ts';
import { bindingRules } from './testing/binding-rules.ts';
import { put } from './testing/changes.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { isSound } from './testing/is-sound.ts';
import { smallScenario } from './testing/small-scenario.ts';
import type { Work } from './function-usage.ts';
import { usageOf } from './usage.ts';

/** As it was until the end of November 2020: steps of 100 ms, Init of an archive not billed. */
const rules2020: Rules = {
  ...idealRules,
  logs: { ...idealRules.logs, billedUnitMs: 100, initBilled: false },
};

const used = (scenario: Scenario, rules = idealRules) => usageOf(simulate(scenario, rules), scenario, rules);

describe('what is billed of invocations', () => {
  // Init 300 ms (runtime 100, code 200) before 40 ms; then 12.345 ms in the same environment.
  const scenario = smallScenario({ requests: [0, [1000, 12.345]], function: { memoryMb: 512 } });

  it('has Init in it today, rounded up with the first duration', () => {
    const [row, ...others] = used(scenario).functions;
    expect(others).toEqual([]);
    // ⌈40 + 300⌉ + ⌈12.345⌉ = 340 + 13; half a GB.
    expect(row).toMatchObject({
      function: 'function',
      version: '$LATEST',
      revision: null,
      memoryMb: 512,
      package: 'zip',
      onDemand: { requests: 2, durationMs: 52.345, billedMs: 353, billedGbMs: 176.5 },
      provisioned: { requests: 0, billedMs: 0 },
      edge: { requests: 0, billedMs: 0 },
      ephemeralGbMs: 0,
    });
  });

  it('was rounded up to 100 ms each, without Init, in 2020', () => {
    const [row] = used(scenario, rules2020).functions;
    expect(row!.onDemand).toEqual({ requests: 2, durationMs: 52.345, billedMs: 200, billedGbMs: 100 });
  });

  it('had Init in it for container images always', () => {
    const image = smallScenario({ function: { package: { type: 'image', sizeMb: 100 } } });
    // ⌈340 / 100⌉ × 100.
    expect(used(image, rules2020).functions[0]!.onDemand.billedMs).toBe(400);
  });

  it('is what AWS printed', () => {
    // Pricing case bd-init-after-2025-08: 250.06 ms after an Init of 100.77 ms are billed as 351 ms.
    const printed = smallScenario({
      requests: [[0, 250.06]],
      function: { init: { extensionsMs: 0, runtimeMs: 100, functionMs: 0.77 } },
    });
    expect(used(printed).functions[0]!.onDemand.billedMs).toBe(351);
    // bd-27ms-2020-old: 27.4 ms as 100 ms.
    const old = smallScenario({ requests: [[0, 27.4]] });
    expect(used(old, rules2020).functions[0]!.onDemand.billedMs).toBe(100);
  });

  it('takes /tmp above what is free for as long as is billed', () => {
    const large = smallScenario({ function: { package: { sizeMb: 1, tmpMb: 1536 } } });
    // 1,024 MB more than 512 for 340 ms.
    expect(used(large).functions[0]!.ephemeralGbMs).toBe(340);
  });

  it('is told by version, each with the memory of its revision', () => {
    const released = smallScenario({
      requests: [0, 1000],
      function: {
        memoryMb: 1024,
        revisions: { wide: { memoryMb: 2048, handlerMs: 60 } },
        versions: { 1: {}, 2: { revision: 'wide' } },
        aliases: { live: { version: '1', additional: { version: '2', weight: 1 } } },
      },
      settings: { caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:live' } },
    });
    expect(used(released).functions.map((row) => [row.version, row.revision, row.onDemand])).toEqual([
      ['2', 'wide', { requests: 2, durationMs: 120, billedMs: 420, billedGbMs: 840 }],
    ]);
  });
});

describe('what is kept ready', () => {
  it('is billed for as long as it is allocated, and at another rate while it is in use', () => {
    const scenario = smallScenario({
      requests: [
        [1000, 100],
        [1000, 100],
        [1000, 100],
      ],
      function: { memoryMb: 1536, versions: { 1: { provisioned: { concurrency: 2 } } } },
      settings: { caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:1' } },
      horizonMs: 20_000,
    });
    const { functions, endMs } = used(scenario);
    // Nothing is left to happen once the third environment has idled for 10 s after its 450 ms.
    expect(endMs).toBe(11_450);
    const [row] = functions;
    expect(row).toMatchObject({
      version: '1',
      // Two on what is provisioned; the third spills over and brings its Init.
      provisioned: { requests: 2, billedMs: 200, billedGbMs: 300 },
      onDemand: { requests: 1, billedMs: 400 },
      allocated: {
        environmentMs: 22_900,
        gbMs: 34_350,
        initMs: 0,
        spells: [{ fromMs: 0, toMs: 11_450, count: 2 }],
      },
    });
  });

  it('ends where it is released, and its Init is billed', () => {
    const scenario: Scenario = {
      ...smallScenario({ requests: [], function: { versions: { 1: {} } }, horizonMs: 20_000 }),
      changes: [put(1000, 3), put(11_000, 0)],
    };
    const [row] = used(scenario).functions;
    expect(row!.allocated).toMatchObject({
      environmentMs: 30_000,
      initMs: 900,
      spells: [{ fromMs: 1000, toMs: 11_000, count: 3 }],
    });
  });

  it('is a snapshot, from when its version is active', () => {
    const scenario: Scenario = {
      ...smallScenario({
        requests: [2000],
        function: { memoryMb: 1024, snapStart: { restoreMs: 30.5, runtime: 'python3.13' } },
        settings: { caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:1' } },
        horizonMs: 10_000,
      }),
      changes: [{ kind: 'publish-version', id: 'publish', title: '', on: true, atMs: 1000, version: '1' }],
    };
    const [row] = used(scenario).functions;
    expect(row).toMatchObject({
      version: '1',
      // 40 ms, and the restore by itself: 30.5 ms rounded up.
      onDemand: { requests: 1, durationMs: 40, billedMs: 71 },
      // Made 50 + 300 ms after it was published.
      snapStart: { snapshots: 1, initMs: 300, cachedMs: 8650, cachedGbMs: 8650, restores: 1, restoredGb: 1 },
    });
  });
});

describe('what the models use', () => {
  it('is told of events by size', () => {
    const scenario: Scenario = {
      ...smallScenario({
        requests: [0, 10],
        settings: { caller: { invocationType: 'Event', permitted: true, payloadBytes: 300_000 } },
      }),
      model: 'push-asynchronous',
    };
    expect(used(scenario).asyncEvents).toEqual([{ function: 'function', payloadBytes: 300_000, events: 2 }]);
  });

  it('is told of provisioned pollers by time', () => {
    const scenario: Scenario = {
      ...smallScenario({
        requests: [],
        settings: {
          resources: { orders: { type: 'queue', backlog: 1 } },
          mappings: {
            reader: {
              type: 'queue',
              source: 'orders',
              provisioned: { minimumPollers: 2, maximumPollers: 4 },
            },
          },
        },
        horizonMs: 60_000,
      }),
      entry: 'orders',
    };
    const [units] = used(scenario).pollers;
    expect(units).toMatchObject({ mapping: 'reader', unitMs: 2 * used(scenario).endMs });
  });
});

it('counts in spells', () => {
  const steps = new Staircase();
  steps.change(1000, 2);
  steps.change(3000, -1);
  steps.change(3000, 1);
  steps.change(5000, 1);
  steps.change(9000, -3);
  expect(steps.until(20_000)).toEqual([
    { fromMs: 1, toMs: 5, count: 2 },
    { fromMs: 5, toMs: 9, count: 3 },
  ]);
});

it('adds up in any architecture: to the requests of the metrics and to what REPORT lines say', () => {
  fc.assert(
    fc.property(
      fc.noBias(anyTopology(false)).filter((scenario) => isSound(scenario, bindingRules)),
      (scenario) => {
        const trace = simulate(scenario, bindingRules, { bounds: { maxSteps: 3000 } });
        const { functions } = usageOf(trace, scenario, bindingRules);
        const sum = (of: (work: Work) => number) =>
          functions.reduce((all, row) => all + of(row.onDemand) + of(row.provisioned) + of(row.edge), 0);
        // A run that is cut may end between a request and the environment made for it.
        if (trace.end.kind !== 'bound')
          expect(sum(({ requests }) => requests)).toBe(metricOver(trace, 'Invocations', -1));
        if (trace.places.some(({ silentUs }) => silentUs)) return;
        let billedMs = 0;
        for (const { message } of reportLog(trace, scenario, bindingRules))
          billedMs += Number(/\tBilled Duration: (\d+) ms/.exec(message)?.[1] ?? 0);
        expect(sum((work) => work.billedMs)).toBe(billedMs);
      },
    ),
    { numRuns: 60, seed: 20_261_120 },
  );
}, 60_000);
