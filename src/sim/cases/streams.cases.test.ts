import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iteratorAges } from '../iterator-ages.ts';
import { simulate } from '../run.ts';
import type { Scenario } from '../scenario.ts';
import { idealRules } from '../testing/ideal-rules.ts';
import { smallStream } from '../testing/small-stream.ts';
import { recordEnds } from '../testing/stream-lines.ts';
import { NONE, type Trace } from '../trace.ts';
import { caseScenario } from './case-scenario.ts';
import { recurrence } from './stream-recurrence.ts';
import data from './streams.json';

interface StreamCase {
  readonly id: string;
  readonly inputs: {
    readonly recordEveryMs: number;
    readonly records: number;
    readonly batchSize: number;
    readonly okDurationMs: number;
    readonly failDurationMs: number | null;
    readonly poisonRecords: readonly number[];
    readonly maximumRetryAttempts: number | null;
    readonly maximumRecordAgeMs: number | null;
    readonly retryBackoffMs: number;
    readonly bisect: boolean;
    readonly reportBatchItemFailures: boolean;
    readonly horizonMs: number | null;
    readonly parallelizationFactor: number;
    readonly batchWindowMs: number;
  };
  readonly expected: Readonly<Record<string, unknown>> & {
    readonly discardedIds: readonly number[];
    readonly iteratorAgeAtMs: Readonly<Record<string, number>>;
    readonly recoveredAtMs?: number | null;
  };
}

function scenarioOf({ id, inputs }: StreamCase): Scenario {
  const base = caseScenario({
    id,
    seed: 1,
    horizonMs: inputs.horizonMs ?? 1e8,
    arrivals: { kind: 'constant', everyMs: inputs.recordEveryMs, count: inputs.records },
    handlerMs: inputs.okDurationMs,
    idleMs: null,
  });
  const { caller: _, ...settings } = base.settings;
  return {
    ...base,
    model: 'stream',
    entry: 'stream',
    settings: {
      ...settings,
      resources: { stream: { type: 'stream', service: 'kinesis', shards: 1, retentionMs: 1e9 } },
      mappings: {
        mapping: {
          type: 'stream',
          source: 'stream',
          batchSize: inputs.batchSize,
          windowMs: inputs.batchWindowMs,
          parallelizationFactor: inputs.parallelizationFactor,
          maximumRetryAttempts: inputs.maximumRetryAttempts,
          maximumRecordAgeMs: inputs.maximumRecordAgeMs,
          bisect: inputs.bisect,
          reportBatchItemFailures: inputs.reportBatchItemFailures,
          pollEveryMs: 0,
          retryBackOff: { firstMs: inputs.retryBackoffMs, factor: 1, capMs: inputs.retryBackoffMs },
        },
      },
    },
    faults: [
      {
        id: 'poison',
        title: 'Bad records',
        on: inputs.poisonRecords.length > 0,
        kind: 'bad-item',
        // Records of the cases count from 0, ours from 1.
        which: inputs.poisonRecords.map((record) => record + 1),
        ...(inputs.failDurationMs === null ? {} : { afterMs: inputs.failDurationMs }),
      },
    ],
  };
}

/** What a case tells of a run, in milliseconds. */
function found(trace: Trace, recordEveryMs: number) {
  const ends = { processed: 0, discarded: 0 };
  const discardedIds: number[] = [];
  const failed: { readonly fromMs: number; readonly toMs: number; readonly invocation: number }[] = [];
  const invokedMs: number[] = [];
  let lastInvocationEndMs = 0;
  for (let step = 0; step < trace.length; step++) {
    const { name, states } = trace.kinds[trace.kind[step]!]!;
    const to = states[trace.to[step]!]!;
    const atMs = trace.at[step]! / 1000;
    if (name === 'record' && to === 'processed') ends.processed++;
    if (name === 'record' && to === 'discarded') {
      ends.discarded++;
      discardedIds.push(trace.actor[step]!);
    }
    if (name !== 'reader') continue;
    if (to === 'invoking') invokedMs.push(atMs);
    if (trace.from[step] === NONE || states[trace.from[step]!] !== 'invoking') continue;
    lastInvocationEndMs = atMs;
    if (trace.reasons[trace.reason[step]!] !== 'batch: processed')
      failed.push({ fromMs: invokedMs.at(-1)!, toMs: atMs, invocation: invokedMs.length - 1 });
  }
  const ages = iteratorAges(trace).map(({ atUs, ageUs }) => ({ atMs: atUs / 1000, ageMs: ageUs / 1000 }));
  const recovered = ages.find(
    ({ ageMs }, invocation) => invocation > (failed.at(-1)?.invocation ?? Infinity) && ageMs < recordEveryMs,
  );
  return {
    invocations: invokedMs.length,
    failedInvocations: failed.length,
    ...ends,
    discardedIds,
    peakIteratorAgeMs: Math.max(...ages.map(({ ageMs }) => ageMs)),
    blockedMs: failed.length === 0 ? 0 : failed.at(-1)!.toMs - failed[0]!.fromMs,
    lastInvocationEndMs,
    recoveredAtMs: recovered?.atMs ?? null,
    ageAt: (atMs: number) => ages.findLast((age) => age.atMs <= atMs)?.ageMs,
  };
}

