/**
 * The actors of one machine, and the two interpreters that move them. Both read the same machine
 * object: `compiled` runs the tables of its chart, `reference` asks XState itself. Property tests
 * hold them equal; the choice is one argument of a run.
 */
import { initialTransition, transition } from 'xstate';
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { grown } from './agenda.ts';
import type { Agenda } from './agenda.ts';
import { chartOf, effectCode, reasonCode, REASON_OF_CAUSE, REASON_OF_ROUTING } from './chart.ts';
import type { Chart, ChartTransition, Delay, Scope, Taken } from './chart.ts';
import type { TransitionCoverage } from './transition-coverage.ts';
import { EVENTS } from './vocabulary.ts';
import type { Reason } from './vocabulary.ts';

export type Interpreter = 'compiled' | 'reference';

/** What the interpreters need of the engine: the time, and the number of the step being taken. */
export interface Clock {
  nowUs: number;
  /** The step that is about to be recorded: the cause of the timers it sets. */
  step: number;
}

/**
 * The actors of one machine by slot, a small number that is used again once its actor has ended.
 * One that waits for something stands in the agenda under the kind and its slot.
 */
export interface Actors<Context, Event> {
  readonly chart: Chart<Context, Event>;
  /** Makes an actor and takes its initial transition. */
  create(slot: number, context: Context): Taken;
  /** Hands it an event. @returns null when its state does not react to it. */
  deliver(slot: number, eventCode: number, event: Event): Taken | null;
  /** Ends the delay that its timer holds. */
  fire(slot: number, timer: number): Taken | null;
  /** Code of the state it is in. */
  stateOf(slot: number): number;
  /** What it knows now; to be read only, and asked for anew after each of its steps. */
  contextOf(slot: number): Context;
  /** It has ended: its slot may be used again. */
  release(slot: number): void;
}

interface Place {
  readonly agenda: Agenda;
  readonly clock: Clock;
  /** What the agenda tells of these actors. */
  readonly kind: number;
  /** Counts the transitions that the compiled interpreter takes. */
  readonly coverage?: TransitionCoverage | null;
}

export function createActors<Context extends object, Event>(
  interpreter: Interpreter,
  machine: unknown,
  place: Place,
): Actors<Context, Event> {
  const chart = chartOf<Context, Event>(machine);
  return interpreter === 'compiled'
    ? new CompiledActors(chart, place)
    : new ReferenceActors(chart, machine as AnyStateMachine, place);
}

/** Shared by both: a chart's delays as timers in the agenda. */
class Timers<Context, Event> {
  readonly #place: Place;
  readonly #delays: readonly Delay<Context, Event>[];
  /** By slot: the actor's number in the agenda + 1; 0: it has not waited for anything yet. */
  #numbers = new Int32Array(16);

  constructor(place: Place, delays: readonly Delay<Context, Event>[]) {
    this.#place = place;
    this.#delays = delays;
  }

  start(slot: number, delay: Delay<Context, Event>, durationUs: number): void {
    if (durationUs === Infinity) return;
    const { agenda, clock, kind } = this.#place;
    if (slot >= this.#numbers.length) this.#numbers = grown(this.#numbers, new Int32Array(2 * slot));
    const number = this.#numbers[slot]! || (this.#numbers[slot] = agenda.open(kind, slot) + 1);
    agenda.set(number - 1, delay.timer, clock.nowUs + durationUs, delay.rank, delay.index, clock.step);
  }

  clear(slot: number, timer: number): void {
    const number = this.#numbers[slot]!;
    if (number > 0) this.#place.agenda.clear(number - 1, timer);
  }

  settle(slot: number): void {
    const number = this.#numbers[slot]!;
    if (number > 0) this.#place.agenda.settle(number - 1);
  }

  release(slot: number): void {
    const number = this.#numbers[slot]!;
    if (number > 0) {
      this.#place.agenda.close(number - 1);
      this.#numbers[slot] = 0;
    }
  }

  /** The delay that a timer of the actor holds. */
  held(slot: number, timer: number): Delay<Context, Event> {
    return this.#delays[this.#place.agenda.eventOf(this.#numbers[slot]! - 1, timer)]!;
  }
}

class CompiledActors<Context extends object, Event> implements Actors<Context, Event> {
  readonly chart: Chart<Context, Event>;
  readonly #timers: Timers<Context, Event>;
  readonly #states: number[] = [];
  readonly #contexts: Context[] = [];
  // One object for every call: guards, delays and assignments read it and keep nothing of it.
  readonly #scope: Scope<Context, Event>;
  /** How often each transition was taken; null: nobody wants to know. */
  readonly #counts: Float64Array | null;

  constructor(chart: Chart<Context, Event>, place: Place) {
    this.chart = chart;
    this.#counts = place.coverage?.countsOf(chart) ?? null;
    this.#timers = new Timers(place, chart.delays);
    this.#scope = { context: undefined as unknown as Context, event: undefined as unknown as Event };
  }

  create(slot: number, context: Context): Taken {
    this.#contexts[slot] = context;
    this.#states[slot] = this.chart.initial;
    const scope = this.#scope;
    scope.context = context;
    for (const delay of this.chart.initialStarts) this.#timers.start(slot, delay, delay.durationUs(scope));
    const first = this.#choose(this.chart.always);
    if (first) return this.#take(slot, first);
    this.#timers.settle(slot);
    return NOTHING;
  }

