import { describe, expect, it } from 'vitest';
import { simulate } from './run.ts';
import type { Fault, Scenario } from './scenario.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallStream } from './testing/small-stream.ts';
import { endCounts, readerStates, recordEnds, sends } from './testing/stream-lines.ts';
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
const everyMs = (ms: number, count: number) => ({ kind: 'constant' as const, everyMs: ms, count });

describe('a shard', () => {
  it('is read batch by batch, each with what came while the last was under way', () => {
    const trace = run(smallStream({ records: [0, 10, 20, 30] }));
    expect(told(trace, ['record', 'reader'])).toEqual([
      '0 reader 1 -> stopped',
      '0 reader 1 stopped -> polling',
      '0 record 1 -> waiting',
      '0 reader 1 polling -> invoking (batch: polled)',
      '0 record 1 waiting -> in batch',
      '10 record 2 -> waiting',
      '20 record 3 -> waiting',
      '30 record 4 -> waiting',
      '100 reader 1 invoking -> polling (batch: processed)',
      '100 record 1 in batch -> processed',
      '100 reader 1 polling -> invoking (batch: polled)',
      '100 record 2 waiting -> in batch',
      '100 record 3 waiting -> in batch',
      '100 record 4 waiting -> in batch',
      '200 reader 1 invoking -> polling (batch: processed)',
      '200 record 2 in batch -> processed',
      '200 record 3 in batch -> processed',
      '200 record 4 in batch -> processed',
      '200 reader 1 polling -> waiting',
    ]);
  });

  it('sends a full batch, and one that 6 MB limit', () => {
    const records = [...Array(25).keys()].map(() => 0);
    expect(sends(run(smallStream({ records })))).toEqual([
      '0 10 batch: full',
      '100 10 batch: full',
      '200 5 batch: polled',
    ]);
    const rules = { ...idealRules, streams: { ...idealRules.streams, payloadBytes: 6 * 1024 * 1024 } };
    const heavy = smallStream({ records: [0, 0, 0, 0], stream: { recordBytes: 2 * 1024 * 1024 } });
    expect(sends(simulate(heavy, rules))).toEqual(['0 3 batch: 6 MB', '100 1 batch: polled']);
  });

  it('takes as long as its records say', () => {
    const trace = run(smallStream({ records: [[0, 30], [0, 50], 0] }));
    expect(recordEnds(trace)).toEqual(['80 1 processed', '80 2 processed', '80 3 processed']);
  });

  it('is polled at the pace of its service, and at once while there is more', () => {
    const real = {
      ...idealRules,
      streams: { ...idealRules.streams, pollEveryUs: { kinesis: 1_000_000, dynamodb: 250_000 } },
    };
    const { pollEveryMs: _, ...mapping } = {
      ...smallStream().settings.mappings!['reader']!,
      type: 'stream' as const,
    };
    const paced = (service: 'kinesis' | 'dynamodb', batchSize = 10) => {
      const scenario = smallStream({ records: [300, 300, 2000], stream: { service } });
      return simulate(
        {
          ...scenario,
          settings: {
            ...scenario.settings,
            mappings: {
              reader: { ...mapping, batchSize } as NonNullable<typeof scenario.settings.mappings>[string],
            },
          },
        },
        real,
      );
    };
    expect(sends(paced('kinesis'))).toEqual(['1000 2 batch: polled', '2100 1 batch: polled']);
    expect(sends(paced('dynamodb'))).toEqual(['500 2 batch: polled', '2100 1 batch: polled']);
    // The second is sent when the first is done, without a wait.
    expect(sends(paced('kinesis', 1))[1]).toBe('1100 1 batch: full');
  });

  it('is pushed with enhanced fan-out, after the time on the way', () => {
    const rules = {
      ...idealRules,
      streams: { ...idealRules.streams, fanOut: { ...idealRules.streams.fanOut!, delayUs: 70_000 } },
    };
    const trace = simulate(
      smallStream({ records: [300], mapping: { enhancedFanOut: true, pollEveryMs: 1000 } }),
      rules,
    );
    expect(sends(trace)).toEqual(['370 1 batch: polled']);
  });

  it('whose reads too many mappings share is polled less often', () => {
    const rules = {
      ...idealRules,
      streams: {
        ...idealRules.streams,
        pollEveryUs: { kinesis: 200_000, dynamodb: 250_000 },
        shard: {
          ...idealRules.streams.shard,
          kinesis: { ...idealRules.streams.shard.kinesis, readsPerSec: 5 },
        },
      },
    };
    const scenario = smallStream({ records: [250], mappings: { second: {} } });
    for (const mapping of Object.values(scenario.settings.mappings!)) delete mapping.pollEveryMs;
    expect(sends(simulate(scenario, rules), 'second')).toEqual(['400 1 batch: polled']);
  });
});

