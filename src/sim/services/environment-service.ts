/**
 * The execution environments of every function and version: made, initialised, handed an invocation,
 * frozen, retired. Their machine decides; this keeps which of them are idle, and tells the requests they
 * serve what has become of them.
 */
import type { Cast } from '../cast.ts';
import { eventCode, reasonCode } from '../chart.ts';
import type { Taken } from '../chart.ts';
import type { Engine } from '../engine.ts';
import type { FunctionPlan } from '../function-plan.ts';
import { emptyCall } from '../machines/call.ts';
import type { Call } from '../machines/call.ts';
import { environmentMachine } from '../machines/environment.ts';
import { isKept } from '../machines/environment-context.ts';
import type { EnvironmentContext, EnvironmentEvent } from '../machines/environment-context.ts';
import type { Plan } from '../plan.ts';
import { NONE } from '../trace.ts';
import { effectNumber } from '../effects.ts';
import { CALLED } from './called.ts';
import type { Called } from './called.ts';
import type { DownstreamService } from './downstream-service.ts';
import type { Allocation, Requests } from './environment-owners.ts';
import { EnvironmentPlans, RELEASED, REPLACED } from './environment-plans.ts';
import { FunctionNow } from './function-now.ts';
import { ANSWER } from './invoker.ts';
import type { NetworkService } from './network-service.ts';
import { Killings } from './killings.ts';
import { newEnvironment } from './new-environment.ts';
import type { OpenRequests } from './open-requests.ts';

const START = eventCode('start');
const INVOKE = eventCode('invoke');
const SUCCEED = eventCode('succeed');
const FAIL = eventCode('fail');
const RETIRE = eventCode('retire');
const KILL = eventCode('kill');

const ASK_BEGIN = effectNumber('begin');
const ANSWER_SUCCESS = effectNumber('answerSuccess');
const ANSWER_FAILURE = effectNumber('answerFailure');
const ASK_CALL = effectNumber('call');
const ABANDON = effectNumber('abandon');
const CONNECT = effectNumber('connect');
const DISCONNECT = effectNumber('disconnect');
const RESUME = effectNumber('resume');
const SNAPSHOT_TAKEN = reasonCode('snapshot: taken');

export class EnvironmentService {
  readonly #engine: Engine;
  /** What functions call; null: none of them calls anything. */
  readonly #downstream: DownstreamService | null;
  /** Networks that functions are attached to; null: none is. */
  readonly #network: NetworkService | null;
  readonly #functions: readonly FunctionNow[];
  readonly #killings: Killings;
  readonly #plans: EnvironmentPlans;
  readonly #shutdown: number;
  readonly #environments: Cast<EnvironmentContext, EnvironmentEvent>;
  readonly #open: OpenRequests;
  readonly #requests: Requests;

  // By slot: the slot of its request (-1: none), what it was made for, who is told of it.
  readonly #requestOf: number[] = [];
  readonly #origins: EnvironmentContext['origin'][] = [];
  readonly #allocations: (Allocation | null)[] = [];
  /** Provisioned, and no request may have it yet. */
  readonly #isWithheld: boolean[] = [];

  readonly #invocation: { type: 'invoke'; call: Call } = { type: 'invoke', call: emptyCall() };

