import { describe, expect, it } from 'vitest';
import { failureRecord } from './failure-record.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallStream } from './testing/small-stream.ts';

const failures = { type: 'target', service: 'sqs' } as const;

function recordsOf(scenario: Scenario) {
  const trace = simulate(scenario, idealRules);
  return Array.from({ length: trace.length }, (_, step) =>
    failureRecord(trace, step, scenario, '2026-11-20'),
  ).filter((record) => record !== null);
}

const bad = (which: number[]) => ({
  id: 'bad',
  title: 'Bad records',
  on: true,
  kind: 'bad-item' as const,
  which,
});

describe('the record of a batch that was given up', () => {
  it('says where its records stood, and not what they were', () => {
    const [record, ...others] = recordsOf(
      smallStream({
        records: [0, 1000, 1050, 1100],
        mapping: { onFailure: 'failures', maximumRetryAttempts: 2, windowMs: 500 },
        resources: { failures },
        faults: [bad([3])],
      }),
    );
    expect(others).toEqual([]);
    expect(record).toEqual({
      requestContext: {
        requestId: expect.stringMatching(/^[\da-f-]{36}$/) as string,
        functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:function',
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 3,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: '2026-11-20T00:00:02.000Z',
      KinesisBatchInfo: {
        shardId: 'shardId-000000000000',
        startSequenceNumber: `4966${'0'.repeat(51)}2`,
        endSequenceNumber: `4966${'0'.repeat(51)}4`,
        approximateArrivalOfFirstRecord: '2026-11-20T00:00:01.000Z',
        approximateArrivalOfLastRecord: '2026-11-20T00:00:01.100Z',
        batchSize: 3,
        streamArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/stream',
      },
    });
  });

  it('counts attempts at what a split left', () => {
    const [record] = recordsOf(
      smallStream({
        records: [0, 0, 0, 0],
        stream: { service: 'dynamodb' },
        mapping: { onFailure: 'failures', bisect: true, maximumRetryAttempts: 1 },
        resources: { failures },
        faults: [bad([2])],
      }),
    );
    expect(record!.requestContext.approximateInvokeCount).toBe(2);
    expect(record!.DDBStreamBatchInfo).toMatchObject({ batchSize: 1 });
    expect(record!.DDBStreamBatchInfo!.streamArn).toContain(':table/stream/stream/');
  });

  it('of records that were too old says so, whether they were ever sent or not', () => {
    const scenario = smallStream({
      records: [0, 10, 20],
      mapping: { onFailure: 'failures', maximumRecordAgeMs: 250, batchSize: 1 },
      resources: { failures },
      faults: [bad([1])],
    });
    const told = recordsOf(scenario).map(({ requestContext, KinesisBatchInfo, responseContext }) => [
      requestContext.condition,
      requestContext.approximateInvokeCount,
      KinesisBatchInfo!.batchSize,
      responseContext === undefined,
    ]);
    // The first is tried at 0 and 200 ms, and too old at 400; then the others are too, each a batch.
    expect(told).toEqual([
      ['RecordAgeExceeded', 2, 1, false],
      ['RecordAgeExceeded', 0, 1, true],
      ['RecordAgeExceeded', 0, 1, true],
    ]);
  });
});
