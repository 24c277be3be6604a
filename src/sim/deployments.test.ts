/** Deployments by CodeDeploy: how traffic is shifted, who may stop it, and what is left then. */
import { describe, expect, it } from 'vitest';
import { simulate } from './run.ts';
import type { Scenario, Settings } from './scenario.ts';
import type { ChangeOf } from './settings/change-settings.ts';
import { summarize } from './summary.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { told } from './testing/told.ts';
import { realRules } from './testing/real-rules.ts';
import type { Rules } from './rules.ts';
import type { Trace } from './trace.ts';

const noInit = { createMs: 0, init: { extensionsMs: 0, runtimeMs: 0, functionMs: 0 } };
const MINUTE = 60_000;

interface Options {
  readonly deployment?: Partial<ChangeOf<'create-deployment'>>;
  readonly arrivals?: Scenario['arrivals'];
  readonly errorShare?: number;
  readonly hook?: Partial<Settings['function']>;
  readonly alarms?: Settings['alarms'];
  readonly faults?: Scenario['faults'];
  readonly more?: NonNullable<Scenario['changes']>;
}

const code = {
  memoryMb: 128,
  timeoutMs: 3000,
  handlerMs: 100,
  ...noInit,
};

/** `live` points to version 1; version 2 may fail; a deployment at 1 minute shifts it there. */
function deployed(options: Options = {}): Scenario {
  const small = smallScenario({
    ...(options.arrivals ? { arrivals: options.arrivals } : { requests: [] }),
    function: {
      ...code,
      revisions: { next: { errorShare: options.errorShare ?? 0 } },
      versions: { '1': {}, '2': { revision: 'next' } },
      aliases: { live: { version: '1' } },
    },
    ...(options.faults ? { faults: options.faults } : {}),
  });
  return {
    ...small,
    settings: {
      ...small.settings,
      functions: { hook: { ...code, ...options.hook } },
      caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:live' },
      ...(options.alarms ? { alarms: options.alarms } : {}),
    },
    changes: [
      {
        id: 'deploy',
        title: '',
        on: true,
        kind: 'create-deployment',
        atMs: MINUTE,
        alias: 'live',
        version: '2',
        configuration: 'LambdaCanary10Percent5Minutes',
        ...options.deployment,
      },
      ...(options.more ?? []),
    ],
  };
}

const run = (scenario: Scenario, rules: Rules = idealRules) => {
  const trace = simulate(scenario, rules);
  expect(trace.end.kind).toBe('drained');
  return trace;
};

/** The deployment's steps: minute, state, share of the new version in percent. */
function course(trace: Trace): [minute: number, state: string, percent: number][] {
  const kind = trace.kinds.findIndex(({ name }) => name === 'deployment');
  return Array.from({ length: trace.length }, (_, step) => step)
    .filter((step) => trace.kind[step] === kind)
    .map((step) => [
      trace.at[step]! / 1000 / MINUTE,
      trace.kinds[kind]!.states[trace.to[step]!]!,
      trace.amount[step]! / 100,
    ]);
}

describe('traffic', () => {
  it('is shifted all at once', () => {
    expect(course(run(deployed({ deployment: { configuration: 'LambdaAllAtOnce' } })))).toEqual([
      [1, 'succeeded', 100],
    ]);
  });

  it('is shifted in two increments', () => {
    expect(course(run(deployed()))).toEqual([
      [1, 'shifting', 10],
      [6, 'succeeded', 100],
    ]);
  });

  it('is shifted in equal increments', () => {
    const linear = deployed({ deployment: { configuration: 'LambdaLinear10PercentEvery1Minute' } });
    expect(course(run(linear))).toEqual(
      Array.from({ length: 10 }, (_, increment) => [
        1 + increment,
        increment === 9 ? 'succeeded' : 'shifting',
        10 * (increment + 1),
      ]),
    );
  });

  it.each(realRules('2026-11-20').releases.deployments!.presets)('goes as $name says', (preset) => {
    const configuration = `CodeDeployDefault.${preset.name}`;
    const steps = course(run(deployed({ deployment: { configuration } }), realRules('2026-11-20')));
    expect(steps.at(-1)).toEqual([
      1 +
        ((preset.kind === 'linear' ? 100 / preset.percent - 1 : preset.kind === 'canary' ? 1 : 0) *
          preset.intervalUs) /
          6e7,
      'succeeded',
      100,
    ]);
    expect(steps[0]![2]).toBe(preset.percent);
  });
});

