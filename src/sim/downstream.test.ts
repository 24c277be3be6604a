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
  const table = { connectMs: 30, connectionLimit: 2 };
  const cold = { warmEnvironments: 0 };
  const KINDS = ['environment', 'connection', 'call'];

  test('outside the handler is opened in Init, which it lengthens, and lives as long as the environment', () => {
    const steps = run(calling(table, { requests: [0, 1000], settings: cold, horizonMs: 1e6 }), KINDS);
    expect(steps.slice(2)).toEqual([
      '150 environment 1 init.runtime -> init.function',
      '150 connection 1 -> opening',
      '180 connection 1 opening -> open',
      '380 environment 1 init.function -> invoke.handler (init: done)',
      '420 environment 1 invoke.handler -> invoke.calling',
      '420 call 1 -> working',
      '430 call 1 working -> answered (call: answered)',
      '430 environment 1 invoke.calling -> frozen (handler: returned)',
      '1000 environment 1 frozen -> invoke.handler (thawed)',
      '1040 environment 1 invoke.handler -> invoke.calling',
      '1040 call 2 -> working',
      '1050 call 2 working -> answered (call: answered)',
      '1050 environment 1 invoke.calling -> frozen (handler: returned)',
      '11050 environment 1 frozen -> shutdown (retired: environment idle)',
      '11050 environment 1 shutdown -> retired',
      '11050 connection 1 open -> lost (connection: lost)',
    ]);
  });

  test('inside the handler is opened for each call and closed after it', () => {
    const steps = run(calling(table, { call: { connection: 'inside', times: 2 } }), ['connection', 'call']);
    expect(steps).toEqual([
      '40 connection 1 -> opening',
      '40 call 1 -> connecting',
      '70 connection 1 opening -> open',
      '70 call 1 connecting -> working',
      '80 call 1 working -> answered (call: answered)',
      '80 connection 1 open -> closed',
      '80 connection 2 -> opening',
      '80 call 2 -> connecting',
      '110 connection 2 opening -> open',
      '110 call 2 connecting -> working',
      '120 call 2 working -> answered (call: answered)',
      '120 connection 2 open -> closed',
    ]);
  });

  test('beyond the limit is refused, and the call with it; frozen environments keep theirs', () => {
    const steps = run(calling({ connectionLimit: 2 }, { requests: [0, 0, 0, 100] }), ['connection', 'call']);
    // Nine warm environments: two of them have the connections, the others none.
    expect(steps.slice(0, 9).filter((step) => step.includes('open'))).toHaveLength(2);
    expect(steps.slice(0, 9).filter((step) => step.includes('refused'))).toHaveLength(7);
    expect(has(steps, '-> refused (call: connection refused)')).toBe(4);
  });

  test('refused outside the handler is tried again by the next call', () => {
    // Of two warm environments the first has the connection, and the second, which is used, has none
    // until the first retires.
    const changes = calling(
      { connectionLimit: 1 },
      { requests: [0, 5000, 12_000], settings: { warmEnvironments: 2 }, horizonMs: 12_500 },
    );
    expect(run(changes, ['connection', 'call']).slice(2)).toEqual([
      '40 connection 3 -> refused (connection: limit)',
      '40 call 1 -> refused (call: connection refused)',
      '5040 connection 4 -> refused (connection: limit)',
      '5040 call 2 -> refused (call: connection refused)',
      '10000 connection 1 open -> lost (connection: lost)',
      '12040 connection 5 -> opening',
      '12040 call 3 -> connecting',
      '12040 connection 5 opening -> open',
      '12040 call 3 connecting -> working',
      '12050 call 3 working -> answered (call: answered)',
    ]);
  });

  test('is lost with the process at a timeout, and opened again by the repeated Init', () => {
    const faults = [{ id: 'slow', title: '', on: true, kind: 'timeout' as const, which: [1] }];
    const changes = calling(table, { requests: [0, 4000], settings: { warmEnvironments: 1 }, faults });
    expect(run(changes, KINDS)).toEqual([
      '0 environment 1 -> frozen (ready: before the run)',
      '0 connection 1 -> open (ready: before the run)',
      '0 environment 1 frozen -> invoke.handler (thawed)',
      '3000 environment 1 invoke.handler -> reset (timeout: function)',
      '3000 connection 1 open -> lost (connection: lost)',
      '4000 environment 1 reset -> invoke.init (thawed)',
      '4000 connection 2 -> opening',
      '4030 connection 2 opening -> open',
      '4330 environment 1 invoke.init -> invoke.handler (init: done)',
      '4370 environment 1 invoke.handler -> invoke.calling',
      '4370 call 1 -> working',
      '4380 call 1 working -> answered (call: answered)',
      '4380 environment 1 invoke.calling -> frozen (handler: returned)',
    ]);
  });

  test('of an Init that fails is lost with its process, and opened anew by the repeated Init', () => {
    const faults = [{ id: 'init', title: '', on: true, kind: 'init-error' as const, which: [1] }];
    expect(run(calling(table, { settings: cold, faults }), ['connection'])).toEqual([
      '150 connection 1 -> opening',
      '180 connection 1 opening -> open',
      '380 connection 1 open -> lost (connection: lost)',
      '380 connection 2 -> opening',
      '410 connection 2 opening -> open',
      '710 connection 2 open -> lost (connection: lost)',
    ]);
  });

  test('is not opened while nothing leads there, and Init does not wait for it', () => {
    const faults = [fault('unreachable', { untilMs: 1000 })];
    const steps = run(calling(table, { requests: [0, 4000], settings: cold, faults }), KINDS);
    expect(steps).toContain('350 environment 1 init.function -> invoke.handler (init: done)');
    expect(steps).toContain('390 call 1 -> hanging (call: no way)');
    expect(steps.filter((step) => step.includes('connection'))).toEqual([
      '4000 connection 1 -> opening',
      '4030 connection 1 opening -> open',
    ]);
  });

  test('a pool outside the handler opens as many as it is told', () => {
    const steps = run(calling({ connectionLimit: 25 }, { function: { connections: 3 } }), ['connection']);
    expect(has(steps, '-> open')).toBe(25);
    expect(has(steps, '-> refused (connection: limit)')).toBe(2);
  });
});

