/**
 * Concurrency as CloudWatch tells it, read off the steps of a trace: how many are busy and on what, how much of
 * what is provisioned that is, and what of the account is claimed.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Monitoring concurrency" (ProvisionedConcurrentExecutions
 * counts environments at work, not allocated ones; ClaimedAccountConcurrency is what runs on unreserved
 * concurrency and all that is reserved and provisioned, a function with both once, with what is reserved) and
 * "Types of metrics for Lambda functions" (ProvisionedConcurrencyUtilization: .5 is 50 %; spill-over: invocations
 * on standard concurrency while provisioned concurrency is there).
 */
import type { MetricSink } from './metric.ts';
import { NONE, type Trace } from './trace.ts';

/** What is busy and allocated at one place. */
interface Provisioned {
  busy: number;
  allocated: number;
}

const ACCOUNT = -1;

export class ConcurrencyLevels {
  readonly #trace: Trace;
  readonly #sink: MetricSink;
  /** By place: number of the function it belongs to. */
  readonly #rootOf: readonly number[];
  /** By place, and of the account: requests in environments. */
  readonly #running: number[];
  #runningInAll = 0;
  /** By function: requests on demand; what is reserved. */
  readonly #onDemand: number[];
  readonly #reserved: (number | null)[];
  /** On demand without a reservation; and what is reserved or provisioned, over all functions. */
  #unreserved = 0;
  #claimed = 0;
  /** By place that has or had provisioned environments, or leads to them. */
  readonly #provisioned: (Provisioned | undefined)[] = [];
  /** By environment: number of the allocation it belongs to; absent: it is not provisioned. */
  readonly #allocationOf: (number | undefined)[] = [];
  readonly #isGone: boolean[] = [];
  /** By allocation: its place, what it asks for, and whether requests have been able to use it. */
  readonly #allocationPlaces: number[] = [];
  readonly #requested: number[] = [];
  readonly #isUsable: boolean[] = [];
  /** By version: the allocation whose environments it had last. */
  readonly #lastAllocation: (number | undefined)[] = [];
  /** By request in an environment: that it runs on, and the alias it came through. */
  readonly #environments: number[] = [];
  readonly #aliases: number[] = [];

