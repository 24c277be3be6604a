/** Scenarios for what random ones seldom meet. */
import type { Fault, Scenario } from '../scenario.ts';
import { creationTours } from './creation-tours.ts';
import { smallScenario } from './small-scenario.ts';

const fault = (kind: Fault['kind'], of: string, more: Partial<Fault>): Fault => ({
  id: `${kind}-${of}`,
  title: kind,
  on: true,
  kind,
  of,
  ...more,
});

/**
 * The pollers of a queue become more in a backlog and fewer when some have nothing to do; they fall quiet
 * and grow again from their first number; and they are too many after the role could not read for a while.
 */
const pollersComeAndGo: Scenario = {
  ...smallScenario({
    function: { timeoutMs: 60_000, handlerMs: 20_000 },
    settings: {
      resources: { orders: { type: 'queue', visibilityTimeoutMs: 60_000 } },
      mappings: {
        reader: {
          type: 'queue',
          source: 'orders',
          batchSize: 1,
          scaling: { initial: 3, perMinute: 3, max: 9 },
        },
      },
    },
    arrivals: {
      kind: 'schedule',
      parts: [
        { kind: 'burst', atMs: 1000, count: 60, withinMs: 0 },
        { kind: 'constant', everyMs: 9000, startMs: 200_000, untilMs: 600_000 },
        { kind: 'burst', atMs: 1_000_000, count: 40, withinMs: 0 },
      ],
    },
    faults: [fault('permission-missing', 'reader', { fromMs: 130_000, untilMs: 135_000 })],
    horizonMs: 1_500_000,
  }),
  entry: 'orders',
};

/** The mapping of a queue falls quiet, down to fewer pollers than it began with, and starts anew. */
const quietAndAgain: Scenario = {
  ...smallScenario({
    function: { timeoutMs: 30_000, handlerMs: 20_000 },
    settings: {
      resources: { orders: { type: 'queue', visibilityTimeoutMs: 60_000 } },
      mappings: { reader: { type: 'queue', source: 'orders', batchSize: 1 } },
    },
    arrivals: {
      kind: 'schedule',
      parts: [
        { kind: 'burst', atMs: 1000, count: 10 },
        { kind: 'burst', atMs: 400_000, count: 10 },
      ],
    },
    horizonMs: 600_000,
  }),
  entry: 'orders',
};

/** The role may not read any more while a batch that is full already waits for the next poll. */
const stoppedWhenFull: Scenario = {
  ...smallScenario({
    requests: [100, 1200],
    settings: {
      resources: { clicks: { type: 'stream', service: 'kinesis', shards: 1 } },
      mappings: {
        reader: { type: 'stream', source: 'clicks', batchSize: 2, windowMs: 5000, pollEveryMs: 1000 },
      },
    },
    faults: [fault('permission-missing', 'reader', { fromMs: 1500, untilMs: 4000 })],
    horizonMs: 20_000,
  }),
  entry: 'clicks',
};

/** The function's time is up before its connection is open. */
const connectionNeverOpen = smallScenario({
  function: { calls: [{ to: 'table', connection: 'inside' }], timeoutMs: 1000 },
  settings: {
    resources: { table: { type: 'downstream', service: 'database', latencyMs: 10, connectMs: 60_000 } },
  },
});

/** The function's time is up before the resource has a place for its call. */
const callNeverMade = smallScenario({
  // The second is quicker and has the one place; the first is over before it.
  arrivals: {
    kind: 'list',
    requests: [
      { atMs: 0, durationMs: 1000 },
      { atMs: 500, durationMs: 10 },
    ],
  },
  function: { calls: [{ to: 'table' }], timeoutMs: 2000 },
  settings: {
    resources: { table: { type: 'downstream', service: 'database', latencyMs: 60_000, capacity: 1 } },
  },
});

/** Records that the mapping's filter does not let through stand in the stream while a batch is at work. */
const filteredInLine: Scenario = {
  ...smallScenario({
    requests: [0, 10, 20, 30, 1500, 1600],
    function: { handlerMs: 2000 },
    settings: {
      resources: { clicks: { type: 'stream', service: 'kinesis', shards: 1, keys: { count: 2 } } },
      mappings: { reader: { type: 'stream', source: 'clicks', batchSize: 2, filter: { keys: [1] } } },
    },
    horizonMs: 20_000,
  }),
  model: 'stream',
  entry: 'clicks',
};

