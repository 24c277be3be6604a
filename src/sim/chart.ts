/**
 * A statechart as tables: the states, transitions and delays of an XState machine object, read from
 * that object and nothing else. The compiled interpreter runs these tables and pictures draw them,
 * so there is never a second, hand-written model.
 */
import { EVENTS, REASONS } from './vocabulary.ts';
import { EFFECTS } from './effects.ts';
import { rankOfDelay } from './delay-ranks.ts';
import type { EventName, Reason } from './vocabulary.ts';
import type { EffectName } from './effects.ts';

/** What guards, delays and assignments read. */
export interface Scope<Context, Event> {
  context: Context;
  event: Event;
}

/** How a transition's reason is found: a code of REASONS, or where to copy it from. */
export const REASON_OF_ROUTING = -1;
export const REASON_OF_CAUSE = -2;

/** What a taken transition asks of the engine; both interpreters answer with it. */
export interface Taken {
  /** A code of REASONS, REASON_OF_ROUTING or REASON_OF_CAUSE. */
  readonly reason: number;
  /** Codes of EFFECTS, in order. */
  readonly effects: readonly number[];
}

/** A delay that starts when a state is entered. */
export interface Delay<Context, Event> {
  readonly name: string;
  /** The id XState gives its event: `xstate.after.handler.environment.invoke.handler`. */
  readonly id: string;
  /** Code of EVENTS: `after handler`. */
  readonly event: number;
  readonly rank: number;
  /** Its position among the chart's delays. */
  readonly index: number;
  /** Which of the actor's timers holds it: delays that can run at once have different ones. */
  readonly timer: number;
  readonly durationUs: (scope: Scope<Context, Event>) => number;
}

export interface ChartTransition<Context, Event> extends Taken {
  /** Its position among the machine's own transitions; one of an outer state stands in the chart once for each inner state. */
  readonly index: number;
  readonly event: EventName | '';
  readonly guardName: string;
  readonly guard: ((scope: Scope<Context, Event>) => boolean) | null;
  readonly assignments: readonly (readonly [keyof Context, (scope: Scope<Context, Event>) => unknown])[];
  /** Code of the state it leads to. */
  readonly target: number;
  /** Timers of the states it leaves, and delays of the states it enters, outer first. */
  readonly clears: readonly number[];
  readonly starts: readonly Delay<Context, Event>[];
}

export interface Chart<Context, Event> {
  readonly id: string;
  /** How many transitions its machine defines. */
  readonly transitions: number;
  /** Leaf states by code, named by their path: `init.runtime`. */
  readonly states: readonly string[];
  readonly isFinal: readonly boolean[];
  /** Tagged `idle`: an environment that routing may choose. */
  readonly isIdle: readonly boolean[];
  /** Every delay of the machine; XState's ids find them. */
  readonly delays: readonly Delay<Context, Event>[];
  readonly initial: number;
  readonly initialStarts: readonly Delay<Context, Event>[];
  /** Eventless transitions out of the initial state, tried at once. */
  readonly always: readonly ChartTransition<Context, Event>[];
  /** By state code × number of events + event code: the candidates, first enabled wins. */
  readonly table: readonly (readonly ChartTransition<Context, Event>[] | undefined)[];
}

/** Timers an actor may have running at once; a deeper chart is refused. */
export const TIMERS_PER_ACTOR = 2;

// XState's own types describe these as internals; only what is read is named here.
interface Node {
  readonly id: string;
  readonly path: readonly string[];
  readonly type: string;
  readonly parent: Node | undefined;
  readonly states: Readonly<Record<string, Node>>;
  readonly initial: { readonly target: readonly Node[] | undefined } | undefined;
  readonly transitions: ReadonlyMap<string, readonly Definition[]>;
  readonly always: readonly Definition[] | undefined;
  readonly after: readonly (Definition & { readonly delay: number | string })[];
  readonly entry: readonly unknown[];
  readonly exit: readonly unknown[];
  readonly tags: readonly string[];
}
interface Definition {
  readonly eventType: string;
  readonly guard?: unknown;
  readonly target: readonly Node[] | undefined;
  readonly source: Node;
  readonly reenter: boolean;
  readonly actions: readonly unknown[];
}
interface Machine {
  readonly id: string;
  readonly root: Node;
  readonly implementations: {
    readonly guards: Readonly<Record<string, unknown>>;
    readonly delays: Readonly<Record<string, unknown>>;
  };
}

