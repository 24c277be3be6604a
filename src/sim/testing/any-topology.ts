/**
 * Whole random architectures: one to three functions with streams, queues and their dead-letter queues,
 * services that push, callers, an edge, what functions call, and faults of every kind with windows; small
 * enough to run in milliseconds, wild enough to take every transition of every machine.
 */
import fc from 'fast-check';
import { RETRY_MODES } from '../rules/sync-rules.ts';
import type { Arrivals, Fault, Scenario, Settings } from '../scenario.ts';
import { CallerService, RETRIED_FAILURES, type Caller, type Edge } from '../settings/caller-settings.ts';
import type {
  AsyncSettings,
  FunctionCall,
  FunctionSettings,
  NodeHandler,
} from '../settings/function-settings.ts';
import type { Mapping } from '../settings/mapping-settings.ts';
import type { BackOff, Distribution } from '../settings/quantity.ts';
import { PushService, type Resource } from '../settings/resource-settings.ts';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
/** Coarse, so that many things happen at the same moment. */
const ms = (max: number) => fc.integer({ min: 0, max: max / 10 }).map((tens) => tens * 10);
const duration = (max: number): fc.Arbitrary<Distribution> =>
  fc.oneof(
    ms(max),
    ms(max).map((meanMs) => ({ kind: 'exponential' as const, meanMs })),
  );