/** Functions at the edge answer in a form CloudFront does not take. */
const malformedAtEdge: Scenario = (() => {
  const { settings, ...rest } = smallScenario({
    requests: [0, 1000, 2000, 3000],
    faults: [
      fault('malformed-answer', 'ask', { which: [2] }),
      fault('malformed-answer', 'out', { which: [2] }),
      fault('malformed-answer', 'come', { which: [1] }),
    ],
  });
  return {
    ...rest,
    entry: 'edge',
    settings: {
      ...settings,
      functions: { ask: settings.function, out: settings.function, come: settings.function },
      edge: {
        viewerRequest: 'ask',
        originRequest: 'out',
        originResponse: 'come',
        originMs: 50,
        cacheMs: 0,
        objects: 1,
      },
    },
  };
})();

/** Only what comes from the origin is handed to a function; the cache has it, and then no more. */
const cachedAtEdge: Scenario = (() => {
  const { settings, ...rest } = smallScenario({ requests: [0, 900, 3000] });
  return {
    ...rest,
    entry: 'edge',
    settings: {
      ...settings,
      functions: { come: settings.function },
      edge: { originResponse: 'come', originMs: 50, cacheMs: 1000, objects: 1 },
    },
  };
})();

/** What a topic sends meets errors until no attempt is left; what comes through is invalid, or comes twice. */
const topicInVain: Scenario = {
  ...smallScenario({
    requests: [0, 1_000_000],
    settings: {
      resources: {
        topic: { type: 'push-service', service: 'sns', targets: ['function', 'orders'] },
        orders: { type: 'queue' },
      },
    },
    faults: [
      fault('service-error', 'topic', { untilMs: 900_000 }),
      fault('invalid-request', 'function', {}),
      fault('duplicate', 'orders', {}),
    ],
    horizonMs: 2_000_000,
  }),
  model: 'push-asynchronous',
  entry: 'topic',
};

/** A backlog that takes all the pollers there may be for longer than a minute. */
const pollersAtMost: Scenario = {
  ...smallScenario({
    function: { timeoutMs: 60_000, handlerMs: 20_000 },
    settings: {
      resources: { orders: { type: 'queue', visibilityTimeoutMs: 60_000, backlog: 60 } },
      mappings: {
        reader: {
          type: 'queue',
          source: 'orders',
          batchSize: 1,
          scaling: { initial: 1, perMinute: 3, max: 4 },
        },
      },
    },
    requests: [],
  }),
  model: 'queue',
  entry: 'orders',
};

/** A function asks S3 Batch Operations again and again to be tried later, until no try is left. */
const askedInVain: Scenario = smallScenario({
  settings: {
    caller: {
      service: 's3-batch',
      invocationType: 'RequestResponse',
      permitted: true,
      retries: { maximum: 1, backOff: { firstMs: 1000, factor: 1, capMs: 1000 } },
    },
  },
  faults: [fault('temporary-failure', 'caller', {})],
});

/** Where interfaces are made for environments: events that meet no address, no interface more, and a role that may make none. */
const interfacesMissed = (lack: 'address' | 'interface' | 'role'): Scenario => ({
  ...smallScenario({
    function: { memoryMb: 1536, timeoutMs: 20_000, handlerMs: 5000, vpc: 'main' },
    settings: {
      resources: { topic: { type: 'push-service', service: 'sns', targets: ['function'] } },
      vpcs: {
        main: {
          subnets: [{ freeAddresses: lack === 'address' ? 1 : 9, route: 'none' }],
          interfaceMs: 8000,
          interfaceIdleMs: 5000,
          interfaceLimit: lack === 'interface' ? 1 : 9,
        },
      },
    },
    requests: [0, 10, 20, 30],
    faults:
      lack === 'role'
        ? [
            fault('permission-missing', 'function', {
              action: 'ec2:CreateNetworkInterface',
              fromMs: 5,
              untilMs: 9000,
            }),
          ]
        : [],
    horizonMs: 2_000_000,
  }),
  model: 'push-asynchronous',
  entry: 'topic',
  asOf: '2018-06-01',
});

export const rareScenarios: readonly Scenario[] = [
  ...creationTours,
  { ...pollersComeAndGo, id: 'pollers-come-and-go' },
  { ...pollersAtMost, id: 'pollers-at-most' },
  { ...quietAndAgain, id: 'quiet-and-again' },
  { ...stoppedWhenFull, id: 'stopped-when-full' },
  { ...connectionNeverOpen, id: 'connection-never-open' },
  { ...callNeverMade, id: 'call-never-made' },
  { ...filteredInLine, id: 'filtered-in-line' },
  { ...malformedAtEdge, id: 'malformed-at-edge' },
  { ...cachedAtEdge, id: 'cached-at-edge' },
  { ...askedInVain, id: 'asked-in-vain' },
  { ...topicInVain, id: 'topic-in-vain' },
  { ...interfacesMissed('address'), id: 'no-address' },
  { ...interfacesMissed('interface'), id: 'no-interface' },
  { ...interfacesMissed('role'), id: 'no-interface-role' },
];
