/** When the messages of a queue expire, the earliest first: one alarm a queue instead of one a message. */
import { grown } from '../agenda.ts';

export class AgeLine {
  // A heap by time. Those that are gone are left in it until they come to the top.
  #atUs = new Float64Array(256);
  #slots = new Int32Array(256);
  #numbers = new Int32Array(256);
  #size = 0;
  readonly #isThere: (slot: number, number: number) => boolean;

  /** @param isThere whether the message in this slot is still the one with this number, and has not ended. */
  constructor(isThere: (slot: number, number: number) => boolean) {
    this.#isThere = isThere;
  }

  add(slot: number, number: number, atUs: number): void {
    if (this.#size === this.#slots.length) {
      this.#atUs = grown(this.#atUs, new Float64Array(2 * this.#size));
      this.#slots = grown(this.#slots, new Int32Array(2 * this.#size));
      this.#numbers = grown(this.#numbers, new Int32Array(2 * this.#size));
    }
    let place = this.#size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (this.#isBefore(parent, atUs, number)) break;
      this.#move(parent, place);
      place = parent;
    }
    this.#put(place, slot, number, atUs);
  }

  /** When the next message expires, µs; Infinity: there is none. */
  nextUs(): number {
    while (this.#size > 0 && !this.#isThere(this.#slots[0]!, this.#numbers[0]!)) this.#drop();
    return this.#size > 0 ? this.#atUs[0]! : Infinity;
  }

  /** The slot of the message that `nextUs` was about; it leaves the line. */
  take(): number {
    const slot = this.#slots[0]!;
    this.#drop();
    return slot;
  }

  clear(): void {
    this.#size = 0;
  }

  #drop(): void {
    const last = --this.#size;
    const atUs = this.#atUs[last]!;
    const number = this.#numbers[last]!;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= last) break;
      if (child + 1 < last && this.#isBefore(child + 1, this.#atUs[child]!, this.#numbers[child]!)) child++;
      if (!this.#isBefore(child, atUs, number)) break;
      this.#move(child, place);
      place = child;
    }
    this.#put(place, this.#slots[last]!, number, atUs);
  }

  /** Of two at one time the one that came first. */
  #isBefore(place: number, atUs: number, number: number): boolean {
    const own = this.#atUs[place]!;
    return own < atUs || (own === atUs && this.#numbers[place]! < number);
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#slots[from]!, this.#numbers[from]!, this.#atUs[from]!);
  }

  #put(place: number, slot: number, number: number, atUs: number): void {
    this.#atUs[place] = atUs;
    this.#slots[place] = slot;
    this.#numbers[place] = number;
  }
}
