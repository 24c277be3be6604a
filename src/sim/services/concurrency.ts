/**
 * Requests in environments at once: of each function with all its versions, and of the account over all that
 * have reserved nothing. What is provisioned has places of its own, which come off the reservation of its
 * function, or off what the account has left, whether they are in use or not.
 *
 * Source, read 2026-11-20: AWS Lambda Developer Guide, "Understanding Lambda function scaling" (reserved and
 * provisioned concurrency of one function, and how they count against the account).
 */
import type { Plan } from '../plan.ts';
import { scalingPlanOf } from '../scaling-plan.ts';

/** Told when there may be room for another request. */
type OnRoom = (fn: number, cause: number) => void;

export class Concurrency {
  /** By function or version: number of the function. */
  readonly of: readonly number[];
  /** What reservations, and what is provisioned for functions without one, must leave of the account. */
  minimumUnreserved: number;
  /** How often a reservation or an allocation has changed. */
  changes = 0;
  /** Places on demand that functions without a reservation share. */
  unreserved = 0;
  #limit: number;
  /** By function: what is reserved for it; null: nothing is. A version shares with its function. */
  readonly #reserved: (number | null)[];
  /** By function: what is provisioned for its versions, used or not. */
  readonly #allocated: number[];
  /** By function: places on demand of its own; -1: it takes those of the account. */
  readonly #own: Float64Array;
  /** By function: requests that take a place on demand. */
  readonly #taken: Int32Array;
  /** By function or version: its requests, wherever they run. */
  readonly #inUse: Int32Array;
  readonly #onRoom: OnRoom[] = [];
  #unreservedInUse = 0;

  constructor({ functions, scenario, rules }: Plan) {
    const { limit, unreservedMinimum } = scalingPlanOf(scenario, rules);
    this.#limit = limit;
    this.minimumUnreserved = unreservedMinimum;
    this.of = functions.map(({ of }) => of);
    this.#reserved = functions.map(({ reserved }) => reserved);
    this.#allocated = functions.map(() => 0);
    this.#own = new Float64Array(functions.length);
    this.#taken = new Int32Array(functions.length);
    this.#inUse = new Int32Array(functions.length);
    this.#share();
  }

  /** From now on told of every place that becomes free. */
  watch(onRoom: OnRoom): void {
    this.#onRoom.push(onRoom);
  }

  /** What is reserved for a function or version; null: nothing is. */
  reservedOf(fn: number): number | null {
    return this.#reserved[this.of[fn]!]!;
  }

  /** What is provisioned for all versions of a function. */
  allocatedOf(fn: number): number {
    return this.#allocated[this.of[fn]!]!;
  }

  /** Zero is reserved for it: nothing of it runs. */
  isOff(fn: number): boolean {
    return this.#reserved[this.of[fn]!] === 0;
  }

  /** Places on demand of a function or version that has a reservation; null: it takes those of the account. */
  onDemandOf(fn: number): number | null {
    const own = this.#own[this.of[fn]!]!;
    return own < 0 ? null : own;
  }

  /** What neither reservations nor allocations have taken of the account: may fall below 0 only by how a scenario begins. */
  unreservedLeft(): number {
    return this.#leftWithout(-1);
  }

  /**
   * The account without one function: what would be left if that had neither reservation nor allocation.
   *
   * @param except number of the function; -1: none.
   */
  #leftWithout(except: number): number {
    let left = this.#limit;
    for (let fn = 0; fn < this.of.length; fn++)
      if (this.of[fn] === fn && fn !== except) left -= this.#reserved[fn] ?? this.#allocated[fn]!;
    return left;
  }

  /** Whether so much may be reserved for a function: what is left stays above the minimum, or grows. */
  mayReserve(fn: number, reserved: number): boolean {
    const of = this.of[fn]!;
    const now = this.#reserved[of] ?? this.#allocated[of]!;
    return reserved <= now || this.#leftWithout(of) - reserved >= this.minimumUnreserved;
  }

  /** From now on so much is reserved for the function; null: nothing is. What runs goes on. */
  setReserved(fn: number, reserved: number | null): void {
    this.#reserved[this.of[fn]!] = reserved;
    this.#share();
  }

  /** From now on so much is provisioned for all versions of the function. */
  setAllocated(fn: number, allocated: number): void {
    this.#allocated[this.of[fn]!] = allocated;
    this.#share();
  }

  /** From now on the account has another limit. */
  setLimit(limit: number, minimumUnreserved: number): void {
    this.#limit = limit;
    this.minimumUnreserved = minimumUnreserved;
    this.#share();
  }

  /** Shares out the account anew. */
  #share(): void {
    this.changes++;
    this.unreserved = Math.max(0, this.unreservedLeft());
    this.#unreservedInUse = 0;
    this.of.forEach((of, fn) => {
      if (of !== fn) return;
      const reserved = this.#reserved[fn]!;
      this.#own[fn] = reserved === null ? -1 : Math.max(0, reserved - this.#allocated[fn]!);
      if (reserved === null) this.#unreservedInUse += this.#taken[fn]!;
    });
  }

  /** Whether the function may have one more request in an environment on demand now. */
  hasRoom(fn: number): boolean {
    const of = this.of[fn]!;
    const own = this.#own[of]!;
    return own < 0 ? this.#unreservedInUse < this.unreserved : this.#taken[of]! < own;
  }

  /**
   * One more request.
   *
   * @param isProvisioned its environment is: it takes no place, that one has its own.
   * @returns whether it is the only one of the function or version.
   */
  take(fn: number, isProvisioned: boolean): boolean {
    if (!isProvisioned) {
      const of = this.of[fn]!;
      this.#taken[of]!++;
      if (this.#own[of]! < 0) this.#unreservedInUse++;
    }
    return ++this.#inUse[fn]! === 1;
  }

  /** One less. @returns whether the function or version has none now. */
  free(fn: number, isProvisioned: boolean): boolean {
    if (!isProvisioned) {
      const of = this.of[fn]!;
      this.#taken[of]!--;
      if (this.#own[of]! < 0) this.#unreservedInUse--;
    }
    return --this.#inUse[fn]! === 0;
  }

  /** Whether requests of the function or version are in environments. */
  isInUse(fn: number): boolean {
    return this.#inUse[fn]! > 0;
  }

  /** Tells of places that are free, or that the function is off from now on: whoever waits for it looks again. */
  tell(fn: number, cause: number): void {
    for (let index = 0; index < this.#onRoom.length; index++) this.#onRoom[index]!(fn, cause);
  }
}
