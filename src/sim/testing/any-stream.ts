/** Random streams with their consumers and faults, whole scenarios: for what must hold whatever is set. */
import fc from 'fast-check';
import type { Arrivals, Fault, Scenario } from '../scenario.ts';
import type { StreamMapping } from '../settings/mapping-settings.ts';
import type { StreamResource } from '../settings/resource-settings.ts';
import { smallStream } from './small-stream.ts';

/** Coarse, so that many things happen at the same moment. */
const ms = (max: number) => fc.integer({ min: 0, max: max / 50 }).map((fifties) => fifties * 50);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Without the fields that are undefined: absent means AWS's default. */
function present<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

const keys = fc.record({
  count: fc.integer({ min: 1, max: 6 }),
  choice: fc.constantFrom('in-turn' as const, 'drawn' as const),
});

const stream: fc.Arbitrary<Partial<Omit<StreamResource, 'type'>>> = fc
  .record({
    service: fc.constantFrom('kinesis' as const, 'dynamodb' as const),
    shards: fc.integer({ min: 1, max: 3 }),
    retentionMs: maybe(ms(6000)),
    keys: maybe(keys),
    recordBytes: maybe(fc.constantFrom(0, 100_000, 2_000_000)),
  })
  .map(present);

const mapping: fc.Arbitrary<Partial<StreamMapping>> = fc
  .record({
    enabled: fc.constantFrom(undefined, undefined, undefined, true, false),
    batchSize: fc.integer({ min: 1, max: 12 }),
    windowMs: maybe(ms(1000)),
    reportBatchItemFailures: maybe(fc.boolean()),
    filter: maybe(fc.constantFrom([1], [2, 3], [1, 2, 3, 4, 5]).map((matching) => ({ keys: [...matching] }))),
    startingPosition: fc.constantFrom(undefined, 'TRIM_HORIZON' as const, 'LATEST' as const),
    createdAtMs: maybe(ms(2000)),
    parallelizationFactor: maybe(fc.integer({ min: 1, max: 4 })),
    maximumRetryAttempts: fc.constantFrom(undefined, null, 0, 1, 2, 5),
    maximumRecordAgeMs: fc.oneof(fc.constant(undefined), ms(3000)),
    bisect: maybe(fc.boolean()),
    tumblingWindowMs: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.integer({ min: 4, max: 30 }).map((fifties) => fifties * 50) },
    ),
    pollEveryMs: fc.oneof(fc.constant(0), ms(500)),
    onFailure: fc.constantFrom(undefined, 'failures'),
    retryBackOff: fc
      .tuple(ms(400), fc.integer({ min: 1, max: 3 }), fc.constantFrom(0, 0.5))
      .map(([firstMs, factor, jitter]) => ({ firstMs: firstMs + 50, factor, capMs: 2000, jitter })),
  })
  .map(present);

const spell = fc
  .record({ fromMs: maybe(ms(4000)), untilMs: maybe(ms(8000)) })
  .map(({ fromMs, untilMs }) =>
    present({ fromMs, untilMs: untilMs === undefined ? undefined : Math.max(untilMs, fromMs ?? 0) }),
  );

const faults: fc.Arbitrary<Fault[]> = fc
  .array(
    fc.oneof(
      fc.record({
        kind: fc.constant('bad-item' as const),
        which: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
        of: fc.constantFrom(undefined, 'reader', 'stream', 'function'),
        afterMs: maybe(ms(200)),
      }),
      fc.record({ kind: fc.constant('bad-item' as const), share: fc.constant(0.05) }),
      fc.record({ kind: fc.constant('function-error' as const), share: fc.constant(0.2) }),
      fc.record({ kind: fc.constant('crash' as const), share: fc.constant(0.1) }),
      fc.record({ kind: fc.constant('service-error' as const), share: fc.constant(0.2) }),
      fc.record({ kind: fc.constant('duplicate' as const), share: fc.constant(0.1) }),
      fc.record({
        kind: fc.constant('permission-missing' as const),
        of: fc.constantFrom('reader', 'failures'),
      }),
    ),
    { maxLength: 3 },
  )
  .chain((list) =>
    fc.tuple(...list.map(() => spell)).map((spells) =>
      list.map(
        (fault, index): Fault =>
          ({
            id: `fault-${index}`,
            title: 'A fault',
            on: true,
            ...present(fault),
            ...(spells as object[])[index],
          }) as Fault,
      ),
    ),
  );

const arrivals: fc.Arbitrary<Arrivals> = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 60 }))
    .map(([fifties, count]) => ({ kind: 'constant' as const, everyMs: fifties * 50, count })),
  fc
    .tuple(fc.integer({ min: 1, max: 30 }), fc.nat(80))
    .map(([ratePerSec, count]) => ({ kind: 'poisson' as const, ratePerSec, count })),
  fc
    .tuple(ms(1000), fc.nat(30), ms(1000))
    .map(([atMs, count, withinMs]) => ({ kind: 'burst' as const, atMs, count, withinMs })),
);

/** A stream with one or two consumers, at most 80 records, for 20 s. */
export const anyStream: fc.Arbitrary<Scenario> = fc
  .record({
    seed: fc.nat(1000),
    stream,
    mapping,
    other: maybe(mapping),
    arrivals,
    faults,
    handlerMs: ms(600),
    perItemMs: maybe(ms(50)),
    reservedConcurrency: maybe(fc.integer({ min: 0, max: 4 })),
  })
  .map(({ other, handlerMs, perItemMs, reservedConcurrency, ...rest }) =>
    smallStream({
      ...rest,
      mapping: rest.mapping,
      ...(other ? { mappings: { other } } : {}),
      function: { handlerMs, ...present({ perItemMs, reservedConcurrency }) },
      resources: { failures: { type: 'target', service: 'sqs' } },
      horizonMs: 20_000,
    }),
  );
