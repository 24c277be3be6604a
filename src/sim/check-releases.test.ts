/** What a scenario says of releases and cannot be: references that lead nowhere, and what the date does not have. */
import { describe, expect, it } from 'vitest';
import { ScenarioError } from './problem.ts';
import { readScenario } from './read-scenario.ts';
import { createRun } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Alarm, Change } from './settings/change-settings.ts';
import type { FunctionSettings } from './settings/function-settings.ts';
import { realRules } from './testing/real-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';

const common = { title: '', on: true, atMs: 1000 };
const move: Change = { ...common, id: 'move', kind: 'update-alias', alias: 'live', version: '2' };
const publish: Change = { ...common, id: 'publish', kind: 'publish-version', version: '3' };
const deploy: Change = {
  ...common,
  id: 'deploy',
  kind: 'create-deployment',
  alias: 'live',
  version: '2',
  configuration: 'LambdaAllAtOnce',
};

interface Parts {
  readonly function?: Partial<FunctionSettings>;
  readonly changes?: readonly Change[];
  readonly alarms?: Readonly<Record<string, Alarm>>;
}

function released(parts: Parts): Scenario {
  const small = smallScenario({
    function: {
      revisions: { next: { handlerMs: 10 } },
      versions: { '1': {}, '2': { revision: 'next' } },
      aliases: { live: { version: '1' } },
      ...parts.function,
    },
  });
  return {
    ...small,
    settings: {
      ...small.settings,
      keep: { preset: 'as-of' },
      ...(parts.alarms ? { alarms: parts.alarms } : {}),
    },
    ...(parts.changes ? { changes: [...parts.changes] } : {}),
  };
}

const told = (parts: Parts) => {
  const read = readScenario(released(parts), 'my.json');
  return 'problems' in read ? read.problems.map(({ message }) => message.slice('my.json: '.length)) : [];
};

it('what leads somewhere is accepted', () => {
  expect(told({ changes: [move, publish, deploy] })).toEqual([]);
});

it.each<readonly [string, Parts, string]>([
  [
    'a version of a revision that is not there',
    { function: { versions: { '1': { revision: 'old' } } } },
    'settings.function.versions.1.revision: found "old", expected a revision: next',
  ],
  [
    'an alias of a version that is not there',
    { function: { aliases: { live: { version: '7' } } } },
    'settings.function.aliases.live.version: found "7", expected a published version: 1, 2',
  ],
  [
    'an alias of an alias',
    { function: { aliases: { live: { version: '1' }, next: { version: 'live' } } } },
    'settings.function.aliases.next.version: found "live", expected a version, since an alias cannot point to an alias: 1, 2',
  ],
  [
    'weights with $LATEST',
    { function: { aliases: { live: { version: '1', additional: { version: '$LATEST', weight: 0.5 } } } } },
    'settings.function.aliases.live.additional.version: found "$LATEST", expected a published version: $LATEST takes no part in weights',
  ],
  [
    '$LATEST with weights',
    { function: { aliases: { live: { version: '$LATEST', additional: { version: '2', weight: 0.5 } } } } },
    'settings.function.aliases.live.version: found "$LATEST", expected a published version: $LATEST takes no part in weights',
  ],
  [
    'one version twice',
    { function: { aliases: { live: { version: '1', additional: { version: '1', weight: 0.5 } } } } },
    'settings.function.aliases.live.additional.version: found "1", expected another version than the first',
  ],
  [
    'a change of a function that is not there',
    { changes: [{ ...move, function: 'orders' }] },
    'changes.0.function: found "orders", expected a function: function, function:1, function:2, function:live',
  ],
  [
    'a change of an alias that is not there',
    { changes: [{ ...move, alias: 'life' }] },
    'changes.0.alias: found "life", expected an alias: live',
  ],
  [
    'new code that is no revision',
    { changes: [{ ...common, id: 'code', kind: 'update-function-code', revision: 'newer' }] },
    'changes.0.revision: found "newer", expected a revision: next',
  ],
  [
    'a number out of order',
    { changes: [{ ...publish, version: '5' }] },
    'changes.0.version: found "5", expected "3", the next number',
  ],
  [
    'a hook that is not there',
    { changes: [{ ...deploy, beforeAllowTraffic: 'smoke' }] },
    'changes.0.beforeAllowTraffic: found "smoke", expected a function to run: function, function:1, function:2, function:live',
  ],
  [
    'an alarm that is not there',
    { changes: [{ ...deploy, alarms: ['errors'] }] },
    'changes.0.alarms.0: found "errors", expected an alarm: this scenario has none',
  ],
  [
    'an alarm of nothing',
    { alarms: { errors: { metric: 'Errors', of: 'function:9', above: 0 } } },
    'settings.alarms.errors.of: found "function:9", expected what it watches: a function, version or alias; did you mean "function:1"?',
  ],
])('%s is told', (_, parts, message) => {
  expect(told(parts)).toEqual([message]);
});

