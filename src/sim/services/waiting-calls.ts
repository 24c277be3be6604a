/** Calls that wait for a place at a resource: first come, first served, and any of them may give up. */
export class WaitingCalls {
  readonly #before: number[] = [];
  readonly #after: number[] = [];
  /** Slot of the one that has waited longest; -1: nobody waits. */
  first = -1;
  #last = -1;

  append(slot: number): void {
    this.#before[slot] = this.#last;
    this.#after[slot] = -1;
    if (this.#last >= 0) this.#after[this.#last] = slot;
    else this.first = slot;
    this.#last = slot;
  }

  remove(slot: number): void {
    const before = this.#before[slot]!;
    const after = this.#after[slot]!;
    if (before >= 0) this.#after[before] = after;
    else this.first = after;
    if (after >= 0) this.#before[after] = before;
    else this.#last = before;
  }
}