/**
 * The tables of a machine.
 *
 * @param machineObject an XState machine that only assigns, guards, waits (`after` with named
 *   delays) and emits effects as data.
 * @throws Error naming the state, for what a compiled machine may not have: entry or exit actions,
 *   invoked actors, unnamed delays, eventless transitions outside the initial state, parallel states.
 */
export function chartOf<Context, Event>(machineObject: unknown): Chart<Context, Event> {
  const machine = machineObject as Machine;
  const leaves: Node[] = [];
  collectLeaves(machine.root, leaves);
  const codeOf = new Map(leaves.map((leaf, code) => [leaf, code]));
  const delaysOf = delayTable<Context, Event>(machine);

  const indexes = new Map<Definition, number>();
  const indexOf = (definition: Definition) => {
    const index = indexes.get(definition) ?? indexes.size;
    indexes.set(definition, index);
    return index;
  };
  const startsOf = (nodes: readonly Node[]) => nodes.flatMap((node) => delaysOf.get(node) ?? []);

  function transition(definition: Definition, leaf: Node): ChartTransition<Context, Event> {
    const target = definition.target?.[0];
    if (!target) throw new Error(`${leaf.id}: a transition without a target is not compiled`);
    const destination = initialLeaf(target);
    const domain = domainOf(definition.source, target, definition.reenter);
    const left = lineage(leaf).filter((node) => node !== domain && isInside(node, domain));
    const entered = lineage(destination).filter((node) => node !== domain && isInside(node, domain));
    const guardName = nameOf(definition.guard);
    return {
      index: indexOf(definition),
      event: eventNameOf(definition.eventType),
      guardName,
      guard: guardName
        ? (implementation(machine.implementations.guards, guardName, leaf) as (
            scope: Scope<Context, Event>,
          ) => boolean)
        : null,
      ...actionsOf<Context, Event>(definition.actions, leaf),
      target: codeOf.get(destination)!,
      clears: startsOf(left).map((delay) => delay.timer),
      starts: startsOf(entered),
    };
  }

  const table: (readonly ChartTransition<Context, Event>[])[] = [];
  leaves.forEach((leaf, code) => {
    for (let node: Node | undefined = leaf; node; node = node.parent) {
      for (const [type, definitions] of node.transitions) {
        const at = code * EVENTS.length + eventCode(type);
        // Inner states answer first; an outer state's transitions are tried after them.
        table[at] = [...(table[at] ?? []), ...definitions.map((definition) => transition(definition, leaf))];
      }
    }
  });

  const first = initialLeaf(machine.root);
  for (const leaf of leaves) {
    if (leaf !== first && leaf.always?.length)
      throw new Error(`${leaf.id}: only the initial state may have eventless transitions`);
  }
  const always = (first.always ?? []).map((definition) => transition(definition, first));
  return {
    id: machine.id,
    transitions: indexes.size,
    states: leaves.map((leaf) => leaf.path.join('.')),
    isFinal: leaves.map((leaf) => leaf.type === 'final'),
    isIdle: leaves.map((leaf) => leaf.tags.includes('idle')),
    delays: [...delaysOf.values()].flat(),
    initial: codeOf.get(first)!,
    initialStarts: startsOf(lineage(first)),
    always,
    table,
  };
}

function collectLeaves(node: Node, leaves: Node[]): void {
  if (node.type === 'parallel' || node.type === 'history')
    throw new Error(`${node.id}: ${node.type} states are not compiled`);
  const children = Object.values(node.states);
  if (children.length === 0) leaves.push(node);
  for (const child of children) collectLeaves(child, leaves);
}

/** From the outermost state inwards, the node itself last. */
function lineage(node: Node): Node[] {
  return node.parent ? [...lineage(node.parent), node] : [node];
}

function isInside(node: Node, ancestor: Node): boolean {
  return lineage(node).includes(ancestor);
}

