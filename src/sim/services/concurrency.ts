/** Requests in environments at once: of each function, and of the account over all that have reserved nothing. */
import type { Plan } from '../plan.ts';

/** Told when a request has left its environment: there may be room for another. */
type OnRoom = (fn: number, cause: number) => void;

export class Concurrency {
  /** Of the account, what no function has reserved. */
  readonly unreserved: number;
  readonly #reserved: readonly (number | null)[];
  readonly #inUse: number[];
  readonly #onRoom: OnRoom[] = [];
  #unreservedInUse = 0;

  constructor({ functions, concurrencyLimit }: Plan) {
    this.#reserved = functions.map(({ reserved }) => reserved);
    this.#inUse = functions.map(() => 0);
    const reserved = functions.reduce((sum, fn) => sum + (fn.reserved ?? 0), 0);
    this.unreserved = Math.max(0, concurrencyLimit - reserved);
  }

  /** From now on told of every place that becomes free. */
  watch(onRoom: OnRoom): void {
    this.#onRoom.push(onRoom);
  }

  /** Whether the function may have one more request in an environment now. */
  hasRoom(fn: number): boolean {
    const reserved = this.#reserved[fn]!;
    return reserved === null ? this.#unreservedInUse < this.unreserved : this.#inUse[fn]! < reserved;
  }

  /** One more request. @returns whether it is the function's only one. */
  take(fn: number): boolean {
    if (this.#reserved[fn] === null) this.#unreservedInUse++;
    return ++this.#inUse[fn]! === 1;
  }

  /** One less. @returns whether the function has none now. */
  free(fn: number): boolean {
    if (this.#reserved[fn] === null) this.#unreservedInUse--;
    return --this.#inUse[fn]! === 0;
  }

  /** Tells of the place that was freed. */
  tell(fn: number, cause: number): void {
    for (let index = 0; index < this.#onRoom.length; index++) this.#onRoom[index]!(fn, cause);
  }
}
