import { describe, expect, test } from 'vitest';
import {
  callActions,
  callerMayInvoke,
  creationOf,
  mayAssume,
  mayCall,
  mayLog,
  mayPush,
  mayRead,
  maySend,
  permissionProblems,
  roleAllows,
} from './permission.ts';
import type { Fault, Settings } from './scenario.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';

const missing = (of: string, more: Partial<Fault> = {}): Fault => ({
  id: 'missing',
  title: '',
  on: true,
  kind: 'permission-missing',
  of,
  ...more,
});

const settings: Partial<Settings> = {
  resources: {
    clicks: { type: 'stream', service: 'kinesis', shards: 1 },
    changes: { type: 'stream', service: 'dynamodb', shards: 1 },
    jobs: { type: 'queue' },
    photos: { type: 'push-service', service: 's3', targets: ['function'] },
    alarm: { type: 'target', service: 'sns' },
    table: { type: 'downstream', service: 'dynamodb', latencyMs: 5 },
    web: { type: 'downstream', service: 'http', latencyMs: 5 },
  },
  mappings: {
    reads: { type: 'stream', source: 'clicks' },
    fans: { type: 'stream', source: 'clicks', enhancedFanOut: true },
    follows: { type: 'stream', source: 'changes' },
    works: { type: 'queue', source: 'jobs' },
  },
};

const scenarioWith = (
  fn: Partial<Settings['function']> = {},
  faults: readonly Fault[] = [],
  more: Partial<Settings> = {},
) => smallScenario({ function: fn, settings: { ...settings, ...more }, faults: [...faults] });

describe('what a role may do', () => {
  test('a role that names no policies may do all the scenario needs, less what is denied', () => {
    const fn = scenarioWith({ denied: ['sqs:*'] }).settings.function;
    expect(roleAllows(fn, idealRules, 'kinesis:GetRecords')).toBe(true);
    expect(roleAllows(fn, idealRules, 'sqs:SendMessage')).toBe(false);
  });

  test.each([
    ['AWSLambdaBasicExecutionRole', []],
    ['AWSLambdaKinesisExecutionRole', ['reads', 'fans']],
    ['AWSLambdaDynamoDBExecutionRole', ['follows']],
    ['AWSLambdaSQSQueueExecutionRole', ['works']],
    ['AWSLambdaVPCAccessExecutionRole', []],
  ])('%s lets the mappings %j read, and the function log', (policy, readable) => {
    const scenario = scenarioWith({ policies: [policy] });
    const read = Object.keys(settings.mappings!).filter((id) => mayRead(scenario, idealRules, id)(0));
    expect(read).toEqual(readable);
    expect(mayLog(scenario, idealRules, 'function')(0)).toBe(true);
    expect(maySend(scenario, idealRules, 'function', 'jobs')(0)).toBe(false);
    expect(mayCall(scenario, idealRules, 'function', { to: 'table' })(0)).toBe(false);
    // No identity stands between a function and a web server.
    expect(mayCall(scenario, idealRules, 'function', { to: 'web' })(0)).toBe(true);
  });

  test('a role without policies runs and leaves no log', () => {
    expect(mayLog(scenarioWith({ policies: [] }), idealRules, 'function')(0)).toBe(false);
  });

  test('more actions may be allowed, and fewer', () => {
    const scenario = scenarioWith({
      policies: ['AWSLambdaKinesisExecutionRole'],
      allowed: ['sqs:SendMessage', 'dynamodb:GetItem'],
      denied: ['kinesis:GetRecords'],
    });
    expect(mayRead(scenario, idealRules, 'reads')(0)).toBe(false);
    expect(maySend(scenario, idealRules, 'function', 'jobs')(0)).toBe(true);
    expect(maySend(scenario, idealRules, 'function', 'alarm')(0)).toBe(false);
    const get = { to: 'table', action: 'dynamodb:GetItem' };
    expect(callActions(scenario, idealRules, { to: 'table' })).toEqual(['dynamodb:PutItem']);
    expect(mayCall(scenario, idealRules, 'function', get)(0)).toBe(true);
    expect(mayCall(scenario, idealRules, 'function', { to: 'table' })(0)).toBe(false);
  });

  test('a policy that is not AWS’s is told', () => {
    expect(
      permissionProblems(scenarioWith({ policies: ['LambdaBasicExecutionRole'] }), idealRules),
    ).toMatchObject([
      {
        path: 'settings.function.policies.0',
        expected: 'a policy of AWS; did you mean "AWSLambdaBasicExecutionRole"?',
      },
    ]);
    const policies = { ...idealRules.permissions.managedPolicies, AWSLambdaSQSQueueExecutionRole: null };
    const early = {
      ...idealRules,
      permissions: { ...idealRules.permissions, managedPolicies: policies },
      notYet: { 'policy-sqs': '2018-06-14' },
    };
    expect(
      permissionProblems(scenarioWith({ policies: ['AWSLambdaSQSQueueExecutionRole'] }), early),
    ).toMatchObject([{ expected: 'a policy that existed at 2026-11-20: this one does since 2018-06-14' }]);
  });
});

