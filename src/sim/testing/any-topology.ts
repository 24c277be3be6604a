/**
 * Whole random architectures: one to three functions with versions, aliases, provisioned concurrency and
 * networks, streams, queues and their dead-letter queues, services that push, callers, an edge, what functions
 * call, what operators change while they run, and faults of every kind with windows; small enough to run in
 * milliseconds, wild enough to take every transition of every machine.
 */
import fc from 'fast-check';
import type { Scenario, Settings } from '../scenario.ts';
import type { FunctionSettings } from '../settings/function-settings.ts';
import type { Provisioned } from '../settings/provision-settings.ts';
import type { Resource } from '../settings/resource-settings.ts';
import { caller, edge } from './any-door.ts';
import { faultOf } from './any-fault.ts';
import { call as anyCall, fn as anyFunction } from './any-function.ts';
import { arrivals, FUNCTIONS, given, maybe, rarely, SINKS } from './any-part.ts';
import { alarms, change, possible, qualifiedBy, released } from './any-release.ts';
import type { Released } from './any-release.ts';
import { mappings, queueMapping, resources, streamMapping } from './any-resource.ts';
import { goal, provisioned, provisioning, scaling, snapStart, vpcs } from './any-growth.ts';

const ENTRIES = ['caller', 'edge', 'function', 'second', ...SINKS] as const;

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
  'release',
  'release',
  'growth',
  'provision',
  'provision',
  'network',
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
  release: 'caller',
  growth: 'function',
  provision: 'caller',
  network: 'caller',
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
  release: ['function'],
  growth: ['function'],
  provision: ['function'],
  network: ['function', 'table'],
};
/** What is about scaling and releasing; the others have it seldom. */
const NEWER: readonly Focus[] = ['release', 'growth', 'provision', 'network'];

