import { describe, expect, it } from 'vitest';
import { asyncProblems } from './async-plan.ts';
import { eventScenario } from './cases/event-scenario.ts';
import { simulate } from './run.ts';
import type { AsyncSettings } from './settings/function-settings.ts';
import { realRules } from './testing/real-rules.ts';
import { told } from './testing/told.ts';

const scenario = (async: AsyncSettings) =>
  eventScenario({
    id: 'dates',
    horizonMs: 1e6,
    arrivals: { kind: 'list', requests: [{ atMs: 0 }] },
    handlerMs: 100,
    async,
    settings: {
      resources: {
        queue: { type: 'queue' },
        bucket: { type: 'target', service: 's3' },
        table: { type: 'downstream', service: 'dynamodb', latencyMs: 1 },
      },
    },
  });
const problems = (async: AsyncSettings, asOf: string) =>
  asyncProblems(scenario(async), realRules(asOf)).map(({ message }) => message);

describe('what the facts allow at a date', () => {
  it('dead-letter queues since December 2016', () => {
    expect(problems({ deadLetterQueue: 'queue' }, '2016-12-02')).toEqual([
      'settings.function.async.deadLetterQueue: found "queue", expected nothing at 2016-12-02: it exists since 2016-12-03.',
    ]);
    expect(problems({ deadLetterQueue: 'queue' }, '2016-12-03')).toEqual([]);
    expect(problems({ deadLetterQueue: 'bucket' }, '2026-11-20')[0]).toContain('SQS, SNS at 2026-11-20');
    expect(problems({ deadLetterQueue: 'table' }, '2026-11-20')[0]).toContain('SQS, SNS at 2026-11-20');
  });

  it('destinations, retries and ages since November 2019, buckets since November 2024', () => {
    expect(problems({ onFailure: 'queue' }, '2019-11-24')[0]).toContain('it exists since 2019-11-25');
    expect(problems({ onFailure: 'queue', onSuccess: 'queue' }, '2019-11-25')).toEqual([]);
    expect(problems({ onFailure: 'bucket' }, '2024-11-21')[0]).toContain(
      'S3 takes records of failures since 2024-11-22',
    );
    expect(problems({ onFailure: 'bucket' }, '2024-11-22')).toEqual([]);
    expect(problems({ onSuccess: 'bucket' }, '2026-11-20')).toHaveLength(1);
    expect(problems({ maximumRetryAttempts: 0 }, '2019-11-24')[0]).toContain(
      'it can be set since 2019-11-25',
    );
    expect(problems({ maximumRetryAttempts: 2, maximumEventAgeMs: 21_600_000 }, '2018-02-01')).toEqual([]);
    expect(problems({ maximumEventAgeMs: 59_000 }, '2026-11-20')[0]).toContain('60000 to 21600000');
  });

  it('events of 128 KB, then 256 KB, then 1 MB', () => {
    const isTaken = (kilobytes: number, asOf: string) => {
      const base = scenario({});
      const caller = { invocationType: 'Event' as const, permitted: true, payloadBytes: kilobytes * 1024 };
      const trace = simulate(
        { ...base, entry: 'caller', settings: { ...base.settings, caller } },
        realRules(asOf),
      );
      return told(trace, ['event'])[0]!.includes('accepted');
    };
    const largest = (asOf: string) =>
      [128, 129, 256, 257, 1024, 1025].findLast((size) => isTaken(size, asOf));
    expect(['2018-11-15', '2018-11-16', '2025-09-30', '2025-10-31'].map(largest)).toEqual([
      128, 256, 256, 1024,
    ]);
  });
});
