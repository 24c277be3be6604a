import { grown } from './agenda.ts';

/** Live actors of one kind as rows of numbers, found by the actor's number. */
export class LiveRows {
  readonly width: number;
  data: Float64Array;
  count = 0;
  /** By actor number: its row + 1; 0: not alive. */
  #rowOf = new Uint32Array(256);

  constructor(width: number) {
    this.width = width;
    this.data = new Float64Array(16 * width);
  }

  /** Offset of the actor's row in `data`; -1 when it is not alive. */
  find(number: number): number {
    return number < this.#rowOf.length ? (this.#rowOf[number]! - 1) * this.width : -this.width;
  }

  add(number: number): number {
    if (number >= this.#rowOf.length) {
      this.#rowOf = grown(this.#rowOf, new Uint32Array(2 * Math.max(number, this.#rowOf.length)));
    }
    if ((this.count + 1) * this.width > this.data.length) {
      this.data = grown(this.data, new Float64Array(2 * this.data.length));
    }
    this.#rowOf[number] = ++this.count;
    const row = (this.count - 1) * this.width;
    this.data[row] = number;
    return row;
  }

  /** The last row takes the place of the removed one. */
  remove(number: number): void {
    const row = this.find(number);
    const last = --this.count * this.width;
    this.#rowOf[number] = 0;
    if (row === last) return;
    this.data.copyWithin(row, last, last + this.width);
    this.#rowOf[this.data[row]!] = row / this.width + 1;
  }

  /** Replaces all rows. */
  load(data: Float64Array, count: number): void {
    for (let index = 0; index < this.count; index++) this.#rowOf[this.data[index * this.width]!] = 0;
    this.count = 0;
    for (let index = 0; index < count; index++) {
      const row = this.add(data[index * this.width]!);
      this.data.set(data.subarray(index * this.width, (index + 1) * this.width), row);
    }
  }
}