describe('a call to a function', () => {
  const inner = {
    memoryMb: 128,
    timeoutMs: 3000,
    handlerMs: 200,
    createMs: 50,
    init: { extensionsMs: 0, runtimeMs: 100, functionMs: 200 },
  };
  const nested = (call: object, changes: Changes & { inner?: object } = {}): Changes => ({
    ...changes,
    function: { calls: [{ to: 'inner', ...call }], ...changes?.function },
    settings: { functions: { inner: { ...inner, ...changes?.inner } }, ...changes?.settings },
    horizonMs: 5000,
  });

  test('waits for its answer: both are at work, each in an environment of its own', () => {
    expect(run(nested({}), ['request', 'call'])).toEqual([
      '0 request 1 -> waiting (cold: no environment)',
      '350 request 1 waiting -> running (began)',
      '390 call 1 -> invoking',
      '390 request 2 -> waiting (cold: no environment)',
      '740 request 2 waiting -> running (began)',
      '940 request 2 running -> succeeded (handler: returned)',
      '940 call 1 invoking -> answered (call: answered)',
      '940 request 1 running -> succeeded (handler: returned)',
    ]);
  });

  test('fails when that function fails, or has no room', () => {
    const faults = [fault('function-error', { of: 'inner' })];
    expect(run(nested({}, { faults }), ['request', 'call']).slice(-3)).toEqual([
      '940 request 2 running -> failed (handler: error)',
      '940 call 1 invoking -> failed (handler: error)',
      '940 request 1 running -> failed (handler: call failed)',
    ]);
    expect(run(nested({}, { inner: { reservedConcurrency: 0 } }), ['request', 'call']).slice(-4)).toEqual([
      '390 call 1 -> invoking',
      '390 request 2 -> throttled (throttled: reserved concurrency)',
      '390 call 1 invoking -> failed (throttled: reserved concurrency)',
      '390 request 1 running -> failed (handler: call failed)',
    ]);
  });

  test('given up by a timeout leaves that function at work', () => {
    const steps = run(nested({}, { function: { timeoutMs: 500, calls: [{ to: 'inner' }] } }), [
      'request',
      'call',
    ]);
    expect(steps.slice(-3)).toEqual([
      '850 call 1 invoking -> abandoned (call: abandoned)',
      '850 request 1 running -> failed (timeout: function)',
      '940 request 2 running -> succeeded (handler: returned)',
    ]);
  });

  test('with Event only hands the event over', () => {
    const steps = run(nested({ invocationType: 'Event' }), ['request', 'call']);
    expect(steps).toContain('390 call 1 working -> answered (call: answered)');
    expect(steps).toContain('390 request 1 running -> succeeded (handler: returned)');
    expect(steps.at(-1)).toBe('940 request 2 running -> succeeded (handler: returned)');
  });

  test('with Event fails where there is no such function', () => {
    const changes = nested({ invocationType: 'Event' }, { inner: { mayPassRole: false } });
    const steps = run(changes, ['request', 'call', 'event']);
    expect(steps.slice(-2)).toEqual([
      '390 call 1 working -> failed (call: error)',
      '390 request 1 running -> failed (handler: call failed)',
    ]);
  });

  test('may be a call to itself', () => {
    const steps = run(
      { function: { calls: [{ to: 'function' }] }, settings: { concurrencyLimit: 3 }, horizonMs: 5000 },
      ['request'],
    );
    expect(steps.slice(-4)).toEqual([
      '1170 request 4 -> throttled (throttled: concurrency)',
      '1170 request 3 running -> failed (handler: call failed)',
      '1170 request 2 running -> failed (handler: call failed)',
      '1170 request 1 running -> failed (handler: call failed)',
    ]);
  });
});

