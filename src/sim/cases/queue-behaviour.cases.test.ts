import { describe, expect, it } from 'vitest';
import { queueAdvice, queueProblems } from '../queue-problems.ts';
import { simulate } from '../run.ts';
import { summarize } from '../summary.ts';
import { idealRules } from '../testing/ideal-rules.ts';
import { realRules } from '../testing/real-rules.ts';
import { smallQueue } from '../testing/small-queue.ts';
import type { Trace } from '../trace.ts';
import data from './queue-behaviour.json';

const [pollers, groups, oldRamp, visibility, partial] = data.cases as unknown as [
  {
    inputs: { peakEps: number; avgKB: number; durationSeconds: number; batchSize: number };
    expected: { epsPerPoller: number; minimumPollers: number };
  },
  { inputs: { messageGroups: number; maximumConcurrency: number }; expected: { maxConcurrency: number } },
  {
    inputs: { startConcurrency: number; addPerMinute: number };
    expected: { perMinute: number[]; minutesTo1250: number };
    tolerance: { minutesTo1250: { abs: number } };
  },
  {
    inputs: { functionTimeoutMs: number; windowMs: number };
    expected: { recommendedMs: number; recommendedIn2019Ms: number; refusedBelowMs: number };
  },
  {
    inputs: { batch: number[]; succeeded: number[] };
    expected: { deleted: number[]; visibleAgain: number[] };
  },
];

/** A mapping that leaves everything to the rules. */
const plain = { type: 'queue', source: 'queue' } as const;

/** Steps of a kind into a state: when (ms), whose (from 1), and their amount. */
function steps(trace: Trace, kind: string, state: string) {
  const code = trace.kinds.findIndex(({ name }) => name === kind);
  const to = trace.kinds[code]!.states.indexOf(state);
  return Array.from({ length: trace.length }, (_, step) => step)
    .filter((step) => trace.kind[step] === code && trace.to[step] === to)
    .map((step) => ({
      atMs: trace.at[step]! / 1000,
      number: trace.actor[step]! + 1,
      amount: trace.amount[step]!,
    }));
}

describe(data.title, () => {
  it('sqs-pollers-100ms', () => {
    const { peakEps, avgKB, durationSeconds, batchSize } = pollers.inputs;
    const handledASecond = (minimumPollers: number) => {
      const trace = simulate(
        smallQueue({
          messages: [],
          queue: { backlog: 10 * peakEps, messageBytes: avgKB * 1024 },
          mappings: {
            poll: {
              ...plain,
              batchSize,
              provisioned: { minimumPollers, maximumPollers: minimumPollers },
            },
          },
          function: { handlerMs: durationSeconds * 1000 },
          horizonMs: 5000,
        }),
        realRules('2026-11-20'),
      );
      return steps(trace, 'message', 'deleted').length / 5;
    };
    const { epsPerPoller, minimumPollers } = pollers.expected;
    // Two is the fewest that can be set.
    expect(handledASecond(2)).toBe(2 * epsPerPoller);
    expect(handledASecond(minimumPollers)).toBe(peakEps);
  });

  it('sqs-fifo-groups', () => {
    const { messageGroups, maximumConcurrency } = groups.inputs;
    const most = (count: number) =>
      summarize(
        simulate(
          smallQueue({
            arrivals: { kind: 'burst', atMs: 0, count: 200 },
            queue: { fifo: true, keys: { count } },
            mappings: { poll: { ...plain, batchSize: 1, maximumConcurrency } },
          }),
          realRules('2026-11-20'),
        ),
      ).concurrency.max;
    expect(most(messageGroups)).toBe(groups.expected.maxConcurrency);
    expect(most(20)).toBe(maximumConcurrency);
  });

  it('sqs-scale-old', () => {
    const { startConcurrency: initial, addPerMinute: perMinute } = oldRamp.inputs;
    const ramp = (max?: number) =>
      steps(
        simulate(
          smallQueue({
            messages: [],
            queue: { backlog: 100_000, visibilityTimeoutMs: 900_000 },
            mappings: {
              poll: {
                ...plain,
                batchSize: 1,
                ...(max === undefined ? {} : { scaling: { initial, perMinute, max } }),
              },
            },
            function: { handlerMs: 600_000, timeoutMs: 900_000 },
            concurrencyLimit: 2000,
            horizonMs: 30 * 60_000,
          }),
          realRules('2019-06'),
        ),
        'mapping',
        'scaling',
      );
    const minutes = (atLeast: number, found: ReturnType<typeof ramp>) =>
      found.find(({ amount }) => amount >= atLeast)!.atMs / 60_000;
    const byRules = ramp();
    expect(
      [0, 1, 2, 3].map((minute) => byRules.findLast(({ atMs }) => atMs <= minute * 60_000)!.amount),
    ).toEqual(oldRamp.expected.perMinute);
    // The guide of the time ends at 1,000.
    expect(Math.max(...byRules.map(({ amount }) => amount))).toBe(1000);
    const { minutesTo1250 } = oldRamp.expected;
    expect(Math.abs(minutes(1250, ramp(1250)) - minutesTo1250)).toBeLessThanOrEqual(
      oldRamp.tolerance.minutesTo1250.abs,
    );
  });

  it('sqs-visibility', () => {
    const { functionTimeoutMs: timeoutMs, windowMs } = visibility.inputs;
    const { recommendedMs, recommendedIn2019Ms, refusedBelowMs } = visibility.expected;
    const at = (visibilityTimeoutMs: number, window: number) =>
      smallQueue({
        queue: { visibilityTimeoutMs },
        mapping: { windowMs: window },
        function: { timeoutMs },
      });
    const advised = (visibilityMs: number, window: number, day: string) =>
      queueAdvice(at(visibilityMs, window), realRules(day)).length === 0;
    expect([recommendedMs - 1, recommendedMs].map((ms) => advised(ms, windowMs, '2026-11-20'))).toEqual([
      false,
      true,
    ]);
    expect([recommendedIn2019Ms - 1, recommendedIn2019Ms].map((ms) => advised(ms, 0, '2019-06'))).toEqual([
      false,
      true,
    ]);
    expect(
      [refusedBelowMs - 1, refusedBelowMs].map(
        (ms) => queueProblems(at(ms, 0), realRules('2026-11-20')).length,
      ),
    ).toEqual([1, 0]);
  });

  it('sqs-partial-batch', () => {
    const { batch, succeeded } = partial.inputs;
    const trace = simulate(
      smallQueue({
        messages: batch.map(() => 0),
        mapping: { reportBatchItemFailures: true },
        faults: [
          {
            id: 'bad',
            title: 'Two fail',
            on: true,
            kind: 'bad-item',
            which: batch.filter((number) => !succeeded.includes(number)),
            untilMs: 5000,
          },
        ],
        horizonMs: 10_000,
      }),
      idealRules,
    );
    const deleted = steps(trace, 'message', 'deleted');
    expect(deleted.map(({ number }) => number)).toEqual(partial.expected.deleted);
    const visible = steps(trace, 'message', 'visible').filter(({ atMs }) => atMs > 0);
    expect(visible.map(({ number }) => number)).toEqual(partial.expected.visibleAgain);
  });
});
