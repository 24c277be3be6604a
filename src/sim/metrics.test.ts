import { describe, expect, it } from 'vitest';
import { metricOver, metricsOf } from './metrics.ts';
import { planOf } from './plan.ts';
import { everyService } from './services/every-service.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import type { Trace } from './trace.ts';

function over(trace: Trace, name: string, place?: string): number | null {
  const number = place === undefined ? -1 : trace.places.findIndex((one) => one.name === place);
  return metricOver(trace, name, number);
}

/** `[minute, count, sum, maximum]` of a metric. */
function minutes(trace: Trace, name: string) {
  const series = metricsOf(trace).find(({ metric }) => metric.name === name);
  return series?.minutes.map(({ minute, count, sum, maximum }) => [minute, count, sum, maximum]);
}

const async = (changes: Parameters<typeof smallScenario>[0]): Scenario => ({
  ...smallScenario(changes),
  model: 'push-asynchronous',
  entry: 'function',
});

describe('metrics of a function', () => {
  const trace = simulate(
    smallScenario({
      // Cold from 0 (350 ms until the handler), a second while it runs, a third too many, one a minute later that fails.
      requests: [0, [100, 500], 200, [61_000, 40]],
      settings: { concurrencyLimit: 2 },
      faults: [{ id: 'last', title: 'last', on: true, kind: 'function-error', which: [4] }],
    }),
    idealRules,
  );

  it('count invocations, throttles and errors in the minute of the invocation', () => {
    expect(minutes(trace, 'Invocations')).toEqual([
      [0, 2, 2, 1],
      [1, 1, 1, 1],
    ]);
    expect(minutes(trace, 'Throttles')).toEqual([[0, 1, 1, 1]]);
    expect(minutes(trace, 'Errors')).toEqual([
      [0, 2, 0, 0],
      [1, 1, 1, 1],
    ]);
    expect(over(trace, 'Errors')).toBe(1);
    expect(over(trace, 'Throttles', 'function')).toBe(1);
  });

  it('leave Init out of Duration', () => {
    expect(minutes(trace, 'Duration')).toEqual([
      [0, 2, 540, 500],
      [1, 1, 40, 40],
    ]);
    expect(over(trace, 'Duration')).toBeCloseTo(580 / 3, 9);
  });

  it('take Init into ConcurrentExecutions', () => {
    expect(minutes(trace, 'ConcurrentExecutions')).toEqual([
      [0, 1, 2, 2],
      [1, 1, 1, 1],
    ]);
    expect(over(trace, 'UnreservedConcurrentExecutions')).toBe(2);
  });

  it('carry a level into the minutes in which nothing happens', () => {
    const long = simulate(
      smallScenario({ requests: [[0, 150_000]], function: { timeoutMs: 900_000 } }),
      idealRules,
    );
    expect(minutes(long, 'ConcurrentExecutions')).toEqual([
      [0, 1, 1, 1],
      [1, 1, 1, 1],
      [2, 1, 1, 1],
    ]);
  });

  it('keep those with a reservation out of UnreservedConcurrentExecutions', () => {
    const reserved = simulate(
      smallScenario({ requests: [0, 0], function: { reservedConcurrency: 5 } }),
      idealRules,
    );
    expect(over(reserved, 'ConcurrentExecutions')).toBe(2);
    expect(over(reserved, 'UnreservedConcurrentExecutions')).toBeNull();
  });

  it('are none where AWS has none of that name', () => {
    expect(over(trace, 'Nonsense')).toBeNull();
    expect(over(trace, 'DeadLetterErrors')).toBe(0);
    expect(over(trace, 'IteratorAge')).toBeNull();
  });
});

describe('metrics of asynchronous invocations', () => {
  const failing = async({
    requests: [0],
    function: { async: { maximumRetryAttempts: 1, retryWaitsMs: [60_000], deadLetterQueue: 'letters' } },
    settings: { resources: { letters: { type: 'target', service: 'sqs' } } },
    faults: [{ id: 'always', title: 'always', on: true, kind: 'function-error' }],
  });

  it('count events received and dropped, and their age at each attempt', () => {
    const trace = simulate(failing, idealRules);
    expect(over(trace, 'AsyncEventsReceived')).toBe(1);
    expect(over(trace, 'AsyncEventsDropped')).toBe(1);
    expect(over(trace, 'Errors')).toBe(2);
    // At once, and a minute after it had failed (390 ms).
    expect(minutes(trace, 'AsyncEventAge')).toEqual([
      [0, 1, 0, 0],
      [1, 1, 60_390, 60_390],
    ]);
    expect(over(trace, 'DeadLetterErrors')).toBe(0);
  });

  it('tell a dead letter that could not be sent', () => {
    const trace = simulate(
      {
        ...failing,
        settings: {
          ...failing.settings,
          resources: { letters: { type: 'target', service: 'sqs', notPermitted: true } },
        },
      },
      idealRules,
    );
    expect(over(trace, 'DeadLetterErrors', 'function')).toBe(1);
    expect(over(trace, 'DestinationDeliveryFailures')).toBe(0);
  });
});