describe('the batching window', () => {
  it('ends with its time, with a full batch, with too many bytes', () => {
    const mapping = { windowMs: 400 };
    expect(sends(run(smallStream({ records: [100, 200, 499, 500], mapping })))).toEqual([
      '500 4 batch: window ended',
    ]);
    const full = smallStream({ arrivals: { ...everyMs(10, 12), startMs: 100 }, mapping });
    expect(sends(run(full))).toEqual(['190 10 batch: full', '690 2 batch: window ended']);
    const rules = { ...idealRules, streams: { ...idealRules.streams, payloadBytes: 100 } };
    const heavy = smallStream({ records: [0, 10, 20, 30], stream: { recordBytes: 40 }, mapping });
    expect(sends(simulate(heavy, rules))).toEqual(['10 2 batch: 6 MB', '110 2 batch: 6 MB']);
  });

  it('closes empty when its records have left the stream', () => {
    const trace = run(smallStream({ stream: { retentionMs: 300 }, mapping: { windowMs: 400 } }));
    expect(recordEnds(trace)).toEqual(['300 1 expired']);
    expect(readerStates(trace).at(-1)).toBe('400 waiting');
  });

  it('goes on when what seemed enough has gone before the poll', () => {
    const trace = run(
      smallStream({
        records: [0, 0, 300, 300],
        stream: { retentionMs: 350 },
        mapping: { windowMs: 900, pollEveryMs: 500, batchSize: 3 },
      }),
    );
    expect(recordEnds(trace)).toEqual(['350 1 expired', '350 2 expired', '650 3 expired', '650 4 expired']);
    expect(readerStates(trace)).toContain('300 gathering.enough');
    expect(readerStates(trace)).toContain('500 gathering.open');
    const none = run(
      smallStream({
        records: [0, 10, 20],
        stream: { retentionMs: 100 },
        mapping: { windowMs: 900, pollEveryMs: 500, batchSize: 3 },
      }),
    );
    expect(readerStates(none).at(-1)).toBe('500 waiting');
    const over = run(
      smallStream({
        records: [0, 300, 300, 300],
        stream: { retentionMs: 120 },
        mapping: { windowMs: 450, pollEveryMs: 500, batchSize: 3 },
      }),
    );
    expect(readerStates(over).slice(-2)).toEqual(['300 gathering.enough', '450 waiting']);
  });
});

describe('where reading starts', () => {
  const records = [0, 100, 200];
  const made = (mapping: object) => recordEnds(run(smallStream({ records, mapping })));

  it('TRIM_HORIZON reads all that is there, LATEST what comes from then on, AT_TIMESTAMP from a time', () => {
    expect(made({ createdAtMs: 150, startingPosition: 'TRIM_HORIZON' })).toEqual([
      '250 1 processed',
      '250 2 processed',
      '350 3 processed',
    ]);
    expect(made({ createdAtMs: 100, startingPosition: 'LATEST' })).toEqual([
      '0 1 skipped',
      '200 2 processed',
      '300 3 processed',
    ]);
    expect(made({ startingPosition: 'AT_TIMESTAMP', startingAtMs: 101 })).toEqual([
      '0 1 skipped',
      '100 2 skipped',
      '300 3 processed',
    ]);
  });

  it('a disabled mapping reads nothing, and a stream without a mapping keeps its records for its time', () => {
    expect(
      recordEnds(run(smallStream({ records, mapping: { enabled: false }, stream: { retentionMs: 500 } }))),
    ).toEqual(['500 1 expired', '600 2 expired', '700 3 expired']);
    const scenario = smallStream({ records: [0], stream: { retentionMs: 500 } });
    const { mappings: _, ...settings } = scenario.settings;
    const trace = run({
      ...scenario,
      settings,
      faults: [{ id: 'twice', title: '', on: true, kind: 'duplicate', which: [1] }],
    });
    expect(recordEnds(trace)).toEqual(['500 1 expired', '500 2 expired']);
  });
});

