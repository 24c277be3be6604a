import { describe, expect, it } from 'vitest';
import { asyncProblems } from './async-plan.ts';
import { eventScenario, failing } from './cases/event-scenario.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { AsyncSettings } from './settings/async-settings.ts';
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

describe('a version or an alias may have its own', () => {
  const SINKS = { queue: { type: 'queue' }, other: { type: 'queue' } } as const;
  const named = (invokes: string, parts: Partial<Scenario['settings']['function']>): Scenario => ({
    ...scenario({ maximumRetryAttempts: 1, deadLetterQueue: 'queue', onSuccess: 'queue' }),
    entry: 'caller',
    faults: [failing()],
    settings: {
      ...scenario({}).settings,
      resources: SINKS,
      caller: { invocationType: 'Event', permitted: true, invokes },
      function: {
        ...scenario({ maximumRetryAttempts: 1, deadLetterQueue: 'queue' }).settings.function,
        versions: { 1: { async: { maximumRetryAttempts: 2 } } },
        aliases: {
          live: { version: '1', async: { maximumRetryAttempts: 0, onFailure: 'other' } },
          next: { version: '1' },
        },
        ...parts,
      },
    },
  });
  const attempts = (invokes: string) => {
    const lines = told(simulate(named(invokes, {}), realRules('2026-11-20')), ['request', 'delivery']);
    return [
      lines.filter((line) => / -> (waiting|running) \((cold|routed)/.test(line)).length,
      lines.filter((line) => / delivery \d+ -> /.test(line)).length,
    ];
  };

  it('retries and destinations go by the name the event came by; a dead-letter queue is of the function', () => {
    expect(attempts('function')).toEqual([2, 1]);
    expect(attempts('function:1')).toEqual([3, 1]);
    expect(attempts('function:live')).toEqual([1, 2]);
    expect(attempts('function:next')).toEqual([2, 1]);
  });

  it('the facts and the names of its targets are looked at there', () => {
    const found = (aliases: NonNullable<Scenario['settings']['function']['aliases']>, asOf: string) =>
      asyncProblems(named('function', { aliases }), realRules(asOf)).map(({ message }) => message);
    expect(found({ live: { version: '1', async: { onFailure: 'other' } } }, '2019-11-24')).toContainEqual(
      'settings.function.aliases.live.async.onFailure: found "other", expected nothing at 2019-11-24: it exists since 2019-11-25.',
    );
    const unknown = named('function', { aliases: { live: { version: '1', async: { onSuccess: 'othr' } } } });
    expect(() => simulate(unknown, realRules('2026-11-20'))).toThrow(
      'settings.function.aliases.live.async.onSuccess',
    );
  });

  it('records that lead back to the name they came by go in a circle', () => {
    const circles = (aliases: NonNullable<Scenario['settings']['function']['aliases']>, own: AsyncSettings) =>
      asyncProblems(
        named('function', { aliases, versions: { 1: {} }, async: own }),
        realRules('2026-11-20'),
      ).map(({ path }) => path);
    const live = { version: '1' };
    // By the alias it goes on for ever: what is set for the function holds there too.
    expect(circles({ live }, { onSuccess: 'function:live' })).toEqual(['settings.function.async.onSuccess']);
    expect(
      circles({ live: { ...live, async: { onSuccess: null } } }, { onSuccess: 'function:live' }),
    ).toEqual([]);
    expect(circles({ live: { ...live, async: { onFailure: 'function:1' } } }, { onFailure: null })).toEqual(
      [],
    );
    expect(circles({ live: { ...live, async: { onFailure: 'function:live' } } }, {})).toEqual([
      'settings.function.aliases.live.async.onFailure',
    ]);
  });
});
