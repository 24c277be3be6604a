/** How many there were of something, as the spells in which their number was the same. */

export interface Spell {
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
}

export class Staircase {
  readonly #spells: Spell[] = [];
  #count = 0;
  #sinceUs = 0;

  change(atUs: number, by: number): void {
    this.#close(atUs);
    this.#count += by;
  }

  /** All spells with any, the last of them up to the end. */
  until(endUs: number): readonly Spell[] {
    this.#close(endUs);
    return this.#spells;
  }

  #close(atUs: number): void {
    if (this.#count > 0 && atUs > this.#sinceUs) {
      const last = this.#spells.at(-1);
      const spell = { fromMs: this.#sinceUs / 1000, toMs: atUs / 1000, count: this.#count };
      // Changes of one moment that come to nothing leave no seam.
      if (last?.count === spell.count && last.toMs === spell.fromMs)
        this.#spells[this.#spells.length - 1] = { ...spell, fromMs: last.fromMs };
      else this.#spells.push(spell);
    }
    this.#sinceUs = atUs;
  }
}
