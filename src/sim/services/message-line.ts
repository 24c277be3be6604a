/** In which order the visible messages of a queue are received. Messages are told by the slots of their actors. */
import { grown } from '../agenda.ts';

export interface MessageLine {
  /** Messages that a receive could get now. */
  readonly available: number;
  /** A receive begins. */
  begin(): void;
  /** The message is new in the queue; it is visible. */
  add(slot: number, group: number): void;
  /** The message is visible again. */
  giveBack(slot: number): void;
  /** The next message for a receive; from now on it is nobody else's. -1: there is none. */
  take(): number;
  /** The message is gone from the queue, wherever it stood. */
  remove(slot: number): void;
}

/**
 * A standard queue: first visible, first received. What comes again stands behind all that was visible
 * before it: order after errors is lost.
 */
export class StandardLine implements MessageLine {
  available = 0;
  // A ring of slots, and the turn in which each was put there; one that is gone is passed over.
  #slots = new Int32Array(256);
  #turns = new Float64Array(256);
  #first = 0;
  #count = 0;
  #turn = 0;
  /** By slot: the turn in which it became visible; 0: it is not. */
  readonly #visibleSince: number[] = [];

  begin(): void {}

  add(slot: number): void {
    this.giveBack(slot);
  }

  giveBack(slot: number): void {
    if (this.#count === this.#slots.length) this.#grow();
    const at = (this.#first + this.#count++) & (this.#slots.length - 1);
    this.#slots[at] = slot;
    this.#turns[at] = ++this.#turn;
    this.#visibleSince[slot] = this.#turn;
    this.available++;
  }

  take(): number {
    while (this.#count > 0) {
      const at = this.#first;
      this.#first = (at + 1) & (this.#slots.length - 1);
      this.#count--;
      const slot = this.#slots[at]!;
      if (this.#visibleSince[slot] === this.#turns[at]!) {
        this.remove(slot);
        return slot;
      }
    }
    return -1;
  }

  remove(slot: number): void {
    if (!this.#visibleSince[slot]) return;
    this.#visibleSince[slot] = 0;
    this.available--;
  }

  #grow(): void {
    const size = this.#slots.length;
    const slots = grown(this.#slots, new Int32Array(2 * size));
    const turns = grown(this.#turns, new Float64Array(2 * size));
    // What had wrapped round to the front goes behind the rest.
    slots.copyWithin(size, 0, this.#first);
    turns.copyWithin(size, 0, this.#first);
    this.#slots = slots;
    this.#turns = turns;
  }
}

/** The messages of one group, in the order in which they were sent. */
interface Group {
  /** Slots; those before `head` are gone, -1 is a gap. */
  slots: number[];
  head: number;
  visible: number;
  inFlight: number;
  /** It stands in the line of groups. */
  listed: boolean;
}

/**
 * A FIFO queue: messages of a group in the order in which they were sent, and none while one of them is
 * in flight. A receive takes as many as it can from one group before it goes to the next (SQS Developer
 * Guide, "FIFO queue delivery logic"). Groups take turns.
 */
export class FifoLine implements MessageLine {
  available = 0;
  readonly #groups: (Group | undefined)[] = [];
  // By slot: its group, and whether it is in flight.
  readonly #groupOf: number[] = [];
  readonly #isOut: boolean[] = [];
  /** Groups that may be free; the first at `#head`. */
  readonly #line: number[] = [];
  #head = 0;
  /** The group that the receive under way takes from, and where in it; -1: none. */
  #current = -1;
  #next = 0;

  begin(): void {
    this.#current = -1;
  }

  add(slot: number, group: number): void {
    this.#groupOf[slot] = group;
    this.#isOut[slot] = false;
    const own = (this.#groups[group] ??= { slots: [], head: 0, visible: 0, inFlight: 0, listed: false });
    if (own.head > 1024 && 2 * own.head > own.slots.length) {
      own.slots.splice(0, own.head);
      own.head = 0;
    }
    own.slots.push(slot);
    own.visible++;
    if (own.inFlight > 0) return;
    this.available++;
    this.#list(group, own);
  }

  giveBack(slot: number): void {
    const group = this.#groupOf[slot]!;
    const own = this.#groups[group]!;
    this.#isOut[slot] = false;
    own.visible++;
    this.#oneLess(group, own);
  }

  take(): number {
    for (;;) {
      if (this.#current >= 0) {
        const own = this.#groups[this.#current]!;
        while (this.#next < own.slots.length) {
          const slot = own.slots[this.#next++]!;
          if (slot < 0 || this.#isOut[slot]!) continue;
          if (own.inFlight === 0) this.available -= own.visible;
          own.visible--;
          own.inFlight++;
          this.#isOut[slot] = true;
          return slot;
        }
      }
      if (this.#head === this.#line.length) {
        this.#line.length = this.#head = 0;
        this.#current = -1;
        return -1;
      }
      if (this.#head > 1024 && 2 * this.#head > this.#line.length) {
        this.#line.splice(0, this.#head);
        this.#head = 0;
      }
      const group = this.#line[this.#head++]!;
      const own = this.#groups[group]!;
      own.listed = false;
      const isFree = own.inFlight === 0 && own.visible > 0;
      this.#current = isFree ? group : -1;
      this.#next = own.head;
    }
  }

  remove(slot: number): void {
    const group = this.#groupOf[slot]!;
    const own = this.#groups[group]!;
    own.slots[own.slots.indexOf(slot, own.head)] = -1;
    while (own.head < own.slots.length && own.slots[own.head]! < 0) own.head++;
    if (this.#isOut[slot]!) {
      this.#oneLess(group, own);
    } else {
      own.visible--;
      if (own.inFlight === 0) this.available--;
    }
  }

  /** A message of the group is not in flight any more. */
  #oneLess(group: number, own: Group): void {
    if (--own.inFlight > 0 || own.visible === 0) return;
    this.available += own.visible;
    this.#list(group, own);
  }

  #list(group: number, own: Group): void {
    if (own.listed) return;
    own.listed = true;
    this.#line.push(group);
  }
}
