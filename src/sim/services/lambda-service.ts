/**
 * Lambda itself: requests, and which environment each goes to. Machines decide, this moves what they
 * decided from actor to actor, follows aliases, and keeps the pools of concurrency.
 */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { directInvocationMachine } from '../machines/direct-invocation.ts';
import type {
  Arrival,
  DirectInvocationContext,
  DirectInvocationEvent,
} from '../machines/direct-invocation.ts';
import type { Refusal } from '../machines/operation.ts';
import type { Plan } from '../plan.ts';
import { reservationsOf } from '../release-plan.ts';
import { scalingPlanOf } from '../scaling-plan.ts';
import { NONE } from '../trace.ts';
import type { Reservation } from '../trace.ts';
import { effectNumber } from '../effects.ts';
import { ActivityService } from './activity-service.ts';
import { AliasService } from './alias-service.ts';
import { Concurrency } from './concurrency.ts';
import type { Called } from './called.ts';
import type { DownstreamService } from './downstream-service.ts';
import type { Requests } from './environment-owners.ts';
import { EnvironmentService } from './environment-service.ts';
import { ANSWER } from './invoker.ts';
import type { Answer, Ask } from './invoker.ts';
import type { NetworkService } from './network-service.ts';
import { OpenRequests } from './open-requests.ts';
import { RequestRate } from './request-rate.ts';
import { ScalingRate } from './scaling-rate.ts';
import type { RequestMeter } from './request-meter.ts';
import { VersionService } from './version-service.ts';

const ARRIVE = eventCode('arrive');
const BEGIN = eventCode('begin');
const SUCCEED = eventCode('succeed');
const FAIL = eventCode('fail');

const START_WARM = effectNumber('startWarm');
const START_COLD = effectNumber('startCold');
const RESTORE_INTERFACES = effectNumber('restoreInterfaces');

export class LambdaService implements Requests {
  readonly #plan: Plan;
  readonly #engine: Engine;
  readonly #requests: Cast<DirectInvocationContext, DirectInvocationEvent>;
  readonly #activity: ActivityService;
  readonly environments: EnvironmentService;
  readonly versions: VersionService;
  readonly aliases: AliasService;
  readonly concurrency: Concurrency;
  readonly #scalingRate: ScalingRate;
  readonly #requestRate: RequestRate;
  /** Networks that functions are attached to; null: none is. */
  readonly #network: NetworkService | null;

  readonly #open: OpenRequests;
  /** By function: invocations so far, and whether there is such a version by now. */
  readonly #invoked: number[];
  readonly #exists: boolean[];
  /** By function: it is not there before it has been created, or not active yet. */
  readonly #awaited: Awaited[];