describe('the date', () => {
  const problems = (parts: Parts, day: string) => {
    try {
      createRun(released(parts), realRules(day));
    } catch (error) {
      if (error instanceof ScenarioError) return error.problems.map(({ message }) => message);
      throw error;
    }
    return [];
  };
  const weighted = {
    function: { aliases: { live: { version: '1', additional: { version: '2', weight: 0.1 } } } },
  };

  it('allows it all today', () => {
    expect(problems({ ...weighted, changes: [move, publish, deploy] }, '2026-11-20')).toEqual([]);
  });

  it('has weighted aliases and CodeDeploy since 2017-11-28', () => {
    expect(problems({ ...weighted, changes: [deploy] }, '2017-11-27')).toEqual([
      'settings.function.aliases.live.additional: found {"version":"2","weight":0.1}, expected nothing there at 2017-11-27: an alias can send a share of its traffic to a second version since 2017-11-28.',
      'changes.0: found "create-deployment", expected nothing there at 2017-11-27: CodeDeploy shifts aliases since 2017-11-28.',
    ]);
    expect(problems({ ...weighted, changes: [deploy] }, '2017-11-28')).toEqual([]);
  });

  it('has versions and aliases since 2015-10-08', () => {
    expect(problems({ changes: [publish, move] }, '2015-10-07')).toEqual([
      'settings.function.versions: found "1", expected nothing there at 2015-10-07: functions have versions since 2015-10-08.',
      'settings.function.aliases: found "live", expected nothing there at 2015-10-07: functions have aliases since 2015-10-08.',
      'changes.0: found "publish-version", expected nothing there at 2015-10-07: versions can be published since 2015-10-08.',
      'changes.1: found "update-alias", expected nothing there at 2015-10-07: functions have aliases since 2015-10-08.',
    ]);
  });

  it('knows its deployment configurations', () => {
    const [problem] = problems(
      { changes: [{ ...deploy, configuration: 'LambdaCanary20Percent5Minutes' }] },
      '2026-11-20',
    );
    expect(problem).toContain(
      'changes.0.configuration: found "LambdaCanary20Percent5Minutes", expected one of LambdaCanary10Percent5Minutes, ',
    );
  });

  it.each<readonly [string, Partial<Alarm>, string]>([
    ['periods of seconds', { periodMs: 30_000 }, 'periodMs: found 30000, expected whole minutes'],
    ['more datapoints than periods', { datapoints: 2 }, 'datapoints: found 2, expected at most 1'],
    [
      'more than a day',
      { periodMs: 3_600_000, evaluationPeriods: 25 },
      'evaluationPeriods: found 25, expected no more periods than fit into a day',
    ],
  ])('never allows an alarm of %s', (_, alarm, message) => {
    const alarms: Parts['alarms'] = { errors: { metric: 'Errors', of: 'function', above: 0, ...alarm } };
    expect(problems({ alarms }, '2026-11-20')[0]).toContain(`settings.alarms.errors.${message}`);
  });
});
