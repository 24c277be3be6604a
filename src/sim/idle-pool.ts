/**
 * The idle environments of a function and which of them serves the next request. Measured on AWS
 * (us-east-1, 2020): the most recently used. Environments that are kept ready come first, as
 * provisioned ones do (AWS Lambda Developer Guide, "Configuring provisioned concurrency").
 */
import { grown } from './agenda.ts';
import type { Stream } from './random.ts';
import type { Routing } from './scenario.ts';

/** A linked list of slots in the order in which they became idle. */
class IdleList {
  first = -1;
  last = -1;
  size = 0;
  #before = new Int32Array(64);
  #after = new Int32Array(64);

  append(slot: number): void {
    if (slot >= this.#before.length) {
      this.#before = grown(this.#before, new Int32Array(2 * Math.max(slot, this.#before.length)));
      this.#after = grown(this.#after, new Int32Array(2 * Math.max(slot, this.#after.length)));
    }
    this.#before[slot] = this.last;
    this.#after[slot] = -1;
    if (this.last >= 0) this.#after[this.last] = slot;
    else this.first = slot;
    this.last = slot;
    this.size++;
  }

  remove(slot: number): void {
    const before = this.#before[slot]!;
    const after = this.#after[slot]!;
    if (before >= 0) this.#after[before] = after;
    else this.first = after;
    if (after >= 0) this.#before[after] = before;
    else this.last = before;
    this.size--;
  }

  after(slot: number): number {
    return this.#after[slot]!;
  }
}

export class IdlePool {
  readonly #routing: Routing;
  readonly #stream: Stream;
  /** Creation number by slot. */
  readonly #numberOf: (slot: number) => number;
  readonly #kept = new IdleList();
  readonly #ordinary = new IdleList();

  constructor(routing: Routing, stream: Stream, numberOf: (slot: number) => number) {
    this.#routing = routing;
    this.#stream = stream;
    this.#numberOf = numberOf;
  }

  add(slot: number, isKept: boolean): void {
    (isKept ? this.#kept : this.#ordinary).append(slot);
  }

  remove(slot: number, isKept: boolean): void {
    (isKept ? this.#kept : this.#ordinary).remove(slot);
  }

  /** The environment for the next request; -1 when none is idle. Draws only when routing is random. */
  choose(): number {
    const list = this.#kept.size > 0 ? this.#kept : this.#ordinary;
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
