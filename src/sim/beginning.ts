/** What a chain of causes began with: an arrival, a setting, a fault or what an operator changed. */
import { firstStepOf } from './actor-steps.ts';
import { erasOf, forksOf } from './eras.ts';
import { functionIdOf, functionPath, qualifierOf } from './function-named.ts';
import { changesInOrder } from './release-plan.ts';
import { revisionAt } from './revision.ts';
import type { Arrivals, Fault, Scenario } from './scenario.ts';
import { NONE, type Trace } from './trace.ts';
import { below } from './value-below.ts';
import { why } from './why.ts';

export type Beginning =
  | {
      readonly kind: 'arrival';
      /** Number of it among those at this place, from 1. */
      readonly nth: number;
      /** Where it arrives, by its name in the scenario; `caller`, `edge` for those. */
      readonly at: string;
      /** The pattern it is of; of a schedule the part, where only one can have brought it. */
      readonly pattern: Arrivals;
    }
  /** Path in the scenario, `settings.mappings.orders`, and what stands there. */
  | { readonly kind: 'setting'; readonly path: string; readonly value: unknown }
  | { readonly kind: 'fault'; readonly id: string; readonly title: string }
  | { readonly kind: 'change'; readonly id: string; readonly title: string; readonly atMs: number };

/**
 * What the chain of causes of a step began with, the beginning of time first, then the faults and settings that decided
 * one of its steps. At least one.
 *
 * @param step number of a step of the trace.
 */
export function beginningsOf(trace: Trace, scenario: Scenario, step: number): readonly Beginning[] {
  const chain = why(trace, step);
  const root = chain.at(-1);
  if (root === undefined) return [];
  const struck = trace.from[root] === NONE ? null : deciding(trace, scenario, root);
  const found: Beginning[] = [struck?.kind === 'fault' ? struck : rootOf(trace, scenario, root)];
  for (const one of chain) {
    const more = deciding(trace, scenario, one);
    if (more === null || found.some((other) => nameOf(other) === nameOf(more))) continue;
    found.push(more);
  }
  return found;
}

function nameOf(beginning: Beginning): string {
  switch (beginning.kind) {
    case 'arrival':
      return 'arrival';
    case 'setting':
      return beginning.path;
    default:
      return beginning.id;
  }
}

function setting(scenario: Scenario, path: string): Beginning {
  return { kind: 'setting', path, value: path.split('.').reduce<unknown>(below, scenario) };
}

function rootOf(trace: Trace, scenario: Scenario, step: number): Beginning {
  const kind = trace.kinds[trace.kind[step]!]!.name;
  const place = trace.places[trace.place[step]!]?.name ?? '';
  const reason = trace.reasons[trace.reason[step]!] ?? '';
  const fn = functionPath(place);
  const qualifier = qualifierOf(place) ?? '';
  const named = /^\d+$/.test(qualifier) ? `${fn}.versions.${qualifier}` : `${fn}.aliases.${qualifier}`;
  switch (kind) {
    case 'operation': {
      const change = changesInOrder(scenario)[trace.actor[step]!];
      if (change === undefined) break;
      return { kind: 'change', id: change.id, title: change.title, atMs: change.atMs };
    }
    case 'message':
      if (reason === 'stood: before the run') return setting(scenario, `settings.resources.${place}.backlog`);
      return arrivalOf(trace, scenario, step);
    case 'request':
    case 'caller':
    case 'viewer':
    case 'event':
    case 'record':
    case 'notification':
      return arrivalOf(trace, scenario, firstStepOf(trace, trace.kind[step]!, trace.actor[step]!));
    case 'environment':
      return setting(scenario, warmPath(scenario, reason, fn, qualifier));
    case 'function':
      return setting(scenario, warmPath(scenario, 'ready: before the run', fn, qualifier));
    case 'mapping': {
      const at = `settings.mappings.${place}`;
      return setting(scenario, reason === 'disabled: by its setting' ? `${at}.enabled` : at);
    }
    case 'reader':
    case 'poller':
      return setting(scenario, `settings.mappings.${place}`);
    case 'alarm': {
      const id = Object.keys(scenario.settings.alarms ?? {})[trace.actor[step]!] ?? '';
      return setting(scenario, `settings.alarms.${id}`);
    }
    case 'alias':
    case 'version':
      return setting(scenario, named);
    case 'allocation':
      return setting(scenario, `${named}.provisioned`);
    case 'scaling':
      return setting(scenario, `${named}.provisioned.autoScaling`);
    case 'stack':
      return setting(scenario, `${fn}.stack`);
    case 'creation':
      return setting(scenario, `${fn}.package`);
    case 'interface':
      return setting(scenario, `settings.vpcs.${place}`);
    default:
  }
  return setting(scenario, 'settings');
}

