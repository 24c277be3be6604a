/** Random scenarios of queues: standard and FIFO, with dead-letter queues that are read too, and everything that can go wrong. */
import fc from 'fast-check';
import type { QueueMapping, QueueResource } from '../queue-plan.ts';
import type { Fault, Scenario } from '../scenario.ts';
import type { FunctionSettings } from '../settings/function-settings.ts';
import { fitting } from './any-part.ts';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
/** Coarse, so that many things happen at the same moment. */
const ms = (min: number, max: number) =>
  fc.integer({ min: min / 50, max: max / 50 }).map((fifties) => fifties * 50);

/** Leaves out what is undefined. */
function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

const queue = (fifo: boolean) =>
  fc
    .record({
      visibilityTimeoutMs: ms(50, 5000),
      retentionMs: fc.oneof(ms(1000, 20_000), fc.constant(1e9)),
      lateDelete: maybe(fc.boolean()),
      backlog: maybe(fc.integer({ min: 0, max: 40 })),
      keys: maybe(
        fc
          .record({
            count: fc.integer({ min: 1, max: 5 }),
            choice: maybe(fc.constantFrom('in-turn' as const, 'drawn' as const)),
            hotShare: maybe(fc.constantFrom(0, 0.5, 1)),
          })
          .map(given),
      ),
      messageBytes: rarely(fc.constantFrom(1_000_000, 3_000_000)),
    })
    .map((fields): QueueResource => ({ type: 'queue', ...(fifo ? { fifo } : {}), ...given(fields) }));

const mapping = (source: string, fifo: boolean, to: string): fc.Arbitrary<QueueMapping> =>
  fc
    .record({
      enabled: rarely(fc.constant(false)),
      batchSize: fc.integer({ min: 1, max: 12 }),
      windowMs: fifo ? fc.constant(undefined) : maybe(ms(0, 3000)),
      reportBatchItemFailures: maybe(fc.boolean()),
      filter: rarely(fc.constant({ keys: [1, 3] })),
      pollEveryMs: maybe(ms(0, 500)),
      pollers: fc.oneof(
        { weight: 3, arbitrary: fc.constant({}) },
        {
          weight: 4,
          arbitrary: fc
            .tuple(fc.integer({ min: 1, max: 3 }), fc.nat(3), fc.integer({ min: 1, max: 8 }))
            .map(([initial, perMinute, max]) => ({ scaling: { initial, perMinute, max } })),
        },
        { weight: 1, arbitrary: fc.constant({ provisioned: { minimumPollers: 1, maximumPollers: 2 } }) },
        { weight: 2, arbitrary: fc.constantFrom(2, 3).map((maximumConcurrency) => ({ maximumConcurrency })) },
      ),
      throttleBackOff: maybe(
        ms(50, 1000).map((firstMs) => ({ firstMs, factor: 2, capMs: 4 * firstMs, jitter: 0.5 })),
      ),
    })
    .map(({ pollers, ...fields }) => {
      const { windowMs = 0, batchSize } = fields;
      return {
        type: 'queue' as const,
        source,
        function: to,
        visibilityChecked: false,
        ...pollers,
        ...given({ ...fields, batchSize: fifo || windowMs < 1000 ? Math.min(10, batchSize) : batchSize }),
      } as unknown as QueueMapping;
    });

const handler: fc.Arbitrary<FunctionSettings> = fc
  .record({
    timeoutMs: ms(50, 6000),
    handlerMs: fc.oneof(
      ms(0, 2000),
      ms(0, 1000).map((meanMs) => ({ kind: 'exponential' as const, meanMs })),
    ),
    perItemMs: maybe(ms(0, 200)),
    reservedConcurrency: rarely(fc.integer({ min: 0, max: 3 })),
    recursiveLoop: rarely(fc.constant('Allow' as const)),
  })
  .map((fields) => ({
    memoryMb: 128,
    createMs: 0,
    init: { extensionsMs: 0, runtimeMs: 50, functionMs: 0 },
    ...given(fields),
  }));

/** The scenario's own function, and the other one. */
function twoOf([own, other]: readonly FunctionSettings[]) {
  return { function: own!, functions: { other: other! } };
}

const fault = fc
  .record({
    kind: fc.constantFrom<Fault['kind']>(
      'bad-item',
      'bad-item',
      'function-error',
      'timeout',
      'crash',
      'duplicate',
      'service-error',
      'permission-missing',
    ),
    which: maybe(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 })),
    share: maybe(fc.constantFrom(0.1, 0.5, 1)),
    fromMs: maybe(ms(0, 10_000)),
    forMs: maybe(ms(0, 10_000)),
  })
  .map(({ kind, fromMs, forMs, ...rest }): Omit<Fault, 'id'> => {
    const isMissing = kind === 'permission-missing';
    return {
      title: kind,
      on: true,
      kind,
      ...(isMissing ? { of: 'poll' } : given(rest)),
      ...(fromMs === undefined ? {} : { fromMs }),
      ...(forMs === undefined ? {} : { untilMs: (fromMs ?? 0) + forMs }),
    };
  });

/** Small enough to run in milliseconds, wild enough to meet every state of the model. */
export const anyQueue: fc.Arbitrary<Scenario> = fc.boolean().chain((fifo) =>
  fc
    .record({
      seed: fc.nat(),
      handler,
      other: handler,
      queue: queue(fifo),
      dead: queue(fifo),
      poll: mapping('queue', fifo, 'function'),
      second: rarely(mapping('queue', fifo, 'other')),
      pollDead: maybe(mapping('dead', fifo, 'other')),
      maxReceiveCount: maybe(fc.integer({ min: 1, max: 4 })),
      arrivals: fc.array(ms(0, 15_000), { maxLength: 120, size: 'max' }),
      faults: fc.array(fault, { maxLength: 3 }),
      concurrencyLimit: fc.constantFrom(1, 3, 100),
    })
    .map((drawn) => ({
      id: 'any-queue',
      title: 'Any queue',
      question: '',
      summary: '',
      model: 'queue' as const,
      family: 'test',
      seed: drawn.seed,
      horizonMs: 60_000 * 5,
      settings: {
        ...twoOf(fitting(drawn.concurrencyLimit, [drawn.handler, drawn.other])),
        keep: { functionIdleMs: null, environmentIdleMs: 5000, maxAgeMs: null },
        routing: 'most-recently-used' as const,
        concurrencyLimit: drawn.concurrencyLimit,
        resources: {
          queue: {
            ...drawn.queue,
            ...(drawn.maxReceiveCount === undefined
              ? {}
              : { maxReceiveCount: drawn.maxReceiveCount, deadLetterQueue: 'dead' }),
          },
          dead: drawn.dead,
        },
        mappings: {
          poll: drawn.poll,
          ...(drawn.second ? { second: drawn.second } : {}),
          ...(drawn.pollDead ? { 'poll-dead': drawn.pollDead } : {}),
        },
      },
      entry: 'queue',
      arrivals: { kind: 'list' as const, requests: drawn.arrivals.map((atMs) => ({ atMs })) },
      faults: drawn.faults.map((each, index) => ({ ...each, id: `fault-${index}` })),
      tunable: [],
      claims: [],
      simplifications: [],
    })),
);
