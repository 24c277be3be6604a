import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySettings, changedSettings, shownValue, storedValue, type Changes } from './overlay.ts';
import { soundScenario } from './testing/sound-scenario.ts';
import type { Scenario } from './scenario.ts';

const applied = (changes: Changes, scenario: Scenario = soundScenario): Scenario => {
  const result = applySettings(scenario, changes);
  if ('problems' in result) throw new Error(result.problems.map((problem) => problem.message).join('\n'));
  return result.scenario;
};
const messages = (changes: Changes): string[] => {
  const result = applySettings(soundScenario, changes);
  return 'problems' in result ? result.problems.map((problem) => problem.message) : [];
};

describe('applySettings', () => {
  it('reads a text under a key in the unit of its control, everything else as stored', () => {
    expect(applied({ idle: '10' }).settings.keep).toMatchObject({ functionIdleMs: 600_000 });
    expect(applied({ idle: ' 2.5 ' }).settings.keep).toMatchObject({ functionIdleMs: 150_000 });
    expect(applied({ idle: 120_000 }).settings.keep).toMatchObject({ functionIdleMs: 120_000 });
    expect(applied({ 'settings.keep.functionIdleMs': '1500' }).settings.keep).toMatchObject({
      functionIdleMs: 1500,
    });
  });

  it('converts a text by what the place accepts', () => {
    expect(applied({ fail: 'on' }).faults[0]?.on).toBe(true);
    expect(applied({ 'faults.third-fails.on': 'true' }).faults[0]?.on).toBe(true);
    expect(applied({ 'faults.0.which': '[1, 2]' }).faults[0]?.which).toEqual([1, 2]);
    expect(applied({ 'settings.concurrencyLimit': 'none' }).settings.concurrencyLimit).toBeNull();
    expect(applied({ 'settings.function.name': '42' }).settings.function.name).toBe('42');
    expect(applied({ 'settings.function.shutdownMs': '300' }).settings.function.shutdownMs).toBe(300);
    expect(applied({ routing: 'oldest-created', seed: '9' })).toMatchObject({
      seed: 9,
      settings: { routing: 'oldest-created' },
    });
    const handler = { kind: 'exponential', meanMs: 200 };
    expect(
      applied({ 'settings.function.handlerMs': JSON.stringify(handler) }).settings.function.handlerMs,
    ).toEqual(handler);
  });

  it('finds a setting by the end of its path', () => {
    const scenario = applied({
      concurrencyLimit: '3',
      timeoutMs: '9000',
      'init.runtimeMs': '50',
      'keep.maxAgeMs': '7',
    });
    expect(scenario.settings).toMatchObject({
      concurrencyLimit: 3,
      function: { timeoutMs: 9000, init: { runtimeMs: 50 } },
      keep: { maxAgeMs: 7 },
    });
  });

  it('reports what was changed, from and to', () => {
    const result = applySettings(soundScenario, { requests: '5' });
    expect(result).toMatchObject({ applied: [{ key: 'requests', path: 'arrivals.count', from: 3, to: 5 }] });
  });

  it('lets a path leave the range of a control, but not that of the setting', () => {
    expect(applied({ 'settings.keep.functionIdleMs': 1 }).settings.keep).toMatchObject({ functionIdleMs: 1 });
    expect(messages({ 'settings.keep.functionIdleMs': -1 })).toEqual([
      'settings.keep.functionIdleMs: found -1, expected a number of milliseconds from 0 to 1000000000000; the nearest is 0',
    ]);
  });

  it('leaves out a control whose place a change has removed', () => {
    const scenario = applied({ 'settings.keep': '{"preset": "2020"}' });
    expect(scenario.settings.keep).toEqual({ preset: '2020' });
    expect(scenario.tunable.map((control) => control.key)).toEqual(['requests', 'routing', 'fail']);
  });

  it.each<[string, Changes, string[]]>([
    ['an unknown key', { idel: '3' }, ['idel: found an unknown setting, expected "idle"']],
    [
      'the misspelt end of a path',
      { timeoutms: '3' },
      ['timeoutms: found an unknown setting, expected "timeoutMs"'],
    ],
    [
      'a key like no other',
      { zzzzzz: '3' },
      [
        'zzzzzz: found an unknown setting, expected one of idle, requests, routing, fail, or a path that begins with settings, arrivals, faults, changes, seed, horizonMs',
      ],
    ],
    [
      'an unknown path',
      { 'settings.function.timeout': '3' },
      [
        'settings.function.timeout: found an unknown setting, "timeout", expected "settings.function.timeoutMs"',
      ],
    ],
    [
      'an unknown fault',
      { 'faults.third.on': 'on' },
      ['faults.third.on: found an unknown setting, "third", expected "faults.third-fails"'],
    ],
    [
      'a path below a number',
      { 'seed.x': 1 },
      ['seed.x: found an unknown setting, "x", expected a setting of seed (no setting is below it)'],
    ],
    [
      'a part of the scenario that is not for changing',
      { title: 'x' },
      [
        'title: found an unknown setting, expected one of idle, requests, routing, fail, or a path that begins with settings, arrivals, faults, changes, seed, horizonMs',
      ],
    ],
    [
      'a key into the prototype',
      { 'settings.__proto__.x': 1 },
      [expect.stringContaining('an unknown setting, "__proto__"') as string],
    ],
    ['a text for a number', { idle: 'long' }, ['idle: found "long", expected a number from 1 to 60 min']],
    [
      'a number with its unit',
      { idle: '10 min' },
      ['idle: found "10 min", expected a number from 1 to 60 min'],
    ],
    [
      'a number out of range',
      { idle: '90' },
      ['idle: found 90, expected a number from 1 to 60 min; the nearest is 60'],
    ],
    [
      'the same as stored',
      { idle: 1000 },
      ['idle: found 0.016666666666666666, expected a number from 1 to 60 min; the nearest is 1'],
    ],
    [
      'a number that is not whole',
      { requests: '2.5' },
      ['requests: found 2.5, expected a whole number from 0 to 10000000; the nearest is 3'],
    ],
    [
      'a word that is no option',
      { routing: 'random' },
      ['routing: found "random", expected one of most-recently-used, oldest-created'],
    ],
    [
      'a misspelt option',
      { routing: 'oldest' },
      [
        'routing: found "oldest", expected one of most-recently-used, oldest-created; did you mean "oldest-created"?',
      ],
    ],
    [
      'a switch that is neither on nor off',
      { fail: 'maybe' },
      ['fail: found "maybe", expected true or false'],
    ],
    [
      'a change that does not fit another setting',
      { 'settings.readyEnvironments': 11 },
      ['settings.readyEnvironments: found 11, expected at most the concurrency limit, 10'],
    ],
    [
      'several mistakes at once',
      { idle: 'x', fail: 'y' },
      ['idle: found "x", expected a number from 1 to 60 min', 'fail: found "y", expected true or false'],
    ],
  ])('refuses %s', (_, changes, expected) => {
    expect(messages(changes)).toEqual(expected);
  });

  it('never touches the scenario it was given', () => {
    const before = structuredClone(soundScenario);
    applySettings(soundScenario, {
      idle: '3',
      fail: true,
      'faults.0.which': '[9]',
      'settings.keep': '{"preset":"x"}',
    });
    expect(soundScenario).toEqual(before);
  });
});

