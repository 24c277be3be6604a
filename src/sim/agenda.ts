/**
 * What will happen next: one queue ordered by (time, rank, sequence). Each actor has a few timers of
 * its own and stands in the queue once, with the earliest of them; so a request costs two moves in
 * the heap, not eight insertions and removals.
 */
import { TIMERS_PER_ACTOR } from './chart.ts';

/** Ranks are the high part of one number with the sequence: 2^48 events a run keep it exact. */
const RANK = 2 ** 48;

export class Agenda {
  // Per timer (actor × TIMERS_PER_ACTOR + timer): when, order at equal times, what, and the step that set it.
  #at = new Float64Array(64 * TIMERS_PER_ACTOR).fill(Infinity);
  #order = new Float64Array(64 * TIMERS_PER_ACTOR);
  #event = new Uint16Array(64 * TIMERS_PER_ACTOR);
  #cause = new Int32Array(64 * TIMERS_PER_ACTOR);
  // Per actor: its place in the heap, -1 when it waits for nothing.
  #place = new Int32Array(64).fill(-1);
  // The heap, by place.
  #heapAt = new Float64Array(64);
  #heapOrder = new Float64Array(64);
  #heapActor = new Int32Array(64);
  #size = 0;
  #sequence = 0;
  // Per actor: what it is to the engine. Numbers of closed actors are used again.
  #kind = new Uint8Array(64);
  #slot = new Int32Array(64);
  readonly #closed: number[] = [];
  #opened = 0;

