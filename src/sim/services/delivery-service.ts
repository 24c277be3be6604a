/**
 * Records that are sent because of an end, and targets that only take what they are given. What is
 * sent to a queue, a function or a service goes on there as a unit of its own.
 */
import type { Cast } from '../cast.ts';
import type { Engine } from '../engine.ts';
import { deliveryMachine } from '../machines/delivery.ts';
import type { DeliveryContext, DeliveryRole } from '../machines/delivery.ts';
import { NONE } from '../trace.ts';
import type { Sink, Sinks, Unit } from './sink.ts';

/** One record to be sent. Read at once and not kept. */
export interface DeliveryAsk {
  role: Exclude<DeliveryRole, 'put'>;
  /** Number of the place it goes to. */
  to: number;
  /** The unit whose end it tells of: code of its kind, and its number. */
  ofKind: number;
  of: number;
  /** The step of that end. */
  cause: number;
  /** Invocations so far; of a batch, its size. */
  amount: number;
  /** Invocations that led to it one after the other, that of the unit included. */
  depth: number;
  /** The function's role may send there now. */
  permitted: boolean;
}

export class DeliveryService implements Sink {
  readonly #engine: Engine;
  readonly #sinks: Sinks;
  readonly #deliveries: Cast<DeliveryContext, never>;

  constructor(engine: Engine, sinks: Sinks) {
    this.#engine = engine;
    this.#sinks = sinks;
    this.#deliveries = engine.cast('delivery', deliveryMachine, () => {});
  }

  /** Sends a record; what it is sent to takes it in before this returns. */
  send(ask: DeliveryAsk): void {
    const { to, depth } = ask;
    const step = this.#record(ask.role, ask.permitted, to, ask.cause, ask.ofKind, ask.of, ask.amount);
    const sink = this.#sinks[to];
    if (step >= 0 && sink && sink !== this) sink.put(to, { durationUs: -1, depth, original: -1 }, step);
  }

  /** A target takes in what a function or a service puts there. */
  put(place: number, _unit: Unit, cause: number): void {
    const columns = this.#engine.recorder;
    const [kind, actor] = cause < 0 ? [NONE, -1] : [columns.kind[cause]!, columns.actor[cause]!];
    this.#record('put', true, place, cause, kind, actor, 0);
  }

  /** @returns its step; -1: it was lost. */
  #record(
    role: DeliveryRole,
    permitted: boolean,
    to: number,
    cause: number,
    otherKind: number,
    other: number,
    amount: number,
  ): number {
    const deliveries = this.#deliveries;
    const slot = deliveries.begin({ role, permitted }, to, cause, otherKind, other, amount);
    const { step } = deliveries;
    const isLost = deliveries.chart.states[deliveries.stateOf(slot)] === 'failed';
    deliveries.end(slot);
    return isLost ? -1 : step;
  }
}