/** What says that environments stand there from the beginning. */
function warmPath(scenario: Scenario, reason: string, fn: string, qualifier: string): string {
  if (reason === 'ready: kept ready') return 'settings.readyEnvironments';
  if (reason === 'ready: provisioned') return `${fn}.versions.${qualifier}`;
  if ((scenario.settings.warmEnvironments ?? 0) > 0) return 'settings.warmEnvironments';
  return (scenario.settings.readyEnvironments ?? 0) > 0 ? 'settings.readyEnvironments' : fn;
}

/** The places that arrivals for an actor of a step can be meant for. */
function entryOf(trace: Trace, step: number): string {
  const kind = trace.kinds[trace.kind[step]!]!.name;
  const place = trace.places[trace.place[step]!];
  if (kind === 'viewer') return 'edge';
  if (kind === 'record') return trace.places[place?.source ?? -1]?.name ?? place?.name ?? '';
  return kind === 'message' || kind === 'notification' ? (place?.name ?? '') : 'caller';
}

function arrivalOf(trace: Trace, scenario: Scenario, step: number): Beginning {
  const at = entryOf(trace, step);
  let nth = 0;
  for (let one = 0; one <= step; one += 1) {
    if (
      trace.kind[one] === trace.kind[step] &&
      trace.place[one] === trace.place[step] &&
      trace.from[one] === NONE &&
      trace.cause[one]! < 0 &&
      trace.reasons[trace.reason[one]!] !== 'stood: before the run'
    )
      nth += 1;
  }
  const feeds = [{ to: scenario.entry ?? 'caller', arrivals: scenario.arrivals }, ...(scenario.feeds ?? [])];
  const meant = feeds.filter(({ to }) => to === at);
  const candidates = (meant.length > 0 ? meant : feeds).map(({ arrivals }) => arrivals);
  const atMs = trace.at[step]! / 1000;
  const parts = candidates.flatMap((arrivals) =>
    arrivals.kind === 'schedule' ? (arrivals.parts as readonly Arrivals[]) : [arrivals],
  );
  const fitting = parts.filter((part) => covers(part, atMs));
  return { kind: 'arrival', nth, at, pattern: fitting.length === 1 ? fitting[0]! : candidates[0]! };
}

/** Whether a pattern can bring an arrival at a moment. */
function covers(pattern: Arrivals, atMs: number): boolean {
  switch (pattern.kind) {
    case 'burst': {
      const { atMs: from, withinMs = 0, repeatEveryMs, repeats } = pattern;
      if (atMs < from) return false;
      const round = repeatEveryMs === undefined ? 0 : Math.floor((atMs - from) / repeatEveryMs);
      return round <= (repeats ?? Infinity) && atMs - from - round * (repeatEveryMs ?? 0) <= withinMs;
    }
    case 'constant':
    case 'poisson':
    case 'ramp':
      return atMs >= (pattern.startMs ?? 0) && atMs <= (pattern.untilMs ?? Infinity);
    default:
      return true;
  }
}