  /** A place for one more actor that waits for something. @returns its number in the agenda. */
  open(kind: number, slot: number): number {
    const actor = this.#closed.length > 0 ? this.#closed.pop()! : this.#opened++;
    if (actor >= this.#place.length) this.#growTimers(actor);
    this.#kind[actor] = kind;
    this.#slot[actor] = slot;
    return actor;
  }

  /** The actor waits for nothing any more and is gone. */
  close(actor: number): void {
    for (let timer = 0; timer < TIMERS_PER_ACTOR; timer++) this.clear(actor, timer);
    this.settle(actor);
    this.#closed.push(actor);
  }

  kindOf(actor: number): number {
    return this.#kind[actor]!;
  }

  slotOf(actor: number): number {
    return this.#slot[actor]!;
  }

  /** Simulated time of the next event, µs; Infinity when nothing will happen. */
  nextUs(): number {
    return this.#size > 0 ? this.#heapAt[0]! : Infinity;
  }

  /** Rank of the next event at its time. */
  nextRank(): number {
    return this.#size > 0 ? Math.floor(this.#heapOrder[0]! / RANK) : Infinity;
  }

  /** The actor whose event is next. */
  nextActor(): number {
    return this.#heapActor[0]!;
  }

  /** Which of the actor's timers is next. */
  nextTimer(actor: number): number {
    return this.#earliest(actor);
  }

  /** What the timer was set for, as given to `set`. */
  eventOf(actor: number, timer: number): number {
    return this.#event[actor * TIMERS_PER_ACTOR + timer]!;
  }

  /** The step that set the timer. */
  causeOf(actor: number, timer: number): number {
    return this.#cause[actor * TIMERS_PER_ACTOR + timer]!;
  }

  /** Sets a timer; `settle` must follow before the agenda is asked for what is next. */
  set(actor: number, timer: number, atUs: number, rank: number, event: number, cause: number): void {
    const at = actor * TIMERS_PER_ACTOR + timer;
    if (at >= this.#at.length) this.#growTimers(actor);
    this.#at[at] = atUs;
    this.#order[at] = rank * RANK + this.#sequence++;
    this.#event[at] = event;
    this.#cause[at] = cause;
  }

  clear(actor: number, timer: number): void {
    const at = actor * TIMERS_PER_ACTOR + timer;
    if (at < this.#at.length) this.#at[at] = Infinity;
  }

  /** Puts the actor where its earliest timer belongs, or takes it out. */
  settle(actor: number): void {
    if (actor >= this.#place.length) this.#growTimers(actor);
    const first = actor * TIMERS_PER_ACTOR + this.#earliest(actor);
    const place = this.#place[actor]!;
    if (this.#at[first] === Infinity) {
      if (place >= 0) this.#remove(place);
      return;
    }
    if (place < 0) {
      if (this.#size === this.#heapAt.length) this.#growHeap();
      this.#up(this.#size++, actor, first);
    } else if (this.#isBefore(first, place)) {
      this.#up(place, actor, first);
    } else {
      this.#down(place, actor, first);
    }
  }

  #earliest(actor: number): number {
    const base = actor * TIMERS_PER_ACTOR;
    let first = 0;
    for (let timer = 1; timer < TIMERS_PER_ACTOR; timer++) {
      const atUs = this.#at[base + timer]!;
      const firstUs = this.#at[base + first]!;
      if (atUs < firstUs || (atUs === firstUs && this.#order[base + timer]! < this.#order[base + first]!))
        first = timer;
    }
    return first;
  }

  // Timers are handed on by their index: a time or an order that is handed on is an allocation.

  /** Whether a timer comes before the actor at a place in the heap. */
  #isBefore(timer: number, place: number): boolean {
    const atUs = this.#at[timer]!;
    const otherUs = this.#heapAt[place]!;
    return atUs < otherUs || (atUs === otherUs && this.#order[timer]! < this.#heapOrder[place]!);
  }

  #put(place: number, actor: number, timer: number): void {
    this.#heapAt[place] = this.#at[timer]!;
    this.#heapOrder[place] = this.#order[timer]!;
    this.#heapActor[place] = actor;
    this.#place[actor] = place;
  }

  #move(place: number, to: number): void {
    const actor = this.#heapActor[place]!;
    this.#heapAt[to] = this.#heapAt[place]!;
    this.#heapOrder[to] = this.#heapOrder[place]!;
    this.#heapActor[to] = actor;
    this.#place[actor] = to;
  }

  #up(from: number, actor: number, timer: number): void {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#isBefore(timer, parent)) break;
      this.#move(parent, place);
      place = parent;
    }
    this.#put(place, actor, timer);
  }

  #down(from: number, actor: number, timer: number): void {
    let place = from;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#isEarlier(child + 1, child)) child++;
      if (this.#isBefore(timer, child)) break;
      this.#move(child, place);
      place = child;
    }
    this.#put(place, actor, timer);
  }

  #isEarlier(place: number, other: number): boolean {
    const atUs = this.#heapAt[place]!;
    const otherUs = this.#heapAt[other]!;
    return atUs < otherUs || (atUs === otherUs && this.#heapOrder[place]! < this.#heapOrder[other]!);
  }

  #remove(place: number): void {
    this.#place[this.#heapActor[place]!] = -1;
    const last = --this.#size;
    if (place === last) return;
    const actor = this.#heapActor[last]!;
    const timer = actor * TIMERS_PER_ACTOR + this.#earliest(actor);
    if (place > 0 && this.#isBefore(timer, (place - 1) >> 1)) this.#up(place, actor, timer);
    else this.#down(place, actor, timer);
  }

  #growTimers(actor: number): void {
    const actors = Math.max(2 * this.#place.length, actor + 1);
    const timers = actors * TIMERS_PER_ACTOR;
    const filled = this.#at.length;
    this.#at = grown(this.#at, new Float64Array(timers));
    this.#at.fill(Infinity, filled);
    this.#order = grown(this.#order, new Float64Array(timers));
    this.#event = grown(this.#event, new Uint16Array(timers));
    this.#cause = grown(this.#cause, new Int32Array(timers));
    const placed = this.#place.length;
    this.#place = grown(this.#place, new Int32Array(actors));
    this.#place.fill(-1, placed);
    this.#kind = grown(this.#kind, new Uint8Array(actors));
    this.#slot = grown(this.#slot, new Int32Array(actors));
  }

  #growHeap(): void {
    this.#heapAt = grown(this.#heapAt, new Float64Array(2 * this.#size));
    this.#heapOrder = grown(this.#heapOrder, new Float64Array(2 * this.#size));
    this.#heapActor = grown(this.#heapActor, new Int32Array(2 * this.#size));
  }
}

/** `larger`, beginning with the values of `array`. */
export function grown<T extends Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array>(
  array: T,
  larger: T,
): T {
  larger.set(array);
  return larger;
}
