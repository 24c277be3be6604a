import { describe, expect, it } from 'vitest';
import { simulate } from '../run.ts';
import type { Fault } from '../scenario.ts';
import { summarize } from '../summary.ts';
import { idealRules } from '../testing/ideal-rules.ts';
import { smallStream } from '../testing/small-stream.ts';
import { endCounts, outcomes, recordEnds, sends } from '../testing/stream-lines.ts';
import data from './stream-behaviour.json';

const [hundredShards, hundredParts, threeEnds, lowest, split] = data.cases as [
  { inputs: { activeShards: number; parallelizationFactor: number }; expected: { maxConcurrency: number } },
  { inputs: { shards: number; parallelizationFactor: number }; expected: { maxConcurrency: number } },
  {
    inputs: { windowStart: number; windowSeconds: number; batchSize: number; payloadLimitMB: number };
    expected: { scenario1: { records: number; firesAt: number }; scenario2: { records: number } };
  },
  object,
  object,
];

const bad = (which: number[], more: Partial<Fault> = {}): Fault => ({
  id: 'bad',
  title: 'Bad records',
  on: true,
  kind: 'bad-item',
  which,
  ...more,
});

/** A stream in which every shard, and every part of it, has records all the time. */
function busy(service: 'kinesis' | 'dynamodb', shards: number, parallelizationFactor: number) {
  return simulate(
    smallStream({
      arrivals: { kind: 'burst', atMs: 0, count: 6000, withinMs: 1000 },
      stream: { service, shards, keys: { count: 3000 } },
      mapping: { parallelizationFactor },
      function: { handlerMs: 3000, timeoutMs: 10_000 },
    }),
    idealRules,
  );
}

describe(data.title, () => {
  it('conc-2018-100-shards', () => {
    const { activeShards, parallelizationFactor } = hundredShards.inputs;
    const trace = busy('kinesis', activeShards, parallelizationFactor);
    expect(summarize(trace).concurrency.max).toBe(hundredShards.expected.maxConcurrency);
  });

  it('pf-100-ddb', () => {
    const { shards, parallelizationFactor } = hundredParts.inputs;
    const trace = busy('dynamodb', shards, parallelizationFactor);
    expect(summarize(trace).concurrency.max).toBe(hundredParts.expected.maxConcurrency);
    // Order is kept for each key: its records end by number.
    const record = trace.kinds.findIndex(({ name }) => name === 'record');
    const last = new Map<number, number>();
    for (let step = 0; step < trace.length; step++) {
      if (trace.kind[step] !== record || !trace.kinds[record]!.isFinal[trace.to[step]!]!) continue;
      const key = trace.amount[step]!;
      expect(trace.actor[step]).toBeGreaterThan(last.get(key) ?? -1);
      last.set(key, trace.actor[step]!);
    }
  });

  it('batch-window-three-ends', () => {
    const { windowStart, windowSeconds, batchSize, payloadLimitMB } = threeEnds.inputs;
    const rules = {
      ...idealRules,
      streams: { ...idealRules.streams, payloadBytes: payloadLimitMB * 1024 * 1024 },
    };
    const gathered = (atS: readonly number[], recordBytes: number) =>
      sends(
        simulate(
          smallStream({
            records: atS.map((second) => second * 1000),
            stream: { recordBytes },
            mapping: { batchSize, windowMs: windowSeconds * 1000 },
          }),
          rules,
        ),
      )[0]!;
    const { scenario1, scenario2 } = threeEnds.expected;
    const from = (count: number, everyS: number) =>
      Array.from({ length: count }, (_, index) => windowStart + index * everyS);
    expect(gathered(from(5, 9), 1000)).toBe(
      `${scenario1.firesAt * 1000} ${scenario1.records} batch: window ended`,
    );
    expect(gathered(from(12, 3), 1000)).toBe(`${(windowStart + 27) * 1000} ${scenario2.records} batch: full`);
    expect(gathered(from(12, 3), 2 * 1024 * 1024)).toBe(`${(windowStart + 6) * 1000} 3 batch: 6 MB`);
  });

  it('stream-partial-lowest', () => {
    expect(lowest).toMatchObject({ expected: { checkpoint: 'the lowest one reported' } });
    const trace = simulate(
      smallStream({
        records: [0, 0, 0, 0, 0, 0],
        mapping: { reportBatchItemFailures: true },
        faults: [bad([5, 3, 4], { untilMs: 50 })],
      }),
      idealRules,
    );
    expect(recordEnds(trace)).toEqual([
      '100 1 processed',
      '100 2 processed',
      '300 3 processed',
      '300 4 processed',
      '300 5 processed',
      '300 6 processed',
    ]);
  });

  it('stream-bisect', () => {
    expect(split).toMatchObject({ inputs: { bisect: true, reportBatchItemFailures: true } });
    const mapping = { bisect: true, reportBatchItemFailures: true };
    const records = [0, 0, 0, 0, 0, 0];
    const thrown = simulate(
      smallStream({
        records,
        mapping,
        faults: [{ id: 'throws', title: '', on: true, kind: 'function-error', which: [1] }],
      }),
      idealRules,
    );
    expect(outcomes(thrown).slice(0, 2)).toEqual(['100 6 failed: bisected', '300 3 batch: processed']);
    const named = simulate(
      smallStream({ records, mapping, faults: [bad([5], { untilMs: 50 })] }),
      idealRules,
    );
    expect(sends(named).slice(0, 2)).toEqual(['0 6 batch: polled', '200 2 retry: after back-off']);
    expect(endCounts(named)).toEqual({ processed: 6 });
  });
});