  deliver(slot: number, eventCode: number, event: Event): Taken | null {
    const candidates = this.chart.table[this.#states[slot]! * EVENTS.length + eventCode];
    if (!candidates) return null;
    const scope = this.#scope;
    scope.context = this.#contexts[slot]!;
    scope.event = event;
    const chosen = this.#choose(candidates);
    return chosen && this.#take(slot, chosen);
  }

  fire(slot: number, timer: number): Taken | null {
    const delay = this.#timers.held(slot, timer);
    this.#timers.clear(slot, timer);
    const taken = this.deliver(slot, delay.event, undefined as unknown as Event);
    if (!taken) this.#timers.settle(slot);
    return taken;
  }

  stateOf(slot: number): number {
    return this.#states[slot]!;
  }

  contextOf(slot: number): Context {
    return this.#contexts[slot]!;
  }

  release(slot: number): void {
    this.#timers.release(slot);
  }

  #choose(candidates: readonly ChartTransition<Context, Event>[]): ChartTransition<Context, Event> | null {
    for (let index = 0; index < candidates.length; index++) {
      const candidate = candidates[index]!;
      if (candidate.guard === null || candidate.guard(this.#scope)) return candidate;
    }
    return null;
  }

  /** Leave, assign, enter: in the statechart's order. */
  #take(slot: number, taken: ChartTransition<Context, Event>): Taken {
    const scope = this.#scope;
    const { clears, assignments, starts } = taken;
    if (this.#counts !== null) this.#counts[taken.index]!++;
    for (let index = 0; index < clears.length; index++) this.#timers.clear(slot, clears[index]!);
    for (let index = 0; index < assignments.length; index++) {
      const assignment = assignments[index]!;
      (scope.context as Record<keyof Context, unknown>)[assignment[0]] = assignment[1](scope);
    }
    this.#states[slot] = taken.target;
    for (let index = 0; index < starts.length; index++) {
      const delay = starts[index]!;
      this.#timers.start(slot, delay, delay.durationUs(scope));
    }
    this.#timers.settle(slot);
    return taken;
  }
}

const NOTHING: Taken = { reason: 0, effects: [] };

/** XState's pure `transition`; its delayed raises and cancels become timers, its actions effects. */
class ReferenceActors<Context extends object, Event> implements Actors<Context, Event> {
  readonly chart: Chart<Context, Event>;
  readonly #machine: AnyStateMachine;
  readonly #timers: Timers<Context, Event>;
  readonly #byId: ReadonlyMap<string, Delay<Context, Event>>;
  readonly #codes: ReadonlyMap<string, number>;
  readonly #snapshots: AnyMachineSnapshot[] = [];

  constructor(chart: Chart<Context, Event>, machine: AnyStateMachine, place: Place) {
    this.chart = chart;
    this.#machine = machine;
    this.#timers = new Timers(place, chart.delays);
    this.#byId = new Map(chart.delays.map((delay) => [delay.id, delay]));
    this.#codes = new Map(chart.states.map((state, code) => [state, code]));
  }

  create(slot: number, context: Context): Taken {
    const [snapshot, actions] = initialTransition(this.#machine, context as never);
    return this.#accept(slot, snapshot, actions);
  }

  deliver(slot: number, eventCode: number, event: Event): Taken | null {
    return this.#send(slot, { ...(event as object), type: EVENTS[eventCode]! });
  }

  fire(slot: number, timer: number): Taken | null {
    const delay = this.#timers.held(slot, timer);
    this.#timers.clear(slot, timer);
    const taken = this.#send(slot, { type: delay.id });
    if (!taken) this.#timers.settle(slot);
    return taken;
  }

  stateOf(slot: number): number {
    return this.#codes.get(pathOf(this.#snapshots[slot]!.value))!;
  }

  contextOf(slot: number): Context {
    return this.#snapshots[slot]!.context as Context;
  }

  release(slot: number): void {
    this.#timers.release(slot);
  }

  #send(slot: number, event: { type: string }): Taken | null {
    const before = this.#snapshots[slot]!;
    if (!this.#machine.getTransitionData(before, event)?.length) return null;
    const [snapshot, actions] = transition(this.#machine, before, event);
    return this.#accept(slot, snapshot, actions);
  }

  #accept(
    slot: number,
    snapshot: AnyMachineSnapshot,
    actions: readonly { type: string; params?: unknown }[],
  ): Taken {
    this.#snapshots[slot] = snapshot;
    let reason = 0;
    const effects: number[] = [];
    for (const { type, params } of actions) {
      if (type === 'xstate.raise') {
        const raised = params as { id: string; delay: number };
        this.#timers.start(slot, this.#byId.get(raised.id)!, raised.delay);
      } else if (type === 'xstate.cancel') {
        this.#timers.clear(slot, this.#byId.get((params as { sendId: string }).sendId)!.timer);
      } else if (type === 'note') reason = reasonCode((params as { reason: Reason }).reason);
      else if (type === 'noteRouting') reason = REASON_OF_ROUTING;
      else if (type === 'noteCause') reason = REASON_OF_CAUSE;
      else effects.push(effectCode(type, this.#machine.id));
    }
    this.#timers.settle(slot);
    return { reason, effects };
  }
}

/** `{ invoke: 'handler' }` is `invoke.handler`. */
function pathOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[key, inner]] = Object.entries(value as Record<string, unknown>) as [[string, unknown]];
  return `${key}.${pathOf(inner)}`;
}
