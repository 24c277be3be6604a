/** Whatever invokes a function may name a version or an alias of it, and is answered, denied and counted for that. */
import { describe, expect, it } from 'vitest';
import { deliveryRecord } from './delivery-record.ts';
import { failureRecord } from './failure-record.ts';
import { readScenario } from './read-scenario.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { FunctionSettings } from './settings/function-settings.ts';
import { summarize } from './summary.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallQueue } from './testing/small-queue.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { smallStream } from './testing/small-stream.ts';
import { told } from './testing/told.ts';

const code = {
  memoryMb: 128,
  timeoutMs: 3000,
  handlerMs: 100,
  createMs: 0,
  init: { extensionsMs: 0, runtimeMs: 0, functionMs: 0 },
};

/** Another function with two versions; version 2 is what `live` points to. */
const orders: FunctionSettings = {
  ...code,
  revisions: { next: { handlerMs: 50 } },
  versions: { '1': {}, '2': { revision: 'next' } },
  aliases: { live: { version: '2' } },
};

const figure = (scenario: Scenario, measure: string) => {
  const trace = simulate(scenario, idealRules);
  expect(trace.end.kind).toBe('drained');
  return summarize(trace).figure(measure);
};

/** Invocations that succeeded of $LATEST and of the two versions. */
function ran(scenario: Scenario): (number | null)[] {
  const trace = simulate(scenario, idealRules);
  expect(trace.end.kind).toBe('drained');
  const summary = summarize(trace);
  return ['orders', 'orders:1', 'orders:2'].map((place) =>
    summary.figure(`reached.request.succeeded@${place}`),
  );
}

const NAMES = [
  ['orders', [3, 0, 0]],
  ['orders:1', [0, 3, 0]],
  ['orders:live', [0, 0, 3]],
] as const;

const moments = [0, 1000, 2000];

/** A scenario that invokes what has this name three times, by each way there is. */
const WAYS: Readonly<Record<string, (name: string) => Scenario>> = {
  'a caller': (invokes) =>
    smallScenario({
      requests: moments,
      settings: {
        functions: { orders },
        caller: { invocationType: 'RequestResponse', permitted: true, invokes },
      },
    }),
  'a caller that does not wait': (invokes) =>
    smallScenario({
      requests: moments,
      settings: {
        functions: { orders },
        caller: { invocationType: 'Event', permitted: true, invokes },
      },
    }),
  'a caller of its own': (invokes) =>
    smallScenario({
      requests: moments,
      settings: {
        functions: { orders },
        caller: {
          invocationType: 'RequestResponse',
          permitted: true,
          invokes,
          service: 'api-gateway',
        },
      },
    }),
  'a service that pushes': (target) => ({
    ...smallScenario({
      requests: moments,
      settings: {
        functions: { orders },
        resources: { photos: { type: 'push-service', service: 's3', targets: [target] } },
      },
    }),
    entry: 'photos',
  }),
  'a destination': (onSuccess) =>
    smallScenario({
      requests: moments,
      function: { async: { onSuccess } },
      settings: { functions: { orders }, caller: { invocationType: 'Event', permitted: true } },
    }),
  'a call that waits': (to) =>
    smallScenario({ requests: moments, function: { calls: [{ to }] }, settings: { functions: { orders } } }),
  'a call that hands over': (to) =>
    smallScenario({
      requests: moments,
      function: { calls: [{ to, invocationType: 'Event' }] },
      settings: { functions: { orders } },
    }),
  'a mapping of a queue': (fn) =>
    smallQueue({ messages: moments, functions: { orders }, mapping: { function: fn, batchSize: 1 } }),
  'a mapping of a stream': (fn) =>
    smallStream({ records: moments, functions: { orders }, mapping: { function: fn, batchSize: 1 } }),
};

