import { describe, expect, it } from 'vitest';
import { statecharts } from './statechart.ts';
import { soundScenario } from './testing/sound-scenario.ts';
import { readScenario } from './read-scenario.ts';
import { withValueAt } from './value-below.ts';

const set = (path: string, value: unknown, kind?: string): unknown => {
  const changed = withValueAt<unknown>(soundScenario, path.split('.'), value);
  return kind === undefined ? changed : { ...soundScenario, tunable: [], arrivals: { kind, parts: value } };
};
/** The sound scenario without one key. */
const without = (path: string): unknown => {
  const keys = path.split('.');
  const copy = structuredClone<unknown>(soundScenario);
  let inner = copy as Record<string, unknown>;
  for (const key of keys.slice(0, -1)) inner = inner[key] as Record<string, unknown>;
  delete inner[keys.at(-1)!];
  return copy;
};
/** A key under another name. */
const moved = (from: string, to: string, value: unknown): unknown =>
  withValueAt(without(from), to.split('.'), value);
const endless = (): unknown => {
  const ring: Record<string, unknown> = {};
  ring['a'] = ring;
  return ring;
};

const messages = (input: unknown): string[] => {
  const result = readScenario(input, 'my.json');
  return 'problems' in result ? result.problems.map((problem) => problem.message) : [];
};