describe('a permission that is missing', () => {
  test('strikes the mapping it is about, while it lasts', () => {
    const scenario = scenarioWith({}, [missing('reads', { fromMs: 10, untilMs: 20 })]);
    const read = mayRead(scenario, idealRules, 'reads');
    expect([9_999, 10_000, 19_999, 20_000].map(read)).toEqual([true, false, false, true]);
    expect(mayRead(scenario, idealRules, 'works')(15_000)).toBe(true);
  });

  test('strikes one action of a function, or all of its role', () => {
    const one = scenarioWith({}, [missing('function', { action: 'logs:*' })]);
    expect(mayLog(one, idealRules, 'function')(0)).toBe(false);
    expect(mayRead(one, idealRules, 'works')(0)).toBe(true);
    const all = scenarioWith({}, [missing('function')]);
    expect(mayLog(all, idealRules, 'function')(0)).toBe(false);
    expect(mayRead(all, idealRules, 'works')(0)).toBe(false);
    // The role is still there: it only may do nothing.
    expect(creationOf(all, 'function')).toBe('created');
  });

  test('strikes what a function sends and calls', () => {
    const scenario = scenarioWith({}, [missing('alarm'), missing('table', { id: 'second' })]);
    expect(maySend(scenario, idealRules, 'function', 'alarm')(0)).toBe(false);
    expect(mayCall(scenario, idealRules, 'function', { to: 'table' })(0)).toBe(false);
    expect(maySend(scenario, idealRules, 'function', 'jobs')(0)).toBe(true);
  });

  test('strikes the caller, and the service that pushes', () => {
    expect(callerMayInvoke(scenarioWith({}, [missing('caller')]))(0)).toBe(false);
    expect(callerMayInvoke(scenarioWith({}, [missing('photos')]))(0)).toBe(true);
    expect(mayPush(scenarioWith({}, [missing('photos')]), 'photos', 'function')(0)).toBe(false);
    expect(mayPush(scenarioWith(), 'photos', 'function')(0)).toBe(true);
  });

  test('at creation: the role cannot be passed, or does not trust Lambda', () => {
    expect(creationOf(scenarioWith({ mayPassRole: false }), 'function')).toBe('role not passed');
    expect(creationOf(scenarioWith({ trusted: false }), 'function')).toBe('role not assumable');
    const passing = scenarioWith({}, [missing('function', { action: 'iam:PassRole' })]);
    expect(creationOf(passing, 'function')).toBe('role not passed');
    const later = scenarioWith({}, [missing('function', { action: 'sts:AssumeRole', fromMs: 5 })]);
    expect(creationOf(later, 'function')).toBe('created');
    expect(mayAssume(later, 'function')(5000)).toBe(false);
  });
});