/** Changes what was drawn so that it has the part it is about. */
function focused(focus: Focus, drawn: Drawn): Partial<Settings> {
  const { calls, mappings: readers, edge: viewers } = drawn.more;
  const [main, second, third] = drawn.functions;
  const functions = { function: main, functions: { second, third } };
  switch (focus) {
    case 'edge':
      return { ...functions, edge: viewers };
    case 'network':
      return { function: { ...main, calls, vpc: 'net' }, functions: { second, third } };
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

/** What scaling and releasing add to a scenario. */
const anyNewer = fc.record({
  released: fc.tuple(released, released, released),
  changes: fc.array(change, { maxLength: 6, size: 'max' }),
  alarms,
  scaling: maybe(scaling),
  provisioning: maybe(provisioning),
  provisioned: fc.tuple(fc.nat(3), provisioned),
  snapStart: fc.tuple(fc.nat(3), snapStart),
  vpcs,
  vpc: fc.nat(2),
  goals: fc.tuple(goal, goal),
  qualifiers: fc.array(fc.constantFrom('', '', '1', '2', 'live', 'live', 'beta'), {
    minLength: 12,
    maxLength: 12,
  }),
  codeStorageUsedMb: rarely(fc.constant(76_700)),
  steady: fc.record({
    kind: fc.constant('constant' as const),
    everyMs: fc.constantFrom(500, 1000, 7000),
    count: fc.integer({ min: 20, max: 120 }),
  }),
});
type Newer = typeof anyNewer extends fc.Arbitrary<infer T> ? T : never;

const drawnTopology = (isReal: boolean, focus: Focus) =>
  fc.record({
    seed: fc.nat(4_294_967_295),
    horizonMs: fc.constantFrom(5000, 30_000, 200_000, 600_000),
    functions: fc.tuple(anyFunction(['second', 'third']), anyFunction(['third']), anyFunction([])),
    resources: resources(isReal),
    mappings: mappings(isReal),
    more: fc.record({
      calls: fc.array(anyCall, { minLength: 1, maxLength: 3 }),
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
    newer: NEWER.includes(focus) ? anyNewer : rarely(anyNewer),
  });
type Drawn = ReturnType<typeof drawnTopology> extends fc.Arbitrary<infer T> ? T : never;

/**
 * @param isReal its limits are within those of AWS today, so that it can run by real rules too.
 */
export function anyTopology(isReal: boolean): fc.Arbitrary<Scenario> {
  return fc.constantFrom(...FOCUSES).chain((focus) => topologyAbout(isReal, focus));
}

/** A function with what of its releases was drawn: provisioned concurrency, SnapStart, a network. */
function withNewer(
  fn: FunctionSettings,
  made: Released,
  { provisioned: [where, what], snapStart: [how, snapshots], vpc }: Newer,
  index: number,
): FunctionSettings {
  const isMain = index === 0;
  const holds = isMain && where > 0;
  const snaps = isMain && where === 0 && how > 0;
  const placed = (at: number, of: object | undefined): object =>
    holds && where === at ? { ...of, provisioned: what satisfies Provisioned } : { ...of };
  const { versions = {}, aliases = {}, revisions } = made;
  return given({
    ...fn,
    ...made,
    // What is provisioned has to fit into what is reserved.
    ...(holds && fn.reservedConcurrency !== undefined
      ? { reservedConcurrency: fn.reservedConcurrency + 3 }
      : {}),
    ...(vpc === index ? { vpc: 'net' } : {}),
    ...(snaps && how === 1 ? { snapStart: snapshots } : {}),
    ...(snaps && how === 2
      ? { revisions: { ...revisions, next: { ...revisions!['next'], snapStart: snapshots } } }
      : {}),
    versions: { ...versions, 2: placed(1, versions['2']) },
    aliases: { ...aliases, live: placed(2, aliases['live']) },
  });
}

/** Every name of a function gets the next qualifier that was drawn, where the function has such a thing. */
function qualifier(settings: Settings, qualifiers: readonly string[]): (name: string) => string {
  let next = 0;
  return (name) => qualifiedBy(settings, name, qualifiers[next++ % qualifiers.length]!);
}

/** The resources with qualified targets, and with places in networks. */
function resourcesWith(
  drawn: Drawn,
  newer: Newer,
  named: (name: string) => string,
): Record<string, Resource> {
  const [first, second] = newer.goals;
  const at = (of: Resource, where: string | undefined): Resource =>
    where === undefined ? of : { ...of, ...({ at: where } as object) };
  const { service, table, store, ...rest } = drawn.resources;
  if (service?.type !== 'push-service' || !table || !store) return drawn.resources;
  const targets = service.targets.map(named);
  return {
    ...rest,
    service: {
      ...service,
      targets,
      ...(service.notPermitted ? { notPermitted: targets.slice(0, 1) } : {}),
    },
    table: at(table, first),
    store: at(store, second),
  };
}

/** Something is reserved, or provisioned, for one of the functions. */
function isSetAside(functions: readonly FunctionSettings[]): boolean {
  return functions.some(
    ({ reservedConcurrency, versions, aliases }) =>
      reservedConcurrency !== undefined ||
      [...Object.values(versions ?? {}), ...Object.values(aliases ?? {})].some((one) => one.provisioned),
  );
}

function changesOf({ changes, released: made }: Newer): NonNullable<Scenario['changes']> {
  const functions = FUNCTIONS.map((id, index) => [id, made[index]!] as const);
  return possible(changes, functions).map((fields, index) =>
    given({ id: `change-${index}`, title: fields.kind, ...fields }),
  );
}

/** Names in it stay as they are, or get qualifiers. */
function settingsOf(isReal: boolean, drawn: Drawn, focus: Focus): Settings {
  const { newer } = drawn;
  const plain: Settings = given({
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
  if (newer === undefined) {
    const own = isReal && isSetAside([plain.function, ...Object.values(plain.functions!)]);
    return own ? given({ ...plain, concurrencyLimit: undefined }) : plain;
  }
  const [main, second, third] = [plain.function, plain.functions!['second']!, plain.functions!['third']!].map(
    (fn, index) => withNewer(fn, newer.released[index]!, newer, index),
  ) as [FunctionSettings, FunctionSettings, FunctionSettings];
  const settings: Settings = given({
    ...plain,
    function: main,
    functions: { second, third },
    scaling: newer.scaling,
    provisioning: newer.provisioning,
    alarms: newer.alarms,
    vpcs: newer.vpcs,
    codeStorageUsedMb: newer.codeStorageUsedMb,
    // What is set aside has to leave what always stays unreserved.
    ...(isSetAside([main, second, third]) && (isReal || (plain.concurrencyLimit ?? 10) < 10)
      ? { concurrencyLimit: isReal ? undefined : 20 }
      : {}),
    // Environments of a network wait for an interface each.
    ...(main.vpc === undefined ? {} : { readyEnvironments: undefined, warmEnvironments: undefined }),
  });
  const named = qualifier(settings, newer.qualifiers);
  const withCalls = (fn: FunctionSettings): FunctionSettings =>
    given({
      ...fn,
      calls: fn.calls?.map((call) => ({ ...call, to: named(call.to) })),
      async: fn.async && {
        ...fn.async,
        ...(fn.async.onFailure ? { onFailure: named(fn.async.onFailure) } : {}),
        ...(fn.async.onSuccess ? { onSuccess: named(fn.async.onSuccess) } : {}),
      },
    });
  return {
    ...settings,
    function: withCalls(main),
    functions: { second: withCalls(second), third: withCalls(third) },
    caller: { ...settings.caller!, invokes: named('function') },
    resources: resourcesWith(drawn, newer, named),
    mappings: Object.fromEntries(
      Object.entries(settings.mappings ?? {}).map(([id, mapping]) => [
        id,
        { ...mapping, function: named(mapping.function ?? 'function') },
      ]),
    ),
  };
}

function topologyAbout(isReal: boolean, focus: Focus): fc.Arbitrary<Scenario> {
  return drawnTopology(isReal, focus).map((drawn): Scenario => {
    const settings = settingsOf(isReal, drawn, focus);
    const { newer } = drawn;
    const isThere = (id: string | undefined) =>
      (id !== 'edge' || settings.edge !== undefined) &&
      (!id?.endsWith('-reader') || (settings.mappings !== undefined && id in settings.mappings));
    const named = (name: string, index: number) =>
      newer ? qualifiedBy(settings, name, newer.qualifiers[index]!) : name;
    const entry = named(focus === 'anything' && isThere(drawn.entry) ? drawn.entry : ENTRY_OF[focus], 0);
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
      arrivals: newer && focus !== 'growth' ? newer.steady : drawn.arrivals,
      feeds: drawn.feeds
        .filter(({ to }) => isThere(to))
        .map((feed, index) => ({ ...feed, to: named(feed.to, index + 1) })),
      ...(newer && { changes: changesOf(newer) }),
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