describe('a hook', () => {
  const before = { beforeAllowTraffic: 'hook' };
  const after = { afterAllowTraffic: 'hook', configuration: 'LambdaAllAtOnce' };

  it('that succeeds lets the traffic be shifted', () => {
    expect(course(run(deployed({ deployment: before })))).toEqual([
      [1, 'before traffic', 0],
      [1 + 0.1 / 60, 'shifting', 10],
      [6 + 0.1 / 60, 'succeeded', 100],
    ]);
  });

  it('that fails before it ends the deployment, and the alias was never touched', () => {
    const trace = run(deployed({ deployment: before, hook: { errorShare: 1 } }));
    expect(course(trace).at(-1)).toEqual([1 + 0.1 / 60, 'failed', 0]);
    expect(told(trace, ['alias'])).toEqual(['0 alias 1 -> one version']);
  });

  it('that fails after it points the alias back', () => {
    const trace = run(deployed({ deployment: after, hook: { errorShare: 1 } }));
    expect(course(trace)).toEqual([
      [1, 'after traffic', 100],
      [1 + 0.1 / 60, 'rolled back', 0],
    ]);
  });

  it('that does not answer fails the deployment after an hour', () => {
    const trace = run(deployed({ deployment: before, hook: { handlerMs: 5000 } }));
    expect(course(trace).at(-1)).toEqual([61, 'failed', 0]);
    const late = run(deployed({ deployment: after, hook: { handlerMs: 5000 } }));
    expect(course(late).at(-1)).toEqual([61, 'rolled back', 0]);
  });

  it('leaves the traffic where it is if nothing is rolled back', () => {
    const trace = run(deployed({ deployment: { ...after, rollback: false }, hook: { errorShare: 1 } }));
    expect(course(trace).at(-1)).toEqual([1 + 0.1 / 60, 'failed', 100]);
  });
});

describe('an alarm', () => {
  const alarms = { errors: { metric: 'Errors', of: 'function:live', above: 0 } } as const;
  const everySecond = { kind: 'constant', everyMs: 1000, startMs: 500, untilMs: 10 * MINUTE } as const;
  const watched = { alarms: ['errors'] };

  it('stops a deployment, and the alias is pointed back', () => {
    const trace = run(deployed({ alarms, arrivals: everySecond, errorShare: 1, deployment: watched }));
    expect(course(trace)).toEqual([
      [1, 'shifting', 10],
      [2, 'rolled back', 0],
    ]);
    // At the end of its first minute the alarm sees the errors of that minute, and users meet no more.
    const errors = summarize(trace).figure('reached.request.failed')!;
    expect(errors).toBeGreaterThan(0);
    expect(summarize(trace).figure('lastMs.request.failed')).toBeLessThan(2 * MINUTE);
    expect(told(trace, ['alarm'])).toContain('120000 alarm 1 OK -> ALARM');
    // Then all is well again, and when nothing comes any more there are no data.
    expect(told(trace, ['alarm'])).toContain('180000 alarm 1 ALARM -> OK');
    expect(told(trace, ['alarm']).at(-1)).toBe('660000 alarm 1 OK -> INSUFFICIENT_DATA');
  });

  it('that is in ALARM already stops it at once', () => {
    const trace = run(
      deployed({
        alarms,
        arrivals: everySecond,
        deployment: { ...watched, atMs: 2 * MINUTE + 1 },
        faults: [
          {
            id: 'bad',
            title: '',
            on: true,
            kind: 'function-error',
            share: 1,
            fromMs: 0,
            untilMs: 2 * MINUTE,
          },
        ],
      }),
    );
    expect(course(trace).map(([, state]) => state)).toEqual(['shifting', 'rolled back']);
    expect(told(trace, ['deployment']).at(-1)).toContain('(stopped: alarm)');
    const kind = trace.kinds.findIndex(({ name }) => name === 'deployment');
    const stopped = trace.kind.lastIndexOf(kind);
    expect(trace.kinds[trace.otherKind[stopped]!]!.name).toBe('alarm');
    expect(trace.other[stopped]).toBe(0);
  });

  it('of another deployment stops nothing', () => {
    const trace = run(deployed({ alarms, arrivals: everySecond, errorShare: 1 }));
    expect(course(trace).at(-1)).toEqual([6, 'succeeded', 100]);
  });
});