describe.each(Object.entries(WAYS))('%s', (_, way) => {
  it.each(NAMES)('that names %s invokes it', (name, invocations) => {
    expect(ran(way(name))).toEqual(invocations);
  });
});

it('events to a destination go on from a version or an alias', () => {
  const scenario = smallScenario({
    requests: moments,
    settings: {
      functions: { orders: { ...orders, async: { onSuccess: 'done' } } },
      resources: { done: { type: 'target', service: 'sns' } },
      caller: { invocationType: 'Event', permitted: true, invokes: 'orders:live' },
    },
  });
  expect(figure(scenario, 'reached.delivery.delivered')).toBe(3);
});

it('a record names the alias that was asked and the version that ran', () => {
  const failing = { ...orders, revisions: { next: { errorShare: 1 } } };
  const target = { type: 'target', service: 'sns' } as const;
  const asked = smallScenario({
    requests: [0],
    settings: {
      functions: { orders: { ...failing, async: { onFailure: 'failed', maximumRetryAttempts: 0 } } },
      resources: { failed: target },
      caller: { invocationType: 'Event', permitted: true, invokes: 'orders:live' },
    },
  });
  const read = smallStream({
    records: [0],
    functions: { orders: failing },
    mapping: { function: 'orders:live', maximumRetryAttempts: 1, onFailure: 'failed' },
    resources: { failed: target },
  });
  const records = [asked, read].map((scenario) => {
    const trace = simulate(scenario, idealRules);
    const steps = Array.from({ length: trace.length }, (_, step) => step);
    return steps
      .map((step) => deliveryRecord(trace, step) ?? failureRecord(trace, step, scenario))
      .find((record) => record !== null);
  });
  for (const record of records) {
    expect(record).toMatchObject({
      requestContext: { functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:orders:live' },
      responseContext: { executedVersion: '2' },
    });
  }
});

it('a resource policy is of one qualifier: a service may be let in at one and not at another', () => {
  const targets = ['orders', 'orders:1', 'orders:live'];
  const scenario: Scenario = {
    ...smallScenario({
      requests: moments,
      settings: {
        functions: { orders },
        resources: {
          photos: { type: 'push-service', service: 's3', targets, notPermitted: ['orders:live'] },
        },
      },
    }),
    entry: 'photos',
  };
  expect(ran(scenario)).toEqual([3, 3, 0]);
  expect(figure(scenario, 'reasons.event.denied: resource policy@orders:live')).toBe(3);
});

describe('the edge', () => {
  const edge = (originRequest: string): Scenario => ({
    ...smallScenario({
      requests: moments,
      settings: { functions: { orders }, edge: { originRequest, originMs: 10, cacheMs: 0, objects: 1 } },
    }),
    entry: 'edge',
  });

  it('runs a version by its number', () => {
    expect(ran(edge('orders:2'))).toEqual([0, 0, 3]);
  });

  it('takes no alias', () => {
    const read = readScenario(edge('orders:live'), 'my.json');
    expect('problems' in read && read.problems.map(({ message }) => message)).toEqual([
      'my.json: settings.edge.originRequest: found "orders:live", expected a version by its number: CloudFront takes no alias',
    ]);
  });
});

it('an alias with a mapping keeps its trigger when it is moved, and batches under way end where they are', () => {
  const scenario: Scenario = {
    ...smallQueue({
      messages: [0, 1000, 2000, 3000],
      functions: { orders: { ...orders, aliases: { live: { version: '1' } } } },
      mapping: { function: 'orders:live', batchSize: 1 },
    }),
    changes: [
      {
        id: 'move',
        title: '',
        on: true,
        atMs: 1050,
        kind: 'update-alias',
        function: 'orders',
        alias: 'live',
        version: '2',
      },
    ],
  };
  expect(ran(scenario)).toEqual([0, 2, 2]);
  expect(
    told(simulate(scenario, idealRules), ['message']).filter((line) => line.includes('-> deleted')),
  ).toHaveLength(4);
});
