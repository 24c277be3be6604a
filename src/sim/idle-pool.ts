/**
 * The idle environments of a function and which of them serves the next request. Measured on AWS
 * (us-east-1, 2020): the most recently used. Environments that are kept ready come first, as
 * provisioned ones do (AWS Lambda Developer Guide, "Configuring provisioned concurrency").
 */
import { grown } from './agenda.ts';
import type { Stream } from './random.ts';
import type { Routing } from './scenario.ts';
import type { Reason } from './vocabulary.ts';

/** The reason a request went where it went. */
export const ROUTED: Readonly<Record<Routing, Reason>> = {
  'most-recently-used': 'routed: most recently used',
  'least-recently-used': 'routed: least recently used',
  'newest-created': 'routed: newest created',
  'oldest-created': 'routed: oldest created',
  random: 'routed: random',
};

/**
 * A linked list of slots in the order in which they became idle. Of those that became idle at the
 * same moment the later created counts as the later used: the order does not hang on the order in
 * which equal times were worked off.
 */
class IdleList {
  readonly #numberOf: (slot: number) => number;
  /** The first of those that became idle last, all at one moment. */
  #tieFirst = -1;
  first = -1;
  last = -1;
  size = 0;
  #before = new Int32Array(64);
  #after = new Int32Array(64);
  #sinceUs = new Float64Array(64);

  constructor(numberOf: (slot: number) => number) {
    this.#numberOf = numberOf;
  }

  append(slot: number, nowUs: number): void {
    if (slot >= this.#before.length) {
      this.#before = grown(this.#before, new Int32Array(2 * Math.max(slot, this.#before.length)));
      this.#after = grown(this.#after, new Int32Array(2 * Math.max(slot, this.#after.length)));
      this.#sinceUs = grown(this.#sinceUs, new Float64Array(2 * Math.max(slot, this.#sinceUs.length)));
    }
    this.#sinceUs[slot] = nowUs;
    const number = this.#numberOf(slot);
    let before = this.last;
    if (before < 0 || this.#sinceUs[before] !== nowUs) {
      this.#tieFirst = slot;
    } else if (number < this.#numberOf(this.#tieFirst)) {
      // A burst answered at once comes back in falling order: no need to walk past all of it.
      before = this.#before[this.#tieFirst]!;
      this.#tieFirst = slot;
    } else {
      while (this.#numberOf(before) > number) before = this.#before[before]!;
    }
    const after = before >= 0 ? this.#after[before]! : this.first;
    this.#before[slot] = before;
    this.#after[slot] = after;
    if (before >= 0) this.#after[before] = slot;
    else this.first = slot;
    if (after >= 0) this.#before[after] = slot;
    else this.last = slot;
    this.size++;
  }

  remove(slot: number): void {
    const before = this.#before[slot]!;
    const after = this.#after[slot]!;
    if (before >= 0) this.#after[before] = after;
    else this.first = after;
    if (after >= 0) this.#before[after] = before;
    else this.last = before;
    if (slot === this.#tieFirst) this.#tieFirst = after;
    this.size--;
  }

  after(slot: number): number {
    return this.#after[slot]!;
  }
}

export class IdlePool {
  #routing: Routing;
  readonly #stream: Stream;
  /** Creation number by slot. */
  readonly #numberOf: (slot: number) => number;
  readonly #kept: IdleList;
  readonly #ordinary: IdleList;

  constructor(routing: Routing, stream: Stream, numberOf: (slot: number) => number) {
    this.#routing = routing;
    this.#stream = stream;
    this.#numberOf = numberOf;
    this.#kept = new IdleList(numberOf);
    this.#ordinary = new IdleList(numberOf);
  }

  /** From now on requests are routed otherwise. */
  route(routing: Routing): void {
    this.#routing = routing;
  }

  /** Takes in an environment that becomes idle now (µs). */
  add(slot: number, isKept: boolean, nowUs: number): void {
    (isKept ? this.#kept : this.#ordinary).append(slot, nowUs);
  }

  remove(slot: number, isKept: boolean): void {
    (isKept ? this.#kept : this.#ordinary).remove(slot);
  }

  /** The environment for the next request; -1 when none is idle. Draws only when routing is random. */
  choose(): number {
    return this.#chooseFrom(this.#kept.size > 0 ? this.#kept : this.#ordinary);
  }

  /** The same among those that are not kept ready. */
  chooseOrdinary(): number {
    return this.#chooseFrom(this.#ordinary);
  }

  #chooseFrom(list: IdleList): number {
    if (list.size === 0) return -1;
    switch (this.#routing) {
      case 'most-recently-used':
        return list.last;
      case 'least-recently-used':
        return list.first;
      case 'newest-created':
        return this.#extreme(list, 1);
      case 'oldest-created':
        return this.#extreme(list, -1);
      case 'random': {
        let slot = list.first;
        for (let skip = this.#stream.int(list.size); skip > 0; skip--) slot = list.after(slot);
        return slot;
      }
    }
  }

  /** Idle environments that are not kept ready, oldest idle first. */
  ordinary(): number[] {
    const slots: number[] = [];
    for (let slot = this.#ordinary.first; slot >= 0; slot = this.#ordinary.after(slot)) slots.push(slot);
    return slots;
  }

  #extreme(list: IdleList, sign: 1 | -1): number {
    let chosen = list.first;
    for (let slot = list.after(chosen); slot >= 0; slot = list.after(slot)) {
      if (sign * this.#numberOf(slot) > sign * this.#numberOf(chosen)) chosen = slot;
    }
    return chosen;
  }
}
