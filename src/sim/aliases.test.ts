/** Versions and aliases: what is published, where aliases point, and what each request meets. */
import { describe, expect, it } from 'vitest';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Change } from './settings/change-settings.ts';
import type { FunctionSettings } from './settings/function-settings.ts';
import { summarize } from './summary.ts';
import { point, publish } from './testing/changes.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { told } from './testing/told.ts';

const noInit = { createMs: 0, init: { extensionsMs: 0, runtimeMs: 0, functionMs: 0 } };

/** Two versions: the first works, the second fails; `live` points to the first. */
function released(
  options: {
    readonly requests?: readonly number[];
    readonly changes?: readonly Change[];
    readonly invokes?: string;
    readonly function?: Partial<FunctionSettings>;
  } = {},
): Scenario {
  const small = smallScenario({
    requests: options.requests ?? [0, 1000, 2000, 3000],
    function: {
      ...noInit,
      revisions: { broken: { errorShare: 1 }, other: { handlerMs: 500 } },
      versions: { '1': {}, '2': { revision: 'broken' } },
      aliases: { live: { version: '1' } },
      ...options.function,
    },
  });
  return {
    ...small,
    settings: {
      ...small.settings,
      caller: {
        invocationType: 'RequestResponse',
        permitted: true,
        invokes: options.invokes ?? 'function:live',
      },
    },
    changes: [...(options.changes ?? [])],
  };
}

const run = (scenario: Scenario) => {
  const trace = simulate(scenario, idealRules);
  expect(trace.end.kind).toBe('drained');
  return trace;
};
const endings = (scenario: Scenario) =>
  told(run(scenario), ['request'])
    .filter((line) => /succeeded|failed|refused/.test(line))
    .map((line) => line.replace(/^\S+ /, ''));
const figure = (scenario: Scenario, measure: string) => summarize(run(scenario)).figure(measure);

describe('a name', () => {
  it('without a qualifier is $LATEST, with a number that version, with a name what the alias points to', () => {
    for (const [invokes, place] of [
      ['function', 'function'],
      ['function:1', 'function:1'],
      ['function:2', 'function:2'],
      ['function:live', 'function:1'],
    ] as const) {
      const scenario = released({ invokes });
      expect(figure(scenario, `metrics.Invocations@${place}`)).toBe(4);
      expect(figure(scenario, 'metrics.Errors')).toBe(invokes === 'function:2' ? 4 : 0);
    }
  });

  it('of a version that is not there yet is refused until it is published', () => {
    const scenario = released({
      invokes: 'function:3',
      requests: [0, 1000],
      changes: [publish(500, '3')],
      function: { versions: { '1': { revision: 'other' }, '2': { revision: 'broken' } } },
    });
    expect(endings(scenario)).toEqual([
      'request 1 -> refused (refused: no such function)',
      'request 2 running -> succeeded (handler: returned)',
    ]);
  });
});

describe('publishing', () => {
  it('keeps what $LATEST is, and nothing is published while that is the last version', () => {
    const scenario = released({
      requests: [],
      changes: [publish(1000, '3'), publish(2000, '4')],
    });
    expect(told(run(scenario), ['operation', 'version'])).toEqual([
      '0 version 1 -> active (published: before the run)',
      '0 version 2 -> active (published: before the run)',
      '0 operation 1 -> planned',
      '0 operation 2 -> planned',
      '1000 operation 1 planned -> asked',
      '1000 version 3 -> active',
      '1000 operation 1 asked -> done',
      '2000 operation 2 planned -> asked',
      '2000 operation 2 asked -> done (done: nothing had changed)',
    ]);
  });

  it('takes no number twice: a scenario that passes its checks does not ask for that', () => {
    const scenario = released({ requests: [], changes: [publish(1000, '2')] });
    expect(() => run(scenario)).toThrow('version 2 is there already');
  });
});

describe('an alias', () => {
  it('is pointed elsewhere and back: requests meet what it points to when they arrive', () => {
    const scenario = released({ changes: [point(500, '2'), point(2500, '1')] });
    expect(endings(scenario)).toEqual([
      'request 1 running -> succeeded (handler: returned)',
      'request 2 running -> failed (handler: error)',
      'request 3 running -> failed (handler: error)',
      'request 4 running -> succeeded (handler: returned)',
    ]);
  });

  it('that is moved lets what runs end on its version', () => {
    const scenario = released({
      requests: [0],
      changes: [point(20, '2')],
    });
    expect(endings(scenario)).toEqual(['request 1 running -> succeeded (handler: returned)']);
    expect(figure(scenario, 'reached.request.succeeded@function:1')).toBe(1);
  });

  it.each([
    ['another alias', point(500, 'next'), 'refused: alias of an alias'],
    ['a version that is not there', point(500, '7'), 'refused: no such version'],
    [
      '$LATEST and a version',
      point(500, '$LATEST', { version: '2', weight: 0.5 }),
      'refused: weights with $LATEST',
    ],
    [
      'a version and $LATEST',
      point(500, '1', { version: '$LATEST', weight: 0.5 }),
      'refused: weights with $LATEST',
    ],
    ['one version twice', point(500, '2', { version: '2', weight: 0.5 }), 'refused: same version twice'],
    [
      'a second one that is not there',
      point(500, '1', { version: '7', weight: 0.5 }),
      'refused: no such version',
    ],
  ])('is not pointed to %s', (_, change, reason) => {
    const scenario = released({
      changes: [change],
      function: { aliases: { live: { version: '1' }, next: { version: '2' } } },
    });
    expect(told(run(scenario), ['operation']).at(-1)).toBe(`500 operation 1 asked -> refused (${reason})`);
    expect(figure(scenario, 'reached.request.succeeded@function:1')).toBe(4);
  });

  it('may point to $LATEST alone', () => {
    const scenario = released({ changes: [point(500, '$LATEST')] });
    expect(figure(scenario, 'reached.request.succeeded@function')).toBe(3);
  });

  it('tells of both its versions whenever it is pointed, and their shares are a whole', () => {
    const scenario = released({
      requests: [],
      changes: [point(500, '1', { version: '2', weight: 0.03 }), point(600, '2')],
    });
    const trace = run(scenario);
    const kind = trace.kinds.findIndex(({ name }) => name === 'alias');
    const steps = Array.from({ length: trace.length }, (_, step) => step)
      .filter((step) => trace.kind[step] === kind)
      .map((step) => [trace.at[step]! / 1000, trace.other[step]! + 1, trace.amount[step]!]);
    expect(steps).toEqual([
      [0, 1, 10_000],
      [500, 1, 9700],
      [500, 2, 300],
      [600, 2, 10_000],
    ]);
  });
});

it('runs the same compiled and by XState', () => {
  const scenario = released({
    requests: Array.from({ length: 40 }, (_, index) => index * 25),
    changes: [
      point(200, '1', { version: '2', weight: 0.4 }),
      point(300, 'live'),
      publish(400, '3'),
      point(600, '3'),
      point(700, '3', { version: '1', weight: 0.5 }),
    ],
  });
  const kinds = ['request', 'environment', 'alias', 'version', 'operation'];
  const byXState = simulate(scenario, idealRules, { interpreter: 'reference' });
  expect(told(simulate(scenario, idealRules), kinds)).toEqual(told(byXState, kinds));
});
