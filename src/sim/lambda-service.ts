/**
 * Lambda itself, as far as one function is concerned: requests, environments and the function's
 * activity as actors on one agenda. Machines decide, this moves what they decided from actor to actor,
 * routes, and records every step with its cause and reason.
 */
import { createActors } from './actors.ts';
import type { Actors, Clock, Interpreter } from './actors.ts';
import { Agenda, grown } from './agenda.ts';
import { eventCode, REASON_OF_CAUSE, REASON_OF_ROUTING, reasonCode } from './chart.ts';
import type { Taken } from './chart.ts';
import { IdlePool, ROUTED } from './idle-pool.ts';
import { Laws } from './laws.ts';
import type { Call } from './machines/call.ts';
import { directInvocationMachine } from './machines/direct-invocation.ts';
import type {
  Arrival,
  DirectInvocationContext,
  DirectInvocationEvent,
} from './machines/direct-invocation.ts';
import { environmentMachine } from './machines/environment.ts';
import type { EnvironmentContext, EnvironmentEvent } from './machines/environment.ts';
import { functionActivityMachine } from './machines/function-activity.ts';
import type { FunctionActivityContext, FunctionActivityEvent } from './machines/function-activity.ts';
import type { Plan } from './plan.ts';
import { Recorder } from './recorder.ts';
import { NONE } from './trace.ts';
import type { ActorKind } from './trace.ts';
import { Slots } from './slots.ts';
import { EFFECTS } from './vocabulary.ts';
import type { EffectName } from './vocabulary.ts';

// Kinds of actors; their number is also the actor's place among the four of a slot in the agenda.
const REQUEST = 0;
const ENVIRONMENT = 1;
const FUNCTION = 2;
const STRIDE = 4;

const START = eventCode('start');
const ARRIVE = eventCode('arrive');
const INVOKE = eventCode('invoke');
const BEGIN = eventCode('begin');
const SUCCEED = eventCode('succeed');
const FAIL = eventCode('fail');
const RETIRE = eventCode('retire');
const BUSY = eventCode('busy');
const QUIET = eventCode('quiet');

const effect = (name: EffectName) => EFFECTS.indexOf(name);
const START_WARM = effect('startWarm');
const START_COLD = effect('startCold');
const ASK_BEGIN = effect('begin');
const ANSWER_SUCCESS = effect('answerSuccess');
const ANSWER_FAILURE = effect('answerFailure');
const RETIRE_IDLE = effect('retireIdle');

export class LambdaService {
  readonly #plan: Plan;
  readonly recorder = new Recorder();
  readonly agenda = new Agenda();
  readonly clock: Clock = { nowUs: 0, step: 0 };
  /** Kinds of actors and their states, as traces have them. */
  readonly kinds: readonly ActorKind[];
  /** The plan's arrivals hold a request that has not come yet. */
  hasArrival: boolean;
  /** The first law that a step broke. */
  brokenLaw: { readonly law: string; readonly step: number } | null = null;
  readonly #requests: Actors<DirectInvocationContext, DirectInvocationEvent>;
  readonly #environments: Actors<EnvironmentContext, EnvironmentEvent>;
  readonly #activity: Actors<FunctionActivityContext, FunctionActivityEvent>;
  readonly #laws: Laws;
  readonly #pool: IdlePool;
  readonly #routedReason: number;

  readonly #requestSlots = new Slots();
  readonly #environmentSlots = new Slots();
  // By slot of a request: its number, what it asks for, and the slot of its environment.
  readonly #requestNumber: number[] = [];
  readonly #calls: Call[] = [];
  readonly #environmentOf: number[] = [];
  // By slot of an environment: its number, the slot of its request (-1: none), whether it is kept ready.
  #environmentNumber = new Int32Array(64);
  readonly #requestOf: number[] = [];
  readonly #isKept: boolean[] = [];