describe('changedSettings', () => {
  it('says nothing of a scenario that is as it was', () => {
    expect(changedSettings(soundScenario, applied({ idle: '10' }))).toEqual({});
  });

  it('is taken back by applySettings', () => {
    const change = fc.record({
      idle: fc.integer({ min: 60_000, max: 3_600_000 }),
      requests: fc.integer({ min: 1, max: 20 }),
      routing: fc.constantFrom('most-recently-used', 'oldest-created'),
      fail: fc.boolean(),
    });
    fc.assert(
      fc.property(change, (changes) => {
        const scenario = applied(changes);
        expect(applied(changedSettings(soundScenario, scenario))).toEqual(scenario);
      }),
    );
  });

  it('shows a stored value and stores it again', () => {
    const idle = soundScenario.tunable[0]!;
    expect(shownValue(idle, 600_000)).toBe(10);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (stored) => {
        expect(storedValue(idle, shownValue(idle, stored))).toBe(stored);
      }),
    );
  });

  it('a preset replaces explicit limits, by any name of its path', () => {
    for (const key of ['settings.keep.preset', 'keep.preset', 'preset']) {
      const result = applySettings(soundScenario, { [key]: '2020' });
      expect('scenario' in result && result.scenario.settings.keep).toEqual({ preset: '2020' });
    }
  });
});