  // One object for every arrival: machines read it and keep it not.
  readonly #arrival: Arrival = {
    type: 'arrive',
    permitted: true,
    valid: true,
    exists: true,
    active: true,
    fits: true,
    loop: false,
    assumable: true,
    dryRun: false,
    full: false,
    reservedFull: false,
    reservedSpent: false,
    spent: false,
    free: false,
    beyondProvisioned: false,
    none: false,
    slowed: false,
    lacks: '',
    broken: false,
  };
  readonly #noContext: DirectInvocationContext = {};
  /** Of a change of settings: what was kept ready, what is reserved otherwise, whether the account's limit is another. */
  #ready: readonly number[] = [];
  #reserved: readonly Reservation[] = [];
  #isOtherLimit = false;
  /** Who measures requests while they run; null: nobody does. */
  #meter: RequestMeter | null = null;

  constructor(
    plan: Plan,
    engine: Engine,
    downstream: DownstreamService | null,
    network: NetworkService | null,
  ) {
    this.#plan = plan;
    this.#engine = engine;
    this.#network = network;
    downstream?.join(this);
    this.#open = new OpenRequests(downstream);
    this.#requests = engine.cast('request', directInvocationMachine, () => {});
    this.environments = new EnvironmentService(plan, engine, downstream, network, this.#open, this);
    this.#activity = new ActivityService(plan, engine, (fn, cause) =>
      this.environments.retireIdle(fn, cause),
    );
    this.versions = new VersionService(plan, engine, {
      planOf: (fn) => this.environments.of(fn).plan,
      replace: (fn, to, cause) => this.environments.replace(fn, to, cause),
      opened: (fn) => {
        this.#exists[fn] = true;
      },
    });
    this.aliases = new AliasService(plan, engine, this.versions);
    this.concurrency = new Concurrency(plan);
    this.#scalingRate = new ScalingRate(plan);
    this.#requestRate = new RequestRate(plan, this.concurrency);
    this.#invoked = plan.functions.map(() => 0);
    this.#exists = plan.functions.map(({ exists }) => exists);
    this.#awaited = plan.functions.map(() => AWAITED.nothing);
  }

  get kind(): number {
    return this.#requests.kind;
  }

  numberOf(slot: number): number {
    return this.#requests.numberOf(slot);
  }

  /** From now on told of what becomes of every request. */
  measure(meter: RequestMeter): void {
    this.#meter = meter;
  }

  /** From now on told of every place that becomes free, and of functions that are switched off. */
  watchRoom(onRoom: (fn: number, cause: number) => void): void {
    this.concurrency.watch(onRoom);
  }

  /** Whether what is at a place (a function, version or alias) may have one more request in an environment now. */
  hasRoom(place: number): boolean {
    const fn = this.#pointedTo(place);
    return this.concurrency.hasRoom(fn) || this.environments.isProvisioned(this.environments.choose(fn));
  }

  /** Whether what is at a place belongs to a function for which 0 is reserved. */
  isOff(place: number): boolean {
    return this.concurrency.isOff(this.#pointedTo(place));
  }

  /** Whether there is something at a place (a function, version or alias), active or not. */
  stands(place: number): boolean {
    return this.#stands(this.#pointedTo(place));
  }

  /** A version whose snapshot is being made, or could not be, is there and not active. */
  #stands(fn: number): boolean {
    return (this.#exists[fn]! || this.versions.isNumbered(fn)) && this.#awaited[fn] !== AWAITED.creation;
  }

  /** Whether there is something to invoke at a place (a function, version or alias). */
  exists(place: number): boolean {
    return this.#isActive(this.#pointedTo(place));
  }

  /** Place of what runs for a place: of the version that an alias points to, of two the first. */
  #pointedTo(place: number): number {
    return this.aliases.isAlias(place) ? this.aliases.pointsTo(place) : place;
  }

  #isActive(fn: number): boolean {
    return this.#exists[fn]! && this.#awaited[fn] === AWAITED.nothing && !this.#network?.isPending(fn);
  }

  /** It is not there before it has been created: to be said of a function and of its versions before the run. */
  expect(fn: number): void {
    this.#awaited[fn] = AWAITED.creation;
  }

  /** What is awaited is there, and cannot be invoked yet. */
  makePending(fn: number): void {
    if (this.#awaited[fn] === AWAITED.creation) this.#awaited[fn] = AWAITED.activation;
  }

  /** What was awaited can be invoked now. */
  establish(fn: number, cause: number): void {
    this.#awaited[fn] = AWAITED.nothing;
    this.#furnish(fn, cause);
  }

  adopt(next: Plan): void {
    const before = this.#plan;
    const { nowUs } = this.#engine.clock;
    const { limit, unreservedMinimum } = scalingPlanOf(next.scenario, next.rules);
    this.#ready = before.functions.map(({ readyEnvironments }) => readyEnvironments);
    this.#reserved = reservationsOf(before.scenario, next.scenario);
    this.#isOtherLimit = limit !== scalingPlanOf(before.scenario, before.rules).limit;
    this.environments.adopt(before, next);
    this.aliases.adopt(next);
    this.#scalingRate.adopt(next, nowUs);
    this.#requestRate.adopt(next);
    if (this.#isOtherLimit) this.concurrency.setLimit(limit, unreservedMinimum);
    for (const { place, reserved } of this.#reserved) this.concurrency.setReserved(place, reserved);
  }

  refuses(next: Plan): Refusal | null {
    const { concurrency } = this;
    const less = reservationsOf(this.#plan.scenario, next.scenario).some(
      ({ place, reserved }) => reserved !== null && reserved < concurrency.allocatedOf(place),
    );
    return less ? 'refused: less than provisioned' : this.aliases.refuses(next);
  }

  followUp(cause: number): void {
    this.environments.refresh(this.#ready, cause);
    this.#activity.adopt(this.#plan, (fn) => this.concurrency.isInUse(fn), cause);
    this.aliases.followUp(cause);
    if (!this.#isOtherLimit && this.#reserved.length === 0) return;
    // Every function may have more room now, or be off.
    for (const fn of this.#invoked.keys()) this.concurrency.tell(fn, cause);
  }

  /** Environments that exist before the first request. */
  start(): void {
    this.environments.start(this.#plan);
    this.versions.start();
    this.aliases.start();
    this.#invoked.forEach((_, fn) => {
      const plan = this.environments.of(fn).plan;
      this.#activity.start(fn);
      if (plan.exists && this.#awaited[fn] === AWAITED.nothing) this.#furnish(fn, -1);
    });
  }

  #furnish(fn: number, cause: number): void {
    const plan = this.environments.of(fn).plan;
    for (let count = 0; count < plan.warmEnvironments; count++)
      this.environments.create(fn, 'warm', -1, cause);
    for (let count = 0; count < plan.readyEnvironments; count++)
      this.environments.create(fn, 'kept', -1, cause);
    if (plan.warmEnvironments > 0) this.#activity.quiet(fn, cause);
  }

  /**
   * Invokes a function, now. The invoker hears once how it ended; if nothing runs, before this returns.
   *
   * @param place number of the function, version or alias.
   * @param cause the step that asks; -1: it comes from outside.
   */
  invoke(place: number, ask: Ask, cause: number): void {
    const fn = this.aliases.isAlias(place) ? this.aliases.choose(place) : place;
    const { environments } = this;
    const plan = environments.of(fn).plan;
    const requests = this.#requests;
    const { nowUs } = this.#engine.clock;
    // Luck is drawn for every request, whatever becomes of it: two settings meet the same traffic.
    const number = this.#invoked[fn]!++;
    const drawnUs = plan.handlerUs() + ask.items * plan.perItemUs;
    const fault = plan.invocationStrikes(number, nowUs) ?? ask.fault;
    let environment = environments.choose(fn);
    let isProvisioned = environments.isProvisioned(environment);
    // Above what is provisioned takes in a second, requests spill over as if all of it were busy.
    const spillsOver =
      isProvisioned && this.#requestRate.isProvisionedSpent(fn, environments.of(fn).admitted, nowUs);
    if (spillsOver) {
      environment = environments.chooseOnDemand(fn);
      isProvisioned = false;
    }
    const hasRoom = isProvisioned || this.concurrency.hasRoom(fn);
    // The limit on requests a second is one on synchronous ones: events come from Lambda's own queue.
    const isCounted = !ask.accepted;
    const arrival = this.#arrival;
    arrival.permitted = ask.permitted;
    arrival.exists = this.#stands(fn);
    arrival.active = this.#isActive(fn);
    arrival.fits = ask.fits;
    arrival.loop = ask.loop;
    arrival.assumable = plan.mayAssume(nowUs);
    const isInvalid = plan.invalidStrikes(number, nowUs) !== null;
    arrival.valid = ask.valid && (ask.accepted || !isInvalid);
    arrival.dryRun = ask.dryRun;
    arrival.full = !hasRoom;
    arrival.reservedFull = !hasRoom && this.concurrency.reservedOf(fn) !== null;
    arrival.reservedSpent = isCounted && this.#requestRate.isReservedSpent(fn, nowUs);
    arrival.spent = isCounted && this.#requestRate.isSpent(nowUs);
    arrival.free = environment >= 0;
    arrival.beyondProvisioned = spillsOver;
    arrival.none = environments.of(fn).alive === 0;
    arrival.slowed = environment < 0 && hasRoom && !this.#scalingRate.mayGrow(fn, nowUs);
    arrival.lacks = environment < 0 && this.#network ? this.#network.lacks(fn, plan.settings.memoryMb) : '';
    arrival.broken = plan.serviceStrikes(number, nowUs) !== null;

    const slot = requests.create(this.#noContext, fn);
    this.#open.enter(slot, requests.numberOf(slot), fn, plan, ask, drawnUs, fault);
    requests.routedReason = environments.of(fn).routedReason;
    const taken = requests.react(slot, ARRIVE, arrival)!;
    const asked = taken.effects[0];
    if (asked === undefined || asked === RESTORE_INTERFACES) {
      const step = requests.record(slot, ARRIVE, cause, NONE, taken, NONE, -1, ask.items);
      const answer = TURNED_AWAY[requests.chart.states[requests.stateOf(slot)]!]!;
      const { invoker, token } = ask;
      if (asked === RESTORE_INTERFACES) this.#network!.restore(fn, requests.numberOf(slot), step);
      requests.end(slot);
      this.#meter?.turnedAway(place, fn, answer);
      invoker?.answered(token, answer, step);
      return;
    }
    const isOnly = this.concurrency.take(fn, isProvisioned);
    if (isCounted) this.#requestRate.count(fn, nowUs);
    if (isProvisioned) this.#requestRate.countProvisioned(fn, nowUs);
    this.#open.isProvisioned[slot] = isProvisioned;
    this.#meter?.accepted(slot, place, fn);
    const { kind } = environments;
    if (asked === START_WARM) {
      this.#open.environmentOf[slot] = environment;
      const chosen = environments.numberOf(environment);
      const step = requests.record(slot, ARRIVE, cause, NONE, taken, kind, chosen, ask.items);
      environments.invoke(environment, slot, step);
      if (isOnly) this.#activity.busy(fn, step);
    } else if (asked === START_COLD) {
      this.#scalingRate.grow(fn, nowUs);
      const step = requests.record(slot, ARRIVE, cause, NONE, taken, kind, environments.next, ask.items);
      this.#open.environmentOf[slot] = environments.create(fn, 'request', slot, step);
      if (isOnly) this.#activity.busy(fn, step);
    }
  }

  /** The call that an environment (by slot) waited for has ended. */
  returned(environment: number, called: Called, cause: number): void {
    this.environments.returned(environment, called, cause);
  }

  begins(slot: number, cause: number): void {
    this.#tell(slot, BEGIN, cause);
    this.#meter?.began(slot);
  }

  ends(slot: number, event: number, answer: Answer, cause: number): void {
    this.#tell(slot, event, cause);
    const requests = this.#requests;
    const fn = requests.placeOf(slot);
    const ended = requests.step;
    this.#meter?.ended(slot, answer);
    const invoker = this.#open.leave(slot);
    const token = this.#open.tokens[slot]!;
    requests.end(slot);
    if (this.concurrency.free(fn, this.#open.isProvisioned[slot]!)) this.#activity.quiet(fn, cause);
    invoker?.answered(token, answer, ended);
    this.concurrency.tell(fn, ended);
  }

  #tell(slot: number, event: number, cause: number): void {
    const { environments } = this;
    const environment = environments.numberOf(this.#open.environmentOf[slot]!);
    const { kind } = environments;
    this.#requests.deliver(slot, event, MESSAGES[event]!, cause, kind, environment, this.#open.items[slot]!);
  }
}

/** What a function is waited for. */
const AWAITED = { nothing: 0, creation: 1, activation: 2 } as const;
type Awaited = (typeof AWAITED)[keyof typeof AWAITED];

/** Messages without content, by event code. */
const MESSAGES: Readonly<Record<number, DirectInvocationEvent>> = {
  [BEGIN]: { type: 'begin' },
  [SUCCEED]: { type: 'succeed' },
  [FAIL]: { type: 'fail' },
};

/** The answer to a request that is turned away, by the state it ends in. */
const TURNED_AWAY: Readonly<Record<string, Answer>> = {
  throttled: ANSWER.throttled,
  denied: ANSWER.denied,
  refused: ANSWER.refused,
  checked: ANSWER.checked,
  'service error': ANSWER.serviceError,
};