  // One object for every arrival and one for every invocation: machines read them and keep neither.
  readonly #arrival: Arrival = { type: 'arrive', valid: true, full: false, free: false, none: false };
  readonly #invocation: { type: 'invoke'; call: Call } = {
    type: 'invoke',
    call: { request: 0, handlerUs: 0, outcome: 'success' },
  };
  readonly #direct: DirectInvocationContext;
  #offered = 0;
  #created = 0;
  /** Environments that exist and are not shutting down. */
  #alive = 0;
  /** Requests in environments. */
  #inUse = 0;

  constructor(plan: Plan, interpreter: Interpreter) {
    this.#plan = plan;
    this.#direct = { permitted: plan.permitted, dryRun: plan.dryRun };
    const place = (offset: number) => ({ agenda: this.agenda, clock: this.clock, stride: STRIDE, offset });
    this.#requests = createActors(interpreter, directInvocationMachine, place(REQUEST));
    this.#environments = createActors(interpreter, environmentMachine, place(ENVIRONMENT));
    this.#activity = createActors(interpreter, functionActivityMachine, place(FUNCTION));
    this.kinds = [this.#requests, this.#environments, this.#activity].map(({ chart }) => ({
      name: chart.id,
      states: chart.states,
    }));
    const requestStates = this.#requests.chart.states;
    this.#laws = new Laws(
      {
        requestKind: REQUEST,
        environmentKind: ENVIRONMENT,
        isAccepted: requestStates.map((state) => state === 'waiting' || state === 'running'),
        isEnd: this.#requests.chart.isFinal,
        isServing: this.#environments.chart.states.map((state) => state.startsWith('invoke.')),
      },
      plan.concurrencyLimit,
    );
    this.#pool = new IdlePool(plan.routing, plan.routingStream, (slot) => this.#environmentNumber[slot]!);
    this.#routedReason = reasonCode(ROUTED[plan.routing]);
    this.hasArrival = plan.arrivals.next();
  }

  /** Environments that exist before the first request. */
  start(): void {
    if (this.#plan.functionIdleUs) this.#activity.create(0, { idleLimitUs: Infinity });
    for (let count = 0; count < this.#plan.warmEnvironments; count++) this.#createEnvironment('warm', -1, -1);
    for (let count = 0; count < this.#plan.readyEnvironments; count++)
      this.#createEnvironment('kept', -1, -1);
    if (this.#plan.warmEnvironments > 0) this.#tellActivity(QUIET, -1);
  }

  /** Takes in the next request, now. */
  arrive(): void {
    const plan = this.#plan;
    const request = this.#offered++;
    const slot = this.#requestSlots.take();
    const call = (this.#calls[slot] ??= { request: 0, handlerUs: 0, outcome: 'success' });
    // Luck is drawn for every request, whatever becomes of it: two settings meet the same traffic.
    const drawnUs = plan.handlerUs();
    const outcome = plan.outcomeOf(request);
    call.request = request;
    call.handlerUs =
      outcome === 'never returns'
        ? Infinity
        : plan.arrivals.durationUs >= 0
          ? plan.arrivals.durationUs
          : drawnUs;
    call.outcome = outcome === 'never returns' ? 'success' : outcome;
    this.#requestNumber[slot] = request;

    const environment = this.#pool.choose();
    const arrival = this.#arrival;
    arrival.valid = !plan.isInvalid(request);
    arrival.full = this.#inUse >= plan.concurrencyLimit;
    arrival.free = environment >= 0;
    arrival.none = this.#alive === 0;
    this.hasArrival = plan.arrivals.next();

    this.clock.step = this.recorder.length;
    this.#requests.create(slot, this.#direct);
    const taken = this.#requests.deliver(slot, ARRIVE, arrival)!;
    const effects = taken.effects;
    if (effects.length === 0) {
      this.#recordRequest(slot, ARRIVE, NONE, taken, -1, -1);
      return;
    }
    this.#inUse++;
    if (effects[0] === START_WARM) {
      this.#environmentOf[slot] = environment;
      const step = this.#recordRequest(slot, ARRIVE, NONE, taken, -1, this.#environmentNumber[environment]!);
      this.#invoke(environment, slot, step);
      if (this.#inUse === 1) this.#tellActivity(BUSY, step);
    } else if (effects[0] === START_COLD) {
      const step = this.#recordRequest(slot, ARRIVE, NONE, taken, -1, this.#created);
      this.#environmentOf[slot] = this.#createEnvironment('request', slot, step);
      if (this.#inUse === 1) this.#tellActivity(BUSY, step);
    }
  }

  #createEnvironment(origin: EnvironmentContext['origin'], requestSlot: number, cause: number): number {
    const plan = this.#plan;
    const slot = this.#environmentSlots.take();
    const number = this.#created++;
    this.#alive++;
    if (slot >= this.#environmentNumber.length) {
      this.#environmentNumber = grown(this.#environmentNumber, new Int32Array(2 * slot));
    }
    this.#environmentNumber[slot] = number;
    this.#requestOf[slot] = requestSlot;
    this.#isKept[slot] = origin === 'kept';
    this.clock.step = this.recorder.length;
    const taken = this.#environments.create(slot, {
      clock: this.clock,
      bornUs: this.clock.nowUs,
      creationUs: plan.creationUs(),
      extensionsUs: plan.extensionsUs(),
      runtimeUs: plan.runtimeUs(),
      functionUs: plan.functionUs(),
      shutdownUs: plan.shutdownUs,
      initFails: plan.initFails(number),
      initLimitUs: origin === 'kept' ? plan.initLimitKeptUs : plan.initLimitUs,
      timeoutUs: plan.timeoutUs,
      idleLimitUs: plan.environmentIdleUs(),
      ageLimitUs: plan.maxAgeUs(),
      origin,
      call: requestSlot < 0 ? null : this.#calls[requestSlot]!,
      repeating: false,
    });
    const state = this.#environments.stateOf(slot);
    this.#record(ENVIRONMENT, number, START, cause, NONE, state, taken.reason, this.#servedBy(slot));
    if (this.#environments.chart.isIdle[state]) this.#pool.add(slot, this.#isKept[slot], this.clock.nowUs);
    return slot;
  }

  /** Hands a request to an idle environment. */
  #invoke(slot: number, requestSlot: number, cause: number): void {
    this.#pool.remove(slot, this.#isKept[slot]!);
    this.#requestOf[slot] = requestSlot;
    const from = this.#environments.stateOf(slot);
    this.clock.step = this.recorder.length;
    this.#invocation.call = this.#calls[requestSlot]!;
    const taken = this.#environments.deliver(slot, INVOKE, this.#invocation)!;
    this.#follow(slot, INVOKE, cause, from, taken);
  }

  /** Does what the agenda has next, now. */
  fireNext(): void {
    const actor = this.agenda.nextActor();
    const timer = this.agenda.nextTimer(actor);
    const cause = this.agenda.causeOf(actor, timer);
    const slot = Math.floor(actor / STRIDE);
    if (actor % STRIDE === FUNCTION) {
      const from = this.#activity.stateOf(slot);
      this.clock.step = this.recorder.length;
      const event = this.#activity.chart.delays[this.agenda.eventOf(actor, timer)]!.event;
      const taken = this.#activity.fire(slot, timer)!;
      const step = this.#record(
        FUNCTION,
        slot,
        event,
        cause,
        from,
        this.#activity.stateOf(slot),
        taken.reason,
        -1,
      );
      if (taken.effects[0] === RETIRE_IDLE) this.#retireIdle(step);
      return;
    }
    const from = this.#environments.stateOf(slot);
    this.clock.step = this.recorder.length;
    const event = this.#environments.chart.delays[this.agenda.eventOf(actor, timer)]!.event;
    const taken = this.#environments.fire(slot, timer);
    if (taken) this.#follow(slot, event, cause, from, taken);
  }

  #retireIdle(cause: number): void {
    for (const slot of this.#pool.ordinary()) {
      const from = this.#environments.stateOf(slot);
      this.clock.step = this.recorder.length;
      const taken = this.#environments.deliver(slot, RETIRE, { type: 'retire' });
      if (taken) this.#follow(slot, RETIRE, cause, from, taken);
    }
  }

  /** Records an environment's step and does what it asks for. */
  #follow(slot: number, event: number, cause: number, from: number, taken: Taken): void {
    const { chart } = this.#environments;
    const to = this.#environments.stateOf(slot);
    const step = this.#record(
      ENVIRONMENT,
      this.#environmentNumber[slot]!,
      event,
      cause,
      from,
      to,
      taken.reason,
      this.#servedBy(slot),
    );
    const requestSlot = this.#requestOf[slot]!;
    const isKept = this.#isKept[slot]!;
    if (chart.isIdle[to]!) {
      this.#requestOf[slot] = -1;
      this.#pool.add(slot, isKept, this.clock.nowUs);
    } else if (chart.isIdle[from]! && event !== INVOKE) {
      this.#pool.remove(slot, isKept);
      this.#alive--;
    } else if (chart.isFinal[to]!) {
      this.#environmentSlots.give(slot);
    }
    const { effects } = taken;
    for (let index = 0; index < effects.length; index++) {
      const asked = effects[index]!;
      if (asked === ASK_BEGIN) this.#tellRequest(requestSlot, BEGIN, step);
      else if (asked === ANSWER_SUCCESS || asked === ANSWER_FAILURE) {
        this.#tellRequest(requestSlot, asked === ANSWER_SUCCESS ? SUCCEED : FAIL, step);
        this.#release(requestSlot, step);
      }
    }
  }

  #tellRequest(slot: number, event: number, cause: number): void {
    const from = this.#requests.stateOf(slot);
    this.clock.step = this.recorder.length;
    const taken = this.#requests.deliver(slot, event, MESSAGES[event]!)!;
    this.#recordRequest(
      slot,
      event,
      from,
      taken,
      cause,
      this.#environmentNumber[this.#environmentOf[slot]!]!,
    );
  }

  /** A request has ended: its place is free. */
  #release(slot: number, cause: number): void {
    this.#requestSlots.give(slot);
    if (--this.#inUse === 0) this.#tellActivity(QUIET, cause);
  }

  #tellActivity(event: number, cause: number): void {
    const { functionIdleUs } = this.#plan;
    if (!functionIdleUs) return;
    const from = this.#activity.stateOf(0);
    this.clock.step = this.recorder.length;
    const taken = this.#activity.deliver(
      0,
      event,
      event === BUSY ? { type: 'busy' } : { type: 'quiet', idleLimitUs: functionIdleUs() },
    );
    if (taken) this.#record(FUNCTION, 0, event, cause, from, this.#activity.stateOf(0), taken.reason, -1);
  }

  #recordRequest(
    slot: number,
    event: number,
    from: number,
    taken: Taken,
    cause: number,
    environment: number,
  ): number {
    const reason =
      taken.reason >= 0
        ? taken.reason
        : taken.reason === REASON_OF_ROUTING
          ? this.#routedReason
          : taken.reason === REASON_OF_CAUSE
            ? this.recorder.reason[cause]!
            : 0;
    const to = this.#requests.stateOf(slot);
    if (from === NONE && this.#requests.chart.isFinal[to]!) this.#requestSlots.give(slot);
    return this.#record(REQUEST, this.#requestNumber[slot]!, event, cause, from, to, reason, environment);
  }

  /** Number of the request that an environment serves or is made for; -1: none. */
  #servedBy(slot: number): number {
    const request = this.#requestOf[slot]!;
    return request < 0 ? -1 : this.#requestNumber[request]!;
  }

  #record(
    kind: number,
    actor: number,
    event: number,
    cause: number,
    from: number,
    to: number,
    reason: number,
    other: number,
  ): number {
    const recorder = this.recorder;
    const step = recorder.record(this.clock.nowUs, kind, actor, event, cause, from, to, reason, other);
    const broken = this.#laws.check(recorder, step);
    if (broken !== null) this.brokenLaw ??= { law: broken, step };
    return step;
  }
}

/** Events to a request, by code: they carry nothing. */
const MESSAGES: Readonly<Record<number, DirectInvocationEvent>> = {
  [BEGIN]: { type: 'begin' },
  [SUCCEED]: { type: 'succeed' },
  [FAIL]: { type: 'fail' },
};
