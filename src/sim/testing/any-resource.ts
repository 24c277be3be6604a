/** Random streams, queues, services and downstream resources, and the mappings that read them. */
import fc from 'fast-check';
import type { Mapping } from '../settings/mapping-settings.ts';
import { PushService, type Resource } from '../settings/resource-settings.ts';
import { backOff, duration, FUNCTIONS, given, maybe, ms, rarely, SINKS } from './any-part.ts';

const keys = maybe(
  fc
    .record({
      count: fc.integer({ min: 1, max: 4 }),
      choice: maybe(fc.constantFrom('in-turn' as const, 'drawn' as const)),
      hotShare: maybe(fc.constantFrom(0, 0.5, 0.9)),
    })
    .map((fields) => given(fields)),
);

const queue = (isFifo: boolean, isReal: boolean): fc.Arbitrary<Resource> =>
  fc
    .record({
      visibilityTimeoutMs: fc.constantFrom(3000, 5000, 20_000),
      retentionMs: maybe(fc.constantFrom(...(isReal ? [60_000, 345_600_000] : [2000, 10_000, 60_000]))),
      redrive: fc.boolean(),
      maxReceiveCount: fc.integer({ min: 1, max: 4 }),
      lateDelete: maybe(fc.boolean()),
      backlog: maybe(fc.nat(isFifo ? 8 : 40)),
      keys,
      messageBytes: maybe(fc.constantFrom(1000, 250_000)),
    })
    .map(({ redrive, maxReceiveCount, ...fields }) =>
      given({
        type: 'queue',
        ...fields,
        ...(isFifo ? { fifo: true } : {}),
        ...(redrive ? { maxReceiveCount, deadLetterQueue: isFifo ? 'spare' : 'letters' } : {}),
      }),
    );

const downstream: fc.Arbitrary<Resource> = fc
  .record({
    service: fc.constantFrom('dynamodb' as const, 'database' as const, 's3' as const, 'sqs' as const),
    latencyMs: duration(200),
    capacity: maybe(fc.integer({ min: 1, max: 3 })),
    connectionLimit: maybe(fc.integer({ min: 1, max: 4 })),
    connectMs: maybe(duration(50)),
    unreachable: rarely(fc.constant(true)),
    feeds: rarely(fc.constantFrom(...SINKS)),
    shared: maybe(fc.boolean()),
  })
  .map((fields) => given({ type: 'downstream', ...fields }));

export function resources(isReal: boolean): fc.Arbitrary<Record<string, Resource>> {
  return fc.record({
    orders: queue(false, isReal),
    letters: fc
      .record({ retentionMs: maybe(fc.constantFrom(60_000, 345_600_000)) })
      .map((fields) => given({ type: 'queue', visibilityTimeoutMs: 5000, ...fields })),
    line: queue(true, isReal),
    spare: fc.constant<Resource>({ type: 'queue', fifo: true, visibilityTimeoutMs: 5000 }),
    clicks: fc
      .record({
        service: fc.constantFrom('kinesis' as const, 'dynamodb' as const),
        shards: fc.integer({ min: 1, max: 3 }),
        retentionMs: maybe(fc.constantFrom(...(isReal ? [86_400_000] : [500, 2000, 10_000]))),
        keys,
        recordBytes: maybe(fc.constantFrom(1000, 900_000)),
      })
      .map((fields) => given({ type: 'stream', ...fields })),
    service: fc
      .record({
        service: fc.constantFrom(...PushService.options),
        targets: fc.subarray([...FUNCTIONS, 'orders', 'line', 'clicks', 'bus'], {
          minLength: 1,
          maxLength: 3,
        }),
        notPermitted: fc.boolean(),
        payloadBytes: maybe(fc.constantFrom(1000, 2_000_000)),
      })
      .map(({ notPermitted, ...fields }) =>
        given({
          type: 'push-service',
          ...fields,
          ...(notPermitted ? { notPermitted: fields.targets.slice(0, 1) } : {}),
        }),
      ),
    bus: fc
      .record({
        service: fc.constantFrom('sqs' as const, 'sns' as const, 'eventbridge' as const),
        notPermitted: maybe(fc.boolean()),
      })
      .map((fields) => given({ type: 'target', ...fields })),
    topic: fc
      .record({ notPermitted: maybe(fc.boolean()) })
      .map((fields) => given({ type: 'target', service: 'sns', ...fields })),
    table: downstream,
    store: downstream,
    disk: fc.constant<Resource>({ type: 'downstream', service: 'file-system', latencyMs: 5, shared: true }),
  });
}

