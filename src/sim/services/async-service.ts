/**
 * The event queues of functions: events that are accepted now and answered for later. The machine
 * decides about each event; this hands it to Lambda, keeps the line of those that wait for a place,
 * and sends what its end asks for.
 */
import { asyncPlanOf, asyncSettingsOf } from '../async-plan.ts';
import type { AsyncPlan } from '../async-plan.ts';
import { badItemsOf } from '../bad-items.ts';
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Taken } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { erasOf } from '../eras.ts';
import { functionIdOf, functionPath } from '../function-named.ts';
import { eventMachine } from '../machines/event.ts';
import type { AsyncEvent, EventContext } from '../machines/event.ts';
import { maySend } from '../permission.ts';
import type { Permission } from '../permission.ts';
import { functionAt, isInvocable, placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import type { Stream } from '../random.ts';
import { followedDepth, stopsLoop } from '../recursion.ts';
import type { Fault, Scenario } from '../scenario.ts';
import { strikesOf } from '../strikes.ts';
import type { Strikes } from '../strikes.ts';
import { NONE } from '../trace.ts';
import { effectNumber } from '../effects.ts';
import type { DeliveryAsk, DeliveryService } from './delivery-service.ts';
import { ANSWER, plainAsk } from './invoker.ts';
import type { Answer, Ask, Invoker } from './invoker.ts';
import type { LambdaService } from './lambda-service.ts';
import type { Sink, Unit } from './sink.ts';

const ARRIVE = eventCode('arrive');
const TRY = eventCode('try');
const SUCCEED = eventCode('succeed');
const FAIL = eventCode('fail');
const THROTTLE = eventCode('throttle');
const SERVICE_ERROR = eventCode('serviceError');

const TRY_NOW = effectNumber('tryNow');
const STAND_IN_LINE = effectNumber('standInLine');
const INVOKE_FUNCTION = effectNumber('invokeFunction');
const RECORD_SUCCESS = effectNumber('recordSuccess');
const RECORD_FAILURE = effectNumber('recordFailure');

/** What is offered to a function's event queue, beside the unit itself. */
export interface Offer {
  /** A service sends it: the function's resource policy decides. Else the caller's identity does. */
  readonly byService: boolean;
  readonly permitted: boolean;
  readonly valid: boolean;
  readonly bytes: number;
}

const SOUND: Offer = { byService: true, permitted: true, valid: true, bytes: 0 };

/** Where a record of the function goes. */
interface Target {
  readonly place: number;
  readonly role: DeliveryAsk['role'];
  readonly permission: Permission;
}

/** The event queue of one function. */
interface EventQueue {
  readonly plan: AsyncPlan;
  /** Read by the machine of every event of the function. */
  readonly line: { isFull: boolean; isOff: boolean };
  /** Slots of the events that wait for a place, the first at `head`. */
  waiting: number[];
  head: number;
  offered: number;
  readonly backOffLuck: Stream;
  readonly copies: Strikes;
  readonly invalid: Strikes;
  readonly badItems: ReturnType<typeof badItemsOf>;
  readonly onFailure: readonly Target[];
  readonly onSuccess: readonly Target[];
}

export class AsyncService implements Sink, Invoker {
  readonly #plan: Plan;
  readonly #engine: Engine;
  readonly #lambda: LambdaService;
  readonly #deliveries: DeliveryService;
  readonly #events: Cast<EventContext, AsyncEvent>;
  readonly #queues: readonly EventQueue[];
  /** Events that wait for a place, over all functions. */
  #waiting = 0;
  /** Number of the event that was offered last, and the step in which it arrived. */
  lastNumber = -1;
  lastArrival = -1;

  // By slot of an event.
  readonly #depths: number[] = [];
  readonly #durations: number[] = [];
  readonly #originals: number[] = [];
  readonly #bad: number[] = [];

  readonly #arrival: Extract<AsyncEvent, { type: 'arrive' }> = {
    type: 'arrive',
    byService: true,
    permitted: true,
    exists: true,
    active: true,
    valid: true,
    fits: true,
    isCopy: false,
  };
  readonly #turnedAway: Extract<AsyncEvent, { type: 'throttle' }> = { type: 'throttle', waitUs: 0 };
  readonly #failed: Extract<AsyncEvent, { type: 'serviceError' }> = { type: 'serviceError', waitUs: 0 };
  readonly #ask: Ask;
  readonly #units: number[] = [0];

  constructor(plan: Plan, engine: Engine, lambda: LambdaService, deliveries: DeliveryService) {
    this.#plan = plan;
    this.#engine = engine;
    this.#lambda = lambda;
    this.#deliveries = deliveries;
    this.#events = engine.cast('event', eventMachine, (slot, timer) => this.#timer(slot, timer));
    // Each qualifier has a queue of its own.
    this.#queues = [...plan.functions, ...plan.aliases].map((_, place) => queueOf(plan, place));
    this.#ask = plainAsk(this);
    this.#ask.accepted = true;
    const waitsIn = ({ settings }: Scenario) =>
      plan.places.some(
        (place) => isInvocable(place) && asyncSettingsOf(settings, place.name).whenThrottled === 'wait',
      );
    if (erasOf(plan.scenario).some(({ scenario }) => waitsIn(scenario)))
      lambda.watchRoom((_, cause) => this.#serveLine(cause));
  }

  adopt(next: Plan): void {
    this.#queues.forEach((queue, place) => {
      const { plan, backOffLuck, copies, invalid, onFailure, onSuccess } = queueOf(next, place);
      Object.assign(queue, { plan, backOffLuck, copies, invalid, onFailure, onSuccess });
      queue.badItems.adopt(next.scenario.faults);
    });
    // What waits for its next attempt is treated by the new settings there.
    for (const slot of this.#depths.keys()) {
      const { ageLimitUs, retries, retryWaitsUs, waitsForPlace } =
        this.#queues[this.#events.placeOf(slot)]!.plan;
      this.#events.renew(slot, { ageLimitUs, retries, retryWaitsUs, waitsForPlace });
    }
  }

  /** Those that wait for a place may find one. */
  followUp(cause: number): void {
    this.#serveLine(cause);
  }

  /** An event for the function at this place, from one who may send it. */
  put(place: number, unit: Unit, cause: number): void {
    this.submit(place, unit, SOUND, cause);
  }

  /**
   * Offers an event to a function's queue, now. What becomes of it later, nobody is told.
   *
   * @returns what the one who sends it is answered: accepted (`succeeded`: 202), denied or refused.
   */
  submit(fn: number, unit: Unit, offer: Offer, cause: number): Answer {
    const queue = this.#queues[fn]!;
    const { nowUs } = this.#engine.clock;
    const number = queue.offered++;
    const isCopied = queue.copies(number, nowUs) !== null;
    const isValid = offer.valid && queue.invalid(number, nowUs) === null;
    const bad = queue.badItems.maskOf(number);
    // What it leads to at once may come round to the same object.
    const { durationUs, depth, original } = unit;
    const answer = this.#take(fn, { durationUs, depth, original }, offer, isValid, bad, cause);
    if (isCopied && answer === ANSWER.succeeded) {
      const { lastNumber, lastArrival } = this;
      const copy = { durationUs, depth, original: original < 0 ? lastNumber : original };
      this.#take(fn, copy, offer, isValid, bad, cause);
      this.lastNumber = lastNumber;
      this.lastArrival = lastArrival;
    }
    return answer;
  }

  #take(fn: number, unit: Unit, offer: Offer, isValid: boolean, bad: number, cause: number): Answer {
    const { original } = unit;
    const queue = this.#queues[fn]!;
    const events = this.#events;
    const followed = followedDepth(this.#plan.rules, 'Lambda', unit.depth);
    const context: EventContext = {
      clock: this.#engine.clock,
      bornUs: this.#engine.clock.nowUs,
      ageLimitUs: queue.plan.ageLimitUs,
      retries: queue.plan.retries,
      retryWaitsUs: queue.plan.retryWaitsUs,
      line: queue.line,
      waitsForPlace: queue.plan.waitsForPlace,
      isLoop: stopsLoop(this.#plan.rules, functionAt(this.#plan, fn).settings, followed),
      attempts: 0,
      failures: 0,
      turnedAway: 0,
      backOffUs: 0,
    };
    const arrival = this.#arrival;
    arrival.byService = offer.byService;
    arrival.permitted = offer.permitted;
    arrival.exists = this.#lambda.stands(fn);
    arrival.active = this.#lambda.exists(fn);
    arrival.valid = isValid;
    arrival.fits = offer.bytes <= queue.plan.payloadBytes;
    arrival.isCopy = original >= 0;
    const slot = events.create(context, fn);
    const number = events.numberOf(slot);
    this.#depths[slot] = followed;
    this.#durations[slot] = unit.durationUs;
    this.#originals[slot] = original < 0 ? number : original;
    this.#bad[slot] = bad;
    const taken = events.react(slot, ARRIVE, arrival)!;
    const otherKind = original < 0 ? NONE : events.kind;
    const step = events.record(slot, ARRIVE, cause, NONE, taken, otherKind, original, 0);
    if (taken.effects[0] === TRY_NOW) {
      this.#try(slot, step);
      // What it led to may have offered others.
      this.lastNumber = number;
      this.lastArrival = step;
      return ANSWER.succeeded;
    }
    const isDenied = events.chart.states[events.stateOf(slot)] === 'denied';
    events.end(slot);
    this.lastNumber = number;
    this.lastArrival = step;
    return isDenied ? ANSWER.denied : ANSWER.refused;
  }

  #timer(slot: number, timer: number): void {
    const { attempts } = this.#events.contextOf(slot);
    const taken = this.#events.fire(slot, timer, NONE, -1, attempts);
    if (taken?.effects[0] === TRY_NOW) this.#try(slot, this.#events.step);
  }

  /** Its turn has come, if there is a place. */
  #try(slot: number, cause: number): void {
    const fn = this.#events.placeOf(slot);
    const { line, plan } = this.#queues[fn]!;
    line.isFull = plan.waitsForPlace && !this.#lambda.hasRoom(fn);
    line.isOff = this.#lambda.isOff(fn);
    this.#move(slot, TRY, TRY_MESSAGE, cause, NONE, -1);
  }

  answered(slot: number, answer: Answer, cause: number): void {
    const { recorder } = this.#engine;
    const kind = recorder.kind[cause]!;
    const request = recorder.actor[cause]!;
    if (answer === ANSWER.succeeded) {
      this.#move(slot, SUCCEED, SUCCEED_MESSAGE, cause, kind, request);
    } else if (answer === ANSWER.throttled || answer === ANSWER.serviceError) {
      const queue = this.#queues[this.#events.placeOf(slot)]!;
      const { turnedAway } = this.#events.contextOf(slot);
      const message = answer === ANSWER.throttled ? this.#turnedAway : this.#failed;
      message.waitUs = queue.plan.backOffUs(turnedAway + 1, queue.backOffLuck.uniform());
      this.#move(slot, message === this.#failed ? SERVICE_ERROR : THROTTLE, message, cause, kind, request);
    } else {
      this.#move(slot, FAIL, FAIL_MESSAGE, cause, kind, request);
    }
  }

  /** Hands an event something, records the step and does what it asks for. */
  #move(
    slot: number,
    event: number,
    message: AsyncEvent,
    cause: number,
    otherKind: number,
    other: number,
  ): void {
    const events = this.#events;
    const from = events.stateOf(slot);
    const taken = events.react(slot, event, message)!;
    const { attempts } = events.contextOf(slot);
    const step = events.record(slot, event, cause, from, taken, otherKind, other, attempts);
    this.#follow(slot, taken, step);
  }

  #follow(slot: number, taken: Taken, step: number): void {
    const asked = taken.effects[0];
    if (asked === INVOKE_FUNCTION) this.#invoke(slot, step);
    else if (asked === STAND_IN_LINE) {
      this.#queues[this.#events.placeOf(slot)]!.waiting.push(slot);
      this.#waiting++;
    } else if (asked === RECORD_SUCCESS) this.#end(slot, true, step);
    else if (asked === RECORD_FAILURE) this.#end(slot, false, step);
  }

  #invoke(slot: number, cause: number): void {
    const fn = this.#events.placeOf(slot);
    const ask = this.#ask;
    ask.token = slot;
    ask.durationUs = this.#durations[slot]!;
    ask.depth = this.#depths[slot]!;
    ask.fault = this.#faultOf(fn, slot);
    this.#units[0] = this.#originals[slot]!;
    ask.unitKind = this.#events.kind;
    ask.units = this.#units;
    this.#lambda.invoke(fn, ask, cause);
  }

  #faultOf(fn: number, slot: number): Fault | null {
    return this.#queues[fn]!.badItems.faultAt(this.#bad[slot]!, this.#engine.clock.nowUs);
  }

  /** The event has ended: its slot is free, and what is to be sent because of that is sent. */
  #end(slot: number, succeeded: boolean, cause: number): void {
    const events = this.#events;
    const queue = this.#queues[events.placeOf(slot)]!;
    const number = events.numberOf(slot);
    const { failures } = events.contextOf(slot);
    // The record of a round that is stopped begins a chain anew: who deals with it is no part of the round.
    const depth = events.contextOf(slot).isLoop ? 0 : this.#depths[slot]! + 1;
    const { nowUs } = this.#engine.clock;
    events.end(slot);
    for (const { place, role, permission } of succeeded ? queue.onSuccess : queue.onFailure) {
      this.#deliveries.send({
        role,
        to: place,
        ofKind: events.kind,
        of: number,
        cause,
        amount: failures + (succeeded ? 1 : 0),
        depth,
        permitted: permission(nowUs),
      });
    }
  }

  /** Places have become free, or a function is switched off: those that wait go in the order in which they came. */
  #serveLine(cause: number): void {
    while (this.#waiting > 0) {
      const fn = this.#nextInLine();
      if (fn < 0) return;
      const queue = this.#queues[fn]!;
      const slot = queue.waiting[queue.head++]!;
      if (queue.head > 1024 && 2 * queue.head > queue.waiting.length) {
        queue.waiting = queue.waiting.slice(queue.head);
        queue.head = 0;
      }
      this.#waiting--;
      queue.line.isFull = false;
      queue.line.isOff = this.#lambda.isOff(fn);
      this.#move(slot, TRY, TRY_MESSAGE, cause, NONE, -1);
    }
  }

  /** The function whose first waiting event came first, of those that have room; -1: none has. */
  #nextInLine(): number {
    let found = -1;
    let first = Infinity;
    for (let fn = 0; fn < this.#queues.length; fn++) {
      const { waiting, head } = this.#queues[fn]!;
      // What waits for a function that is switched off goes to its end.
      if (waiting.length === head || !(this.#lambda.hasRoom(fn) || this.#lambda.isOff(fn))) continue;
      const number = this.#events.numberOf(waiting[head]!);
      if (number < first) [found, first] = [fn, number];
    }
    return found;
  }
}