it('refuses a second deployment of an alias while one is under way', () => {
  const trace = run(
    deployed({
      more: [
        {
          id: 'again',
          title: '',
          on: true,
          kind: 'create-deployment',
          atMs: 2 * MINUTE,
          alias: 'live',
          version: '2',
          configuration: 'LambdaAllAtOnce',
        },
      ],
    }),
  );
  expect(told(trace, ['operation']).at(-1)).toBe(
    '120000 operation 2 asked -> refused (refused: deployment under way)',
  );
});

it('deploys what was published on the way, by number, and nothing that was not', () => {
  const steps = (publishes: boolean) => {
    const scenario = deployed({
      arrivals: { kind: 'constant', everyMs: 1000, startMs: 500, untilMs: 3 * MINUTE },
      deployment: { version: '3', configuration: 'LambdaAllAtOnce', atMs: 2 * MINUTE },
      more: [
        { id: 'code', title: '', on: true, kind: 'update-function-code', atMs: MINUTE, revision: 'fast' },
        {
          id: 'publish',
          title: '',
          on: publishes,
          kind: 'publish-version',
          atMs: 1.5 * MINUTE,
          version: '3',
        },
      ],
    });
    const { settings } = scenario;
    const fn = {
      ...settings.function,
      revisions: { ...settings.function.revisions, fast: { handlerMs: 7 } },
    };
    return run({ ...scenario, settings: { ...settings, function: fn } });
  };
  const trace = steps(true);
  expect(course(trace)).toEqual([[2, 'succeeded', 100]]);
  const summary = summarize(trace);
  expect(summary.figure('reached.request.succeeded@function:1')).toBe(120);
  expect(summary.figure('reached.request.succeeded@function:3')).toBe(60);
  expect(summary.figure('metrics.Duration@function:3')).toBe(7);
  expect(told(steps(false), ['operation']).at(-1)).toBe(
    '120000 operation 2 asked -> refused (refused: no such version)',
  );
});

it('changes nothing if the alias points there already, and begins nowhere but at a version', () => {
  const answers = (version: string) => {
    const scenario = deployed();
    const { settings } = scenario;
    const fn = { ...settings.function, aliases: { live: { version } } };
    return told(run({ ...scenario, settings: { ...settings, function: fn } }), ['operation']).at(-1);
  };
  expect(answers('2')).toBe('60000 operation 1 asked -> done (done: nothing had changed)');
  expect(answers('$LATEST')).toBe('60000 operation 1 asked -> refused (refused: weights with $LATEST)');
});

it('is refused where another one left two versions behind', () => {
  const scenario = deployed({
    arrivals: { kind: 'constant', everyMs: 1000, startMs: 500, untilMs: 4 * MINUTE },
    errorShare: 1,
    alarms: { errors: { metric: 'Errors', of: 'function:2', above: 0 } },
    deployment: { configuration: 'LambdaCanary10Percent5Minutes', alarms: ['errors'], rollback: false },
    more: [
      {
        id: 'again',
        title: '',
        on: true,
        kind: 'create-deployment',
        atMs: 3 * MINUTE,
        alias: 'live',
        version: '2',
        configuration: 'LambdaAllAtOnce',
      },
    ],
  });
  const trace = run(scenario);
  expect(course(trace).at(-1)).toEqual([2, 'failed', 10]);
  expect(told(trace, ['operation']).at(-1)).toBe(
    '180000 operation 2 asked -> refused (refused: alias with weights)',
  );
});

it('is refused for a function that is not there', () => {
  const scenario = deployed();
  const { settings } = scenario;
  const trace = run({
    ...scenario,
    settings: { ...settings, function: { ...settings.function, mayPassRole: false } },
  });
  expect(told(trace, ['operation']).at(-1)).toBe(
    '60000 operation 1 asked -> refused (refused: no such function)',
  );
});

it('shifts the same compiled and by XState', () => {
  const scenario = deployed({
    alarms: {
      errors: { metric: 'ErrorRate', of: 'function:2', above: 30, evaluationPeriods: 3, datapoints: 2 },
    },
    arrivals: { kind: 'poisson', ratePerSec: 1, untilMs: 8 * MINUTE },
    errorShare: 0.3,
    deployment: {
      alarms: ['errors'],
      beforeAllowTraffic: 'hook',
      afterAllowTraffic: 'hook',
      configuration: 'LambdaLinear10PercentEvery1Minute',
    },
  });
  const kinds = ['request', 'environment', 'alias', 'version', 'operation', 'deployment', 'alarm'];
  const byXState = simulate(scenario, idealRules, { interpreter: 'reference' });
  expect(told(simulate(scenario, idealRules), kinds)).toEqual(told(byXState, kinds));
});