const common = {
  function: maybe(fc.constantFrom(...FUNCTIONS)),
  enabled: rarely(fc.constant(false)),
  reportBatchItemFailures: maybe(fc.boolean()),
  filter: rarely(fc.subarray([1, 2, 3], { minLength: 1 }).map((of) => ({ keys: of }))),
};

export const queueMapping = (source: string, isFifo: boolean, isReal: boolean): fc.Arbitrary<Mapping> =>
  fc
    .record({
      ...common,
      batchSize: maybe(fc.integer({ min: 1, max: 10 })),
      large: fc.boolean(),
      windowMs: isFifo ? fc.constant(undefined) : maybe(fc.constantFrom(100, 1000, 3000)),
      pollers: fc.nat(3),
      scaling: maybe(
        fc.record({
          initial: fc.integer({ min: 1, max: 3 }),
          perMinute: fc.nat(2),
          max: fc.integer({ min: 3, max: 5 }),
        }),
      ),
      pollEveryMs: isReal ? fc.constant(undefined) : maybe(fc.constantFrom(0, 500, 1000)),
      throttleBackOff: maybe(backOff),
      visibilityChecked: fc.constant(false),
    })
    .map(({ pollers, large, ...fields }) =>
      given({
        type: 'queue',
        source,
        ...fields,
        ...(large && (fields.windowMs ?? 0) >= 1000 ? { batchSize: 40 } : {}),
        ...(pollers === 1 ? { maximumConcurrency: 2 } : {}),
        ...(pollers === 2 ? { provisioned: { minimumPollers: 2, maximumPollers: 4 } } : {}),
      }),
    );

export const streamMapping = (isReal: boolean): fc.Arbitrary<Mapping> =>
  fc
    .record({
      ...common,
      batchSize: maybe(fc.integer({ min: 1, max: 6 })),
      windowMs: maybe(fc.constantFrom(100, 1000, 3000)),
      startingPosition: maybe(fc.constantFrom('TRIM_HORIZON' as const, 'LATEST' as const)),
      createdAtMs: maybe(ms(3000)),
      parallelizationFactor: maybe(fc.integer({ min: 1, max: 3 })),
      maximumRetryAttempts: maybe(fc.option(fc.nat(3))),
      maximumRecordAgeMs: maybe(fc.constantFrom(null, 60_000, isReal ? 90_000 : 700)),
      bisect: maybe(fc.boolean()),
      onFailure: maybe(fc.constantFrom('letters', 'topic')),
      tumblingWindowMs: fc.constantFrom(undefined, undefined, undefined, 1000, 5000),
      pollEveryMs: maybe(fc.constantFrom(0, 250, 1000)),
      retryBackOff: maybe(backOff),
    })
    .map((fields) => given({ type: 'stream', source: 'clicks', ...fields }));

export const mappings = (isReal: boolean): fc.Arbitrary<Record<string, Mapping>> =>
  fc
    .record({
      'orders-reader': maybe(queueMapping('orders', false, isReal)),
      'line-reader': maybe(queueMapping('line', true, isReal)),
      'letters-reader': rarely(queueMapping('letters', false, isReal)),
      'clicks-reader': maybe(streamMapping(isReal)),
      'clicks-other': maybe(streamMapping(isReal)),
    })
    .map((fields) => given(fields));
