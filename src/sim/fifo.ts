/** First in, first out: a line of small numbers that grows as it must, for lines that may get long. */
import { grown } from './agenda.ts';

export class Fifo {
  length = 0;
  #ring = new Int32Array(16);
  #head = 0;

  push(value: number): void {
    if (this.length === this.#ring.length) this.#grow();
    this.#ring[(this.#head + this.length++) & (this.#ring.length - 1)] = value;
  }

  /** The one that has been in it longest. It must not be empty. */
  first(): number {
    return this.#ring[this.#head]!;
  }

  /** The one at a position, from 0. */
  at(position: number): number {
    return this.#ring[(this.#head + position) & (this.#ring.length - 1)]!;
  }

  /** Takes the first one out. It must not be empty. */
  shift(): number {
    const value = this.#ring[this.#head]!;
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.length--;
    return value;
  }

  #grow(): void {
    const size = this.#ring.length;
    const larger = grown(this.#ring, new Int32Array(2 * size));
    // What had come round to the beginning now follows what was last in the ring.
    larger.copyWithin(size, 0, this.#head);
    this.#ring = larger;
  }
}
