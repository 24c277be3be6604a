/** What the benchmarks run: the published cold-start example, and the same with 2,000 environments alive. */
import type { Rules } from '../sim/rules.ts';
import { rulesAt, today } from './library.ts';
import type { Scenario } from '../sim/scenario.ts';

/** Poisson arrivals, exponential handler, constant init; no limit but the idle time of an environment. */
function queueScenario(
  id: string,
  ratePerSec: number,
  warmMs: number,
  coldMs: number,
  idleMs: number,
  count: number,
): Scenario {
  return {
    id,
    title: id,
    question: '',
    summary: '',
    model: 'direct',
    family: 'benchmark',
    seed: 1,
    horizonMs: 1e12,
    settings: {
      function: {
        memoryMb: 128,
        timeoutMs: 900_000,
        handlerMs: { kind: 'exponential', meanMs: warmMs },
        createMs: 0,
        init: { extensionsMs: 0, runtimeMs: 0, functionMs: coldMs - warmMs },
      },
      keep: { functionIdleMs: null, environmentIdleMs: idleMs, maxAgeMs: null },
      routing: 'most-recently-used',
      concurrencyLimit: null,
      caller: { invocationType: 'RequestResponse', permitted: true },
    },
    arrivals: { kind: 'poisson', ratePerSec, count },
    faults: [],
    tunable: [],
    claims: [],
    simplifications: [],
  };
}

/** 0.9 requests/s, 1.991 s warm, 2.244 s cold, 600 s idle limit: the example published with SimFaaS. */
export const coldStart = (requests: number): Scenario =>
  queueScenario('cold-start', 0.9, 1991, 2244, 600_000, requests);

/** 1,000 requests/s of 2 s each: 2,000 environments at work. */
export const coldStart2000 = (requests: number): Scenario =>
  queueScenario('cold-start-2000', 1000, 2000, 2253, 600_000, requests);

/** Objects put into a bucket 100 times a second; a tenth of the attempts fail, 60 run at once, half a second each. */
export const pushAsynchronous = (units: number): Scenario => {
  const { caller: _, ...settings } = queueScenario('push', 100, 500, 500, 600_000, units).settings;
  return {
    ...queueScenario('push-asynchronous', 100, 500, 500, 600_000, units),
    model: 'push-asynchronous',
    settings: {
      ...settings,
      function: { ...settings.function, async: { deadLetterQueue: 'dead-letters' } },
      concurrencyLimit: 60,
      resources: {
        uploads: { type: 'push-service', service: 's3', targets: ['function'] },
        'dead-letters': { type: 'target', service: 'sqs' },
      },
    },
    entry: 'uploads',
    faults: [{ id: 'fails', title: 'Fails', on: true, kind: 'function-error', share: 0.1 }],
  };
};

/** API Gateway in front of a function that is now and then too slow or at its limit, 200 times a second. */
export const pushSynchronous = (units: number): Scenario => {
  const scenario = queueScenario('push-synchronous', 200, 300, 500, 600_000, units);
  return {
    ...scenario,
    model: 'push-synchronous',
    settings: {
      ...scenario.settings,
      concurrencyLimit: 80,
      caller: { service: 'api-gateway', invocationType: 'RequestResponse', permitted: true, timeoutMs: 2000 },
    },
    faults: [{ id: 'fails', title: 'Fails', on: true, kind: 'function-error', share: 0.05 }],
  };
};

/** Four shards read two at a time, 400 records a second of 500 keys, one in a thousand of them bad: split until it is alone. */
export const stream = (units: number): Scenario => {
  const { caller: _, ...settings } = queueScenario('stream', 400, 200, 300, 600_000, units).settings;
  return {
    ...queueScenario('stream', 400, 200, 300, 600_000, units),
    model: 'stream',
    settings: {
      ...settings,
      resources: {
        clicks: { type: 'stream', service: 'kinesis', shards: 4, keys: { count: 500, choice: 'drawn' } },
      },
      mappings: {
        reader: {
          type: 'stream',
          source: 'clicks',
          batchSize: 50,
          parallelizationFactor: 2,
          bisect: true,
          maximumRetryAttempts: 2,
        },
      },
    },
    entry: 'clicks',
    faults: [{ id: 'bad', title: 'Bad', on: true, kind: 'bad-item', share: 0.001 }],
  };
};

/** A queue with 200 messages a second in batches of ten, partial responses, and one bad message in a hundred. */
export const queue = (units: number): Scenario => {
  const { caller: _, ...settings } = queueScenario('queue', 200, 200, 300, 600_000, units).settings;
  return {
    ...queueScenario('queue', 200, 200, 300, 600_000, units),
    model: 'queue',
    settings: {
      ...settings,
      function: { ...settings.function, timeoutMs: 5000 },
      resources: {
        jobs: {
          type: 'queue',
          visibilityTimeoutMs: 30_000,
          maxReceiveCount: 3,
          deadLetterQueue: 'dead-letters',
        },
        'dead-letters': { type: 'queue' },
      },
      mappings: { reader: { type: 'queue', source: 'jobs', batchSize: 10, reportBatchItemFailures: true } },
    },
    entry: 'jobs',
    faults: [{ id: 'bad', title: 'Bad', on: true, kind: 'bad-item', share: 0.01 }],
  };
};

/** A function that asks a busy database over its own connection, then another function, 500 times a second. */
export const calling = (requests: number): Scenario => {
  const scenario = queueScenario('calls', 500, 40, 300, 600_000, requests);
  const { function: fn } = scenario.settings;
  return {
    ...scenario,
    settings: {
      ...scenario.settings,
      function: { ...fn, calls: [{ to: 'database' }, { to: 'other' }] },
      functions: { other: fn },
      resources: {
        database: {
          type: 'downstream',
          service: 'database',
          latencyMs: { kind: 'exponential', meanMs: 20 },
          capacity: 12,
          connectionLimit: 500,
          connectMs: 5,
        },
      },
    },
    faults: [{ id: 'slow', title: 'Slow', on: true, kind: 'call-error', of: 'database', share: 0.01 }],
  };
};

/** Twice as many requests as 1,000 places take, 2,000 a second of one second each: the rest is turned away. */
export const throttled = (requests: number): Scenario => {
  const scenario = queueScenario('throttled', 2000, 1000, 1200, 600_000, requests);
  return { ...scenario, settings: { ...scenario.settings, concurrencyLimit: 1000 } };
};

/** Ten functions in one account of 1,000, two with a reservation; each gets as many as the tenth part of it takes. */
export const tenFunctions = (requests: number): Scenario => {
  const scenario = queueScenario('ten-functions', 100, 1000, 1200, 600_000, requests / 10);
  const { function: fn } = scenario.settings;
  const others = Array.from({ length: 9 }, (_, index) => `other-${index + 1}`);
  return {
    ...scenario,
    settings: {
      ...scenario.settings,
      concurrencyLimit: 1000,
      functions: Object.fromEntries(
        others.map((id, index) => [id, index < 2 ? { ...fn, reservedConcurrency: 100 } : fn]),
      ),
    },
    feeds: others.map((to) => ({ to, arrivals: scenario.arrivals })),
  };
};

/** Rules that bind none of them. */
export const freeRules: Rules = {
  ...rulesAt(today),
  initLimitUs: 1e15,
  initLimitProvisionedUs: 1e15,
  accountConcurrency: 1_000_000,
  timeoutMaxMs: 1e12,
  memoryMinMb: 0,
  memoryMaxMb: 1e6,
  keep: { id: 'none', label: 'for ever', functionIdleMs: null, environmentIdleMs: null, maxAgeMs: null },
  keepPresets: [],
};