describe('metrics of who calls', () => {
  it('count what API Gateway answers', () => {
    const scenario = smallScenario({
      requests: [0, 1000],
      settings: {
        caller: { invocationType: 'RequestResponse', permitted: true, service: 'api-gateway' },
      },
      faults: [{ id: 'second', title: 'second', on: true, kind: 'function-error', which: [2] }],
    });
    const trace = simulate(scenario, idealRules);
    expect(planOf(scenario, idealRules, everyService).places.at(-1)).toMatchObject({
      service: 'api-gateway',
    });
    expect(over(trace, 'Count')).toBe(2);
    expect(over(trace, '5XXError')).toBe(1);
    expect(over(trace, '4XXError')).toBe(0);
    expect(over(trace, 'Latency', 'caller')).toBe((390 + 40) / 2);
  });
});

describe('metrics of queues and their mappings', () => {
  const scenario: Scenario = {
    ...smallScenario({
      requests: [],
      horizonMs: 60_000,
      settings: {
        resources: {
          orders: {
            type: 'queue',
            backlog: 3,
            visibilityTimeoutMs: 5000,
            maxReceiveCount: 1,
            deadLetterQueue: 'letters',
          },
          letters: { type: 'queue' },
        },
        mappings: {
          reader: { type: 'queue', source: 'orders', batchSize: 10, reportBatchItemFailures: true },
        },
      },
      faults: [{ id: 'bad', title: 'bad', on: true, kind: 'bad-item', which: [2] }],
    }),
    entry: 'orders',
  };
  const trace = simulate(scenario, idealRules);

  it('count what is received and deleted, and leave out what a redrive moves', () => {
    expect(over(trace, 'NumberOfMessagesSent')).toBe(0);
    expect(over(trace, 'NumberOfMessagesReceived', 'orders')).toBe(3);
    expect(over(trace, 'NumberOfMessagesDeleted', 'orders')).toBe(2);
    expect(over(trace, 'ApproximateNumberOfMessagesVisible', 'letters')).toBe(1);
    expect(over(trace, 'ApproximateNumberOfMessagesNotVisible', 'orders')).toBe(3);
  });

  it('know the age of the oldest message', () => {
    // The bad one goes when its visibility timeout is over; what lies among the dead letters gets older there.
    expect(over(trace, 'ApproximateAgeOfOldestMessage', 'orders')).toBe(5);
    expect(over(trace, 'ApproximateAgeOfOldestMessage', 'letters')).toBe(55);
  });

  it('follow the messages of a mapping', () => {
    expect(over(trace, 'PolledEventCount', 'reader')).toBe(3);
    expect(over(trace, 'InvokedEventCount', 'reader')).toBe(3);
    expect(over(trace, 'FailedInvokeEventCount', 'reader')).toBe(1);
    expect(over(trace, 'DeletedEventCount', 'reader')).toBe(2);
    expect(over(trace, 'Invocations')).toBe(1);
  });
});

describe('metrics of streams and their mappings', () => {
  const stream = (
    mapping: object,
    faults: Scenario['faults'],
    resource: object = { type: 'target', service: 'sns' },
  ): Scenario => ({
    ...smallScenario({
      requests: [100, 200, 300, 400],
      horizonMs: 60_000,
      settings: {
        resources: {
          clicks: { type: 'stream', service: 'kinesis', shards: 1, keys: { count: 2, choice: 'in-turn' } },
          topic: resource as { type: 'target'; service: 'sns' },
        },
        mappings: {
          reader: { type: 'stream', source: 'clicks', pollEveryMs: 1000, ...mapping },
          other: { type: 'stream', source: 'clicks', pollEveryMs: 1000 },
        },
      },
      faults,
    }),
    entry: 'clicks',
  });

  it('have IteratorAge from the last record of a batch, of function and mapping', () => {
    const trace = simulate(stream({ batchSize: 10 }, []), idealRules);
    // Polled at 1 s: the last record was written at 400 ms.
    expect(over(trace, 'IteratorAge', 'function')).toBe(600);
    expect(over(trace, 'IteratorAge', 'reader')).toBe(600);
    expect(over(trace, 'IncomingRecords', 'clicks')).toBe(4);
    expect(over(trace, 'PolledEventCount', 'reader')).toBe(4);
  });

  it('count what a filter takes out', () => {
    const trace = simulate(stream({ filter: { keys: [1] } }, []), idealRules);
    expect(over(trace, 'FilteredOutEventCount', 'reader')).toBe(2);
    expect(over(trace, 'InvokedEventCount', 'reader')).toBe(2);
    expect(over(trace, 'FilteredOutEventCount', 'other')).toBe(0);
  });

  it('count what is given up, and what is told of it', () => {
    const bad: Scenario['faults'] = [
      { id: 'bad', title: 'bad', on: true, kind: 'bad-item', which: [1], of: 'reader' },
    ];
    const mapping = { maximumRetryAttempts: 0, onFailure: 'topic' };
    const trace = simulate(stream(mapping, bad), idealRules);
    expect(over(trace, 'FailedInvokeEventCount', 'reader')).toBe(4);
    expect(over(trace, 'DroppedEventCount', 'reader')).toBe(4);
    expect(over(trace, 'OnFailureDestinationDeliveredEventCount', 'reader')).toBe(4);
    const lost = { type: 'target', service: 'sns', notPermitted: true };
    expect(over(simulate(stream(mapping, bad, lost), idealRules), 'DestinationDeliveryFailures')).toBe(1);
  });
});
