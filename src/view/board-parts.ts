/** Which parts a scenario's board has, in which column and row, and which of them are wired. */
import { functionIdOf } from '../sim/function-named.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Trace } from '../sim/trace.ts';
import { callerPart } from './caller-part.ts';
import { deploymentPart } from './deployment-part.ts';
import { deploymentsOf } from './deployment-story.ts';
import { downstreamPart } from './downstream-part.ts';
import { eventQueuePart } from './event-queue-part.ts';
import { functionPart, isSlim } from './function-part.ts';
import { born, entered } from './ledger.ts';
import { networkPart, networksIn, waysOut } from './network-part.ts';
import { outcomePart, type OutcomeSource } from './outcome-part.ts';
import { createdFunctions, packagePart } from './package-part.ts';
import type { PartMaker } from './part.ts';
import { pollerPart } from './poller-part.ts';
import { poolPart } from './pool-part.ts';
import { hasPools } from './pools.ts';
import { queuePart } from './queue-part.ts';
import { isReleased, releasePart } from './release-part.ts';
import { actorsAt, placeNamed, type SceneInput } from './scene-input.ts';
import { plainCallerPart, servicePart } from './service-part.ts';
import { kindIn, standsOf } from './stands.ts';
import { streamPart } from './stream-part.ts';
import { topologyOf, type Topology, type WayIn } from './topology.ts';
import { trayPart } from './tray-part.ts';

/** What sends, how it comes in, functions, the network they run in, what lies behind; and below all of them what is as wide as the picture. */
export type Column = 'source' | 'via' | 'function' | 'network' | 'behind' | 'strip';

export interface BoardPart {
  readonly key: string;
  readonly column: Column;
  readonly row: number;
  /** Which way into the row's function it belongs to; -1: none. */
  readonly way: number;
  /** It takes its column and the next. */
  readonly takes?: 'both';
  /** It can stand in half a line of a phone, with what lies behind it. */
  readonly isSlim?: boolean;
  /** px it would like. */
  readonly wish?: number;
  readonly make: PartMaker;
}

export interface BoardWire {
  readonly from: string;
  readonly to: string;
  /** Nothing has gone this way yet; something is under way; else plain. */
  readonly tone: 'plain' | 'armed' | 'active';
  /** On the way from source to function. */
  readonly isFlow: boolean;
  /** Name of the function, version or alias that is asked for. */
  readonly asks?: string;
}

export interface Board {
  readonly parts: readonly BoardPart[];
  readonly wires: readonly BoardWire[];
  /** By key of a function and of what it calls, `function x behind y`: the part of the network between them. */
  readonly relays: ReadonlyMap<string, string>;
}

/** Roles of those that get a record because of an event's end. */
const RECORD_ROLES: ReadonlySet<string> = new Set(['Dead-letter queue', 'On failure', 'On success']);

/** More environments than these of one function are a block, where those of all are too many to draw singly. */
const CROWD = 400;
const MOST_DRAWN = 900;

/** px for the environments of a function, however many rows there are: one with its name has room. */
const LEAST_TALL = 58;

/** Whether all functions together have more environments than a frame has time for. */
function manyAtOnce(trace: Trace): boolean {
  return standsOf(trace, 'environment').most.reduce((sum, most) => sum + most, 0) > MOST_DRAWN;
}

/** A bench of the account's concurrency is worth drawing up to so many places. */
const SMALL_ACCOUNT = 40;

type Resource = NonNullable<Scenario['settings']['resources']>[string];

function benchOf(input: SceneInput, id: string): number | null {
  const { settings } = input.scenario;
  const own = id === 'function' ? settings.function : settings.functions?.[id];
  if (own?.reservedConcurrency !== undefined) return own.reservedConcurrency;
  const limit =
    settings.concurrencyLimit === undefined ? input.rules.accountConcurrency : settings.concurrencyLimit;
  return limit !== null && limit > 0 && limit <= SMALL_ACCOUNT && !settings.functions ? limit : null;
}

/** Whether anything arrives at the caller. */
function isCalled({ entry = 'caller', feeds = [] }: Scenario): boolean {
  return [entry, ...feeds.map(({ to }) => to)].includes('caller');
}

function sourcePart(
  input: SceneInput,
  id: string,
  topology: Topology,
): Omit<BoardPart, 'key' | 'row' | 'way'> | null {
  const place = placeNamed(input.trace, id);
  if (place < 0) return null;
  if (id === 'caller') {
    // Settings may have a caller although everything comes in elsewhere.
    if (!isCalled(input.scenario)) return null;
    const followed = kindIn(input.trace, 'caller') >= 0;
    return {
      column: 'source',
      wish: 210,
      make: followed ? callerPart(input, place) : plainCallerPart(input, place),
    };
  }
  const resource = input.scenario.settings.resources?.[id];
  switch (resource?.type) {
    case 'stream':
      return {
        column: 'source',
        takes: 'both',
        make: streamPart(input, place, resource, topology.readers.get(id) ?? []),
      };
    case 'queue':
      return { column: 'source', wish: 236, make: queuePart(input, place) };
    case 'push-service':
      return { column: 'source', wish: 190, make: servicePart(input, place, resource) };
    default:
      return null;
  }
}