  constructor(
    plan: Plan,
    engine: Engine,
    downstream: DownstreamService | null,
    network: NetworkService | null,
    open: OpenRequests,
    requests: Requests,
  ) {
    this.#engine = engine;
    this.#downstream = downstream;
    this.#network = network;
    this.#open = open;
    this.#requests = requests;
    this.#environments = engine.cast('environment', environmentMachine, (slot, timer) =>
      this.#timer(slot, timer),
    );
    this.#killings = new Killings(engine, this.#environments.kind, this);
    this.#shutdown = this.#environments.chart.states.indexOf('shutdown');
    const numberOf = (slot: number) => this.#environments.numberOf(slot);
    this.#functions = plan.functions.map((fn) => new FunctionNow(fn, numberOf));
    this.#plans = new EnvironmentPlans(this.#environments, this.#functions, this);
  }

  get kind(): number {
    return this.#environments.kind;
  }

  /** Number of the environment that is made next. */
  get next(): number {
    return this.#environments.count;
  }

  numberOf(slot: number): number {
    return this.#environments.numberOf(slot);
  }

  /** What a function or version has at the moment. */
  of(fn: number): Readonly<Pick<FunctionNow, 'plan' | 'routedReason' | 'alive' | 'admitted' | 'busy'>> {
    return this.#functions[fn]!;
  }

  /** Slot of the idle environment for the function's next request; -1: none is idle. */
  choose(fn: number): number {
    return this.#functions[fn]!.pool.choose();
  }

  /** The same among those that are not provisioned. */
  chooseOnDemand(fn: number): number {
    return this.#functions[fn]!.pool.chooseOrdinary();
  }

  /** From now on told of each invocation of a function or version. */
  watch(fn: number, onInvoked: () => void): void {
    this.#functions[fn]!.onInvoked = onInvoked;
  }

  /** Whether an environment (by slot; -1: none) is provisioned: its place in the pool is taken already. */
  isProvisioned(slot: number): boolean {
    return slot >= 0 && this.#origins[slot] === 'provisioned';
  }

  /**
   * Makes an environment.
   *
   * @param requestSlot slot of the request it is made for; -1: it is made for none.
   * @param allocation of a provisioned one: what it belongs to.
   * @param isBefore it was provisioned before the run and has initialised.
   * @returns its slot.
   */
  create(
    fn: number,
    origin: EnvironmentContext['origin'],
    requestSlot: number,
    cause: number,
    allocation: Allocation | null = null,
    isBefore = false,
  ): number {
    const now = this.#functions[fn]!;
    const { plan } = now;
    const environments = this.#environments;
    const { clock } = this.#engine;
    const number = now.created++;
    now.alive++;
    // It waits for its network interface, if that is not there.
    const interfaceUs = this.#network?.prepare(fn, plan.settings.memoryMb) ?? 0;
    const connectUs = this.#downstream?.connections.draw(fn, this.#network?.subnet ?? 0) ?? 0;
    const call = requestSlot < 0 ? null : this.#open.calls[requestSlot]!;
    const made = { clock, number, origin, isBefore, call, interfaceUs, connectUs };
    const slot = environments.create(newEnvironment(plan, made), fn);
    this.#requestOf[slot] = requestSlot;
    this.#origins[slot] = origin;
    this.#plans.begin(slot, plan);
    this.#allocations[slot] = allocation;
    this.#isWithheld[slot] = allocation !== null;
    const kind = allocation ? allocation.kind : this.#requests.kind;
    const other = allocation ? allocation.number : this.#servedBy(slot);
    const { revisionNumber } = plan;
    environments.record(slot, START, cause, NONE, environments.taken!, kind, other, revisionNumber);
    const state = environments.stateOf(slot);
    if (environments.chart.isIdle[state] && !allocation) now.pool.add(slot, isKept(origin), clock.nowUs);
    const { step } = environments;
    this.#network?.join(fn, slot, environments.numberOf(slot), step);
    this.#downstream?.connections.begin(
      fn,
      slot,
      environments.numberOf(slot),
      origin === 'warm' || isBefore,
      step,
    );
    if (requestSlot >= 0) now.onInvoked?.();
    return slot;
  }

  /** Hands a request to an idle environment. */
  invoke(slot: number, requestSlot: number, cause: number): void {
    const environments = this.#environments;
    const now = this.#functions[environments.placeOf(slot)]!;
    now.pool.remove(slot, this.isKept(slot));
    if (this.#allocations[slot] !== null) now.busy++;
    now.onInvoked?.();
    this.#requestOf[slot] = requestSlot;
    const from = environments.stateOf(slot);
    this.#invocation.call = this.#open.calls[requestSlot]!;
    const taken = environments.react(slot, INVOKE, this.#invocation)!;
    this.#follow(slot, INVOKE, cause, from, taken);
  }

  /** The call that an environment (by slot) waited for has ended: the handler goes on, or not. */
  returned(environment: number, called: Called, cause: number): void {
    const environments = this.#environments;
    for (let due = called, step = cause; due !== CALLED.waits;) {
      const from = environments.stateOf(environment);
      const event = due === CALLED.answered ? SUCCEED : FAIL;
      const taken = environments.react(environment, event, RETURNS[due]!)!;
      if (!this.#follow(environment, event, step, from, taken)) return;
      due = this.#call(environment, environments.step);
      step = this.#downstream!.step;
    }
  }

  /** The function has idled as long as it may: every ordinary environment that is idle goes. */
  retireIdle(fn: number, cause: number): void {
    for (const slot of this.#functions[fn]!.pool.ordinary()) this.retire(slot, IDLE_TOO_LONG, cause);
  }

  /** From now on the function has another plan: environments with the old code go once they are idle. */
  replace(fn: number, plan: FunctionPlan, cause: number): void {
    const now = this.#functions[fn]!;
    now.plan = plan;
    for (const slot of now.pool.ordinary()) this.retire(slot, REPLACED, cause);
  }

  /** From now on functions have other settings. */
  adopt(before: Plan, next: Plan): void {
    this.#killings.plan(next);
    this.#plans.adopt(before, next);
  }

  /** What is there goes by the plans in force, as far as it is idle. */
  refresh(ready: readonly number[], cause: number): void {
    this.#plans.refresh(ready, cause);
  }

  /** From now on requests may have a provisioned environment. */
  admit(slot: number): void {
    if (!this.#isWithheld[slot]) return;
    this.#isWithheld[slot] = false;
    const environments = this.#environments;
    const now = this.#functions[environments.placeOf(slot)]!;
    now.admitted++;
    if (environments.chart.isIdle[environments.stateOf(slot)]!)
      now.pool.add(slot, true, this.#engine.clock.nowUs);
  }

  /** Whether an environment (by slot) waits for its next request. */
  isIdle(slot: number): boolean {
    return this.#environments.chart.isIdle[this.#environments.stateOf(slot)]!;
  }

  /** A provisioned environment is not wanted any more: it goes once it is idle. */
  release(slot: number, cause: number): void {
    this.#plans.release(slot);
    if (!this.#isWithheld[slot]) this.#functions[this.#environments.placeOf(slot)]!.admitted--;
    if (this.isIdle(slot)) this.retire(slot, RELEASED, cause);
    else this.#isWithheld[slot] = true;
  }

  /** What an environment (by slot) was made for. */
  originOf(slot: number): EnvironmentContext['origin'] {
    return this.#origins[slot]!;
  }

  /** Whether an environment (by slot) is kept ready or provisioned. */
  isKept(slot: number): boolean {
    return isKept(this.#origins[slot]!);
  }

  /** An environment (by slot) goes, if it is idle. */
  retire(slot: number, message: EnvironmentEvent, cause: number): void {
    const from = this.#environments.stateOf(slot);
    const taken = this.#environments.react(slot, RETIRE, message);
    if (taken) this.#follow(slot, RETIRE, cause, from, taken);
  }

  /** Makes the next call of the handler in an environment. */
  #call(slot: number, cause: number): Called {
    const environments = this.#environments;
    const caller = this.#open.callerOf(
      this.#requestOf[slot]!,
      environments.placeOf(slot),
      environments.numberOf(slot),
      environments.contextOf(slot).made - 1,
    );
    return this.#downstream!.call(caller, cause);
  }

  #timer(slot: number, timer: number): void {
    if (slot < 0) return this.#killings.strike(-1 - slot);
    const environments = this.#environments;
    const from = environments.stateOf(slot);
    const event = environments.eventOfNext(timer);
    const cause = environments.causeOfNext(timer);
    const taken = environments.wake(slot, timer);
    if (!taken || !this.#follow(slot, event, cause, from, taken)) return;
    this.returned(slot, this.#call(slot, environments.step), this.#downstream!.step);
  }

  /** Records an environment's step and does what it asks for. @returns whether it makes a call, which is left to do. */
  #follow(slot: number, event: number, cause: number, from: number, taken: Taken): boolean {
    const environments = this.#environments;
    const { chart } = environments;
    const to = environments.stateOf(slot);
    const now = this.#functions[environments.placeOf(slot)]!;
    const served = this.#servedBy(slot);
    const step = environments.record(slot, event, cause, from, taken, this.#requests.kind, served, 0);
    const requestSlot = this.#requestOf[slot]!;
    const stays = this.isKept(slot);
    const allocation = this.#allocations[slot]!;
    // What serves no request becomes idle, or ends, out of nothing but Init.
    const leavesInit =
      allocation !== null &&
      requestSlot < 0 &&
      !chart.isIdle[from]! &&
      (chart.isIdle[to]! || to === this.#shutdown);
    if (chart.isIdle[to]!) {
      this.#requestOf[slot] = -1;
      if (!this.#isWithheld[slot]) now.pool.add(slot, stays, this.#engine.clock.nowUs);
      if (allocation !== null && requestSlot >= 0) now.busy--;
    } else if (to === this.#shutdown) {
      this.#requestOf[slot] = -1;
      if (allocation !== null && requestSlot >= 0) now.busy--;
      if (chart.isIdle[from]! && !this.#isWithheld[slot]) now.pool.remove(slot, stays);
      now.alive--;
    } else if (chart.isFinal[to]!) {
      this.#network?.leave(slot, environments.numberOf(slot), step);
      environments.end(slot);
    }
    const { effects } = taken;
    let calls = false;
    for (let index = 0; index < effects.length; index++) {
      const asked = effects[index]!;
      if (asked === ASK_BEGIN) this.#requests.begins(requestSlot, step);
      else if (asked === ANSWER_SUCCESS) this.#requests.ends(requestSlot, SUCCEED, ANSWER.succeeded, step);
      else if (asked === ANSWER_FAILURE) this.#requests.ends(requestSlot, FAIL, ANSWER.failed, step);
      else if (asked === ASK_CALL) calls = true;
      else if (this.#downstream) this.#followDownstream(asked, slot, step);
    }
    if (allocation !== null) {
      const isGood = chart.states[to] === 'frozen' || taken.reason === SNAPSHOT_TAKEN;
      if (leavesInit) allocation.initialised(slot, isGood, step);
      else if (chart.isIdle[from]! && event === RETIRE) allocation.gone(slot, step);
      else if (event === KILL && to === this.#shutdown) this.#lose(slot, now, allocation, step);
    }
    // What was replaced or released while it worked goes now, if nobody took it at once.
    const goes = chart.isIdle[to]! ? this.#plans.goes(slot, now.plan) : null;
    if (goes && environments.stateOf(slot) === to) this.retire(slot, goes, step);
    return calls;
  }

  /** A provisioned environment is killed. */
  #lose(slot: number, now: FunctionNow, allocation: Allocation, cause: number): void {
    if (!this.#isWithheld[slot]) now.admitted--;
    allocation.lost(slot, cause);
  }

  /** Slots of those that are there and not shutting down. */
  there(): number[] {
    const { isFinal } = this.#environments.chart;
    return [...this.#origins.keys()].filter((slot) => {
      const state = this.#environments.stateOf(slot);
      return state !== this.#shutdown && !isFinal[state]!;
    });
  }

  living(): readonly { readonly number: number; readonly runs: string }[] {
    const environments = this.#environments;
    return this.there()
      .map((slot) => ({
        number: environments.numberOf(slot),
        runs: this.of(environments.placeOf(slot)).plan.id,
      }))
      .toSorted((a, b) => a.number - b.number);
  }

  /** Plans what kills environments. */
  start(plan: Plan): void {
    this.#killings.plan(plan);
  }

  /** The process of an environment, by its number, ends now; nothing happens to one that is not there. */
  kill(number: number, cause: number): void {
    const environments = this.#environments;
    const { isFinal } = environments.chart;
    const slot = this.#origins.findIndex(
      (_, one) => environments.numberOf(one) === number && !isFinal[environments.stateOf(one)]!,
    );
    if (slot < 0) return;
    const from = environments.stateOf(slot);
    const taken = environments.react(slot, KILL, KILLED);
    if (taken) this.#follow(slot, KILL, cause, from, taken);
  }

  #followDownstream(asked: number, slot: number, step: number): void {
    const environments = this.#environments;
    const { connections } = this.#downstream!;
    const fn = environments.placeOf(slot);
    if (asked === ABANDON) this.#downstream!.abandon(slot, step);
    else if (asked === DISCONNECT) connections.loseAll(slot, step);
    else if (asked === RESUME) connections.resume(fn, slot);
    else if (asked === CONNECT) {
      connections.openOutside(fn, slot, environments.numberOf(slot), false, step);
    }
  }

  /** Number of the request that an environment serves or is made for; -1: none. */
  #servedBy(slot: number): number {
    const request = this.#requestOf[slot]!;
    return request < 0 ? -1 : this.#requests.numberOf(request);
  }
}

const IDLE_TOO_LONG: EnvironmentEvent = { type: 'retire', because: 'idle' };
const KILLED: EnvironmentEvent = { type: 'kill' };

/** What an environment is told of its call. */
const RETURNS: Readonly<Partial<Record<Called, EnvironmentEvent>>> = {
  [CALLED.answered]: { type: 'succeed' },
  [CALLED.failed]: { type: 'fail', goesOn: false },
  [CALLED.passedOver]: { type: 'fail', goesOn: true },
};
