import { describe, expect, test } from 'vitest';
import goodMessages from '../../content/scenarios/good-messages-dead.json';
import { checkClaims } from './claims.ts';
import { layOver } from './lay-over.ts';
import { ScenarioError } from './problem.ts';
import { advisedVisibilityUs, queueAdvice, queueProblems } from './queue-problems.ts';
import { readScenario } from './read-scenario.ts';
import { simulate } from './run.ts';
import { summarize } from './summary.ts';
import { realRules } from './testing/real-rules.ts';
import { smallQueue } from './testing/small-queue.ts';

type Changes = Parameters<typeof smallQueue>[0];

describe('what AWS advises and refuses', () => {
  test('the visibility timeout: six function timeouts and the window, by date', () => {
    const at = (day: string) => advisedVisibilityUs(realRules(day).queues.mapping!, 30_000_000, 20_000_000);
    expect(at('2018-07')).toBeNull();
    expect(at('2019-01')).toBe(180_000_000);
    expect(at('2022-01')).toBe(200_000_000);
  });

  test('says what it advises against, and since when', () => {
    const scenario = smallQueue({
      queue: { visibilityTimeoutMs: 10_000, maxReceiveCount: 2, deadLetterQueue: 'dead' },
      mapping: { windowMs: 5000 },
      resources: { dead: { type: 'queue' } },
    });
    const advice = (day: string) => queueAdvice(scenario, realRules(day)).map(({ expected }) => expected);
    expect(advice('2018-01')).toEqual([]);
    expect(advice('2018-07')).toEqual([]);
    expect(advice('2019-01')[0]).toBe('18000 or more, as AWS advises');
    expect(advice('2026-11-20')).toEqual(['23000 or more, as AWS advises', '5 or more, as AWS advises']);
    expect(
      queueAdvice(smallQueue({ queue: { visibilityTimeoutMs: 18_000 } }), realRules('2026-11-20')),
    ).toEqual([]);
  });

  const problems = (changes: Changes, day = '2026-11-20') =>
    queueProblems(smallQueue(changes), realRules(day)).map(({ path }) =>
      path.replace('settings.', '').replace('mappings.poll', 'mapping').replace('resources.queue', 'queue'),
    );

  test('no maximum concurrency is none that would have to be refused', () => {
    const provisioned = { minimumPollers: 2, maximumPollers: 5 };
    expect(problems({ mapping: { maximumConcurrency: null } }, '2019-01')).toEqual([]);
    expect(problems({ mapping: { maximumConcurrency: null, provisioned } })).toEqual([]);
  });

  test('the incident of 2019: good messages are given up, and nothing could be set against it', () => {
    const read = readScenario(JSON.stringify(goodMessages), 'good-messages-dead');
    if ('problems' in read) throw new Error(read.problems[0]!.message);
    const { scenario } = read;
    const failing = (changed: typeof scenario) =>
      checkClaims(changed, summarize(simulate(changed, realRules('2019-06-01')))).filter(
        ({ holds }) => !holds,
      );
    expect(failing(scenario)).toEqual([]);
    expect(() =>
      failing(layOver(scenario, { 'settings.mappings.order-mapping.maximumConcurrency': 2 })),
    ).toThrow(
      /maximumConcurrency: found 2, expected nothing there at 2019-06-01: it can be set since 2023-01-12/,
    );
  });

  test.each<[string, Changes, string?]>([
    ['mapping.type', {}, '2018-01'],
    ['mapping.source', { queue: { fifo: true } }, '2019-01'],
    ['mapping.batchSize', { mapping: { batchSize: 11 } }],
    ['mapping.batchSize', { mapping: { batchSize: 11 } }, '2019-01'],
    ['mapping.batchSize', { queue: { fifo: true }, mapping: { batchSize: 11 } }],
    ['mapping.windowMs', { mapping: { windowMs: 1000 } }, '2019-01'],
    ['mapping.windowMs', { mapping: { windowMs: 301_000 } }],
    ['mapping.windowMs', { queue: { fifo: true }, mapping: { windowMs: 1000 } }],
    ['mapping.reportBatchItemFailures', { mapping: { reportBatchItemFailures: true } }, '2021-01'],
    ['mapping.filter', { mapping: { filter: { keys: [1] } } }, '2021-01'],
    ['mapping.maximumConcurrency', { mapping: { maximumConcurrency: 5 } }, '2022-01'],
    [
      'mapping.provisioned',
      { mapping: { provisioned: { minimumPollers: 2, maximumPollers: 5 } } },
      '2024-01',
    ],
    [
      'mapping.provisioned',
      { mapping: { provisioned: { minimumPollers: 2, maximumPollers: 5 }, maximumConcurrency: 5 } },
    ],
    [
      'mapping.provisioned.minimumPollers',
      { mapping: { provisioned: { minimumPollers: 1, maximumPollers: 5 } } },
    ],
    [
      'mapping.provisioned.minimumPollers',
      { mapping: { provisioned: { minimumPollers: 6, maximumPollers: 5 } } },
    ],
    ['mapping.throttleBackOff', { mapping: { throttleBackOff: { firstMs: 0, factor: 2, capMs: 9 } } }],
    ['queue.visibilityTimeoutMs', { queue: { visibilityTimeoutMs: 2999 } }],
    ['queue.visibilityTimeoutMs', { queue: { visibilityTimeoutMs: 43_200_001 } }],
    ['queue.retentionMs', { queue: { retentionMs: 1000 } }],
    ['queue.messageBytes', { queue: { messageBytes: 1e7 } }],
    ['queue.maxReceiveCount', { queue: { maxReceiveCount: 3 } }],
    ['queue.deadLetterQueue', { queue: { deadLetterQueue: 'dead' }, resources: { dead: { type: 'queue' } } }],
    [
      'queue.deadLetterQueue',
      {
        queue: { deadLetterQueue: 'dead', maxReceiveCount: 3 },
        resources: { dead: { type: 'queue', fifo: true } },
      },
    ],
    ['queue.deadLetterQueue', { queue: { deadLetterQueue: 'queue', maxReceiveCount: 3 } }],
  ])('%s: %j', (path, changes, day) => {
    expect(problems(changes, day)).toEqual([path]);
  });

  test('nothing is refused that is allowed', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ mapping: { batchSize: 100, windowMs: 1000 } })).toEqual([]);
    expect(problems({ queue: { visibilityTimeoutMs: 1000 }, mapping: { visibilityChecked: false } })).toEqual(
      [],
    );
    expect(() => simulate(smallQueue({ queue: { retentionMs: 1 } }), realRules('2026-11-20'))).toThrow(
      ScenarioError,
    );
  });
});
