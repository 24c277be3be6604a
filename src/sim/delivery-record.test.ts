import { describe, expect, it } from 'vitest';
import { eventScenario, failing } from './cases/event-scenario.ts';
import { deliveryRecord } from './delivery-record.ts';
import { simulate } from './run.ts';
import type { Fault } from './scenario.ts';
import type { FunctionSettings } from './settings/function-settings.ts';
import { idealRules } from './testing/ideal-rules.ts';

const target = { type: 'target', service: 'sqs' } as const;

/** The records of one event at 0, without retries, to a dead-letter queue and both destinations. */
function recordsOf(fn: Partial<FunctionSettings>, faults: Fault[] = [], startsOn?: string) {
  const trace = simulate(
    eventScenario({
      id: 'records',
      horizonMs: 1e9,
      arrivals: { kind: 'list', requests: [{ atMs: 0 }] },
      handlerMs: 1000,
      async: {},
      function: {
        async: { maximumRetryAttempts: 0, deadLetterQueue: 'dead', onFailure: 'failed', onSuccess: 'fine' },
        ...fn,
      },
      faults,
      settings: { resources: { dead: target, failed: target, fine: target } },
    }),
    idealRules,
  );
  return Array.from({ length: trace.length }, (_, step) => deliveryRecord(trace, step, startsOn)).filter(
    (record) => record !== null,
  );
}

const fault = (kind: Fault['kind']): Fault => ({ id: kind, title: kind, on: true, kind });

describe('a record', () => {
  it('of a success is as AWS writes it', () => {
    expect(recordsOf({ name: 'my-function' }, [], '2019-11-14')).toEqual([
      {
        version: '1.0',
        timestamp: '2019-11-14T00:00:01.000Z',
        requestContext: {
          requestId: expect.stringMatching(
            /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
          ),
          functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:function:$LATEST',
          condition: 'Success',
          approximateInvokeCount: 1,
        },
        requestPayload: { event: 1 },
        responseContext: { statusCode: 200, executedVersion: '$LATEST' },
        responsePayload: {},
      },
    ]);
  });

  it('of a failure tells of the error; the dead letter is the event itself with three attributes', () => {
    const [letter, record] = recordsOf({}, [failing()]);
    expect(letter).toEqual({
      body: { event: 1 },
      attributes: {
        RequestID: expect.any(String),
        ErrorCode: 200,
        ErrorMessage: expect.stringContaining('the handler failed'),
      },
    });
    expect(record).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
      responseContext: { functionError: 'Unhandled' },
      responsePayload: { errorMessage: expect.stringContaining('the handler failed') },
    });
    const messageOf = (kind: Fault['kind']) =>
      (recordsOf({}, [fault(kind)])[1] as { responsePayload: { errorMessage: string } }).responsePayload
        .errorMessage;
    expect(messageOf('crash')).toContain('Process exited before completing request');
    expect(messageOf('out-of-memory')).toContain('signal: killed');
    expect(messageOf('timeout')).toContain('timed out');
  });

  it('of an event that was never invoked has no answer', () => {
    const [letter, record] = recordsOf({ reservedConcurrency: 0 });
    expect(letter).toMatchObject({
      attributes: { ErrorCode: 429, ErrorMessage: expect.stringContaining('zero reserved') },
    });
    expect(record).toMatchObject({
      requestContext: { condition: 'ZeroReservedConcurrency', approximateInvokeCount: 0 },
    });
    expect(record).not.toHaveProperty('responseContext');
    const async = { maximumEventAgeMs: 60_000, onFailure: 'failed' };
    const [expired] = recordsOf({ async }, [fault('service-error')]);
    expect(expired).toMatchObject({
      requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 0 },
    });
  });

  it('of an event stopped in a round says so', () => {
    const round = recordsOf({
      calls: [{ to: 'function', invocationType: 'Event' }],
      async: { onFailure: 'failed' },
    });
    expect(round).toHaveLength(1);
    expect(round[0]).toMatchObject({ requestContext: { condition: 'RecursiveInvocation' } });
  });
});
