/**
 * How fast provisioned environments may be made: so many at once, then so many more every period. Room comes
 * back in steps, counted from the moment the first was taken, and is not saved up beyond what is allowed at once.
 */
export class AllocationRate {
  readonly #atOnce: number;
  readonly #perPeriod: number;
  readonly #periodUs: number;
  #left: number;
  /** Since when room comes back; while all of it is there, it does not matter. */
  #sinceUs = 0;

  /** Infinity at once: no limit. */
  constructor(atOnce: number, perPeriod: number, periodUs: number) {
    this.#atOnce = atOnce;
    this.#perPeriod = perPeriod;
    this.#periodUs = periodUs;
    this.#left = atOnce;
  }

  /** Takes room for as many as are wanted, or as many as there is room for. @returns how many. */
  take(wanted: number, nowUs: number): number {
    this.#refill(nowUs);
    const taken = Math.min(wanted, this.#left);
    if (taken > 0 && this.#left === this.#atOnce) this.#sinceUs = nowUs;
    this.#left -= taken;
    return taken;
  }

  /** When room comes back after what is taken now, µs; Infinity: there is always room. */
  nextUs(nowUs: number): number {
    if (this.#atOnce === Infinity) return Infinity;
    this.#refill(nowUs);
    return (this.#left === this.#atOnce ? nowUs : this.#sinceUs) + this.#periodUs;
  }

  #refill(nowUs: number): void {
    if (this.#left === this.#atOnce) return;
    const periods = Math.floor((nowUs - this.#sinceUs) / this.#periodUs);
    if (periods <= 0) return;
    this.#left = Math.min(this.#atOnce, this.#left + periods * this.#perPeriod);
    this.#sinceUs += periods * this.#periodUs;
  }
}
