import { describe, expect, test } from 'vitest';
import type { Fault, Settings } from './scenario.ts';
import { simulate } from './run.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { told } from './testing/told.ts';

type Changes = Parameters<typeof smallScenario>[0];

const FULL = ['request', 'environment', 'call', 'connection', 'event'];
const run = (changes: Changes, kinds: readonly string[] = FULL) =>
  told(simulate(smallScenario(changes), idealRules), kinds);

/** Warm environments, so that a test begins with the handler: 40 ms, and calls to `table`, 10 ms each. */
function calling(
  table: Partial<Extract<NonNullable<Settings['resources']>[string], { type: 'downstream' }>> = {},
  changes: Changes & { call?: object; others?: Settings['resources'] } = {},
): Changes {
  const { call, others, ...rest } = changes ?? {};
  return {
    ...rest,
    function: { calls: [{ to: 'table', ...call }], ...rest.function },
    settings: {
      warmEnvironments: 9,
      resources: { table: { type: 'downstream', service: 'database', latencyMs: 10, ...table }, ...others },
      ...rest.settings,
    },
    horizonMs: rest.horizonMs ?? 5000,
  };
}
const fault = (kind: Fault['kind'], more: Partial<Fault> = {}): Fault => ({
  id: kind,
  title: '',
  on: true,
  kind,
  of: 'table',
  ...more,
});
const has = (steps: readonly string[], text: string) => steps.filter((step) => step.includes(text)).length;

