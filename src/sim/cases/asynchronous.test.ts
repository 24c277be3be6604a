import { describe, expect, it } from 'vitest';
import { deliveryRecord } from '../delivery-record.ts';
import { simulate } from '../run.ts';
import type { Scenario } from '../scenario.ts';
import { summarize } from '../summary.ts';
import { realRules } from '../testing/real-rules.ts';
import { told } from '../testing/told.ts';
import data from './asynchronous.json';
import { eventScenario, failing, timesInto } from './event-scenario.ts';

const caseOf = (id: string) => {
  const { inputs, expected, since } = data.cases.find((each) => each.id === id)!;
  return {
    inputs: inputs as Readonly<Record<string, number>>,
    expected: expected as Record<string, unknown>,
    since,
  };
};

const target = { type: 'target', service: 'sqs' } as const;

describe(data.title, () => {
  it('async-error-timeline', () => {
    const { expected } = caseOf('async-error-timeline');
    for (const asOf of ['2019-07-28', '2026-11-20']) {
      const hasDestinations = asOf > '2019-11-25';
      const trace = simulate(
        eventScenario({
          id: 'error-timeline',
          horizonMs: 1e7,
          arrivals: { kind: 'list', requests: [{ atMs: 0 }] },
          handlerMs: 1000,
          async: { deadLetterQueue: 'dead', ...(hasDestinations ? { onFailure: 'failed' } : {}) },
          faults: [failing()],
          settings: { resources: { dead: target, failed: target } },
        }),
        realRules(asOf),
      );
      const starts = timesInto(trace, 'event', 'trying');
      const waits = expected['waitSeconds'] as number[];
      expect(starts).toHaveLength(expected['attempts'] as number);
      // From one failure, a second after its start, to the next attempt.
      expect(starts.slice(1).map((at, index) => (at - starts[index]!) / 1000 - 1)).toEqual(waits);
      const steps = Array.from({ length: trace.length }, (_, step) => step);
      const records = steps.map((step) => deliveryRecord(trace, step)).filter((record) => record !== null);
      expect(records).toHaveLength(hasDestinations ? 2 : 1);
      expect(records[0]).toMatchObject({ body: { event: 1 }, attributes: { ErrorCode: 200 } });
      if (hasDestinations) expect(records[1]).toMatchObject({ requestContext: expected['record'] });
    }
  });

  it('async-zero-retries', () => {
    const { inputs, expected, since } = caseOf('async-zero-retries');
    const trace = simulate(
      eventScenario({
        id: 'zero-retries',
        horizonMs: 1e7,
        arrivals: { kind: 'list', requests: [{ atMs: 0 }] },
        handlerMs: 1000,
        async: {
          maximumEventAgeMs: inputs['maximumEventAgeInSeconds']! * 1000,
          maximumRetryAttempts: inputs['maximumRetryAttempts']!,
        },
        faults: [failing()],
      }),
      realRules(since.slice('since '.length)),
    );
    expect(timesInto(trace, 'event', 'trying')).toHaveLength(expected['attempts'] as number);
    expect(told(trace, ['event']).at(-1)).toContain('retries exhausted');
  });

  it('logs-retries-2018', () => {
    const { expected, since } = caseOf('logs-retries-2018');
    const scenario = eventScenario({
      id: 'logs',
      horizonMs: 1e9,
      arrivals: { kind: 'list', requests: [{ atMs: 0 }] },
      handlerMs: 1000,
      async: {},
      concurrencyLimit: 0,
      settings: {
        resources: { logs: { type: 'push-service', service: 'cloudwatch-logs', targets: ['function'] } },
      },
    });
    const triesOf = (asOf: string) => {
      const trace = simulate({ ...scenario, entry: 'logs' }, realRules(asOf));
      return timesInto(trace, 'request', 'throttled').length;
    };
    expect(triesOf(since) - 1).toBe(expected['retriesUpTo']);
    // Later its batches go to the event queue, which tries for up to six hours.
    expect(triesOf('2026-11-20')).toBeGreaterThan(50);
  });

  it('conc-2018-s3', () => {
    const { inputs, expected, since } = caseOf('conc-2018-s3');
    const scenario: Scenario = eventScenario({
      id: 's3',
      horizonMs: 600_000,
      arrivals: { kind: 'constant', everyMs: 1000 / inputs['eventsPerSecond']! },
      handlerMs: 1000 * inputs['durationSeconds']!,
      async: {},
      settings: { resources: { bucket: { type: 'push-service', service: 's3', targets: ['function'] } } },
    });
    const { concurrency } = summarize(simulate({ ...scenario, entry: 'bucket' }, realRules(since)));
    expect(concurrency.max).toBe(expected['concurrency']);
  });

  it('recursion-16', () => {
    const { expected, since } = caseOf('recursion-16');
    const scenario = eventScenario({
      id: 'recursion',
      horizonMs: 60_000,
      arrivals: { kind: 'list', requests: [{ atMs: 0 }] },
      handlerMs: 100,
      async: {},
      function: { calls: [{ to: 'jobs' }] },
      settings: {
        resources: {
          jobs: { type: 'queue', maxReceiveCount: 1, deadLetterQueue: 'dead', visibilityTimeoutMs: 300_000 },
          dead: { type: 'queue' },
        },
        mappings: { jobs: { type: 'queue', source: 'jobs', batchSize: 1 } },
      },
    });
    const begun = (asOf: string) => {
      const trace = simulate({ ...scenario, entry: 'jobs' }, realRules(asOf));
      return timesInto(trace, 'request', 'running').length;
    };
    expect(begun(since.slice('since '.length))).toBe(expected['invocationsInChainApprox']);
    expect(begun('2023-07-12')).toBeGreaterThan(100);
  });
});
