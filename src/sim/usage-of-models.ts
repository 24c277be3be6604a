/** What the models around functions have used: events in the queue of asynchronous invocations, and provisioned pollers. */
import { functionIdOf } from './function-named.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import { Staircase, type Spell } from './staircase.ts';
import { NONE, type Trace } from './trace.ts';

/** Events taken in for asynchronous invocation: AWS counts large ones as more than one request. */
export interface AsyncEvents {
  /** Id of the function. */
  readonly function: string;
  /** Size of each; null: the scenario does not say. */
  readonly payloadBytes: number | null;
  readonly events: number;
}

/** Event poller units of a mapping in provisioned mode × time. */
export interface PollerUnits {
  readonly mapping: string;
  readonly unitMs: number;
  /** When how many pollers there were, and how many of them are one unit. */
  readonly spells: readonly Spell[];
  readonly perUnit: number;
}

/** By function and size, in the order in which the first of each came. */
export function asyncEventsOf(trace: Trace, scenario: Scenario): readonly AsyncEvents[] {
  const { length, kind, kinds, from, to, reason, reasons, place, places } = trace;
  const event = kinds.findIndex(({ name }) => name === 'event');
  const queued = kinds[event]!.states.indexOf('queued');
  const found = new Map<string, { function: string; payloadBytes: number | null; events: number }>();
  for (let step = 0; step < length; step += 1) {
    const isTakenIn = kind[step] === event && from[step] === NONE && to[step] === queued;
    if (!isTakenIn || reasons[reason[step]!] === 'accepted: second delivery') continue;
    const payloadBytes = payloadOf(trace, scenario, step);
    const name = functionIdOf(places[place[step]!]!.name);
    const key = `${name} ${payloadBytes}`;
    const known = found.get(key);
    if (known) known.events += 1;
    else found.set(key, { function: name, payloadBytes, events: 1 });
  }
  return [...found.values()];
}

/** Size of an event, told by what sent it. */
function payloadOf(
  { cause, kind, kinds, place, places }: Trace,
  scenario: Scenario,
  step: number,
): number | null {
  const { caller, resources = {} } = scenario.settings;
  const from = cause[step]!;
  if (from < 0) {
    // It comes from a caller of whom nothing else is kept, or from nowhere in particular.
    const isCallers = scenario.entry === undefined || scenario.entry === 'caller';
    return isCallers ? (caller?.payloadBytes ?? null) : null;
  }
  if (kinds[kind[from]!]!.name === 'caller') return caller?.payloadBytes ?? null;
  const sender = resources[places[place[from]!]!.name];
  return sender?.type === 'push-service' ? (sender.payloadBytes ?? null) : null;
}

/** By mapping; those that are not in provisioned mode have none. A unit polls for so many invocations at once. */
export function pollersOf(trace: Trace, { settings }: Scenario, { queues }: Rules): readonly PollerUnits[] {
  const { length, kind, kinds, from, to, at, place, places, endUs } = trace;
  const poller = kinds.findIndex(({ name }) => name === 'poller');
  const isBilled = places.map(({ name }) => {
    const mapping = settings.mappings?.[name];
    return mapping?.type === 'queue' && mapping.provisioned !== undefined;
  });
  const perUnit = queues.mapping?.provisioned?.perPoller.concurrent ?? 1;
  const counts = places.map(() => new Staircase());
  for (let step = 0; step < length; step += 1) {
    if (kind[step] !== poller || !isBilled[place[step]!]!) continue;
    if (from[step] === NONE) counts[place[step]!]!.change(at[step]!, 1);
    else if (kinds[poller]!.isFinal[to[step]!]!) counts[place[step]!]!.change(at[step]!, -1);
  }
  return counts.flatMap((count, number) => {
    const spells = count.until(endUs);
    const pollerMs = spells.reduce((sum, spell) => sum + (spell.toMs - spell.fromMs) * spell.count, 0);
    return spells.length > 0
      ? [{ mapping: places[number]!.name, unitMs: pollerMs / perUnit, spells, perUnit }]
      : [];
  });
}
