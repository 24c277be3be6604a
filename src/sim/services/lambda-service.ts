/**
 * Lambda itself: requests, the environments of each function and its activity. Machines decide, this
 * moves what they decided from actor to actor, routes, and keeps the pools of concurrency.
 */
import type { Cast } from '../cast.ts';
import { eventCode, reasonCode } from '../chart.ts';
import type { Taken } from '../chart.ts';
import type { Engine } from '../engine.ts';
import type { FunctionPlan } from '../function-plan.ts';
import { IdlePool, ROUTED } from '../idle-pool.ts';
import { emptyCall } from '../machines/call.ts';
import type { Call } from '../machines/call.ts';
import { directInvocationMachine } from '../machines/direct-invocation.ts';
import type {
  Arrival,
  DirectInvocationContext,
  DirectInvocationEvent,
} from '../machines/direct-invocation.ts';
import { environmentMachine } from '../machines/environment.ts';
import type { EnvironmentContext, EnvironmentEvent } from '../machines/environment-context.ts';
import type { Plan } from '../plan.ts';
import { NONE } from '../trace.ts';
import { effectNumber } from '../vocabulary.ts';
import { ActivityService } from './activity-service.ts';
import { Concurrency } from './concurrency.ts';
import { CALLED } from './called.ts';
import type { Called } from './called.ts';
import type { DownstreamService } from './downstream-service.ts';
import { ANSWER } from './invoker.ts';
import type { Answer, Ask } from './invoker.ts';
import { OpenRequests } from './open-requests.ts';

const ARRIVE = eventCode('arrive');
const INVOKE = eventCode('invoke');
const BEGIN = eventCode('begin');
const SUCCEED = eventCode('succeed');
const FAIL = eventCode('fail');
const RETIRE = eventCode('retire');

const START_WARM = effectNumber('startWarm');
const START_COLD = effectNumber('startCold');
const ASK_BEGIN = effectNumber('begin');
const ANSWER_SUCCESS = effectNumber('answerSuccess');
const ANSWER_FAILURE = effectNumber('answerFailure');
const ASK_CALL = effectNumber('call');
const ABANDON = effectNumber('abandon');
const CONNECT = effectNumber('connect');
const DISCONNECT = effectNumber('disconnect');

/** What one function has at the moment. */
interface FunctionNow {
  readonly plan: FunctionPlan;
  readonly pool: IdlePool;
  readonly routedReason: number;
  invoked: number;
  created: number;
  /** Environments that exist and are not shutting down. */
  alive: number;
}

export class LambdaService {
  readonly #engine: Engine;
  /** What its functions call; null: none of them calls anything. */
  readonly #downstream: DownstreamService | null;
  readonly #functions: readonly FunctionNow[];
  readonly #requests: Cast<DirectInvocationContext, DirectInvocationEvent>;
  readonly #environments: Cast<EnvironmentContext, EnvironmentEvent>;
  readonly #activity: ActivityService;
  readonly concurrency: Concurrency;

  readonly #open = new OpenRequests();
  // By slot of an environment: the slot of its request (-1: none), whether it is kept ready.
  readonly #requestOf: number[] = [];
  readonly #isKept: boolean[] = [];

