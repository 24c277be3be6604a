/** Slots of one kind: small numbers for living actors, used again after their end. */
export class Slots {
  readonly #free: number[] = [];
  #used = 0;

  take(): number {
    return this.#free.length > 0 ? this.#free.pop()! : this.#used++;
  }

  give(slot: number): void {
    this.#free.push(slot);
  }
}
