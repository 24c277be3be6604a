import { describe, expect, it } from 'vitest';
import { ScenarioError } from './problem.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import { streamAdvice } from './stream-problems.ts';
import { realRules } from './testing/real-rules.ts';
import { smallStream } from './testing/small-stream.ts';

/** What a date has against a scenario: the last part of each path, and what was expected. */
function problemsOf(scenario: Scenario, day: string): string[] {
  try {
    simulate(scenario, realRules(day));
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(({ path, expected }) => `${path.split('.').at(-1)!}: ${expected}`);
  }
}

const cures = {
  maximumRetryAttempts: 3,
  maximumRecordAgeMs: 60_000,
  bisect: true,
  onFailure: 'failures',
  parallelizationFactor: 2,
  windowMs: 1000,
};
const resources = { failures: { type: 'target', service: 'sqs' } } as const;

describe('the settings of a stream', () => {
  it('that did not exist yet are told with the date since which they do', () => {
    expect(problemsOf(smallStream({ mapping: cures, resources }), '2018-12')).toEqual([
      'windowMs: nothing there at 2018-12-01: it can be set since 2019-08-29',
      'parallelizationFactor: nothing there at 2018-12-01: it can be set since 2019-11-25',
      'maximumRetryAttempts: nothing there at 2018-12-01: it can be set since 2019-11-25',
      'maximumRecordAgeMs: nothing there at 2018-12-01: it can be set since 2019-11-25',
      'bisect: nothing there at 2018-12-01: it exists since 2019-11-25',
      'onFailure: nothing there at 2018-12-01: it can be set since 2019-11-25',
    ]);
    const later = {
      reportBatchItemFailures: true,
      tumblingWindowMs: 10_000,
      filter: { keys: [1] },
    };
    expect(problemsOf(smallStream({ mapping: { ...cures, ...later }, resources }), '2020-01')).toEqual([
      'tumblingWindowMs: nothing there at 2020-01-01: it can be set since 2020-12-15',
      'reportBatchItemFailures: nothing there at 2020-01-01: it exists since 2020-12-15',
      'filter: nothing there at 2020-01-01: it exists since 2021-11-24',
    ]);
    expect(problemsOf(smallStream({ mapping: { enhancedFanOut: true } }), '2018-03')).toEqual([
      'enhancedFanOut: nothing there at 2018-03-01: it exists since 2018-11-19',
    ]);
    expect(problemsOf(smallStream({ mapping: { ...cures, ...later }, resources }), '2026-11-20')).toEqual([]);
  });

  it('a record that no batch can hold is refused', () => {
    const with6Mb = (more: number) => smallStream({ stream: { recordBytes: 6 * 1024 * 1024 + more } });
    expect(problemsOf(with6Mb(0), '2026-11-20')).toEqual([]);
    expect(problemsOf(with6Mb(1), '2026-11-20')).toEqual([
      'recordBytes: at most 6291456 at 2026-11-20, the largest batch a function can be sent',
    ]);
  });

  it('beyond the limits of the date are told with them', () => {
    const found = problemsOf(
      smallStream({
        stream: { retentionMs: 3_600_000 },
        mapping: {
          batchSize: 10_000,
          windowMs: 400_000,
          parallelizationFactor: 10,
          maximumRetryAttempts: 20_000,
          maximumRecordAgeMs: 1000,
          tumblingWindowMs: 1_000_000,
          startingPosition: 'AT_TIMESTAMP',
        },
      }),
      '2026-11-20',
    );
    expect(found).toEqual([
      'retentionMs: 86400000 to 31536000000 at 2026-11-20',
      'windowMs: 0 to 300000 at 2026-11-20',
      'maximumRetryAttempts: 0 to 10000 at 2026-11-20',
      'maximumRecordAgeMs: 60000 to 604800000 at 2026-11-20',
      'tumblingWindowMs: 0 to 900000 at 2026-11-20',
      'startingAtMs: the moment to start reading at, for AT_TIMESTAMP',
    ]);
  });

  it('that its service does not have are told', () => {
    expect(
      problemsOf(
        smallStream({
          stream: { service: 'dynamodb', retentionMs: 1000 },
          mapping: { startingPosition: 'AT_TIMESTAMP', startingAtMs: 0, enhancedFanOut: true },
        }),
        '2026-11-20',
      ),
    ).toEqual([
      'retentionMs: 86400000 at 2026-11-20, which cannot be changed',
      'enhancedFanOut: nothing there: only Kinesis has enhanced fan-out',
      'startingPosition: one of TRIM_HORIZON, LATEST for dynamodb',
    ]);
  });

  it('a destination is a standard queue, a topic or a bucket, at its date', () => {
    const to = (service: 'sqs' | 's3' | 'eventbridge', fifo: boolean, day: string) =>
      problemsOf(
        smallStream({
          mapping: { onFailure: 'failures' },
          resources: { failures: { type: 'target', service, fifo } },
        }),
        day,
      );
    expect(to('s3', false, '2026-11-20')).toEqual([]);
    expect(to('s3', false, '2021-01')).toEqual(['onFailure: a target of SQS, SNS at 2021-01-01']);
    expect(to('eventbridge', false, '2026-11-20')).toEqual([
      'onFailure: a target of SQS, SNS, S3 at 2026-11-20',
    ]);
    expect(to('sqs', true, '2026-11-20')).toEqual([
      'onFailure: a standard queue or topic: FIFO is not supported',
    ]);
  });

  it('only so many consumers can have enhanced fan-out', () => {
    const many = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`reader-${index}`, { enhancedFanOut: true }]),
    );
    expect(problemsOf(smallStream({ mappings: many }), '2026-11-20')).toHaveLength(1);
  });
});

describe('what works and is not advised', () => {
  const advice = (scenario: Scenario, day: string) =>
    streamAdvice(scenario, realRules(day)).map(({ path }) => path);

  it('a bad record could block the shard for as long as it is in the stream', () => {
    const path = 'settings.mappings.reader.maximumRetryAttempts';
    expect(advice(smallStream(), '2026-11-20')).toEqual([path]);
    expect(advice(smallStream({ mapping: { maximumRecordAgeMs: 60_000 } }), '2026-11-20')).toEqual([]);
    expect(advice(smallStream({ mapping: { enabled: false } }), '2026-11-20')).toEqual([]);
    // Nothing else could be set.
    expect(advice(smallStream(), '2018-12')).toEqual([]);
  });

  it("too many read one shard of a table's stream", () => {
    const limited = { maximumRetryAttempts: 3 };
    const three = { mapping: limited, mappings: { second: limited, third: limited } };
    expect(advice(smallStream({ ...three, stream: { service: 'dynamodb' } }), '2026-11-20')).toEqual([
      'settings.resources.stream',
    ]);
    expect(advice(smallStream(three), '2026-11-20')).toEqual([]);
  });
});