  // One object for every arrival and one for every invocation: machines read them and keep neither.
  readonly #arrival: Arrival = {
    type: 'arrive',
    permitted: true,
    valid: true,
    exists: true,
    fits: true,
    loop: false,
    assumable: true,
    dryRun: false,
    full: false,
    reservedFull: false,
    free: false,
    none: false,
    broken: false,
  };
  readonly #invocation: { type: 'invoke'; call: Call } = { type: 'invoke', call: emptyCall() };
  readonly #noContext: DirectInvocationContext = {};

  constructor(plan: Plan, engine: Engine, downstream: DownstreamService | null) {
    this.#engine = engine;
    this.#downstream = downstream;
    downstream?.join(this);
    this.#requests = engine.cast('request', directInvocationMachine, () => {});
    this.#environments = engine.cast('environment', environmentMachine, (slot, timer) =>
      this.#environmentTimer(slot, timer),
    );
    this.#activity = new ActivityService(plan, engine, (fn, cause) => this.#retireIdle(fn, cause));
    this.concurrency = new Concurrency(plan);
    this.#functions = plan.functions.map((fn) => ({
      plan: fn,
      pool: new IdlePool(fn.routing, fn.routingStream, (slot) => this.#environments.numberOf(slot)),
      routedReason: reasonCode(ROUTED[fn.routing]),
      invoked: 0,
      created: 0,
      alive: 0,
    }));
  }

  /** Of the account, what no function has reserved. */
  get unreserved(): number {
    return this.concurrency.unreserved;
  }

  /** From now on told of every place that becomes free. */
  watchRoom(onRoom: (fn: number, cause: number) => void): void {
    this.concurrency.watch(onRoom);
  }

  /** Whether the function may have one more request in an environment now. */
  hasRoom(fn: number): boolean {
    return this.concurrency.hasRoom(fn);
  }

  /** Environments that exist before the first request. */
  start(): void {
    this.#functions.forEach((now, fn) => {
      const { plan } = now;
      this.#activity.start(fn);
      if (!plan.exists) return;
      for (let count = 0; count < plan.warmEnvironments; count++) this.#createEnvironment(fn, 'warm', -1, -1);
      for (let count = 0; count < plan.readyEnvironments; count++)
        this.#createEnvironment(fn, 'kept', -1, -1);
      if (plan.warmEnvironments > 0) this.#activity.quiet(fn, -1);
    });
  }

  /**
   * Invokes a function, now. The invoker hears once how it ended; if nothing runs, before this returns.
   *
   * @param fn number of the function.
   * @param cause the step that asks; -1: it comes from outside.
   */
  invoke(fn: number, ask: Ask, cause: number): void {
    const now = this.#functions[fn]!;
    const { plan } = now;
    const requests = this.#requests;
    const { nowUs } = this.#engine.clock;
    // Luck is drawn for every request, whatever becomes of it: two settings meet the same traffic.
    const number = now.invoked++;
    const drawnUs = plan.handlerUs() + ask.items * plan.perItemUs;
    const fault = plan.invocationStrikes(number, nowUs) ?? ask.fault;
    const environment = now.pool.choose();
    const hasRoom = this.hasRoom(fn);
    const arrival = this.#arrival;
    arrival.permitted = ask.permitted;
    arrival.exists = plan.exists;
    arrival.fits = ask.fits;
    arrival.loop = ask.loop;
    arrival.assumable = plan.mayAssume(nowUs);
    const isInvalid = plan.invalidStrikes(number, nowUs) !== null;
    arrival.valid = ask.valid && (ask.accepted || !isInvalid);
    arrival.dryRun = ask.dryRun;
    arrival.full = !hasRoom;
    arrival.reservedFull = !hasRoom && plan.reserved !== null;
    arrival.free = environment >= 0;
    arrival.none = now.alive === 0;
    arrival.broken = plan.serviceStrikes(number, nowUs) !== null;

    const slot = requests.create(this.#noContext, fn);
    this.#open.enter(slot, requests.numberOf(slot), plan, ask, drawnUs, fault);
    requests.routedReason = now.routedReason;
    const taken = requests.react(slot, ARRIVE, arrival)!;
    const asked = taken.effects[0];
    if (asked === undefined) {
      const step = requests.record(slot, ARRIVE, cause, NONE, taken, NONE, -1, ask.items);
      const answer = TURNED_AWAY[requests.chart.states[requests.stateOf(slot)]!]!;
      const { invoker, token } = ask;
      requests.end(slot);
      invoker?.answered(token, answer, step);
      return;
    }
    const isOnly = this.concurrency.take(fn);
    const kind = this.#environments.kind;
    if (asked === START_WARM) {
      this.#open.environmentOf[slot] = environment;
      const chosen = this.#environments.numberOf(environment);
      const step = requests.record(slot, ARRIVE, cause, NONE, taken, kind, chosen, ask.items);
      this.#invokeEnvironment(environment, slot, step);
      if (isOnly) this.#activity.busy(fn, step);
    } else if (asked === START_COLD) {
      const next = this.#environments.count;
      const step = requests.record(slot, ARRIVE, cause, NONE, taken, kind, next, ask.items);
      this.#open.environmentOf[slot] = this.#createEnvironment(fn, 'request', slot, step);
      if (isOnly) this.#activity.busy(fn, step);
    }
  }

  #createEnvironment(
    fn: number,
    origin: EnvironmentContext['origin'],
    requestSlot: number,
    cause: number,
  ): number {
    const now = this.#functions[fn]!;
    const { plan } = now;
    const environments = this.#environments;
    const { clock } = this.#engine;
    const number = now.created++;
    now.alive++;
    const slot = environments.create(
      {
        clock,
        bornUs: clock.nowUs,
        creationUs: plan.creationUs(),
        extensionsUs: plan.extensionsUs(),
        runtimeUs: plan.runtimeUs(),
        functionUs: plan.functionUs() + (this.#downstream?.connections.draw(fn) ?? 0),
        shutdownUs: plan.shutdownUs,
        initFails: plan.initStrikes(number, clock.nowUs) !== null || plan.node.isRefused,
        initLimitUs: origin === 'kept' ? plan.initLimitKeptUs : plan.initLimitUs,
        timeoutUs: plan.timeoutUs,
        idleLimitUs: plan.environmentIdleUs(),
        ageLimitUs: plan.maxAgeUs(),
        origin,
        call: requestSlot < 0 ? null : this.#open.calls[requestSlot]!,
        repeating: false,
        made: 0,
        leftoverUs: 0,
        thawedUs: 0,
      },
      fn,
    );
    this.#requestOf[slot] = requestSlot;
    this.#isKept[slot] = origin === 'kept';
    const { kind } = this.#requests;
    environments.record(slot, START, cause, NONE, environments.taken!, kind, this.#servedBy(slot), 0);
    const state = environments.stateOf(slot);
    if (environments.chart.isIdle[state]) now.pool.add(slot, this.#isKept[slot], clock.nowUs);
    this.#downstream?.connections.begin(
      fn,
      slot,
      environments.numberOf(slot),
      origin === 'warm',
      environments.step,
    );
    return slot;
  }

  /** Hands a request to an idle environment. */
  #invokeEnvironment(slot: number, requestSlot: number, cause: number): void {
    const environments = this.#environments;
    this.#functions[environments.placeOf(slot)]!.pool.remove(slot, this.#isKept[slot]!);
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

  #environmentTimer(slot: number, timer: number): void {
    const environments = this.#environments;
    const from = environments.stateOf(slot);
    const event = environments.eventOfNext(timer);
    const cause = environments.causeOfNext(timer);
    const taken = environments.wake(slot, timer);
    if (!taken || !this.#follow(slot, event, cause, from, taken)) return;
    this.returned(slot, this.#call(slot, environments.step), this.#downstream!.step);
  }

  #retireIdle(fn: number, cause: number): void {
    for (const slot of this.#functions[fn]!.pool.ordinary()) {
      const from = this.#environments.stateOf(slot);
      const taken = this.#environments.react(slot, RETIRE, { type: 'retire' });
      if (taken) this.#follow(slot, RETIRE, cause, from, taken);
    }
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
    const isKept = this.#isKept[slot]!;
    if (chart.isIdle[to]!) {
      this.#requestOf[slot] = -1;
      now.pool.add(slot, isKept, this.#engine.clock.nowUs);
    } else if (chart.isIdle[from]! && event !== INVOKE) {
      now.pool.remove(slot, isKept);
      now.alive--;
    } else if (chart.isFinal[to]!) {
      environments.end(slot);
    }
    const { effects } = taken;
    let calls = false;
    for (let index = 0; index < effects.length; index++) {
      const asked = effects[index]!;
      if (asked === ASK_BEGIN) this.#tellRequest(requestSlot, BEGIN, step);
      else if (asked === ANSWER_SUCCESS) this.#answer(requestSlot, SUCCEED, ANSWER.succeeded, step);
      else if (asked === ANSWER_FAILURE) this.#answer(requestSlot, FAIL, ANSWER.failed, step);
      else if (asked === ASK_CALL) calls = true;
      else if (this.#downstream) this.#followDownstream(asked, slot, step);
    }
    return calls;
  }

  #followDownstream(asked: number, slot: number, step: number): void {
    const environments = this.#environments;
    const { connections } = this.#downstream!;
    const fn = environments.placeOf(slot);
    if (asked === ABANDON) this.#downstream!.abandon(slot, step);
    else if (asked === DISCONNECT) connections.loseAll(slot, step);
    else if (asked === CONNECT) {
      connections.openOutside(fn, slot, environments.numberOf(slot), false, step);
    }
  }

  #tellRequest(slot: number, event: number, cause: number): void {
    const environment = this.#environments.numberOf(this.#open.environmentOf[slot]!);
    const { kind } = this.#environments;
    this.#requests.deliver(slot, event, MESSAGES[event]!, cause, kind, environment, this.#open.items[slot]!);
  }

  /** A request has ended: its place is free, and who asked hears of it. */
  #answer(slot: number, event: number, answer: Answer, cause: number): void {
    this.#tellRequest(slot, event, cause);
    const requests = this.#requests;
    const fn = requests.placeOf(slot);
    const ended = requests.step;
    const invoker = this.#open.leave(slot);
    const token = this.#open.tokens[slot]!;
    requests.end(slot);
    if (this.concurrency.free(fn)) this.#activity.quiet(fn, cause);
    invoker?.answered(token, answer, ended);
    this.concurrency.tell(fn, ended);
  }

  /** Number of the request that an environment serves or is made for; -1: none. */
  #servedBy(slot: number): number {
    const request = this.#requestOf[slot]!;
    return request < 0 ? -1 : this.#requests.numberOf(request);
  }
}

const START = eventCode('start');

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

/** What an environment is told of its call. */
const RETURNS: Readonly<Partial<Record<Called, EnvironmentEvent>>> = {
  [CALLED.answered]: { type: 'succeed' },
  [CALLED.failed]: { type: 'fail', goesOn: false },
  [CALLED.passedOver]: { type: 'fail', goesOn: true },
};
