/** What of a scenario's architecture stands where in its picture: rows of source, way in, function, and what lies behind. */
import { functionIdOf } from '../sim/function-named.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Trace } from '../sim/trace.ts';
import { bornUs } from './ledger.ts';
import { placeNamed, type SceneInput } from './scene-input.ts';

type Resource = NonNullable<Scenario['settings']['resources']>[string];

/** One way by which units come to a function. */
export interface WayIn {
  /** Ids of what sends: `caller`, a queue, a stream, services; empty: another function calls it. */
  readonly sources: readonly string[];
  /** The id of a queue's mapping, `events` for the function's own event queue; null: straight to the door. */
  readonly via: string | null;
  /** What it asks for: the function's id, alone or with a version or an alias. */
  readonly asks: string;
}

/** Something behind a function. */
export interface Behind {
  readonly id: string;
  /** `Dead-letter queue`, `On failure`, `On success`; empty: it is called. */
  readonly role: string;
  /** What sends to it: a function's id, a queue's, a mapping's. */
  readonly from: string;
}

export interface Row {
  /** Id of the function. */
  readonly fn: string;
  readonly ways: readonly WayIn[];
  readonly behind: readonly Behind[];
}

export interface Topology {
  readonly rows: readonly Row[];
  /** By id of a stream: the mappings that read it. */
  readonly readers: ReadonlyMap<string, readonly string[]>;
  /** Wires between what stands in different rows: from a function or a resource to a source. */
  readonly across: readonly (readonly [from: string, to: string])[];
}

/** The topology of the scenario that ran. */
export function topologyOf({ trace, scenario }: Pick<SceneInput, 'trace' | 'scenario'>): Topology {
  const { settings } = scenario;
  const resources = settings.resources ?? {};
  const mappings = Object.entries(settings.mappings ?? {});
  const ids = ['function', ...Object.keys(settings.functions ?? {})];
  const settingsOf = (id: string) => (id === 'function' ? settings.function : settings.functions![id]!);
  const asksOf = (mapping: (typeof mappings)[number][1]) => mapping.function ?? 'function';
  const targetOf = (mapping: (typeof mappings)[number][1]) => functionIdOf(asksOf(mapping));
  const isOf = (name: string, fn: string) => functionIdOf(name) === fn;
  const isSource = (id: string) =>
    mappings.some(([, mapping]) => mapping.source === id) || resources[id]?.type === 'push-service';
  const readers = new Map<string, string[]>();
  for (const [id, mapping] of mappings) {
    if (mapping.type === 'stream') readers.set(mapping.source, [...(readers.get(mapping.source) ?? []), id]);
  }
  const across: (readonly [string, string])[] = [];
  const rows = ids.map((fn): Row => {
    const own = settingsOf(fn);
    const ways: WayIn[] = [];
    const { caller } = settings;
    const queued = caller?.invocationType === 'Event';
    const called = caller?.invokes ?? 'function';
    const isCalled = caller !== undefined && isOf(called, fn);
    if (isCalled && !queued) ways.push({ sources: ['caller'], via: null, asks: called });
    const services = Object.entries(resources).flatMap(([id, resource]) =>
      resource.type === 'push-service' && resource.targets.some((target) => isOf(target, fn)) ? [id] : [],
    );
    const namesPushed = [
      ...(isCalled && queued ? [called] : []),
      ...services.flatMap((id) => {
        const resource = resources[id]!;
        return resource.type === 'push-service' ? resource.targets.filter((target) => isOf(target, fn)) : [];
      }),
      ...placesWithEvents(trace, fn),
    ];
    // Events for an alias or a version have their own queue.
    for (const asks of new Set(namesPushed)) {
      const sources = services.filter((id) => {
        const resource = resources[id]!;
        return resource.type === 'push-service' && resource.targets.includes(asks);
      });
      const pushers = [...(isCalled && queued && called === asks ? ['caller'] : []), ...sources];
      ways.push({ sources: pushers, via: 'events', asks });
    }
    for (const [id, mapping] of mappings) {
      if (targetOf(mapping) === fn) ways.push({ sources: [mapping.source], via: id, asks: asksOf(mapping) });
    }
    const behind: Behind[] = [];
    const add = (id: string | null | undefined, role: string, from: string) => {
      if (id === undefined || id === null) return;
      if (isSource(id) || ids.includes(functionIdOf(id))) across.push([from, id]);
      else if (!behind.some((one) => one.id === id)) behind.push({ id, role, from });
    };
    add(own.async?.deadLetterQueue, 'Dead-letter queue', fn);
    const named = [own, ...Object.values(own.versions ?? {}), ...Object.values(own.aliases ?? {})];
    for (const { async } of named) {
      add(async?.onFailure, 'On failure', fn);
      add(async?.onSuccess, 'On success', fn);
    }
    for (const [id, mapping] of mappings) {
      if (targetOf(mapping) !== fn) continue;
      if (mapping.type === 'stream') add(mapping.onFailure ?? undefined, 'On failure', id);
      const source = resources[mapping.source];
      if (source?.type === 'queue') add(source.deadLetterQueue, 'Dead-letter queue', mapping.source);
    }
    for (const { to } of own.calls ?? []) add(to, roleOfCalled(resources[to]), fn);
    for (const { id } of behind.slice()) {
      const resource = resources[id];
      if (resource?.type === 'downstream' && resource.feeds !== undefined)
        add(resource.feeds, roleOfCalled(resources[resource.feeds]), id);
    }
    return { fn, ways, behind };
  });
  const shownRows = inOrder(rows, across, scenario.entry ?? 'caller', (fn) =>
    // Also what nobody calls, where environments are kept ready for it.
    placesOf(trace, fn).some((place) =>
      ['request', 'environment'].some((kind) => bornUs(trace, kind, place).length > 0),
    ),
  );
  // What nobody here sends from stands with the first row: a queue that services fill and nothing reads.
  const shown = new Set(
    rows.flatMap(({ ways, behind }) => [
      ...ways.flatMap(({ sources }) => sources),
      ...behind.map(({ id }) => id),
    ]),
  );
  for (const [id, resource] of Object.entries(resources)) {
    if (resource.type !== 'push-service') continue;
    for (const target of resource.targets) {
      if (ids.includes(functionIdOf(target)) && shown.has(id)) continue;
      if (resources[target] && isSource(target)) across.push([id, target]);
    }
  }
  const left = Object.keys(resources).filter((id) => !shown.has(id));
  if (left.length > 0 && shownRows[0]) {
    const sources = left.filter((id) => isSource(id));
    // A target that services send to stands behind; one that nothing leads to is not drawn.
    const fed = left.flatMap((id): Behind[] => {
      const from = Object.keys(resources).find((one) => {
        const resource = resources[one];
        return resource?.type === 'push-service' && resource.targets.includes(id);
      });
      return isSource(id) || from === undefined ? [] : [{ id, role: roleOfCalled(resources[id]), from }];
    });
    shownRows[0] = {
      ...shownRows[0],
      ways: [
        ...shownRows[0].ways,
        ...(sources.length > 0 ? [{ sources, via: null, asks: shownRows[0].fn }] : []),
      ],
      behind: [...shownRows[0].behind, ...fed],
    };
  }
  return { rows: shownRows, readers, across };
}

