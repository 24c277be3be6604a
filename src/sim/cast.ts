/**
 * The actors of one kind on the engine: slots and numbers, the place each belongs to, and a record of
 * every step they take. A service moves its actors only through this.
 */
import type { Actors, Clock } from './actors.ts';
import { grown } from './agenda.ts';
import { eventCode, REASON_OF_CAUSE, REASON_OF_ROUTING } from './chart.ts';
import type { Chart, Taken } from './chart.ts';
import type { Agenda } from './agenda.ts';
import { Slots } from './slots.ts';
import { NONE } from './trace.ts';

const START = eventCode('start');

/** What actors need of the engine they move on. */
interface Stage {
  readonly agenda: Agenda;
  readonly clock: Clock;
  readonly recorder: { readonly length: number; readonly reason: Uint8Array };
  record(
    kind: number,
    actor: number,
    event: number,
    cause: number,
    from: number,
    to: number,
    reason: number,
    other: number,
    otherKind: number,
    place: number,
    amount: number,
  ): number;
}

export class Cast<Context extends object, Event> {
  readonly kind: number;
  readonly chart: Chart<Context, Event>;
  /** How many there have been. */
  count = 0;
  /** The last recorded step of any of them. */
  step = -1;
  /** What its machine asked for at the last `create` or `begin`. */
  taken: Taken | null = null;
  /** Reason for steps that leave it to the routing. */
  routedReason = 0;
  readonly #engine: Stage;
  readonly #actors: Actors<Context, Event>;
  readonly #slots = new Slots();
  #numbers = new Int32Array(64);
  #places = new Uint8Array(64);

  constructor(engine: Stage, kind: number, actors: Actors<Context, Event>) {
    this.#engine = engine;
    this.kind = kind;
    this.#actors = actors;
    this.chart = actors.chart;
  }

  /** Makes an actor without recording anything: what follows must record its first step. @returns its slot. */
  create(context: Context, place: number): number {
    const slot = this.#slots.take();
    if (slot >= this.#numbers.length) {
      this.#numbers = grown(this.#numbers, new Int32Array(2 * slot));
      this.#places = grown(this.#places, new Uint8Array(2 * slot));
    }
    this.#numbers[slot] = this.count++;
    this.#places[slot] = place;
    this.#engine.clock.step = this.#engine.recorder.length;
    this.taken = this.#actors.create(slot, context);
    return slot;
  }

  /** Makes an actor and records its `start`. @returns its slot. */
  begin(
    context: Context,
    place: number,
    cause: number,
    otherKind: number,
    other: number,
    amount: number,
  ): number {
    const slot = this.create(context, place);
    this.record(slot, START, cause, NONE, this.taken!, otherKind, other, amount);
    return slot;
  }

  /** Hands an actor an event without recording it. @returns null when its state does not react. */
  react(slot: number, event: number, message: Event): Taken | null {
    this.#engine.clock.step = this.#engine.recorder.length;
    return this.#actors.deliver(slot, event, message);
  }

  /**
   * Hands an actor an event and records the step, whose number `step` then is.
   *
   * @returns what its machine asks for; null when its state does not react, and nothing was recorded.
   */
  deliver(
    slot: number,
    event: number,
    message: Event,
    cause: number,
    otherKind: number,
    other: number,
    amount: number,
  ): Taken | null {
    const from = this.#actors.stateOf(slot);
    const taken = this.react(slot, event, message);
    if (taken) this.record(slot, event, cause, from, taken, otherKind, other, amount);
    return taken;
  }

  /** Ends the delay of an actor's timer that the agenda has next, and records the step. */
  fire(slot: number, timer: number, otherKind: number, other: number, amount: number): Taken | null {
    const from = this.#actors.stateOf(slot);
    const event = this.eventOfNext(timer);
    const cause = this.causeOfNext(timer);
    const taken = this.wake(slot, timer);
    if (taken) this.record(slot, event, cause, from, taken, otherKind, other, amount);
    return taken;
  }

  /** Ends the delay of an actor's timer without recording it. */
  wake(slot: number, timer: number): Taken | null {
    this.#engine.clock.step = this.#engine.recorder.length;
    return this.#actors.fire(slot, timer);
  }

  /** Code of the event that the timer ends with, which the agenda has next. */
  eventOfNext(timer: number): number {
    const { agenda } = this.#engine;
    return this.chart.delays[agenda.eventOf(agenda.nextActor(), timer)]!.event;
  }

  /** The step that set the timer, which the agenda has next. */
  causeOfNext(timer: number): number {
    const { agenda } = this.#engine;
    return agenda.causeOf(agenda.nextActor(), timer);
  }

  /** Records the step that `taken` was. @returns its number. */
  record(
    slot: number,
    event: number,
    cause: number,
    from: number,
    taken: Taken,
    otherKind: number,
    other: number,
    amount: number,
  ): number {
    const reason =
      taken.reason >= 0
        ? taken.reason
        : taken.reason === REASON_OF_ROUTING
          ? this.routedReason
          : taken.reason === REASON_OF_CAUSE && cause >= 0
            ? this.#engine.recorder.reason[cause]!
            : 0;
    this.step = this.#engine.record(
      this.kind,
      this.#numbers[slot]!,
      event,
      cause,
      from,
      this.#actors.stateOf(slot),
      reason,
      other,
      otherKind,
      this.#places[slot]!,
      amount,
    );
    return this.step;
  }

  /** Code of the state it is in. */
  stateOf(slot: number): number {
    return this.#actors.stateOf(slot);
  }

  /** Its number among its kind, from 0. */
  numberOf(slot: number): number {
    return this.#numbers[slot]!;
  }

  placeOf(slot: number): number {
    return this.#places[slot]!;
  }

  /** What its machine knows now; only to be read, and asked for anew after each step. */
  contextOf(slot: number): Context {
    return this.#actors.contextOf(slot);
  }

  /** Settings that it was made with are others from now on; timers that run go on. */
  renew(slot: number, settings: Partial<Context>): void {
    Object.assign(this.#actors.contextOf(slot), settings);
  }

  /** It has ended and is not asked for any more: its slot is used again. */
  end(slot: number): void {
    this.#actors.release(slot);
    this.#slots.give(slot);
  }
}
