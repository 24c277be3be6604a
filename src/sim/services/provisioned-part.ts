/** The environments that one configuration of provisioned concurrency has of one version. */
import type { Allocation } from './environment-owners.ts';
import type { EnvironmentService } from './environment-service.ts';

/** Told of what becomes of them. */
interface Owner {
  readonly kind: number;
  readonly number: number;
  initialised(part: ProvisionedPart, environment: number, isGood: boolean, cause: number): void;
  gone(part: ProvisionedPart, cause: number): void;
  lost(part: ProvisionedPart, environment: number, cause: number): void;
}

export class ProvisionedPart implements Allocation {
  /** Number of the version, and of its function. */
  readonly fn: number;
  readonly of: number;
  /** How many there should be. */
  wanted = 0;
  readonly #owner: Owner;
  readonly #environments: EnvironmentService;
  // By slots, in the order in which they were made: still in Init; initialised and kept back; taking requests.
  readonly #initialising: number[] = [];
  readonly #waiting: number[] = [];
  #admitted: number[] = [];
  /** Not wanted any more and not gone yet. */
  #leaving = 0;

  constructor(fn: number, of: number, owner: Owner, environments: EnvironmentService) {
    this.fn = fn;
    this.of = of;
    this.#owner = owner;
    this.#environments = environments;
  }

  get kind(): number {
    return this.#owner.kind;
  }

  get number(): number {
    return this.#owner.number;
  }

  /** Initialising and initialised ones. */
  get allocated(): number {
    return this.#initialising.length + this.#waiting.length + this.#admitted.length;
  }

  get initialising(): number {
    return this.#initialising.length;
  }

  /** Those that take requests. */
  get available(): number {
    return this.#admitted.length;
  }

  /** Still to be made. */
  get missing(): number {
    return Math.max(0, this.wanted - this.allocated);
  }

  /** How many will be in Init once it has no more than are wanted. */
  get initialisingThen(): number {
    return Math.max(0, this.#initialising.length - Math.max(0, this.allocated - this.wanted));
  }

  /** Concurrency that is set aside for it: wanted or there, and what finishes its last request. */
  get setAside(): number {
    return Math.max(this.wanted, this.allocated) + this.#leaving;
  }

  /** Makes one more; with `isBefore` it has initialised before the run. */
  make(cause: number, isBefore = false): void {
    const slot = this.#environments.create(this.fn, 'provisioned', -1, cause, this, isBefore);
    if (isBefore) this.#waiting.push(slot);
    else this.#initialising.push(slot);
  }

  /** All that have initialised take requests from now on. */
  admitAll(): void {
    for (const slot of this.#waiting) {
      this.#admitted.push(slot);
      this.#environments.admit(slot);
    }
    this.#waiting.length = 0;
  }

  /** Lets go of what is not wanted: first what serves nobody yet, then idle ones, then busy ones once they are done. */
  shrink(cause: number): void {
    let excess = this.allocated - this.wanted;
    if (excess <= 0) return;
    for (const unused of [this.#initialising, this.#waiting])
      for (; excess > 0 && unused.length > 0; excess--) this.#release(unused.pop()!, cause);
    if (excess <= 0) return;
    const isIdle = (slot: number) => this.#environments.isIdle(slot);
    const idle = this.#admitted.filter(isIdle);
    const busy = this.#admitted.filter((slot) => !isIdle(slot));
    const idleGoing = Math.min(excess, idle.length);
    const going = [
      ...idle.splice(idle.length - idleGoing),
      ...busy.splice(busy.length - (excess - idleGoing)),
    ];
    this.#admitted = [...idle, ...busy];
    for (const slot of going) this.#release(slot, cause);
  }

  /** Lets go of all that serve nobody yet, and wants no more than it has. */
  giveUp(cause: number): void {
    this.wanted = this.#admitted.length;
    this.shrink(cause);
  }

  initialised(environment: number, isGood: boolean, cause: number): void {
    const at = this.#initialising.indexOf(environment);
    // It may have been let go of in the meantime.
    if (at < 0) return;
    this.#initialising.splice(at, 1);
    this.#waiting.push(environment);
    this.#owner.initialised(this, environment, isGood, cause);
  }

  gone(_environment: number, cause: number): void {
    this.#leaving--;
    this.#owner.gone(this, cause);
  }

  lost(environment: number, cause: number): void {
    const own = [this.#waiting, this.#admitted].find((slots) => slots.includes(environment));
    // One that was let go of is not missed.
    if (!own) return this.gone(environment, cause);
    own.splice(own.indexOf(environment), 1);
    this.#owner.lost(this, environment, cause);
  }

  #release(slot: number, cause: number): void {
    this.#leaving++;
    this.#environments.release(slot, cause);
  }
}