function behindPart(input: SceneInput, id: string, role: string): PartMaker | null {
  const place = placeNamed(input.trace, id);
  const resource: Resource | undefined = input.scenario.settings.resources?.[id];
  if (place < 0 || !resource) return null;
  if (resource.type === 'downstream') return downstreamPart(input, place, resource);
  if (resource.type === 'push-service') return servicePart(input, place, resource);
  return trayPart(input, place, role === '' ? 'Target' : role);
}

/** Units whose ends are counted beside a function. */
function unitsOf(input: SceneInput, ways: readonly WayIn[]): OutcomeSource[] {
  const { trace, scenario } = input;
  return ways.flatMap(({ via, asks }): OutcomeSource[] => {
    if (via === null) return [];
    if (via === 'events') return [{ kind: 'event', place: placeNamed(trace, asks) }];
    const mapping = scenario.settings.mappings?.[via];
    // Those of records stand with their stream.
    if (mapping?.type === 'stream') return [];
    return mapping ? [{ kind: 'message', place: placeNamed(trace, mapping.source) }] : [];
  });
}

/** Whether somebody at a place has an invocation under way. */
function isActive(input: SceneInput, via: string, fn: string): boolean {
  const at = (kind: string, state: string, name: string) =>
    actorsAt(input, kind, placeNamed(input.trace, name)).some((actor) => actor.state === state);
  if (via === 'events') return at('event', 'trying', fn);
  return at('reader', 'invoking', via) || at('poller', 'invoking', via) || at('caller', 'calling', via);
}

/** The board of the scenario that ran. */
export function boardParts(input: SceneInput): Board {
  const { trace, scenario, atUs } = input;
  const topology = topologyOf(input);
  const parts: BoardPart[] = [];
  const wires: BoardWire[] = [];
  const drawn = new Set<string>();
  const add = (part: BoardPart) => {
    if (drawn.has(part.key)) return;
    drawn.add(part.key);
    parts.push(part);
  };
  const wire = (from: string, to: string, tone: BoardWire['tone'], isFlow: boolean, asks = '') => {
    if (wires.some((one) => one.from === from && one.to === to && (one.asks ?? '') === asks)) return;
    wires.push({ from, to, tone, isFlow, ...(asks === '' ? {} : { asks }) });
  };
  const hooks = hooksOf(scenario);
  const isWide = input.width >= 600;
  // Rows share the height of the picture; on a phone it is as long as it takes.
  const rows = topology.rows.filter(({ fn, ways }) => ways.length > 0 || !hooks.has(fn)).length;
  const isLow = isWide && rows > 1;
  const { tallest: room = isWide ? 168 : 130 } = input;
  const tallest = isLow ? Math.max(LEAST_TALL, Math.round((room * 1.2) / rows)) : room;
  const networks = networksIn(input);
  const relays = new Map<string, string>();
  topology.rows.forEach(({ fn, ways, behind }, row) => {
    const fnKey = `function ${fn}`;
    const place = placeNamed(trace, fn);
    ways.forEach(({ sources, via, asks }, way) => {
      const mapping = via === null ? undefined : scenario.settings.mappings?.[via];
      const inStream = mapping?.type === 'stream';
      const viaKey = via === 'events' ? `events ${asks}` : `mapping ${via}`;
      for (const source of sources) {
        const part = sourcePart(input, source, topology);
        if (part) add({ ...part, key: `source ${source}`, row, way });
      }
      if (via === 'events') {
        add({
          key: viaKey,
          column: 'via',
          row,
          way,
          wish: 320,
          make: eventQueuePart(input, placeNamed(trace, asks), isLow),
        });
      } else if (via !== null && !inStream) {
        add({ key: viaKey, column: 'via', row, way, make: pollerPart(input, placeNamed(trace, via)) });
      }
      const hasVia = via !== null && !inStream;
      for (const source of sources) {
        const tone = !hasVia && via !== null && isActive(input, via, asks) ? 'active' : 'plain';
        const calls = source === 'caller' && via === null && isActive(input, 'caller', asks);
        wire(`source ${source}`, hasVia ? viaKey : fnKey, calls ? 'active' : tone, true, hasVia ? '' : asks);
      }
      if (hasVia) wire(viaKey, fnKey, isActive(input, via, asks) ? 'active' : 'plain', true, asks);
    });
    const isCrowd = (standsOf(trace, 'environment').most[place] ?? 0) > CROWD && manyAtOnce(trace);
    const options = { tallest: isCrowd ? 40 : tallest, bench: benchOf(input, fn) };
    const released = isReleased(input, place);
    // What only a deployment asks stands behind.
    const isHook = ways.length === 0 && !released && hooks.has(fn);
    add({
      key: fnKey,
      column: isHook ? 'behind' : 'function',
      row,
      way: -1,
      ...(released
        ? { wish: 560, make: releasePart(input, place, options) }
        : { isSlim: isSlim(input, place, options), make: functionPart(input, place, options) }),
    });
    const network = networks.find(({ functions }) => functions.includes(fn));
    const networkKey = `network ${network?.id ?? ''}`;
    if (network) {
      add({ key: networkKey, column: 'network', row, way: -1, make: networkPart(input, network) });
      wire(fnKey, networkKey, 'plain', false);
      for (const { to } of waysOut(input, network)) relays.set(`${fnKey} behind ${to}`, networkKey);
    }
    const units = unitsOf(input, ways).filter(
      ({ kind, place: at }) => born(trace, kind, at, trace.endUs) > 0,
    );
    if (units.length > 0) {
      const title =
        units.length === 1 ? { event: 'Events', message: 'Messages' }[units[0]!.kind]! : 'Outcomes';
      add({
        key: `outcomes ${fn}`,
        column: 'behind',
        row,
        way: -1,
        make: outcomePart(input, `outcomes ${fn}`, title, units),
      });
    }
    for (const { id, role, from } of behind) {
      const make = behindPart(input, id, role);
      if (!make) continue;
      add({ key: `behind ${id}`, column: 'behind', row, way: -1, make });
      if (from === '') continue;
      const used = hasArrived(input, id, atUs);
      // Records of events are sent by their queue, not by the function.
      const queue = ways.find(({ via }) => via === 'events');
      const relay = from === fn ? relays.get(`${fnKey} behind ${id}`) : undefined;
      if (relay !== undefined) {
        wire(relay, `behind ${id}`, 'plain', false);
        continue;
      }
      const isRecord = from === fn && RECORD_ROLES.has(role) && queue !== undefined;
      wire(
        isRecord ? `events ${queue.asks}` : keyOf(from, scenario, topology),
        `behind ${id}`,
        used ? 'plain' : 'armed',
        false,
      );
    }
  });
  for (const [from, to] of topology.across) {
    const fn = functionIdOf(to);
    const isFunction = scenario.settings.functions?.[fn] !== undefined || fn === 'function';
    const target = isFunction ? `function ${fn}` : `source ${to}`;
    const tone = hasArrived(input, to, atUs) ? 'plain' : 'armed';
    wire(keyOf(from, scenario, topology), target, tone, false, isFunction ? to : '');
  }
  for (const [key, make] of stripsOf(input)) {
    add({ key, column: 'strip', row: topology.rows.length, way: -1, make });
  }
  return { parts, wires, relays };
}