/** Places of a function, its versions and its aliases. */
function placesOf(trace: Trace, fn: string): number[] {
  const own = placeNamed(trace, fn);
  return trace.places.flatMap(({ of }, place) =>
    place === own || (of !== undefined && of === own) ? [place] : [],
  );
}

/** Names of a function for which events have come. */
function placesWithEvents(trace: Trace, fn: string): string[] {
  return placesOf(trace, fn)
    .filter((place) => bornUs(trace, 'event', place).length > 0)
    .map((place) => trace.places[place]!.name);
}

function roleOfCalled(resource: Resource | undefined): string {
  return resource?.type === 'queue'
    ? 'Queue'
    : resource?.type === 'stream'
      ? 'Stream'
      : resource?.type === 'target'
        ? 'Target'
        : '';
}

/** The rows as units pass through them: from where they arrive on. A function that nothing leads to is left out. */
function inOrder(
  rows: readonly Row[],
  across: readonly (readonly [string, string])[],
  entry: string,
  isUsed: (fn: string) => boolean,
): Row[] {
  const found: Row[] = [];
  const take = (row: Row) => {
    if (found.includes(row)) return;
    found.push(row);
    const own = [row.fn, ...row.behind.map(({ id }) => id), ...row.ways.flatMap(({ sources }) => sources)];
    for (const [from, to] of across) {
      if (!own.includes(from)) continue;
      for (const next of rows) {
        if (next.fn === functionIdOf(to) || next.ways.some(({ sources }) => sources.includes(to))) take(next);
      }
    }
  };
  for (const row of rows)
    if (row.fn === functionIdOf(entry) || row.ways.some(({ sources }) => sources.includes(entry))) take(row);
  for (const row of rows) if (row.ways.length > 0 || isUsed(row.fn)) take(row);
  return found.length > 0 ? found : [...rows];
}