describe('a call', () => {
  test('is made after the handler has computed, and its time is part of the invocation', () => {
    expect(run(calling(), ['request', 'call', 'environment']).slice(9)).toEqual([
      '0 request 1 -> running (routed: most recently used)',
      '0 environment 9 frozen -> invoke.handler (thawed)',
      '40 environment 9 invoke.handler -> invoke.calling',
      '40 call 1 -> working',
      '50 call 1 working -> answered (call: answered)',
      '50 environment 9 invoke.calling -> frozen (handler: returned)',
      '50 request 1 running -> succeeded (handler: returned)',
    ]);
  });

  test('follows the one before it', () => {
    const steps = run(calling({}, { call: { times: 3 } }), ['call', 'request']);
    expect(steps.slice(1)).toEqual([
      '40 call 1 -> working',
      '50 call 1 working -> answered (call: answered)',
      '50 call 2 -> working',
      '60 call 2 working -> answered (call: answered)',
      '60 call 3 -> working',
      '70 call 3 working -> answered (call: answered)',
      '70 request 1 running -> succeeded (handler: returned)',
    ]);
  });

  test('that fails fails the invocation and leaves the environment, unless the handler goes on', () => {
    const faults = [fault('call-error', { which: [1] })];
    expect(run(calling({}, { call: { times: 2 }, faults })).slice(-4)).toEqual([
      '40 call 1 -> working',
      '50 call 1 working -> failed (call: error)',
      '50 environment 9 invoke.calling -> frozen (handler: call failed)',
      '50 request 1 running -> failed (handler: call failed)',
    ]);
    expect(run(calling({}, { call: { times: 2, onError: 'go-on' }, faults })).slice(-5)).toEqual([
      '50 environment 9 invoke.calling -> invoke.calling',
      '50 call 2 -> working',
      '60 call 2 working -> answered (call: answered)',
      '60 environment 9 invoke.calling -> frozen (handler: returned)',
      '60 request 1 running -> succeeded (handler: returned)',
    ]);
  });

  test('waits for a free place, first come, first served', () => {
    const steps = run(calling({ capacity: 1, latencyMs: 100 }, { requests: [0, 1, 2] }), ['call']);
    expect(steps).toEqual([
      '40 call 1 -> working',
      '41 call 2 -> waiting (call: no capacity)',
      '42 call 3 -> waiting (call: no capacity)',
      '140 call 1 working -> answered (call: answered)',
      '140 call 2 waiting -> working',
      '240 call 2 working -> answered (call: answered)',
      '240 call 3 waiting -> working',
      '340 call 3 working -> answered (call: answered)',
    ]);
  });

  test('is given up at the timeout of its function: the next one waiting goes on', () => {
    const steps = run(
      calling({ capacity: 1, latencyMs: 1000 }, { requests: [0, 500], function: { timeoutMs: 600 } }),
      ['call', 'request'],
    );
    expect(steps.slice(1)).toEqual([
      '40 call 1 -> working',
      '500 request 2 -> running (routed: most recently used)',
      '540 call 2 -> waiting (call: no capacity)',
      '600 call 1 working -> abandoned (call: abandoned)',
      '600 call 2 waiting -> working',
      '600 request 1 running -> failed (timeout: function)',
      '1100 call 2 working -> abandoned (call: abandoned)',
      '1100 request 2 running -> failed (timeout: function)',
    ]);
  });

  test('that waits can be given up too', () => {
    const changes = calling(
      { capacity: 1, latencyMs: 700 },
      { requests: [0, 1], function: { timeoutMs: 500 } },
    );
    expect(run(changes, ['call']).slice(2)).toEqual([
      '500 call 1 working -> abandoned (call: abandoned)',
      '500 call 2 waiting -> working',
      '501 call 2 working -> abandoned (call: abandoned)',
    ]);
  });

  test('without a way hangs until the timeout', () => {
    for (const changes of [calling({ unreachable: true }), calling({}, { faults: [fault('unreachable')] })]) {
      const steps = run(changes, ['call', 'request', 'environment']);
      expect(steps.slice(-4)).toEqual([
        '40 call 1 -> hanging (call: no way)',
        '3000 environment 9 invoke.calling -> reset (timeout: function)',
        '3000 call 1 hanging -> unreachable (call: no way)',
        '3000 request 1 running -> failed (timeout: function)',
      ]);
    }
  });

  test('is denied without the permission of the role, and the function has run', () => {
    const steps = run(
      calling({ service: 'dynamodb' }, { function: { policies: ['AWSLambdaBasicExecutionRole'] } }),
    );
    expect(steps.slice(-4)).toEqual([
      '40 environment 9 invoke.handler -> invoke.calling',
      '40 call 1 -> denied (call: denied)',
      '40 environment 9 invoke.calling -> frozen (handler: call failed)',
      '40 request 1 running -> failed (handler: call failed)',
    ]);
  });

  test('a thousand denied calls that are passed over are made one after the other', () => {
    const denied = { policies: [] as string[] };
    const call = { times: 1000, onError: 'go-on' };
    const steps = run(calling({ service: 'dynamodb' }, { function: denied, call }), ['call', 'request']);
    expect(has(steps, 'denied')).toBe(1000);
    expect(steps.at(-1)).toBe('40 request 1 running -> succeeded (handler: returned)');
  });

  test('takes longer while a slow spell lasts', () => {
    const faults = [fault('call-slow', { afterMs: 100, fromMs: 100, untilMs: 200 })];
    expect(
      run(calling({}, { requests: [0, 100, 300], faults }), ['call']).filter((s) => s.includes('answered')),
    ).toEqual([
      '50 call 1 working -> answered (call: answered)',
      '250 call 2 working -> answered (call: answered)',
      '350 call 3 working -> answered (call: answered)',
    ]);
  });

  test('to what environments share counts the writes that stand in it', () => {
    const trace = simulate(smallScenario(calling({ shared: true }, { requests: [0, 0, 5] })), idealRules);
    const kind = trace.kinds.findIndex(({ name }) => name === 'call');
    const answered = trace.kinds[kind]!.states.indexOf('answered');
    const amounts = Array.from(trace.amount).filter(
      (_, s) => trace.kind[s] === kind && trace.to[s] === answered,
    );
    expect(amounts).toEqual([1, 2, 3]);
  });
});

describe('a connection', () => {
  test('outside the handler is opened in Init, and lives as long as the environment', () => {
    const table = { connectMs: 30, connectionLimit: 5 };
    const steps = run(
      calling(table, { requests: [0, 1000], settings: { warmEnvironments: 0 }, horizonMs: 1e6 }),
      ['environment', 'connection', 'call'],
    );
    // calling() puts its own resources into the settings that follow.
    expect(steps).toEqual([]);
  });
});
