/**
 * What functions call while they run. The machine of a call decides; this hands it on: places at a
 * resource first come, first served, an invocation to the function that is called, a unit to the place
 * that is fed, and the answer back to the environment that waits for it.
 */
import type { ResourceLimits } from '../call-laws.ts';
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import { resourcePlansOf } from '../downstream-plan.ts';
import type { CallPlan } from '../downstream-plan.ts';
import type { Engine } from '../engine.ts';
import { downstreamCallMachine } from '../machines/downstream-call.ts';
import type { DownstreamCallContext, DownstreamCallEvent } from '../machines/downstream-call.ts';
import { usFromMs } from '../microseconds.ts';
import { functionAt, isInvocable, placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import { followedDepth, stopsLoop } from '../recursion.ts';
import { problemAt, ScenarioError } from '../problem.ts';
import { Slots } from '../slots.ts';
import { kindCode } from '../vocabulary.ts';
import { effectNumber } from '../effects.ts';
import { Connections } from './connections.ts';
import type { ResourceNow } from './connections.ts';
import { dueCall, HandlerCalls } from './handler-calls.ts';
import type { Caller, CallNow } from './handler-calls.ts';
import { ANSWER, plainAsk } from './invoker.ts';
import type { Answer, Ask, Invoker } from './invoker.ts';
import type { NetworkService } from './network-service.ts';
import { unitFromOutside } from './sink.ts';
import type { Sinks, Unit } from './sink.ts';
import { WaitingCalls } from './waiting-calls.ts';
import { CALLED } from './called.ts';
import type { Called } from './called.ts';

const CONNECT = eventCode('connect');
const ADMIT = eventCode('admit');
const ABANDON = eventCode('abandon');
const SUCCEED = eventCode('succeed');
const FAIL = eventCode('fail');

const INVOKE_FUNCTION = effectNumber('invokeFunction');
const QUEUE_UP = effectNumber('queueUp');
const LEAVE_QUEUE = effectNumber('leaveQueue');
const TAKE_PLACE = effectNumber('takePlace');
const FREE_PLACE = effectNumber('freePlace');

const REQUEST = kindCode('request');

/** Whoever runs the functions. */
interface Runner {
  invoke(place: number, ask: Ask, cause: number): void;
  /** Whether there is such a function or version. */
  exists(place: number): boolean;
  /** The call that an environment (by slot) waited for has ended. */
  returned(environment: number, called: Called, cause: number): void;
}

export class DownstreamService implements Invoker {
  readonly #plan: Plan;
  readonly #engine: Engine;
  readonly #sinks: Sinks;
  /** Tells in which subnet an environment is; null: no function is in a VPC. */
  readonly #network: NetworkService | null;
  readonly #calls: Cast<DownstreamCallContext, DownstreamCallEvent>;
  readonly connections: Connections;
  readonly #resources: readonly ResourceNow[];
  readonly #handlers: HandlerCalls;
  readonly #limits: { readonly connections: number[]; readonly capacity: number[] };
  #runner: Runner | null = null;

  // By slot of a call: what it is, whose, its amount and depth, the connection it closes at its end, the answer it waits for.
  readonly #made: CallNow[] = [];
  readonly #environmentOf: number[] = [];
  readonly #requestOf: number[] = [];
  readonly #amountOf: number[] = [];
  readonly #depthOf: number[] = [];
  readonly #closes: number[] = [];
  readonly #tokenOf: number[] = [];
  // By token of an invocation: slot of the call that waits for it; -1: nobody waits any more.
  readonly #awaiting: number[] = [];
  readonly #tokens = new Slots();
  /** By slot of an environment: slot of its call; -1: none. */
  readonly #callOf: number[] = [];

  /** Slot of the call that is being made, and what has become of it meanwhile. */
  #making = -1;
  #atOnce: Called = CALLED.waits;
  readonly #ask: Ask = plainAsk(this);
  readonly #units: number[] = [];
  readonly #unit: Unit = unitFromOutside();
  readonly #connected: { type: 'connect'; full: boolean } = { type: 'connect', full: false };

  /** @throws ScenarioError naming a reference that leads nowhere. */
  constructor(plan: Plan, engine: Engine, sinks: Sinks, network: NetworkService | null) {
    this.#network = network;
    this.#plan = plan;
    this.#engine = engine;
    this.#sinks = sinks;
    this.#calls = engine.cast('call', downstreamCallMachine, (slot, timer) => this.#timer(slot, timer));
    const resources = new Map<string, ResourceNow>();
    for (const resource of resourcePlansOf(plan.scenario, plan.luck)) {
      const at = `settings.resources.${resource.id}`;
      resources.set(resource.id, {
        plan: resource,
        place: placeNumber(plan, resource.id, at),
        feeds: resource.feeds === null ? -1 : placeNumber(plan, resource.feeds, `${at}.feeds`),
        waiting: new WaitingCalls(),
        called: 0,
        working: 0,
        connections: 0,
        writes: 0,
      });
    }
    this.#resources = [...resources.values()];
    this.#handlers = new HandlerCalls(plan, this.#resources);
    this.connections = new Connections(engine, network, (call, cause) => this.#connect(call, cause));
    this.#openOutside(plan);
    const unlimited = () => engine.places.map(() => Infinity);
    this.#limits = { connections: unlimited(), capacity: unlimited() };
    this.#limit();
  }

  adopt(next: Plan): void {
    const plans = resourcePlansOf(next.scenario, next.luck);
    for (const resource of this.#resources) {
      const plan = plans.find(({ id }) => id === resource.plan.id)!;
      const at = `settings.resources.${plan.id}.feeds`;
      Object.assign(resource.plan, plan);
      resource.feeds = plan.feeds === null ? -1 : placeNumber(next, plan.feeds, at);
    }
    this.#handlers.adopt(next);
    this.#openOutside(next);
    this.#limit();
  }

  /** What a resource can take more of now, it does. */
  followUp(cause: number): void {
    for (const resource of this.#resources) this.#admit(resource, cause);
  }

  /** What the handler of a function or version calls, in order. */
  callsOf(fn: number): readonly CallNow[] {
    return this.#handlers.of(fn);
  }

  #openOutside({ functions }: Plan): void {
    this.connections.adopt(
      this.#handlers.openedOutside(),
      functions.map(({ settings }) => settings.connections ?? 1),
    );
  }

  /** What its resources take, by place; always as it is now. */
  get limits(): ResourceLimits {
    return this.#limits;
  }

  #limit(): void {
    for (const { plan, place } of this.#resources) {
      this.#limits.connections[place] = plan.connectionLimit;
      this.#limits.capacity[place] = plan.capacity;
    }
  }

  /** Wires it with what runs the functions. */
  join(runner: Runner): void {
    this.#runner = runner;
  }

  /** Before the run: every place that calls put units into must take them. @throws ScenarioError. */
  checkPlaces(): void {
    for (const puts of this.#handlers.fed()) {
      if (this.#sinks[puts]) continue;
      const { name, type } = this.#engine.places[puts]!;
      throw new ScenarioError([
        problemAt(`settings.resources.${name}`, type, 'a place that takes in what calls put there'),
      ]);
    }
  }

  /** The last step of a call. */
  get step(): number {
    return this.#calls.step;
  }

  /** Makes the next call of an invocation. */
  call(caller: Caller, cause: number): Called {
    const { environment, request } = caller;
    const { made, unit, effect } = dueCall(caller);
    const { plan, resource } = made;
    const isReached = plan.reached[this.#network?.subnetOf(environment) ?? 0]!;
    const context: DownstreamCallContext = {
      // Who is not reached denies nothing.
      denied: isReached && !plan.may(this.#engine.clock.nowUs),
      hangs: !isReached,
      refused: false,
      stale: false,
      connects: false,
      invokes: plan.way === 'invoke',
      full: false,
      workUs: 0,
      // An event for a function that is not there is answered 404, by what it would be put into.
      fails:
        made.place === made.puts &&
        isInvocable(this.#plan.places[made.place]!) &&
        !this.#runner!.exists(made.place),
      done: made.done,
      effect,
      idempotent: plan.idempotent,
    };
    const connection = resource ? this.#meet(resource, plan, caller, context, cause) : -1;
    const calls = this.#calls;
    const slot = calls.begin(context, made.place, cause, REQUEST, request, caller.index + 1);
    this.#made[slot] = made;
    this.#environmentOf[slot] = environment;
    this.#requestOf[slot] = request;
    this.#amountOf[slot] = caller.index + 1;
    this.#depthOf[slot] = caller.depth;
    this.#closes[slot] = plan.connection === 'inside' ? connection : -1;
    this.#tokenOf[slot] = -1;
    this.#callOf[environment] = slot;
    if (context.connects) this.connections.waitFor(connection, slot);
    this.#making = slot;
    this.#atOnce = CALLED.waits;
    this.#ask.unitKind = caller.unitKind;
    this.#units[0] = unit;
    this.#ask.units = unit < 0 ? null : this.#units;
    this.#follow(slot, calls.taken!.effects, calls.step);
    if (calls.chart.isFinal[calls.stateOf(slot)]!) this.#over(slot, calls.step);
    this.#making = -1;
    return this.#atOnce;
  }

  /** The invocation of an environment has ended before its call, if it has one. */
  abandon(environment: number, cause: number): void {
    const slot = this.#callOf[environment] ?? -1;
    if (slot < 0) return;
    const token = this.#tokenOf[slot]!;
    if (token >= 0) this.#awaiting[token] = -1;
    this.#tell(slot, ABANDON, { type: 'abandon' }, cause);
    this.#callOf[environment] = -1;
    this.#calls.end(slot);
  }

  answered(token: number, answer: Answer, cause: number): void {
    const slot = this.#awaiting[token]!;
    this.#tokens.give(token);
    if (slot < 0) return;
    if (answer === ANSWER.succeeded) this.#tell(slot, SUCCEED, { type: 'succeed' }, cause);
    else this.#tell(slot, FAIL, { type: 'fail' }, cause);
    if (slot !== this.#making) this.#over(slot, this.#calls.step);
  }

  /** Luck, faults and the state of the resource as a new call meets them. @returns its connection; -1: none. */
  #meet(
    resource: ResourceNow,
    { connection: opened }: CallPlan,
    caller: Caller,
    context: DownstreamCallContext,
    cause: number,
  ): number {
    const { plan } = resource;
    // Luck is drawn for every call, whatever becomes of it.
    const fault = plan.strikes(resource.called++, this.#engine.clock.nowUs);
    context.workUs = plan.latencyUs();
    context.hangs ||= plan.isUnreachable || fault?.kind === 'unreachable';
    context.fails = fault?.kind === 'call-error';
    if (fault?.kind === 'call-slow') context.workUs += usFromMs(fault.afterMs ?? 0);
    context.full = resource.working >= plan.capacity;
    const connectUs = opened === null ? 0 : plan.reconnectUs();
    if (opened === null || context.denied || context.hangs) return -1;
    const { connections } = this;
    const { environment, environmentNumber } = caller;
    if (opened === 'outside' && connections.findsDead(environment, resource)) {
      context.stale = true;
      return -1;
    }
    let slot = opened === 'outside' ? connections.find(environment, resource) : -1;
    if (slot < 0) {
      slot = connections.open(resource, environment, environmentNumber, connectUs, false, cause);
    }
    context.refused = slot < 0;
    context.connects = slot >= 0 && connections.isOpening(slot);
    return slot;
  }

  #connect(slot: number, cause: number): void {
    const { plan, working } = this.#made[slot]!.resource!;
    this.#connected.full = working >= plan.capacity;
    this.#tell(slot, CONNECT, this.#connected, cause);
  }

  #timer(slot: number, timer: number): void {
    const calls = this.#calls;
    const { resource } = this.#made[slot]!;
    const { fails, idempotent, effect, done } = calls.contextOf(slot);
    const writes = resource?.plan.isShared === true && !fails && !(idempotent && done.has(effect));
    if (writes) resource.writes++;
    const amount = writes ? resource.writes : this.#amountOf[slot]!;
    const taken = calls.fire(slot, timer, REQUEST, this.#requestOf[slot]!, amount)!;
    const { step } = calls;
    this.#follow(slot, taken.effects, step);
    this.#over(slot, step);
  }

  #tell(slot: number, event: number, message: DownstreamCallEvent, cause: number): void {
    const calls = this.#calls;
    const amount = this.#amountOf[slot]!;
    const taken = calls.deliver(slot, event, message, cause, REQUEST, this.#requestOf[slot]!, amount)!;
    const { step } = calls;
    this.#follow(slot, taken.effects, step);
    // Others may have moved meanwhile; whoever asked goes on from this step.
    calls.step = step;
  }

  #follow(slot: number, effects: readonly number[], step: number): void {
    const resource = this.#made[slot]!.resource;
    for (let index = 0; index < effects.length; index++) {
      const asked = effects[index]!;
      if (asked === INVOKE_FUNCTION) this.#invoke(slot, step);
      else if (!resource) continue;
      else if (asked === TAKE_PLACE) resource.working++;
      else if (asked === QUEUE_UP) resource.waiting.append(slot);
      else if (asked === LEAVE_QUEUE) resource.waiting.remove(slot);
      else if (asked === FREE_PLACE) {
        resource.working--;
        this.#admit(resource, step);
      }
    }
  }

  /** Those that wait for a resource go on as far as it has places. */
  #admit(resource: ResourceNow, cause: number): void {
    while (resource.working < resource.plan.capacity) {
      const next = resource.waiting.first;
      if (next < 0) return;
      resource.waiting.remove(next);
      this.#tell(next, ADMIT, { type: 'admit' }, cause);
    }
  }

  #invoke(slot: number, step: number): void {
    const token = this.#tokens.take();
    this.#tokenOf[slot] = token;
    this.#awaiting[token] = slot;
    const ask = this.#ask;
    ask.token = token;
    const { rules } = this.#plan;
    const fn = this.#made[slot]!.place;
    // Functions that call each other and wait are followed as those that hand over events are.
    ask.depth = followedDepth(rules, 'Lambda', this.#depthOf[slot]! + 1);
    ask.loop = stopsLoop(rules, functionAt(this.#plan, fn).settings, ask.depth);
    this.#runner!.invoke(fn, ask, step);
  }

  /** A call has ended: its connection is closed, what it feeds is fed, and its handler goes on. */
  #over(slot: number, step: number): void {
    const calls = this.#calls;
    const { plan, puts, done } = this.#made[slot]!;
    const environment = this.#environmentOf[slot]!;
    const isAnswered = calls.chart.states[calls.stateOf(slot)] === 'answered';
    const { effect } = calls.contextOf(slot);
    const closes = this.#closes[slot]!;
    const depth = this.#depthOf[slot]! + 1;
    const called = isAnswered ? CALLED.answered : plan.goesOn ? CALLED.passedOver : CALLED.failed;
    this.#callOf[environment] = -1;
    calls.end(slot);
    if (closes >= 0) this.connections.close(closes, step);
    if (isAnswered && effect >= 0) done.add(effect);
    if (isAnswered && puts >= 0) {
      this.#unit.depth = depth;
      this.#sinks[puts]!.put(puts, this.#unit, step);
    }
    if (slot === this.#making) this.#atOnce = called;
    else this.#runner!.returned(environment, called, step);
  }
}
