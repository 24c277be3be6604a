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