describe('a record', () => {
  it('that leaves the stream while its batch is tried is gone at the next attempt', () => {
    const trace = run(smallStream({ stream: { retentionMs: 250 }, faults: [bad([1])] }));
    expect(recordEnds(trace)).toEqual(['400 1 expired']);
  });

  it('that does not match the filter is dropped when the reader comes to it, for this consumer only', () => {
    const trace = run(
      smallStream({
        records: [0, 10, 20, 30],
        stream: { keys: { count: 2 } },
        mapping: { filter: { keys: [1] }, batchSize: 2 },
        mappings: { all: {} },
        faults: [bad([1], { of: 'reader', untilMs: 150 })],
      }),
    );
    expect(recordEnds(trace, 'reader')).toEqual([
      '300 1 processed',
      '300 3 filtered',
      '400 5 processed',
      '400 7 filtered',
    ]);
    expect(endCounts(trace, 'all')).toEqual({ processed: 4 });
  });

  it('inside a batch that does not match is dropped as well', () => {
    const trace = run(
      smallStream({
        records: [0, 0, 0, 0],
        stream: { keys: { count: 2 } },
        mapping: { filter: { keys: [1] } },
      }),
    );
    expect(sends(trace)).toEqual(['0 2 batch: polled']);
    expect(endCounts(trace)).toEqual({ processed: 2, filtered: 2 });
  });

  it('written twice is two records with one content', () => {
    const trace = run(
      smallStream({
        records: [0, 0],
        faults: [
          { id: 'twice', title: '', on: true, kind: 'duplicate', which: [1] },
          bad([1], { untilMs: 50 }),
        ],
      }),
    );
    expect(endCounts(trace)).toEqual({ processed: 3 });
    const record = trace.kinds.findIndex(({ name }) => name === 'record');
    const second = trace.actor.findIndex((actor, step) => trace.kind[step] === record && actor === 1);
    expect([trace.other[second], trace.otherKind[second]]).toEqual([0, record]);
  });
});

describe('parallel parts of a shard', () => {
  it('keep the order of each key, and not between keys', () => {
    // Records of key 1 take long, those of key 2 do not.
    const order = (parallelizationFactor: number) =>
      recordEnds(
        run(
          smallStream({
            records: [
              [0, 500],
              [10, 20],
              [20, 500],
              [30, 20],
            ],
            stream: { keys: { count: 2 } },
            mapping: { parallelizationFactor },
          }),
        ),
      ).map((line) => line.split(' ')[1]);
    expect(order(1)).toEqual(['1', '2', '3', '4']);
    expect(order(2)).toEqual(['2', '4', '1', '3']);
  });
});

describe('a permission that is missing', () => {
  const missing = (fromMs: number, untilMs: number): Fault => ({
    id: 'role',
    title: '',
    on: true,
    kind: 'permission-missing',
    of: 'reader',
    fromMs,
    untilMs,
  });

  it('stops the readers wherever they are; a batch under way is finished', () => {
    const states = (records: number[], more: object = {}) =>
      readerStates(run(smallStream({ records, mapping: more, faults: [missing(50, 400)] })));
    expect(states([0, 100])).toEqual([
      '0 stopped',
      '0 polling',
      '0 invoking',
      '100 polling',
      '100 stopped',
      '400 polling',
      '400 invoking',
      '500 polling',
      '500 waiting',
    ]);
    expect(states([100])).toContain('50 stopped');
    expect(states([0], { windowMs: 100 })).toContain('50 stopped');
  });
});