/** Which faults a reason can come from. */
const FAULTS: Readonly<Record<string, readonly Fault['kind'][]>> = {
  'handler: error': ['function-error', 'bad-item'],
  'handler: exception': ['unhandled-exception'],
  'handler: uncaught exception': ['unhandled-exception'],
  'handler: out of memory': ['out-of-memory'],
  'handler: crashed': ['crash'],
  'timeout: function': ['timeout'],
  'killed: by a fault': ['environment-killed'],
  'killed: in restore': ['environment-killed'],
  'init: failed': ['init-error'],
  'init: failed again': ['init-error'],
  'snapshot: failed': ['init-error'],
  'refused: invalid request': ['invalid-request'],
  'service error: nothing ran': ['service-error'],
  'service error': ['service-error'],
  'answer: malformed': ['malformed-answer'],
  'answer: temporary failure': ['temporary-failure'],
  'retry: asked to': ['temporary-failure'],
  'accepted: second delivery': ['duplicate'],
  'notified: second delivery': ['duplicate'],
  'copy: delivered again': ['duplicate'],
  'denied: no permission': ['permission-missing'],
  'denied: resource policy': ['permission-missing'],
  'denied: role not assumed': ['permission-missing'],
  'call: denied': ['permission-missing'],
  'problem: role may not read': ['permission-missing'],
  'poll: not allowed': ['permission-missing'],
  'lost: dead letter not permitted': ['permission-missing'],
  'lost: destination not permitted': ['permission-missing'],
  'service error: role': ['permission-missing'],
  'refused: role': ['permission-missing'],
  'call: error': ['call-error'],
  'call: no way': ['unreachable'],
  'failed: reported items': ['bad-item'],
  'batch: some failed': ['bad-item'],
};

/**
 * What beside its cause decided a step: a fault that is on, or a setting, as they are at its moment; a setting that has
 * been changed since the run began, by that change. null: nothing did.
 */
function deciding(trace: Trace, whole: Scenario, step: number): Beginning | null {
  const era = erasOf(whole).findLast(({ atUs }) => atUs <= trace.at[step]!)!;
  const { scenario } = era;
  const reason = trace.reasons[trace.reason[step]!] ?? '';
  const kinds = FAULTS[reason];
  const place = trace.places[trace.place[step]!]?.name ?? '';
  const fault = kinds === undefined ? null : faultAt(trace, scenario, step, kinds, place);
  if (fault !== null) return { kind: 'fault', id: fault.id, title: fault.title };
  const path = settingPaths(trace, scenario, step, reason, place).find((one) => {
    const value = one.split('.').reduce<unknown>(below, scenario);
    return value !== undefined && value !== null;
  });
  if (path === undefined) return null;
  const change = forksOf(whole).findLast((one) => path in one.set && one.atMs * 1000 <= trace.at[step]!);
  if (change) return { kind: 'change', id: change.id, title: change.title, atMs: change.atMs };
  return setting(scenario, path);
}

/**
 * The fault that can have struck: it is on, of this kind, about this place and in force at the moment. One that names
 * who it strikes by number must name the actor, where numbers of the run tell that.
 */
function faultAt(
  trace: Trace,
  scenario: Scenario,
  step: number,
  kinds: readonly Fault['kind'][],
  place: string,
): Fault | null {
  const names = namesFor(trace, step, place);
  const atMs = trace.at[step]! / 1000;
  const striking = scenario.faults.filter(
    ({ on, kind, of, fromMs = 0, untilMs }) =>
      on &&
      kinds.includes(kind) &&
      (of === undefined || names.includes(of)) &&
      // What the moment decides may have been decided when the actor came.
      (untilMs === undefined || bornMs(trace, step) < untilMs) &&
      atMs >= fromMs,
  );
  const number = numberOf(trace, step, place);
  return (
    striking.find(
      ({ which, share }) => which === undefined || share !== undefined || which.includes(number),
    ) ??
    striking.find(({ kind }) => kind === 'bad-item' || kind === 'duplicate') ??
    null
  );
}

function bornMs(trace: Trace, step: number): number {
  return trace.at[firstStepOf(trace, trace.kind[step]!, trace.actor[step]!)]! / 1000;
}

/** What a fault can name when it is about a place: the place, its function, what a mapping there reads and invokes. */
function namesFor(trace: Trace, step: number, place: string): readonly string[] {
  const at = trace.places[trace.place[step]!];
  const other = trace.otherKind[step] === NONE ? -1 : trace.other[step]!;
  const beside = other < 0 ? -1 : firstStepOf(trace, trace.otherKind[step]!, other);
  const near = [at?.source, at?.target, beside < 0 ? undefined : trace.place[beside]].flatMap(
    (number) => trace.places[number ?? -1]?.name ?? [],
  );
  const names = [place, ...near];
  return [...names, ...names.map(functionIdOf), ...(at?.type === 'caller' ? ['caller'] : [])];
}