function initialLeaf(node: Node): Node {
  const next = node.initial?.target?.[0];
  return next ? initialLeaf(next) : node;
}

/** The innermost state that a transition neither leaves nor enters. */
function domainOf(source: Node, target: Node, reenter: boolean): Node {
  if (!reenter && isInside(target, source)) return source;
  const around = lineage(source)
    .slice(0, -1)
    .filter((node) => lineage(target).slice(0, -1).includes(node));
  return around.at(-1)!;
}

function delayTable<Context, Event>(machine: Machine): Map<Node, Delay<Context, Event>[]> {
  const table = new Map<Node, Delay<Context, Event>[]>();
  let count = 0;
  const visit = (node: Node, taken: number) => {
    const names = new Map<string, string>();
    for (const definition of node.after) {
      if (typeof definition.delay !== 'string') throw new Error(`${node.id}: a delay needs a name`);
      names.set(definition.delay, definition.eventType);
    }
    // XState itself puts one raise (on entry) and one cancel (on exit) for each delay; nothing else may be there.
    if (node.entry.length !== names.size || node.exit.length !== names.size) {
      throw new Error(`${node.id}: entry and exit actions are not compiled`);
    }
    if (taken + names.size > TIMERS_PER_ACTOR)
      throw new Error(`${node.id}: more than ${TIMERS_PER_ACTOR} delays at once`);
    const delays = [...names].map(([name, id], index) => ({
      index: count++,
      name,
      id,
      event: eventCode(id),
      rank: rankOfDelay(name),
      timer: taken + index,
      durationUs: implementation(machine.implementations.delays, name, node) as (
        scope: Scope<Context, Event>,
      ) => number,
    }));
    if (delays.length > 0) table.set(node, delays);
    for (const child of Object.values(node.states)) visit(child, taken + delays.length);
  };
  visit(machine.root, 0);
  return table;
}

function implementation(all: Readonly<Record<string, unknown>>, name: string, node: Node): unknown {
  const found = all[name];
  if (typeof found !== 'function') throw new Error(`${node.id}: ${name} is not implemented`);
  return found;
}

function actionsOf<Context, Event>(actions: readonly unknown[], node: Node) {
  let reason = 0;
  const effects: number[] = [];
  const assignments: [keyof Context, (scope: Scope<Context, Event>) => unknown][] = [];
  for (const action of actions) {
    const assignment = (action as { assignment?: object }).assignment;
    if (assignment) {
      for (const [key, value] of Object.entries(assignment)) {
        assignments.push([key as keyof Context, typeof value === 'function' ? value : () => value]);
      }
      continue;
    }
    const name = nameOf(action);
    if (name === 'note') reason = reasonCode((action as { params: { reason: Reason } }).params.reason);
    else if (name === 'noteRouting') reason = REASON_OF_ROUTING;
    else if (name === 'noteCause') reason = REASON_OF_CAUSE;
    else effects.push(effectCode(name, node.id));
  }
  return { reason, effects, assignments };
}

/** Guards and actions are given as a name or as `{ type: name }`. */
function nameOf(reference: unknown): string {
  if (typeof reference === 'string') return reference;
  return (reference as { type?: string } | undefined)?.type ?? '';
}

export function reasonCode(reason: Reason): number {
  const code = REASONS.indexOf(reason);
  if (code < 0) throw new Error(`${reason} is not in the vocabulary`);
  return code;
}

export function effectCode(name: string, where: string): number {
  const code = EFFECTS.indexOf(name as EffectName);
  if (code < 0) throw new Error(`${where}: the effect ${name} is not in the vocabulary`);
  return code;
}

/** `xstate.after.handler.environment.invoke.handler` is called `after handler` in a trace. */
function eventNameOf(type: string): EventName | '' {
  if (type === '') return '';
  const name = type.startsWith('xstate.after.') ? `after ${type.split('.')[2]}` : type;
  if (!EVENTS.includes(name as EventName)) throw new Error(`the event ${name} is not in the vocabulary`);
  return name as EventName;
}

export function eventCode(type: string): number {
  return EVENTS.indexOf(eventNameOf(type) as EventName);
}