const MISTAKES: readonly (readonly [string, () => unknown, readonly string[]])[] = [
  [
    'a scenario that is a number',
    () => 3,
    [
      'my.json: found 3, expected an object with "id", "title", "question", "summary", "model", "family", "seed", "horizonMs", "settings", "arrivals", "faults", "tunable", "claims", "simplifications"',
    ],
  ],
  [
    'a scenario that is a list',
    () => [],
    [
      'my.json: found [], expected an object with "id", "title", "question", "summary", "model", "family", "seed", "horizonMs", "settings", "arrivals", "faults", "tunable", "claims", "simplifications"',
    ],
  ],
  [
    'a missing setting',
    () => without('settings.function.timeoutMs'),
    [
      'my.json: settings.function.timeoutMs: found nothing, expected a number of milliseconds above 0, at most 1000000000000',
    ],
  ],
  [
    'a missing part',
    () => without('settings.function.init'),
    [
      'my.json: settings.function.init: found nothing, expected an object with "extensionsMs", "runtimeMs", "functionMs"',
    ],
  ],
  [
    'a misspelt key',
    () => moved('settings.function.memoryMb', 'settings.function.memoryMB', 128),
    ['my.json: settings.function.memoryMB: found an unknown key, expected "memoryMb"'],
  ],
  [
    'an unknown key',
    () => ({ ...soundScenario, colour: 'red' }),
    [
      'my.json: colour: found an unknown key, expected one of the keys "$schema", "id", "title", "question", "summary", "model", "family", "asOf", "seed", "horizonMs", "settings", "arrivals", "entry", "feeds", "faults", "changes", "tunable", "claims", "bets", "loadBearing" or "simplifications"',
    ],
  ],
  [
    'a Region whose name is none',
    () => set('settings.scaling', { region: 'us-west2' }),
    ['my.json: settings.scaling.region: found "us-west2", expected the name of a Region: us-east-1'],
  ],
  [
    '$LATEST by its qualifier',
    () => set('settings.caller.invokes', 'function:$LATEST'),
    [
      'my.json: settings.caller.invokes: found "function:$LATEST", expected a function (its $LATEST), or a function and its version or alias: orders, orders:live',
    ],
  ],
  [
    'a text for a number',
    () => set('settings.function.timeoutMs', '3 s'),
    [
      'my.json: settings.function.timeoutMs: found "3 s", expected a number of milliseconds above 0, at most 1000000000000',
    ],
  ],
  [
    'a number at its open end',
    () => set('settings.function.timeoutMs', 0),
    [
      'my.json: settings.function.timeoutMs: found 0, expected a number of milliseconds above 0, at most 1000000000000',
    ],
  ],
  [
    'a number above its range',
    () => set('faults.0', { id: 'a', title: '', on: true, kind: 'crash', share: 1.5 }),
    ['my.json: faults.0.share: found 1.5, expected a number from 0 to 1; the nearest is 1'],
  ],
  [
    'a number below its range',
    () => set('settings.function.createMs', -1),
    [
      'my.json: settings.function.createMs: found -1, expected a number of milliseconds from 0 to 1000000000000; the nearest is 0',
    ],
  ],
  [
    'a number that is not whole',
    () => set('settings.function.memoryMb', 128.5),
    [
      'my.json: settings.function.memoryMb: found 128.5, expected a whole number from 64 to 32768; the nearest is 129',
    ],
  ],
  [
    'not a number',
    () => set('horizonMs', Number.NaN),
    ['my.json: horizonMs: found NaN, expected a number of milliseconds from 0 to 1000000000000'],
  ],
  [
    'a word that is not known',
    () => set('settings.routing', 'mru'),
    [
      'my.json: settings.routing: found "mru", expected "most-recently-used", "least-recently-used", "newest-created", "oldest-created" or "random"',
    ],
  ],
  [
    'a misspelt word',
    () => set('settings.routing', 'most-recent-used'),
    [
      'my.json: settings.routing: found "most-recent-used", expected "most-recently-used", "least-recently-used", "newest-created", "oldest-created" or "random"; did you mean "most-recently-used"?',
    ],
  ],
  [
    'a wrong kind',
    () => set('arrivals.kind', 'bursts'),
    [
      'my.json: arrivals.kind: found "bursts", expected "constant", "poisson", "ramp", "burst", "schedule", "list" or "csv"; did you mean "burst"?',
    ],
  ],
  [
    'a missing kind',
    () => set('arrivals', { count: 3 }),
    [
      'my.json: arrivals.kind: found nothing, expected "constant", "poisson", "ramp", "burst", "schedule", "list" or "csv"',
    ],
  ],
  [
    'a wrong member of the kind chosen',
    () => set('arrivals', { kind: 'poisson', ratePerSecond: 3 }),
    ['my.json: arrivals.ratePerSecond: found an unknown key, expected "ratePerSec"'],
  ],
  [
    'a kind that may not be inside',
    () => set('arrivals', { kind: 'schedule', parts: [{ kind: 'list', requests: [] }] }),
    ['my.json: arrivals.parts.0.kind: found "list", expected "constant", "poisson", "ramp" or "burst"'],
  ],
  [
    'an empty list',
    () => set('arrivals', { kind: 'schedule', parts: [] }),
    ['my.json: arrivals.parts: found an empty list, expected at least one entry'],
  ],
  [
    'a distribution out of range',
    () => set('settings.function.handlerMs', { kind: 'log-normal', medianMs: 3, sigma: 9 }),
    ['my.json: settings.function.handlerMs.sigma: found 9, expected a number from 0 to 5; the nearest is 5'],
  ],
  [
    'neither a number nor a distribution',
    () => set('settings.function.handlerMs', 'fast'),
    [
      'my.json: settings.function.handlerMs: found "fast", expected a number of milliseconds from 0 to 1000000000000 or an object whose kind is "uniform", "exponential", "log-normal", "hyper-exponential" or "empirical"',
    ],
  ],
  [
    'keep figures out of range',
    () => set('settings.keep.functionIdleMs', -1),
    [
      'my.json: settings.keep.functionIdleMs: found -1, expected a number of milliseconds from 0 to 1000000000000; the nearest is 0',
    ],
  ],
  [
    'neither a preset nor figures',
    () => set('settings.keep', { idle: 3 }),
    [
      'my.json: settings.keep: found an object with "idle", expected an object with "preset" or an object with "functionIdleMs", "environmentIdleMs", "maxAgeMs"',
    ],
  ],
  [
    'an expectation of no kind',
    () => set('claims.0.is', { equals: 3 }),
    ['my.json: claims.0.is.equals: found an unknown key, expected "equal"'],
  ],
  [
    'a source of no kind',
    () => set('claims.0.from', { kind: 'rumour' }),
    ['my.json: claims.0.from.kind: found "rumour", expected "fact", "case" or "derivation"'],
  ],
  [
    'an id with capitals and spaces',
    () => set('id', 'My Scenario'),
    ['my.json: id: found "My Scenario", expected an id of lowercase letters, digits and hyphens'],
  ],
  [
    'a date in words',
    () => set('asOf', 'yesterday'),
    ['my.json: asOf: found "yesterday", expected a date such as 2020, 2020-12 or 2020-12-01'],
  ],
  [
    'a day that does not exist',
    () => set('asOf', '2023-02-30'),
    ['my.json: asOf: found "2023-02-30", expected a day of the calendar'],
  ],
  ['an empty title', () => set('title', ''), ['my.json: title: found "", expected a text that is not empty']],
  [
    'a uniform distribution upside down',
    () => set('settings.function.init.functionMs.minMs', 800),
    ['my.json: settings.function.init.functionMs.minMs: found 800, expected at most maxMs, 500'],
  ],
  [
    'a pair upside down',
    () => set('settings.keep.environmentIdleMs', [5, 3]),
    ['my.json: settings.keep.environmentIdleMs: found [5,3], expected the smaller first: [3,5]'],
  ],
  [
    'more ready environments than the limit',
    () => set('settings.readyEnvironments', 11),
    ['my.json: settings.readyEnvironments: found 11, expected at most the concurrency limit, 10'],
  ],
  [
    'arrivals that end before they begin',
    () => set('arrivals.parts', [{ kind: 'poisson', ratePerSec: 1, startMs: 500, untilMs: 100 }], 'schedule'),
    ['my.json: arrivals.parts.0.untilMs: found 100, expected at least startMs, 500'],
  ],
  [
    'repeats without a period',
    () => set('arrivals', { kind: 'burst', atMs: 1, count: 3, repeats: 4 }),
    ['my.json: arrivals.repeats: found 4, expected repeatEveryMs beside it: how long between two bursts'],
  ],
  [
    'a fault id used twice',
    () => ({ ...soundScenario, faults: [soundScenario.faults[0], soundScenario.faults[0]] }),
    ['my.json: faults.1.id: found "third-fails" a second time, expected each id once'],
  ],
  [
    'a fault with two ways to strike',
    () => set('faults.0.share', 0.5),
    [
      'my.json: faults.0: found both which and share, expected one of the two, or neither: it strikes everybody',
    ],
  ],
  [
    'a misspelt measure',
    () => set('claims.0.measure', 'counts.colds'),
    [
      'my.json: claims.0.measure: found "counts.colds", expected a measure of the run; did you mean "counts.cold"?',
    ],
  ],
  [
    'half a measure',
    () => set('claims.0.measure', 'cold'),
    ['my.json: claims.0.measure: found "cold", expected a measure of the run; did you mean "counts.cold"?'],
  ],
  [
    'a state that no such actor has',
    () => set('claims.0.measure', 'reached.request.gone'),
    [
      `my.json: claims.0.measure: found "reached.request.gone", expected reached.request. and a state: ${statecharts['request']!.states.map(({ name }) => name).join(', ')}`,
    ],
  ],
  [
    'a measure of a place that is not there',
    () => set('claims.0.measure', 'reached.request.failed@orders'),
    [
      'my.json: claims.0.measure: found "reached.request.failed@orders", expected a place of the scenario behind the @: function, caller',
    ],
  ],
  [
    'a negative tolerance',
    () => set('claims.0.is', { about: 1, within: -1 }),
    ['my.json: claims.0.is.within: found -1, expected at least 0'],
  ],
  [
    'a claim id used twice',
    () => ({ ...soundScenario, claims: [soundScenario.claims[0], soundScenario.claims[0]] }),
    ['my.json: claims.1.id: found "all-cold" a second time, expected each id once'],
  ],
  [
    'a simplification named twice',
    () => ({ ...soundScenario, simplifications: ['a', 'a'] }),
    ['my.json: simplifications.1: found "a" a second time, expected each simplification once'],
  ],
  [
    'a control key used twice',
    () => set('tunable.1.key', 'idle'),
    ['my.json: tunable.1.key: found "idle" a second time, expected each key once'],
  ],
  [
    'two controls for one place',
    () => set('tunable.3.path', 'settings.routing'),
    [
      'my.json: tunable.3.path: found "settings.routing" a second time, expected each place once',
      'my.json: tunable.3.path: found "most-recently-used" at settings.routing, expected true or false there, for a switch',
    ],
  ],
  [
    'a key the address needs',
    () => set('tunable.0.key', 'seed'),
    [
      'my.json: tunable.0.key: found "seed", expected another key: the address uses asof, at, hash, seed, speed, t, v itself',
    ],
  ],
  [
    'a misspelt path of a control',
    () => set('tunable.0.path', 'settings.keep.functionIdlMs'),
    [
      'my.json: tunable.0.path: found "settings.keep.functionIdlMs", expected a place in settings.keep; did you mean "functionIdleMs"?',
    ],
  ],
  [
    'a fault a control does not find',
    () => set('tunable.3.path', 'faults.third.on'),
    [
      'my.json: tunable.3.path: found "faults.third.on", expected a place in faults; did you mean "third-fails"?',
    ],
  ],
  [
    'a control outside the settings',
    () => set('tunable.3.path', 'claims.0.is.equal'),
    [
      'my.json: tunable.3.path: found "claims.0.is.equal", expected a path that begins with settings, arrivals, faults, changes, seed, horizonMs',
    ],
  ],
  [
    'a control for a setting that is absent',
    () => set('tunable.0.path', 'settings.function.shutdownMs'),
    [
      'my.json: tunable.0.path: found "settings.function.shutdownMs", expected a place where this scenario has a value',
    ],
  ],
  [
    'a control of numbers for a word',
    () => ({ ...soundScenario, tunable: [{ ...soundScenario.tunable[0], path: 'settings.routing' }] }),
    [
      'my.json: tunable.0.path: found "most-recently-used" at settings.routing, expected a number there, for a control of numbers',
    ],
  ],
  [
    'a switch for a number',
    () => set('tunable.3.path', 'seed'),
    ['my.json: tunable.3.path: found 7 at seed, expected true or false there, for a switch'],
  ],
  [
    'a value outside its control',
    () => set('tunable.0.min', 700_000),
    [
      'my.json: settings.keep.functionIdleMs: found 600000, expected 700000 to 3600000, the range of its control "idle"',
    ],
  ],
  [
    'a range upside down',
    () => set('tunable.0.min', 7_000_000),
    ['my.json: tunable.0.min: found 7000000, expected less than max, 3600000'],
  ],
  [
    'a range the setting does not accept',
    () => set('tunable.1.min', -2),
    [
      'my.json: tunable.1.min: found -2, expected what arrivals.count accepts: a whole number from 0 to 10000000',
    ],
  ],
  [
    'a log scale from 0',
    () => set('tunable.1', { ...soundScenario.tunable[1], scale: 'log', min: 0 }),
    ['my.json: tunable.1.min: found 0, expected above 0 on a log scale'],
  ],
  [
    'an option the setting does not accept',
    () => set('tunable.2.options.1.value', 'oldest'),
    [
      'my.json: tunable.2.options.1.value: found "oldest", expected what settings.routing accepts: "most-recently-used", "least-recently-used", "newest-created", "oldest-created" or "random"',
    ],
  ],
  [
    'a value that is no option',
    () => set('settings.routing', 'random'),
    [
      'my.json: tunable.2.options: found "most-recently-used", "oldest-created", expected the scenario\'s own value among them: "random"',
    ],
  ],
  [
    'an option offered twice',
    () => set('tunable.2.options.1.value', 'most-recently-used'),
    [
      'my.json: tunable.2.options.1.value: found "most-recently-used" a second time, expected each value once',
    ],
  ],
  [
    'a key into the prototype',
    () => JSON.parse('{"__proto__": {"a": 1}}'),
    ['my.json: found the key "__proto__", expected another key: this one is never data'],
  ],
  [
    'a key into the constructor',
    () => set('settings', { constructor: {} }),
    ['my.json: settings: found the key "constructor", expected another key: this one is never data'],
  ],
  [
    'an object that is not plain',
    () => new Map(),
    ['my.json: found an object with a prototype of its own, expected plain data'],
  ],
  [
    'nesting without end',
    () => endless(),
    ['my.json: a.a.a: found deeper nesting, expected at most 32 levels'],
  ],
];

describe('readScenario', () => {
  it('reads a sound scenario, from a value and from text', () => {
    expect(readScenario(soundScenario, 'my.json')).toEqual({ scenario: soundScenario });
    expect(readScenario(`\uFEFF${JSON.stringify(soundScenario)}\n`, 'my.json')).toEqual({
      scenario: soundScenario,
    });
  });

  it.each(MISTAKES)('explains %s', (_, build, expected) => {
    expect(messages(build())).toEqual(expected);
  });

  it('reports every problem, twenty at most', () => {
    const requests = Array.from({ length: 50 }, () => ({ atMs: -1 }));
    expect(messages({ ...soundScenario, arrivals: { kind: 'list', requests } })).toHaveLength(20);
    expect(messages(set('seed', -1, undefined)).length).toBe(1);
  });

  it('keeps path, found and expected apart', () => {
    const result = readScenario(set('settings.function.timeoutMs', 0), 'my.json');
    expect('problems' in result && result.problems[0]).toMatchObject({
      path: 'settings.function.timeoutMs',
      found: '0',
      expected: 'a number of milliseconds above 0, at most 1000000000000',
    });
  });
});
