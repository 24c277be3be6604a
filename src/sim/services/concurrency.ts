/** Requests in environments at once: of each function, and of the account over all that have reserved nothing. */
import type { Plan } from '../plan.ts';

/** Told when a request has left its environment: there may be room for another. */
type OnRoom = (fn: number, cause: number) => void;

export class Concurrency {
  /** Of the account, what no function has reserved. */
  readonly unreserved: number;
  /** By function: what is reserved for it; null: nothing is. A version shares with its function. */
  readonly #reserved: readonly (number | null)[];
  /** By function or version: number of the function. */
  readonly #of: readonly number[];
  /** By function, all its versions together: requests that take a place of its reservation or of the account. */
  readonly #taken: number[];
  /** By function or version: its requests, wherever they run. */
  readonly #inUse: number[];
  readonly #onRoom: OnRoom[] = [];
  #unreservedInUse = 0;

  constructor({ functions, concurrencyLimit }: Plan) {
    this.#reserved = functions.map(({ reserved }) => reserved);
    this.#of = functions.map(({ of }) => of);
    this.#taken = functions.map(() => 0);
    this.#inUse = functions.map(() => 0);
    const reserved = functions.reduce(
      (sum, fn, number) => sum + (fn.of === number ? (fn.reserved ?? 0) : 0),
      0,
    );
    this.unreserved = Math.max(0, concurrencyLimit - reserved);
  }

  /** From now on told of every place that becomes free. */
  watch(onRoom: OnRoom): void {
    this.#onRoom.push(onRoom);
  }

  /** Whether the function may have one more request in an environment now. */
  hasRoom(fn: number): boolean {
    const reserved = this.#reserved[fn]!;
    return reserved === null
      ? this.#unreservedInUse < this.unreserved
      : this.#taken[this.#of[fn]!]! < reserved;
  }

  /**
   * One more request.
   *
   * @param isProvisioned its environment is: it takes no place, that one has its own.
   * @returns whether it is the only one of the function or version.
   */
  take(fn: number, isProvisioned: boolean): boolean {
    if (!isProvisioned) {
      if (this.#reserved[fn] === null) this.#unreservedInUse++;
      this.#taken[this.#of[fn]!]!++;
    }
    return ++this.#inUse[fn]! === 1;
  }

  /** One less. @returns whether the function or version has none now. */
  free(fn: number, isProvisioned: boolean): boolean {
    if (!isProvisioned) {
      if (this.#reserved[fn] === null) this.#unreservedInUse--;
      this.#taken[this.#of[fn]!]!--;
    }
    return --this.#inUse[fn]! === 0;
  }

  /** Tells of the place that was freed. */
  tell(fn: number, cause: number): void {
    for (let index = 0; index < this.#onRoom.length; index++) this.#onRoom[index]!(fn, cause);
  }
}
