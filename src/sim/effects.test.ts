/** What calls leave behind: once or twice for a unit, once for each item, and units put into other places. */
import { describe, expect, test } from 'vitest';
import { downstreamProblems } from './downstream-plan.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { told } from './testing/told.ts';

const table = { type: 'downstream' as const, service: 'dynamodb' as const, latencyMs: 10 };

/** A function that writes to a table; what arrives, and where, differs. */
function writing(changes: Parameters<typeof smallScenario>[0], more: Partial<Scenario> = {}): Scenario {
  return {
    ...smallScenario({
      horizonMs: 1e6,
      ...changes,
      function: { calls: [{ to: 'table' }], ...changes?.function },
      settings: { warmEnvironments: 5, resources: { table }, ...changes?.settings },
    }),
    ...more,
  };
}
const tell = (scenario: Scenario, kinds: readonly string[]) => told(simulate(scenario, idealRules), kinds);
const answers = (scenario: Scenario) =>
  tell(scenario, ['call'])
    .filter((step) => step.includes('answered'))
    .map((step) => /\((.*)\)/.exec(step)![1]);

describe('the effect of a call', () => {
  const twice = (idempotent: boolean) =>
    writing(
      {
        function: { idempotent },
        faults: [{ id: 'twice', title: '', on: true, kind: 'duplicate', which: [1] }],
      },
      { entry: 'function' },
    );

  test('is there twice when an event comes twice', () => {
    expect(answers(twice(false))).toEqual(['call: answered', 'effect: again']);
  });

  test('is there once when the handler is idempotent', () => {
    expect(answers(twice(true))).toEqual(['call: answered', 'effect: known']);
  });

  test('is there twice when an event is tried again after a later call has failed', () => {
    const faults = [{ id: 'mail', title: '', on: true, kind: 'call-error' as const, of: 'mail', which: [1] }];
    const scenario = writing(
      {
        function: { calls: [{ to: 'table' }, { to: 'mail' }] },
        settings: { resources: { table, mail: { ...table, service: 'http' } } },
        faults,
      },
      { entry: 'function' },
    );
    expect(answers(scenario)).toEqual(['call: answered', 'effect: again', 'call: answered']);
  });

  test('belongs to one unit each: two events are two effects', () => {
    expect(answers(writing({ requests: [0, 1] }, { entry: 'function' }))).toEqual([
      'call: answered',
      'call: answered',
    ]);
  });
});

describe('a call for each item', () => {
  test('is made once for each message of a batch', () => {
    const scenario = writing(
      {
        requests: [0, 0, 0],
        function: { calls: [{ to: 'table', perItem: true, times: 2 }] },
        settings: {
          resources: { table, orders: { type: 'queue', visibilityTimeoutMs: 60_000 } },
          mappings: { reading: { type: 'queue', source: 'orders', batchSize: 10, windowMs: 100 } },
        },
        horizonMs: 1000,
      },
      { entry: 'orders' },
    );
    expect(answers(scenario)).toHaveLength(6);
  });

  test('has its effect for that item: a batch that is tried again repeats only what was done', () => {
    const scenario = writing(
      {
        requests: [0, 0, 0],
        function: { calls: [{ to: 'table', perItem: true }] },
        settings: {
          resources: { table, orders: { type: 'queue', visibilityTimeoutMs: 4000 } },
          mappings: { reading: { type: 'queue', source: 'orders', batchSize: 10, windowMs: 100 } },
        },
        faults: [{ id: 'second', title: '', on: true, kind: 'call-error', of: 'table', which: [2] }],
        horizonMs: 6000,
      },
      { entry: 'orders' },
    );
    expect(answers(scenario)).toEqual([
      'call: answered',
      'effect: again',
      'call: answered',
      'call: answered',
    ]);
  });
});

describe('a call that feeds a place', () => {
  test('puts a unit there when it is answered, and a chain is followed', () => {
    const scenario = writing(
      {
        settings: {
          resources: {
            table: { ...table, service: 's3', feeds: 'bucket' },
            bucket: { type: 'push-service', service: 's3', targets: ['function'] },
          },
        },
      },
      { entry: 'bucket' },
    );
    const steps = tell(scenario, ['request', 'event']);
    expect(steps.filter((step) => step.includes('request') && step.includes('succeeded'))).toHaveLength(16);
    expect(steps.filter((step) => step.includes('-> stopped'))).toHaveLength(1);
  });

  test('puts none when it fails', () => {
    const scenario = writing({
      settings: {
        resources: {
          table: { ...table, feeds: 'archive' },
          archive: { type: 'target', service: 's3' },
        },
      },
      requests: [0, 100],
      faults: [{ id: 'once', title: '', on: true, kind: 'call-error', of: 'table', which: [1] }],
    });
    expect(tell(scenario, ['delivery'])).toHaveLength(1);
  });

  test('needs a place that takes units in', () => {
    const scenario = writing({
      settings: { resources: { table: { ...table, feeds: 'other' }, other: table } },
    });
    expect(() => simulate(scenario, idealRules)).toThrow(/settings\.resources\.other/);
  });
});

describe('problems', () => {
  test('name a call that leads nowhere, a file system too early and a slowness without a measure', () => {
    const scenario = writing({
      function: { calls: [{ to: 'nowhere' }] },
      settings: { resources: { files: { ...table, service: 'file-system' } } },
      faults: [{ id: 'slow', title: '', on: true, kind: 'call-slow', of: 'files' }],
    });
    const early = { ...idealRules, asOf: '2019-01-01', notYet: { efs: '2020-06-16' } };
    expect(downstreamProblems(scenario, early).map(({ path }) => path)).toEqual([
      'settings.function.calls.0.to',
      'settings.resources.files.service',
      'faults.0.afterMs',
    ]);
  });
});

describe('luck', () => {
  const drawn = (changes: Parameters<typeof smallScenario>[0]) => {
    const luck = { kind: 'exponential' as const, meanMs: 10 };
    const scenario = writing({
      arrivals: { kind: 'constant', everyMs: 100, count: 20 },
      ...changes,
      settings: {
        warmEnvironments: 0,
        resources: { table: { ...table, latencyMs: luck, connectMs: luck, connectionLimit: 50 } },
        ...changes?.settings,
      },
    });
    const trace = simulate(scenario, idealRules);
    const kind = trace.kinds.findIndex(({ name }) => name === 'call');
    const working = trace.kinds[kind]!.states.indexOf('working');
    // By number of the call: when it came to the resource, then how long that worked on it.
    const stays: number[] = [];
    for (let step = 0; step < trace.length; step++) {
      if (trace.kind[step] !== kind) continue;
      const call = trace.actor[step]!;
      if (trace.to[step] === working) stays[call] = trace.at[step]!;
      else if (trace.from[step] === working) stays[call] = trace.at[step]! - stays[call]!;
    }
    return stays;
  };

  test('of latencies is the same wherever connections are opened, and whatever is denied', () => {
    const outside = drawn({});
    const inside = drawn({ function: { calls: [{ to: 'table', connection: 'inside' }] } });
    expect(inside).toEqual(outside);
    expect(outside).toHaveLength(20);
    const none = { id: 'none', title: '', on: true, kind: 'permission-missing' as const, of: 'table' };
    const later = drawn({ faults: [{ ...none, untilMs: 1000 }] });
    const made = Object.keys(later).map(Number);
    expect(made.length).toBeLessThan(20);
    expect(made.map((call) => later[call])).toEqual(made.map((call) => outside[call]));
  });
});