describe(data.title, () => {
  it.each(data.cases as unknown as readonly StreamCase[])('$id', (each) => {
    const { discardedIds, iteratorAgeAtMs, ...expected } = each.expected;
    const { ageAt, ...run } = found(simulate(scenarioOf(each), idealRules), each.inputs.recordEveryMs);
    expect(run).toMatchObject(expected);
    // The cases list the first twenty.
    expect(run.discardedIds.slice(0, 20)).toEqual(discardedIds);
    for (const [atMs, ageMs] of Object.entries(iteratorAgeAtMs))
      expect([atMs, ageAt(Number(atMs))]).toEqual([atMs, ageMs]);
  });
});

describe('any records', () => {
  it('go by the same rules', () => {
    const steps = (min: number, max: number) => fc.integer({ min, max }).map((count) => count * 50);
    fc.assert(
      fc.property(
        fc.record({
          arrivalsMs: fc
            .array(steps(0, 100), { minLength: 1, maxLength: 50, size: 'max' })
            .map((list) => list.sort((a, b) => a - b)),
          batchSize: fc.integer({ min: 1, max: 12 }),
          okMs: steps(1, 10),
          failMs: steps(1, 10),
          bad: fc.array(fc.nat(49), { maxLength: 3 }).map((list) => new Set(list)),
          maximumRetries: fc.constantFrom(0, 1, 2, 5, Infinity),
          maximumAgeMs: fc.oneof(fc.constant(Infinity), steps(0, 40)),
          backOffMs: steps(0, 6),
          bisect: fc.boolean(),
          reports: fc.boolean(),
        }),
        (drawn) => {
          const inputs = { ...drawn, horizonMs: 30_000 };
          const { okMs, failMs, bad, maximumRetries, maximumAgeMs, backOffMs } = inputs;
          const trace = simulate(
            smallStream({
              records: inputs.arrivalsMs,
              function: { handlerMs: okMs },
              mapping: {
                batchSize: inputs.batchSize,
                bisect: inputs.bisect,
                reportBatchItemFailures: inputs.reports,
                maximumRetryAttempts: maximumRetries === Infinity ? null : maximumRetries,
                maximumRecordAgeMs: maximumAgeMs === Infinity ? null : maximumAgeMs,
                retryBackOff: { firstMs: backOffMs, factor: 1, capMs: backOffMs },
              },
              faults: [
                {
                  id: 'bad',
                  title: 'Bad records',
                  on: bad.size > 0,
                  kind: 'bad-item',
                  which: [...bad].map((record) => record + 1),
                  afterMs: failMs,
                },
              ],
              horizonMs: inputs.horizonMs,
            }),
            idealRules,
          );
          const expected = recurrence(inputs);
          const ends = (end: string) =>
            recordEnds(trace)
              .map((line) => line.split(' '))
              .filter(([, , to]) => to === end)
              .map(([, number]) => Number(number) - 1);
          expect(
            iteratorAges(trace).map(({ atUs, size, ageUs }) => ({
              atMs: atUs / 1000,
              size,
              ageMs: ageUs / 1000,
            })),
          ).toEqual(expected.invocations);
          expect(ends('processed')).toEqual(expected.processed);
          expect(ends('discarded')).toEqual(expected.discarded);
        },
      ),
      { numRuns: 500, seed: 20_261_120 },
    );
  }, 60_000);
});