/** Leaves out what is undefined; what is left is whatever type is asked for. */
function given(fields: object): never {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

const backOff: fc.Arbitrary<BackOff> = fc.record({
  firstMs: ms(500).map((drawn) => drawn + 10),
  factor: fc.integer({ min: 1, max: 3 }),
  capMs: ms(3000).map((drawn) => drawn + 10),
  jitter: fc.constantFrom(0, 0.5, 1),
});

const FUNCTIONS = ['function', 'second', 'third'] as const;
/** What takes in units. */
const SINKS = ['orders', 'line', 'letters', 'clicks', 'service', 'bus'] as const;
/** @param later functions that its records may go to: none leads back. */
const asyncSettings = (later: readonly string[]): fc.Arbitrary<AsyncSettings> =>
  fc
    .record({
      maximumRetryAttempts: maybe(fc.nat(2)),
      maximumEventAgeMs: maybe(fc.constantFrom(60_000, 90_000, 21_600_000)),
      retryWaitsMs: maybe(fc.array(ms(3000), { minLength: 1, maxLength: 2 })),
      whenThrottled: maybe(fc.constantFrom('back-off' as const, 'wait' as const)),
      backOff: maybe(backOff),
      deadLetterQueue: maybe(fc.constantFrom(null, 'letters', 'topic')),
      onFailure: maybe(fc.constantFrom(null, 'letters', 'bus', ...later)),
      onSuccess: maybe(fc.constantFrom(null, 'letters', 'bus', ...later)),
    })
    .map((fields) => given(fields));

const node: fc.Arbitrary<NodeHandler> = fc
  .record({
    style: fc.constantFrom('callback' as const, 'async' as const),
    callsBack: maybe(fc.boolean()),
    leftoverMs: maybe(ms(3000)),
    waitsForEmptyEventLoop: maybe(fc.boolean()),
    version: maybe(fc.constantFrom(20, 22)),
  })
  .map((fields) => given(fields));

const call: fc.Arbitrary<FunctionCall> = fc
  .record({
    to: fc.constantFrom('table', 'store', 'disk', ...FUNCTIONS, ...SINKS),
    times: maybe(fc.integer({ min: 1, max: 2 })),
    perItem: maybe(fc.boolean()),
    connection: maybe(fc.constantFrom('outside' as const, 'inside' as const)),
    invocationType: maybe(fc.constantFrom('RequestResponse' as const, 'Event' as const)),
    onError: maybe(fc.constantFrom('fail' as const, 'go-on' as const)),
  })
  .map((fields) => given(fields));

const fn = (later: readonly string[]): fc.Arbitrary<FunctionSettings> =>
  fc
    .record({
      memoryMb: fc.constant(128),
      timeoutMs: fc.constantFrom(300, 1000, 3000),
      handlerMs: duration(400),
      perItemMs: maybe(ms(50)),
      createMs: duration(100),
      init: fc.record({
        extensionsMs: fc.constantFrom(0, 0, 20),
        runtimeMs: ms(50),
        functionMs: fc.oneof(
          { weight: 4, arbitrary: duration(200) },
          { weight: 1, arbitrary: fc.constant(10_000) },
        ),
      }),
      connections: maybe(fc.nat(2)),
      shutdownMs: maybe(ms(100)),
      reservedConcurrency: rarely(fc.nat(3)),
      calls: fc.oneof(
        { weight: 2, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.array(call, { minLength: 1, maxLength: 2 }) },
      ),
      async: maybe(asyncSettings(later)),
      node: maybe(node),
      idempotent: maybe(fc.boolean()),
      policies: rarely(
        fc.constantFrom(
          ['AWSLambdaBasicExecutionRole'],
          ['AWSLambdaKinesisExecutionRole'],
          ['AWSLambdaSQSQueueExecutionRole'],
        ),
      ),
      denied: rarely(fc.constantFrom(['sqs:SendMessage'], ['dynamodb:PutItem'], ['logs:PutLogEvents'])),
      trusted: rarely(fc.constant(false)),
      mayPassRole: rarely(fc.constant(false)),
      recursiveLoop: rarely(fc.constantFrom('Terminate' as const, 'Allow' as const)),
    })
    .map((fields) => given(fields));

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

function resources(isReal: boolean): fc.Arbitrary<Record<string, Resource>> {
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

const queueMapping = (source: string, isFifo: boolean, isReal: boolean): fc.Arbitrary<Mapping> =>
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

const streamMapping = (isReal: boolean): fc.Arbitrary<Mapping> =>
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

const mappings = (isReal: boolean): fc.Arbitrary<Record<string, Mapping>> =>
  fc
    .record({
      'orders-reader': maybe(queueMapping('orders', false, isReal)),
      'line-reader': maybe(queueMapping('line', true, isReal)),
      'letters-reader': rarely(queueMapping('letters', false, isReal)),
      'clicks-reader': maybe(streamMapping(isReal)),
      'clicks-other': maybe(streamMapping(isReal)),
    })
    .map((fields) => given(fields));

const caller: fc.Arbitrary<Caller> = fc
  .record({
    service: maybe(fc.constantFrom(...CallerService.options)),
    invocationType: fc.constantFrom(
      'RequestResponse' as const,
      'RequestResponse' as const,
      'DryRun' as const,
      'Event' as const,
    ),
    permitted: fc.constantFrom(true, true, true, true, true, true, false),
    payloadBytes: rarely(fc.constantFrom(1000, 7_000_000)),
    responseBytes: rarely(fc.constantFrom(1000, 7_000_000)),
    timeoutMs: maybe(fc.constantFrom(200, 1000, 5000)),
    backup: maybe(fc.constantFrom('orders', 'bus')),
    retryMode: maybe(fc.constantFrom(...RETRY_MODES)),
    retries: maybe(
      fc
        .record({ maximum: fc.nat(3), backOff, after: maybe(fc.subarray([...RETRIED_FAILURES])) })
        .map((fields) => given(fields)),
    ),
  })
  .map(({ retryMode, invocationType, retries, ...fields }) => {
    const { service } = fields;
    const isDirect = service === undefined || ['sdk', 'cli', 'invoke-api'].includes(service);
    return given({
      ...fields,
      invocationType: isDirect ? invocationType : 'RequestResponse',
      ...(retryMode && service === 'sdk' ? { retryMode } : {}),
      retries: retries ?? { maximum: 0 },
    });
  });

const edge: fc.Arbitrary<Edge> = fc
  .record({
    viewerRequest: maybe(fc.constantFrom('second', 'third')),
    originRequest: maybe(fc.constantFrom('second', 'third')),
    originResponse: maybe(fc.constantFrom('second', 'third')),
    viewerResponse: maybe(fc.constantFrom('second', 'third')),
    originMs: duration(100),
    cacheMs: fc.constantFrom(0, 500, 5000),
    objects: fc.integer({ min: 1, max: 3 }),
    choice: maybe(fc.constantFrom('in-turn' as const, 'drawn' as const)),
  })
  .map((fields) => given(fields));

const arrivals: fc.Arbitrary<Arrivals> = fc.oneof(
  fc.record({
    kind: fc.constant('poisson' as const),
    ratePerSec: fc.integer({ min: 1, max: 20 }),
    count: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({
    kind: fc.constant('constant' as const),
    everyMs: fc.integer({ min: 1, max: 40 }).map((tens) => tens * 10),
    count: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({
    kind: fc.constant('burst' as const),
    atMs: ms(2000),
    count: fc.integer({ min: 1, max: 12 }),
    repeatEveryMs: fc.constantFrom(5000, 70_000),
    repeats: fc.nat(2),
  }),
  fc.record({
    kind: fc.constant('list' as const),
    requests: fc.array(
      fc.oneof(
        ms(5000).map((atMs) => ({ atMs })),
        fc.record({ atMs: ms(5000), durationMs: ms(2000) }),
      ),
      { maxLength: 20 },
    ),
  }),
);

const ENTRIES = ['caller', 'edge', 'function', 'second', ...SINKS] as const;

/** Kinds of faults with the parts they can be of. */
const STRUCK: readonly (readonly [Fault['kind'], readonly string[]])[] = [
  ['function-error', FUNCTIONS],
  ['unhandled-exception', FUNCTIONS],
  ['timeout', FUNCTIONS],
  ['out-of-memory', FUNCTIONS],
  ['crash', FUNCTIONS],
  ['init-error', FUNCTIONS],
  ['invalid-request', FUNCTIONS],
  ['service-error', [...FUNCTIONS, 'service']],
  ['malformed-answer', ['caller', 'second', 'third']],
  ['bad-item', [...FUNCTIONS, 'orders', 'line', 'clicks', 'orders-reader', 'clicks-reader']],
  ['duplicate', [...FUNCTIONS, 'orders', 'line', 'clicks', 'service']],
  [
    'permission-missing',
    [
      ...FUNCTIONS,
      'caller',
      'table',
      'bus',
      'topic',
      'letters',
      'orders-reader',
      'clicks-reader',
      'line-reader',
    ],
  ],
  ['temporary-failure', ['caller']],
  ['call-error', ['table', 'store', 'disk', 'second']],
  ['call-slow', ['table', 'store', 'disk']],
  ['unreachable', ['table', 'store']],
];

/** Faults of these parts, or of any when there are none. */
const faultOf = (focus: readonly string[]): fc.Arbitrary<Omit<Fault, 'id' | 'title'>> => {
  const parts = focus.length > 0 ? focus : [...new Set(STRUCK.flatMap(([, of]) => of))];
  const kindsOf = (part: string) => STRUCK.filter(([, of]) => of.includes(part)).map(([kind]) => kind);
  return fc
    .constantFrom(...parts)
    .chain((of) => fc.tuple(fc.constant(of), fc.constantFrom(...kindsOf(of))))
    .chain(([of, kind]) =>
      fc.record({
        kind: fc.constant(kind),
        on: fc.constantFrom(true, true, true, true, true, false),
        of: fc.constant(of),
        which: fc.constantFrom(undefined, undefined, [1, 2, 3], [1, 4, 5, 9], [2]),
        share: fc.constantFrom(undefined, 0.1, 0.5, 1),
        fromMs: maybe(fc.oneof(ms(3000), ms(100_000))),
        forMs: maybe(fc.oneof(ms(5000), ms(100_000))),
        afterMs: kind === 'call-slow' ? fc.constant(500) : rarely(ms(200)),
        action:
          kind === 'permission-missing'
            ? rarely(fc.constantFrom('logs:PutLogEvents', 'iam:PassRole', 'sts:AssumeRole'))
            : fc.constant(undefined),
      }),
    )
    .map(({ which, share, fromMs, forMs, ...fields }) =>
      given({
        ...fields,
        fromMs,
        ...(forMs === undefined ? {} : { untilMs: (fromMs ?? 0) + forMs }),
        ...(which ? { which } : { share }),
      }),
    );
};

/** What a topology is mostly about: where its units come in, and which faults it meets. */
const FOCUSES = [
  'anything',
  'caller',
  'edge',
  'edge',
  'push',
  'stream',
  'stream',
  'queue',
  'line',
  'calls',
] as const;
type Focus = (typeof FOCUSES)[number];

const ENTRY_OF: Readonly<Record<Focus, string>> = {
  anything: 'function',
  caller: 'caller',
  edge: 'edge',
  push: 'service',
  stream: 'clicks',
  queue: 'orders',
  line: 'line',
  calls: 'function',
};

/** Parts whose faults the focus is about. */
const PARTS_OF: Readonly<Record<Focus, readonly string[]>> = {
  anything: [],
  caller: ['function', 'caller'],
  edge: ['second', 'third'],
  push: ['service', 'function'],
  stream: ['clicks-reader', 'clicks', 'function'],
  queue: ['orders-reader', 'orders', 'function'],
  line: ['line-reader', 'line', 'function'],
  calls: ['table', 'store', 'disk', 'function'],
};

/** Changes what was drawn so that it has the part it is about. */
function focused(focus: Focus, drawn: Drawn): Partial<Settings> {
  const { calls, mappings: readers, edge: viewers } = drawn.more;
  const [main, second, third] = drawn.functions;
  const functions = { function: main, functions: { second, third } };
  switch (focus) {
    case 'edge':
      return { ...functions, edge: viewers };
    case 'calls':
      return { function: { ...main, calls }, functions: { second, third } };
    case 'stream':
      return { ...functions, mappings: { ...drawn.mappings, 'clicks-reader': readers.clicks } };
    case 'queue':
      return { ...functions, mappings: { ...drawn.mappings, 'orders-reader': readers.orders } };
    case 'line':
      return { ...functions, mappings: { ...drawn.mappings, 'line-reader': readers.line } };
    default:
      return functions;
  }
}

const drawnTopology = (isReal: boolean, focus: Focus) =>
  fc.record({
    seed: fc.nat(4_294_967_295),
    horizonMs: fc.constantFrom(5000, 30_000, 200_000, 600_000),
    functions: fc.tuple(fn(['second', 'third']), fn(['third']), fn([])),
    resources: resources(isReal),
    mappings: mappings(isReal),
    more: fc.record({
      calls: fc.array(call, { minLength: 1, maxLength: 3 }),
      edge,
      mappings: fc.record({
        clicks: streamMapping(isReal),
        orders: queueMapping('orders', false, isReal),
        line: queueMapping('line', true, isReal),
      }),
    }),
    caller,
    edge: rarely(edge),
    concurrencyLimit: fc.constantFrom(undefined, undefined, 1, 3, 10),
    readyEnvironments: rarely(fc.nat(1)),
    warmEnvironments: rarely(fc.nat(2)),
    keep: fc.constantFrom<Settings['keep']>(
      { functionIdleMs: 3000, environmentIdleMs: 8000, maxAgeMs: null },
      { functionIdleMs: null, environmentIdleMs: 2000, maxAgeMs: 10_000 },
      { functionIdleMs: null, environmentIdleMs: null, maxAgeMs: null },
    ),
    entry: fc.constantFrom(...ENTRIES),
    arrivals,
    feeds: fc.array(fc.record({ to: fc.constantFrom(...ENTRIES), arrivals }), { maxLength: 2 }),
    faults: fc.array(faultOf(PARTS_OF[focus]), { maxLength: 4, size: 'max' }),
  });
type Drawn = ReturnType<typeof drawnTopology> extends fc.Arbitrary<infer T> ? T : never;

/**
 * @param isReal its limits are within those of AWS today, so that it can run by real rules too.
 */
export function anyTopology(isReal: boolean): fc.Arbitrary<Scenario> {
  return fc.constantFrom(...FOCUSES).chain((focus) => topologyAbout(isReal, focus));
}

function topologyAbout(isReal: boolean, focus: Focus): fc.Arbitrary<Scenario> {
  return drawnTopology(isReal, focus).map((drawn): Scenario => {
    const settings: Settings = given({
      keep: drawn.keep,
      routing: 'most-recently-used',
      concurrencyLimit: drawn.concurrencyLimit,
      readyEnvironments: drawn.readyEnvironments,
      warmEnvironments: drawn.warmEnvironments,
      caller: drawn.caller,
      edge: drawn.edge,
      resources: drawn.resources,
      mappings: drawn.mappings,
      ...focused(focus, drawn),
    });
    const isThere = (id: string | undefined) =>
      (id !== 'edge' || settings.edge !== undefined) &&
      (!id?.endsWith('-reader') || (settings.mappings !== undefined && id in settings.mappings));
    const entry = focus === 'anything' && isThere(drawn.entry) ? drawn.entry : ENTRY_OF[focus];
    return {
      id: 'any',
      title: 'Any',
      question: '',
      summary: '',
      model: 'direct',
      family: 'random',
      seed: drawn.seed,
      horizonMs: drawn.horizonMs,
      settings,
      entry,
      arrivals: drawn.arrivals,
      feeds: drawn.feeds.filter(({ to }) => isThere(to)),
      faults: drawn.faults
        .filter(({ of }) => isThere(of))
        // Only a job of S3 Batch can be asked to come again.
        .filter(({ kind }) => kind !== 'temporary-failure' || drawn.caller.service === 's3-batch')
        .map((fields, index) => ({ id: `fault-${index}`, title: fields.kind, ...fields })),
      tunable: [],
      claims: [],
      simplifications: [],
    };
  });
}
