/**
 * Samples of a run that CloudWatch has no metric of: how long requests took from being sent to their answer, Init
 * phases (CloudWatch has them in the REPORT line alone), events that wait, records of ends by where they went, and
 * what is reserved and provisioned.
 */
import type { MetricStore } from '../sim/metric-store.ts';
import { isInit } from '../sim/phase.ts';
import { NONE, type Trace } from '../sim/trace.ts';

/** Their names in a store. */
export const EXTRA = {
  /** Of a request that ran, from its first step to its end, ms: with the Init it waited for. */
  latency: 'latency',
  /** A request that waits for a new environment, when it comes. */
  cold: 'cold',
  /** Of an Init phase, ms, at its end. */
  init: 'init',
  /** Level: asynchronous events that wait for an attempt. */
  eventsWaiting: 'events waiting',
  /** Records of ends and dead letters, by place they were sent to. */
  delivered: 'delivered',
  lost: 'lost',
  /** Messages that a queue moved to its dead-letter queue, by queue. */
  deadLettered: 'dead-lettered',
  /** Levels by place: what is reserved (NaN: nothing), and what is asked to be provisioned. */
  reserved: 'reserved',
  requested: 'requested',
} as const;

/** States in which an asynchronous event is in its queue. */
const WAITING: ReadonlySet<string> = new Set(['queued', 'waiting', 'backing off']);

type Store = Pick<MetricStore, 'add' | 'level'>;

/** Reads them, step by step in order. */
export class ExtraSamples {
  readonly #trace: Trace;
  readonly #store: Store;
  readonly #kinds: Readonly<Record<string, number>>;
  readonly #requestBornUs: number[] = [];
  readonly #initSinceUs: number[] = [];
  readonly #isWaiting: boolean[] = [];
  readonly #waiting: number[] = [];
  /** By allocation: its place and what it asks for; by place: together. */
  readonly #asked: number[] = [];
  readonly #askedAt: number[] = [];

  constructor(trace: Trace, store: Store) {
    this.#trace = trace;
    this.#store = store;
    this.#kinds = Object.fromEntries(trace.kinds.map(({ name }, kind) => [name, kind]));
    trace.places.forEach(({ reserved }, place) => {
      if (reserved !== undefined) store.level(EXTRA.reserved, place, 0, reserved, -1);
    });
  }

  step(step: number): void {
    const kinds = this.#kinds;
    switch (this.#trace.kind[step]) {
      case kinds['request']:
        this.#request(step);
        break;
      case kinds['environment']:
        this.#environment(step);
        break;
      case kinds['event']:
        this.#event(step);
        break;
      case kinds['delivery']:
        this.#delivery(step);
        break;
      case kinds['message']:
        if (this.#state(step) === 'dead-lettered') this.#add(EXTRA.deadLettered, step, 1);
        break;
      case kinds['allocation']:
        this.#allocation(step);
        break;
      case kinds['operation']:
        this.#operation(step);
        break;
      default:
    }
  }

  #state(step: number, column: 'from' | 'to' = 'to'): string {
    const { kind, kinds } = this.#trace;
    const code = this.#trace[column][step]!;
    return code === NONE ? '' : kinds[kind[step]!]!.states[code]!;
  }

  #add(name: string, step: number, value: number, atUs = this.#trace.at[step]!): void {
    this.#store.add(name, this.#trace.place[step]!, atUs, value, step);
  }

  /** Of a function with its versions, too. */
  #addOf(name: string, step: number, value: number, atUs?: number): void {
    const place = this.#trace.place[step]!;
    this.#add(name, step, value, atUs);
    const root = this.#trace.places[place]!.of;
    if (root !== undefined) this.#store.add(name, root, atUs ?? this.#trace.at[step]!, value, step);
  }

  #request(step: number): void {
    const { actor, at, from } = this.#trace;
    const request = actor[step]!;
    const to = this.#state(step);
    if (from[step] === NONE) {
      this.#requestBornUs[request] = at[step]!;
      if (to === 'waiting') this.#addOf(EXTRA.cold, step, 1);
    }
    if (to !== 'succeeded' && to !== 'failed') return;
    const bornUs = this.#requestBornUs[request]!;
    this.#addOf(EXTRA.latency, step, (at[step]! - bornUs) / 1000, bornUs);
  }

  #environment(step: number): void {
    const { actor, at } = this.#trace;
    const environment = actor[step]!;
    const [was, is] = [isInit(this.#state(step, 'from')), isInit(this.#state(step))];
    if (is && !was) this.#initSinceUs[environment] = at[step]!;
    else if (was && !is) this.#addOf(EXTRA.init, step, (at[step]! - this.#initSinceUs[environment]!) / 1000);
  }

  #event(step: number): void {
    const { actor, place, places, at } = this.#trace;
    const event = actor[step]!;
    const isWaiting = WAITING.has(this.#state(step));
    const was = this.#isWaiting[event] === true;
    this.#isWaiting[event] = isWaiting;
    if (was === isWaiting) return;
    const fn = places[place[step]!]!.of ?? place[step]!;
    const now = (this.#waiting[fn] ?? 0) + (isWaiting ? 1 : -1);
    this.#waiting[fn] = now;
    this.#store.level(EXTRA.eventsWaiting, fn, at[step]!, now, step);
  }

  #delivery(step: number): void {
    if (this.#trace.reasons[this.#trace.reason[step]!] === 'put: by a call') return;
    this.#add(this.#state(step) === 'delivered' ? EXTRA.delivered : EXTRA.lost, step, 1);
  }

  #allocation(step: number): void {
    const { actor, place, amount, at } = this.#trace;
    const allocation = actor[step]!;
    const fn = place[step]!;
    const state = this.#state(step);
    const asks = state === 'removed' || state === 'failed' ? 0 : amount[step]!;
    const now = (this.#askedAt[fn] ?? 0) + asks - (this.#asked[allocation] ?? 0);
    this.#asked[allocation] = asks;
    this.#askedAt[fn] = now;
    this.#store.level(EXTRA.requested, fn, at[step]!, now, step);
  }

  #operation(step: number): void {
    const { actor, operations, at, place } = this.#trace;
    const reserved = operations?.[actor[step]!]?.reserved;
    if (reserved === undefined || this.#state(step) !== 'done') return;
    this.#store.level(EXTRA.reserved, place[step]!, at[step]!, reserved ?? NaN, step);
  }
}