/** Functions that deployments ask before and after they shift traffic. */
function hooksOf({ changes = [] }: Scenario): ReadonlySet<string> {
  return new Set(
    changes.flatMap((change) =>
      change.kind === 'create-deployment'
        ? [change.beforeAllowTraffic, change.afterAllowTraffic].flatMap((name) =>
            name === undefined ? [] : [functionIdOf(name)],
          )
        : [],
    ),
  );
}

/** What is drawn across the whole picture, below what it is about. */
function stripsOf(input: SceneInput): (readonly [key: string, make: PartMaker])[] {
  const { trace, scenario, rules } = input;
  const deployments = deploymentsOf(trace, scenario, rules);
  const hasAlarms = Object.keys(scenario.settings.alarms ?? {}).length > 0;
  return [
    ...createdFunctions(input).map((fn) => [`package ${fn}`, packagePart(input, fn)] as const),
    ...(deployments.length > 0 || hasAlarms
      ? ([['deployment', deploymentPart(input, deployments)]] as const)
      : []),
    ...(hasPools(input) ? ([['pools', poolPart(input)]] as const) : []),
  ];
}

/** The part in which something of the scenario is drawn. */
function keyOf(id: string, scenario: Scenario, topology: Topology): string {
  const { settings } = scenario;
  if (id === 'function' || settings.functions?.[id]) return `function ${id}`;
  const mapping = settings.mappings?.[id];
  if (mapping) return mapping.type === 'stream' ? `source ${mapping.source}` : `mapping ${id}`;
  const isSource = topology.rows.some(({ ways }) => ways.some(({ sources }) => sources.includes(id)));
  return `${isSource ? 'source' : 'behind'} ${id}`;
}

/** Whether anything has come to a place by the moment. */
function hasArrived({ trace }: SceneInput, id: string, atUs: number): boolean {
  const place = placeNamed(trace, id);
  return (
    ['message', 'call', 'notification', 'event', 'request'].some(
      (kind) => born(trace, kind, place, atUs) > 0,
    ) || entered(trace, 'delivery', 'delivered', place, atUs) > 0
  );
}
