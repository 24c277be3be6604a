import { describe, expect, it } from 'vitest';
import { simulate } from './run.ts';
import type { Fault, Scenario } from './scenario.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallStream } from './testing/small-stream.ts';
import { endCounts, outcomes, readerStates, recordEnds, sends } from './testing/stream-lines.ts';
import { told } from './testing/told.ts';

const run = (scenario: Scenario) => simulate(scenario, idealRules);
const bad = (which: number[], more: Partial<Fault> = {}): Fault => ({
  id: 'bad',
  title: 'Bad records',
  on: true,
  kind: 'bad-item',
  which,
  ...more,
});

describe('a bad record', () => {
  const records = [0, 0, 0, 0, 0, 0, 0, 0];

  it('blocks the shard until the handler is mended', () => {
    const trace = run(smallStream({ records: [0, 50, 500], faults: [bad([1], { untilMs: 600 })] }));
    expect(outcomes(trace)).toEqual([
      '100 1 failed: retried',
      '300 1 failed: retried',
      '500 1 failed: retried',
      '700 1 batch: processed',
      '800 2 batch: processed',
    ]);
    expect(recordEnds(trace)).toEqual(['700 1 processed', '800 2 processed', '800 3 processed']);
  });

  it('is given up after its retries, its whole batch with it', () => {
    const trace = run(smallStream({ records, mapping: { maximumRetryAttempts: 2 }, faults: [bad([3])] }));
    expect(outcomes(trace)).toEqual([
      '100 8 failed: retried',
      '300 8 failed: retried',
      '500 8 failed: given up',
    ]);
    expect(endCounts(trace)).toEqual({ discarded: 8 });
  });

  it('is given up once it is too old; younger records of its batch are tried again', () => {
    const trace = run(
      smallStream({ records: [0, 0, 150, 160], mapping: { maximumRecordAgeMs: 450 }, faults: [bad([2])] }),
    );
    expect(recordEnds(trace)).toEqual([
      '600 1 discarded',
      '600 2 discarded',
      '700 3 processed',
      '700 4 processed',
    ]);
    expect(sends(trace)).toContain('600 2 batch: polled');
  });

  it('dropped from a batch for its age leaves the younger ones, and nobody takes its place', () => {
    const trace = run(
      smallStream({
        records: [0, 100, 100, 100],
        mapping: {
          maximumRecordAgeMs: 250,
          batchSize: 2,
          retryBackOff: { firstMs: 150, factor: 1, capMs: 150 },
        },
        function: { handlerMs: 50 },
        faults: [bad([1])],
      }),
    );
    // Attempts at 0 and 200; at 400 it is too old, and the others too.
    expect(recordEnds(trace)).toEqual([
      '400 1 discarded',
      '400 2 discarded',
      '400 3 discarded',
      '400 4 discarded',
    ]);
  });

  it('is found by halves; they cost no retries', () => {
    const trace = run(
      smallStream({
        records,
        mapping: { bisect: true, maximumRetryAttempts: 1, retryBackOff: { firstMs: 0, factor: 1, capMs: 0 } },
        faults: [bad([6])],
      }),
    );
    expect(outcomes(trace)).toEqual([
      '100 8 failed: bisected',
      '200 4 batch: processed',
      '300 4 failed: bisected',
      '400 2 failed: bisected',
      '500 1 batch: processed',
      '600 1 failed: retried',
      '700 1 failed: given up',
      '800 2 batch: processed',
    ]);
    expect(endCounts(trace)).toEqual({ processed: 7, discarded: 1 });
  });

  it('named by the function is where the batch goes on; the lowest of several', () => {
    const trace = run(
      smallStream({
        records,
        mapping: { reportBatchItemFailures: true, maximumRetryAttempts: 1 },
        faults: [bad([6, 4], { afterMs: 40 })],
      }),
    );
    expect(outcomes(trace)).toEqual([
      '40 8 failed: reported items',
      '180 5 failed: reported items',
      '320 5 failed: given up',
    ]);
    expect(endCounts(trace)).toEqual({ processed: 3, discarded: 5 });
    // To Lambda such an invocation has succeeded.
    expect(told(trace, ['request']).filter((line) => line.includes('failed'))).toEqual([]);
  });

  it('with halves and names: what throws is split in two, what is named is split there', () => {
    const both = { bisect: true, reportBatchItemFailures: true, maximumRetryAttempts: 1 };
    const named = run(smallStream({ records, mapping: both, faults: [bad([7], { untilMs: 50 })] }));
    expect(outcomes(named)).toEqual(['100 8 failed: reported items', '300 2 batch: processed']);
    const thrown = run(
      smallStream({
        records,
        mapping: both,
        faults: [{ id: 'throws', title: '', on: true, kind: 'function-error', which: [1] }],
      }),
    );
    expect(outcomes(thrown)).toEqual([
      '100 8 failed: bisected',
      '300 4 batch: processed',
      '400 4 batch: processed',
    ]);
  });

  it('halved and then too old goes with its half; the other half goes on', () => {
    const trace = run(
      smallStream({
        records: [0, 0, 300, 300],
        mapping: { bisect: true, maximumRecordAgeMs: 600, windowMs: 400 },
        faults: [bad([2])],
      }),
    );
    expect(recordEnds(trace)).toEqual([
      '800 1 discarded',
      '800 2 discarded',
      '900 3 processed',
      '900 4 processed',
    ]);
  });

  it('halved, the other half too old when its turn comes: the reader reads on', () => {
    const trace = run(
      smallStream({
        records: [0, 0, 0, 0, 240],
        mapping: {
          bisect: true,
          maximumRecordAgeMs: 150,
          retryBackOff: { firstMs: 50, factor: 1, capMs: 50 },
        },
        faults: [bad([4])],
      }),
    );
    expect(sends(trace)).toEqual(['0 4 batch: polled', '150 2 retry: after back-off', '250 1 batch: polled']);
    expect(endCounts(trace)).toEqual({ processed: 3, discarded: 2 });
  });

  it('of one consumer does not block another', () => {
    const trace = run(
      smallStream({
        records: [0, 200, 400],
        mappings: { other: {} },
        faults: [bad([1], { of: 'reader', untilMs: 1000 })],
      }),
    );
    expect(recordEnds(trace, 'other')).toEqual(['100 2 processed', '300 4 processed', '500 6 processed']);
    expect(recordEnds(trace, 'reader').map((line) => line.split(' ')[0])).toEqual(['1100', '1200', '1200']);
  });
});

describe('nothing that ran', () => {
  it('counts as no retry: a throttled batch waits and is tried again', () => {
    const trace = run(
      smallStream({
        records: [0],
        mapping: { maximumRetryAttempts: 0 },
        function: { reservedConcurrency: 1 },
        arrivals: { kind: 'list', requests: [{ atMs: 10 }] },
        mappings: { other: {} },
      }),
    );
    expect(outcomes(trace)).toEqual([
      '10 1 throttled: reserved concurrency',
      '110 1 batch: processed',
      '210 1 batch: processed',
    ]);
  });

  it('and a throttled record may grow too old', () => {
    const trace = run(
      smallStream({ function: { reservedConcurrency: 0 }, mapping: { maximumRecordAgeMs: 250 } }),
    );
    expect(recordEnds(trace)).toEqual(['300 1 discarded']);
    expect(readerStates(trace).slice(-3)).toEqual(['200 throttled', '300 polling', '300 waiting']);
  });
});
