/** Where aliases point over a run, and which version each request that names one has gone to. */
import { bisectLeft } from 'd3';
import { functionIdOf } from '../sim/function-named.ts';
import type { Scenario } from '../sim/scenario.ts';
import { NONE, type Trace } from '../sim/trace.ts';
import { firstStep, upTo } from './ledger.ts';
import { kindIn } from './stands.ts';

/** From a moment on an alias points so. */
export interface Pointing {
  readonly atUs: number;
  readonly step: number;
  /** Numbers of the places of its versions; -1: there is no second one. */
  readonly version: number;
  readonly additional: number;
  /** Share of the second, 0 to 1. */
  readonly weight: number;
}

interface AliasStory {
  /** By place of the alias: in order of time, the first from the beginning. */
  readonly pointings: ReadonlyMap<number, readonly Pointing[]>;
  /** By alias and version: the moments of requests that went that way, in order. */
  readonly routed: ReadonlyMap<number, readonly number[]>;
  /** By place: the moments of requests that named it, in order. */
  readonly asked: ReadonlyMap<number, readonly number[]>;
  /** By number of the request: the place it named. */
  readonly askedOf: readonly number[];
}

type Scoped = Pick<Scenario, 'settings' | 'changes'>;

const known = new WeakMap<Trace, AliasStory>();
const WHOLE = 10_000;
const wayKey = (alias: number, version: number) => alias * 256 + version;

function storyOf(trace: Trace, scenario: Scoped): AliasStory {
  const before = known.get(trace);
  if (before) return before;
  const story = { pointings: readPointings(trace), ...readRoutes(trace, scenario) };
  known.set(trace, story);
  return story;
}

function readPointings(trace: Trace): Map<number, Pointing[]> {
  const kind = kindIn(trace, 'alias');
  const versionKind = kindIn(trace, 'version');
  const found = new Map<number, Pointing[]>();
  /** The version that a step names; none: $LATEST. */
  const named = (step: number) => {
    const isVersion = trace.otherKind[step] === versionKind && trace.other[step]! >= 0;
    const born = isVersion ? firstStep(trace, versionKind, trace.other[step]!) : -1;
    return born < 0 ? trace.places[trace.place[step]!]!.of! : trace.place[born]!;
  };
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind) continue;
    const place = trace.place[step]!;
    const list = found.get(place) ?? [];
    found.set(place, list);
    const share = trace.amount[step]! / WHOLE;
    const last = list.at(-1);
    // One that points to two takes a second step, at once, which tells of the second.
    if (last && trace.events[trace.event[step]!] === 'share')
      list[list.length - 1] = { ...last, step, additional: named(step), weight: share };
    else list.push({ atUs: trace.at[step]!, step, version: named(step), additional: -1, weight: 0 });
  }
  return found;
}

/** Names by which what is at a place invokes: a caller, a mapping. */
function askedBy({ settings }: Scoped, name: string, type: string): string | null {
  if (type === 'caller') return settings.caller?.invokes ?? 'function';
  if (type === 'mapping') return settings.mappings?.[name]?.function ?? 'function';
  return null;
}

function readRoutes(trace: Trace, scenario: Scoped): Omit<AliasStory, 'pointings'> {
  const kind = kindIn(trace, 'request');
  const numberOf = new Map(trace.places.map(({ name }, place) => [name, place]));
  const fnOf = trace.places.map(({ of }, place) => of ?? place);
  const named = trace.places.map(({ name, type }, place) => {
    const asks = askedBy(scenario, name, type);
    return asks === null ? place : (numberOf.get(asks) ?? place);
  });
  const outside = numberOf.get(scenario.settings.caller?.invokes ?? 'function') ?? 0;
  const routed = new Map<number, number[]>();
  const asked = new Map<number, number[]>();
  const askedOf: number[] = [];
  const push = (map: Map<number, number[]>, key: number, at: number) => {
    const list = map.get(key);
    if (list) list.push(at);
    else map.set(key, [at]);
  };
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind || trace.from[step] !== NONE) continue;
    const place = trace.place[step]!;
    const cause = trace.cause[step]!;
    const meant = cause < 0 ? outside : named[trace.place[cause]!]!;
    // What asks in a way that is not known has asked for what ran.
    const way = fnOf[meant] === fnOf[place] && isName(trace, meant, place) ? meant : place;
    askedOf[trace.actor[step]!] = way;
    push(asked, way, trace.at[step]!);
    if (trace.places[way]!.type === 'alias') push(routed, wayKey(way, place), trace.at[step]!);
  }
  return { routed, asked, askedOf };
}

/** Whether a request that names one place can be for another: an alias leads to versions, all else to itself. */
function isName(trace: Trace, meant: number, place: number): boolean {
  return meant === place || trace.places[meant]!.type === 'alias';
}

/** How an alias points at a moment, and how it did before; null: it does not exist. */
export function pointingAt(
  trace: Trace,
  scenario: Scoped,
  alias: number,
  atUs: number,
): { readonly now: Pointing; readonly before: Pointing | null } | null {
  const all = (storyOf(trace, scenario).pointings.get(alias) ?? []).filter((one) => one.atUs <= atUs);
  const now = all.at(-1);
  return now ? { now, before: all.at(-2) ?? null } : null;
}

/** Every version that an alias points to in the run: numbers of their places. */
export function everPointedTo(trace: Trace, scenario: Scoped, alias: number): readonly number[] {
  const pointings = storyOf(trace, scenario).pointings.get(alias) ?? [];
  const all = pointings.flatMap(({ version, additional }) => [version, additional]);
  return [...new Set(all.filter((place) => place >= 0))];
}

/** How many requests have gone to a version through an alias from a moment on to another, both with them, µs. */
export function routedBetween(
  trace: Trace,
  scenario: Scoped,
  way: { readonly alias: number; readonly version: number },
  fromUs: number,
  toUs: number,
): number {
  const moments = storyOf(trace, scenario).routed.get(wayKey(way.alias, way.version));
  return upTo(moments, toUs) - (moments === undefined ? 0 : bisectLeft(moments, fromUs));
}

/** How many requests have named a function, version or alias by a moment. */
export function askedFor(trace: Trace, scenario: Scoped, place: number, atUs: number): number {
  return upTo(storyOf(trace, scenario).asked.get(place), atUs);
}

/** The function, version or alias that a request has named: number of its place; -1: there is no such request. */
export function placeAsked(trace: Trace, scenario: Scoped, request: number): number {
  return storyOf(trace, scenario).askedOf[request] ?? -1;
}

/** Names by which a function is invoked in a scenario, as settings say them: `function`, `function:live`. */
export function namesAsked({ settings }: Scoped, fn: string): readonly string[] {
  const { caller, mappings, resources, functions, edge } = settings;
  const every = { function: settings.function, ...functions };
  const names = [
    ...(caller ? [caller.invokes ?? 'function'] : []),
    ...Object.values(mappings ?? {}).map((mapping) => mapping.function ?? 'function'),
    ...Object.values(resources ?? {}).flatMap((resource) =>
      resource.type === 'push-service' ? resource.targets : [],
    ),
    ...Object.values(every).flatMap(({ calls = [] }) => calls.map(({ to }) => to)),
    ...(edge
      ? [edge.viewerRequest, edge.originRequest, edge.originResponse, edge.viewerResponse].flatMap((name) =>
          name === undefined ? [] : [name],
        )
      : []),
  ];
  return [...new Set(names.filter((name) => functionIdOf(name) === fn))];
}
