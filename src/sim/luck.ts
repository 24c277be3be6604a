/**
 * The luck of a run, or of one part of it: a stream for each component, made when it is first asked for and
 * from then on the same. Who resolves settings anew while the run goes on asks again by the same names, and
 * goes on where the luck of the part stood.
 */
import { createStream } from './random.ts';
import type { Stream } from './random.ts';

/** Who goes through something in turn, and where it stands. */
export interface Turn {
  taken: number;
}

export class Luck {
  readonly #seed: number;
  readonly #part: string;
  readonly #streams: Map<string, Stream>;
  readonly #turns: Map<string, Turn>;

  /** @param seed of the run: a whole number from 0 to 2^53 - 1. */
  constructor(seed: number, part = '', streams = new Map<string, Stream>(), turns = new Map<string, Turn>()) {
    this.#seed = seed;
    this.#part = part;
    this.#streams = streams;
    this.#turns = turns;
  }

  /** That of a part: components of the same name elsewhere draw the same numbers, each for itself. */
  of(part: string): Luck {
    return new Luck(this.#seed, `${this.#part}${part}\n`, this.#streams, this.#turns);
  }

  /** The stream of a component, as `createStream` makes it. */
  stream(component: string): Stream {
    const key = this.#part + component;
    const found = this.#streams.get(key) ?? createStream(this.#seed, component);
    this.#streams.set(key, found);
    return found;
  }

  /** Where a component stands that takes its turn. */
  turn(component: string): Turn {
    const key = this.#part + component;
    const found = this.#turns.get(key) ?? { taken: 0 };
    this.#turns.set(key, found);
    return found;
  }
}