const TRY_MESSAGE: AsyncEvent = { type: 'try' };
const SUCCEED_MESSAGE: AsyncEvent = { type: 'succeed' };
const FAIL_MESSAGE: AsyncEvent = { type: 'fail' };

function queueOf(plan: Plan, fn: number): EventQueue {
  const { scenario, rules } = plan;
  const id = plan.places[fn]!.name;
  const own = asyncSettingsOf(scenario.settings, id);
  const luck = plan.luck.of(`events ${id}`);
  const isMain = id === 'function';
  const isDefault = functionIdOf(id) === 'function';
  const target = (to: string | null | undefined, key: string, role: Target['role']): Target[] => {
    if (to === undefined || to === null) return [];
    const path = `${functionPath(id)}.async.${key}`;
    return [{ place: placeNumber(plan, to, path), role, permission: maySend(scenario, rules, id, to) }];
  };
  return {
    plan: asyncPlanOf(own, rules),
    line: { isFull: false, isOff: false },
    waiting: [],
    head: 0,
    offered: 0,
    backOffLuck: luck.stream(isMain ? 'async.back-off' : `${id}.async.back-off`),
    copies: strikesOf(scenario.faults, luck, ['duplicate'], id, isDefault),
    invalid: strikesOf(scenario.faults, luck, ['invalid-request'], id, isDefault),
    badItems: badItemsOf(scenario.faults, plan.everOn, luck, [id], id),
    // A dead-letter queue and a destination at once both get theirs.
    onFailure: [
      ...target(own.deadLetterQueue, 'deadLetterQueue', 'dead letter'),
      ...target(own.onFailure, 'onFailure', 'on failure'),
    ],
    onSuccess: target(own.onSuccess, 'onSuccess', 'on success'),
  };
}