describe('the outcome of a handler', () => {
  const outcome = (kind: Fault['kind'], node?: Settings['function']['node'], more?: Partial<Fault>) =>
    run({
      function: node ? { node } : {},
      faults: [{ id: kind, title: '', on: true, kind, which: [1], ...more }],
      horizonMs: 5000,
    }).slice(-2);

  test('leaves the environment after an error and an exception, and resets it when the process ends', () => {
    expect(outcome('function-error')[0]).toBe('390 environment 1 invoke.handler -> frozen (handler: error)');
    expect(outcome('unhandled-exception')).toEqual([
      '390 environment 1 invoke.handler -> frozen (handler: exception)',
      '390 request 1 running -> failed (handler: exception)',
    ]);
    expect(outcome('unhandled-exception', { style: 'callback', version: 22 })[0]).toBe(
      '390 environment 1 invoke.handler -> reset (handler: uncaught exception)',
    );
    // Thrown before the handler has returned, the runtime catches it.
    expect(outcome('unhandled-exception', { style: 'callback', version: 22 }, { afterMs: 0 })[0]).toBe(
      '350 environment 1 invoke.handler -> frozen (handler: exception)',
    );
    expect(outcome('out-of-memory')[0]).toBe(
      '390 environment 1 invoke.handler -> reset (handler: out of memory)',
    );
    expect(outcome('crash')[0]).toBe('390 environment 1 invoke.handler -> reset (handler: crashed)');
    expect(outcome('timeout')[0]).toBe('3350 environment 1 invoke.handler -> reset (timeout: function)');
  });

  test('is not asked for when Lambda itself fails', () => {
    expect(run({ faults: [{ id: 'x', title: '', on: true, kind: 'service-error', which: [1] }] })).toEqual([
      '0 request 1 -> service error (service error: nothing ran)',
    ]);
  });
});