  constructor(trace: Trace, sink: MetricSink) {
    this.#trace = trace;
    this.#sink = sink;
    this.#rootOf = trace.places.map(({ of }, place) => of ?? place);
    this.#running = trace.places.map(() => 0);
    this.#onDemand = trace.places.map(() => 0);
    this.#reserved = trace.places.map(({ reserved }) => reserved ?? null);
    if (this.#reserved.some((reserved) => reserved !== null)) this.#claim(0);
  }

  /** A request is taken in at a place. @param alias it came through; -1: none. */
  begin(step: number, alias: number): void {
    const { actor, place, at, other } = this.#trace;
    const [request, fn, atUs, environment] = [actor[step]!, place[step]!, at[step]!, other[step]!];
    this.#environments[request] = environment;
    this.#aliases[request] = alias;
    this.#run(fn, alias, atUs, 1);
    const allocation = this.#allocationOf[environment];
    if (allocation === undefined) {
      if (this.#isSpillover(fn)) this.#count('ProvisionedConcurrencySpilloverInvocations', fn, alias, atUs);
      this.#takeOnDemand(fn, atUs, 1);
    } else {
      this.#isUsable[allocation] = true;
      this.#count('ProvisionedConcurrencyInvocations', fn, alias, atUs);
      this.#busy(fn, allocation, atUs, 1);
    }
  }

  /** It has left its environment. */
  end(step: number): void {
    const { actor, place, at } = this.#trace;
    const [request, fn, atUs] = [actor[step]!, place[step]!, at[step]!];
    this.#run(fn, this.#aliases[request]!, atUs, -1);
    const allocation = this.#allocationOf[this.#environments[request]!];
    if (allocation === undefined) this.#takeOnDemand(fn, atUs, -1);
    else this.#busy(fn, allocation, atUs, -1);
  }

  /** Provisioned environments come and go. */
  environment(step: number): void {
    const { actor, place, at, from, to, other, reasons, reason, kinds, kind } = this.#trace;
    const environment = actor[step]!;
    if (from[step] === NONE && reasons[reason[step]!] === 'ready: provisioned') {
      this.#allocationOf[environment] = other[step]!;
      this.#lastAllocation[place[step]!] = other[step]!;
      this.#allocate(place[step]!, other[step]!, at[step]!, 1);
      return;
    }
    const allocation = this.#allocationOf[environment];
    if (allocation === undefined || this.#isGone[environment] === true) return;
    const state = kinds[kind[step]!]!.states[to[step]!]!;
    if (state !== 'shutdown' && state !== 'retired') return;
    this.#isGone[environment] = true;
    this.#allocate(place[step]!, allocation, at[step]!, -1);
  }

  /** Provisioned concurrency is asked for, ready, or taken back. */
  allocation(step: number): void {
    const { actor, place, at, amount, to, kinds, kind } = this.#trace;
    const allocation = actor[step]!;
    const state = kinds[kind[step]!]!.states[to[step]!]!;
    this.#allocationPlaces[allocation] = place[step]!;
    this.#requested[allocation] = state === 'removed' || state === 'failed' ? 0 : amount[step]!;
    if (state === 'ready') this.#isUsable[allocation] = true;
    this.#claim(at[step]!);
  }

  /** An operator's call is done. */
  operation(step: number): void {
    const { actor, place, at, to, kinds, kind, operations } = this.#trace;
    const operation = operations?.[actor[step]!];
    if (operation === undefined || kinds[kind[step]!]!.states[to[step]!] !== 'done') return;
    const { reserved, reservations = [] } = operation;
    if (reserved === undefined && reservations.length === 0) return;
    if (reserved !== undefined) this.#reserved[place[step]!] = reserved;
    for (const one of reservations) this.#reserved[one.place] = one.reserved;
    this.#claim(at[step]!);
  }

  #count(name: string, fn: number, alias: number, atUs: number): void {
    this.#sink.add(name, this.#rootOf[fn]!, atUs, 1);
    if (this.#rootOf[fn] !== fn) this.#sink.add(name, fn, atUs, 1);
    if (alias >= 0) this.#sink.add(name, alias, atUs, 1);
  }

  /** One request more or less, wherever it runs. */
  #run(fn: number, alias: number, atUs: number, by: number): void {
    const set = (place: number) => {
      const running = (this.#running[place]! += by);
      this.#sink.level('ConcurrentExecutions', place, atUs, running);
    };
    const root = this.#rootOf[fn]!;
    set(root);
    if (fn !== root) set(fn);
    if (alias >= 0) set(alias);
    this.#runningInAll += by;
    this.#sink.level('ConcurrentExecutions', ACCOUNT, atUs, this.#runningInAll);
  }

  #takeOnDemand(fn: number, atUs: number, by: number): void {
    const root = this.#rootOf[fn]!;
    this.#onDemand[root]! += by;
    if (this.#reserved[root] !== null) return;
    this.#unreserved += by;
    this.#sink.level('UnreservedConcurrentExecutions', ACCOUNT, atUs, this.#unreserved);
    this.#tellClaimed(atUs);
  }

  /** Whether requests that a place's provisioned environments do not take spill over: requests can use some. */
  #isSpillover(fn: number): boolean {
    const allocation = this.#lastAllocation[fn];
    return (
      allocation !== undefined &&
      this.#isUsable[allocation] === true &&
      (this.#provisioned[fn]?.allocated ?? 0) > 0
    );
  }

  #busy(fn: number, allocation: number, atUs: number, by: number): void {
    for (const place of this.#placesOf(fn, allocation)) {
      const now = this.#at(place);
      now.busy += by;
      this.#sink.level('ProvisionedConcurrentExecutions', place, atUs, now.busy);
      if (place !== this.#rootOf[fn]) this.#utilise(place, now, atUs);
    }
  }

  #allocate(fn: number, allocation: number, atUs: number, by: number): void {
    for (const place of this.#placesOf(fn, allocation)) {
      const now = this.#at(place);
      now.allocated += by;
      if (place === this.#rootOf[fn]) continue;
      this.#sink.level('ProvisionedConcurrentExecutions', place, atUs, now.busy);
      this.#utilise(place, now, atUs);
    }
  }

  /** AWS has it of versions and aliases. */
  #utilise(place: number, { busy, allocated }: Provisioned, atUs: number): void {
    this.#sink.level('ProvisionedConcurrencyUtilization', place, atUs, allocated > 0 ? busy / allocated : 0);
  }

  /** What counts an environment: its function, its version, and the alias that it was allocated for. */
  #placesOf(fn: number, allocation: number): readonly number[] {
    return [...new Set([this.#rootOf[fn]!, fn, this.#allocationPlaces[allocation] ?? fn])];
  }

  #at(place: number): Provisioned {
    return (this.#provisioned[place] ??= { busy: 0, allocated: 0 });
  }

  /** What is claimed now, told where it is another. */
  #tellClaimed(atUs: number): void {
    this.#sink.level('ClaimedAccountConcurrency', ACCOUNT, atUs, this.#unreserved + this.#claimed);
  }

  /** Counts anew what is reserved and provisioned, and who runs on what is left. */
  #claim(atUs: number): void {
    const allocatedOf = this.#allocatedByFunction();
    let unreserved = 0;
    this.#claimed = 0;
    this.#rootOf.forEach((root, place) => {
      if (root !== place) return;
      const reserved = this.#reserved[place]!;
      if (reserved === null) unreserved += this.#onDemand[place]!;
      this.#claimed += reserved ?? allocatedOf[place] ?? 0;
    });
    if (unreserved !== this.#unreserved) {
      this.#unreserved = unreserved;
      this.#sink.level('UnreservedConcurrentExecutions', ACCOUNT, atUs, unreserved);
    }
    this.#tellClaimed(atUs);
  }

  #allocatedByFunction(): readonly (number | undefined)[] {
    const allocated: (number | undefined)[] = [];
    this.#requested.forEach((requested, allocation) => {
      const root = this.#rootOf[this.#allocationPlaces[allocation]!]!;
      allocated[root] = (allocated[root] ?? 0) + requested;
    });
    return allocated;
  }
}