/** The number by which a fault names whom it strikes: of invocations and environments of one function, of all others. */
function numberOf(trace: Trace, step: number, place: string): number {
  const kind = trace.kinds[trace.kind[step]!]!.name;
  const reason = trace.reasons[trace.reason[step]!] ?? '';
  // Who is killed is named by its number in the whole run.
  if (reason.startsWith('killed: ')) return (kind === 'environment' ? trace.actor : trace.other)[step]! + 1;
  const asRequest =
    kind === 'environment' && !(trace.reasons[trace.reason[step]!] ?? '').startsWith('init: ');
  const [of, actor] = asRequest
    ? [trace.otherKind[step]!, trace.other[step]!]
    : [trace.kind[step]!, trace.actor[step]!];
  let number = 0;
  for (let one = 0; one <= step; one += 1) {
    if (trace.kind[one] !== of || trace.from[one] !== NONE) continue;
    if (trace.places[trace.place[one]!]?.name === place) number += 1;
    if (trace.actor[one] === actor) break;
  }
  return number;
}

/** The settings that can have decided a step by its reason, the likeliest first. */
function settingPaths(
  trace: Trace,
  scenario: Scenario,
  step: number,
  reason: string,
  place: string,
): readonly string[] {
  const fn = functionPath(place);
  const source = trace.places[trace.places[trace.place[step]!]?.source ?? -1]?.name ?? '';
  const target = trace.places[trace.places[trace.place[step]!]?.target ?? -1]?.name ?? '';
  const resource = `settings.resources.${place}`;
  switch (reason) {
    case 'handler: error': {
      const number = trace.amount[firstStepOf(trace, trace.kind[step]!, trace.actor[step]!)] ?? 0;
      const own = below(scenario.settings.functions, functionIdOf(place)) ?? scenario.settings.function;
      const isEnvironment = trace.kinds[trace.kind[step]!]!.name === 'environment';
      const revision = isEnvironment ? revisionAt(own as Scenario['settings']['function'], number) : null;
      return [...(revision === null ? [] : [`${fn}.revisions.${revision}.errorShare`]), `${fn}.errorShare`];
    }
    case 'throttled: concurrency':
      return ['settings.concurrencyLimit'];
    case 'throttled: reserved concurrency':
    case 'given up: nothing reserved':
      return [`${fn}.reservedConcurrency`];
    case 'throttled: scaling rate':
      return ['settings.scaling'];
    case 'timeout: function':
    case 'timeout: init':
      return [`${fn}.timeoutMs`];
    case 'denied: no permission':
      return ['settings.caller.permitted'];
    case 'denied: role not assumed':
      return [`${fn}.trusted`];
    case 'denied: resource policy':
      return [`${resource}.notPermitted`];
    case 'lost: dead letter not permitted':
    case 'lost: destination not permitted':
      return [`${resource}.notPermitted`];
    case 'call: no way':
      return [`${resource}.unreachable`, `${resource}.at`];
    case 'call: connection refused':
    case 'connection: limit':
      return [`${resource}.connectionLimit`];
    case 'call: no capacity':
      return [`${resource}.capacity`];
    case 'problem: role may not read':
      return [`${functionPath(target)}.denied`, `${functionPath(target)}.policies`];
    case 'discarded: too old':
      return [`settings.mappings.${place}.maximumRecordAgeMs`];
    case 'discarded: retries exhausted':
    case 'failed: given up':
    case 'failed: retried':
      return [`settings.mappings.${place}.maximumRetryAttempts`];
    case 'failed: bisected':
      return [`settings.mappings.${place}.bisect`];
    case 'dead-lettered: received too often':
      return [`${resource}.maxReceiveCount`];
    case 'visible: visibility timeout':
      return [`${resource}.visibilityTimeoutMs`];
    case 'expired: retention':
      return [`${resource}.retentionMs`];
    case 'expired: left the stream':
      return [`settings.resources.${source}.retentionMs`];
    case 'filtered: no match':
      return [`settings.mappings.${place}.filter`];
    case 'skipped: before the start':
      return [`settings.mappings.${place}.startingPosition`];
    case 'stopped: alarm':
      return ['settings.alarms'];
    default:
      return [];
  }
}
