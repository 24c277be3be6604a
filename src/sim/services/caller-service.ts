/**
 * Those who wait for the answer of a synchronous invocation. The machine decides what a caller makes of an
 * answer; this calls for it, and lets go of calls whose caller has stopped waiting: they go on unheard.
 */
import { callerHabits, callerLimits } from '../caller-plan.ts';
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Taken } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { callerMachine } from '../machines/caller.ts';
import type { CallerContext, CallerEvent } from '../machines/caller.ts';
import { callerMayInvoke } from '../permission.ts';
import { invokedBy, placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import type { Caller } from '../settings/caller-settings.ts';
import { Slots } from '../slots.ts';
import { strikesOf } from '../strikes.ts';
import { NONE } from '../trace.ts';
import { effectNumber } from '../effects.ts';
import type { AsyncService } from './async-service.ts';
import { ANSWER, plainAsk } from './invoker.ts';
import type { Answer, Ask, Invoker } from './invoker.ts';
import type { LambdaService } from './lambda-service.ts';
import { unitFromOutside } from './sink.ts';
import type { Sink, Sinks, Unit } from './sink.ts';

const CALL_AGAIN = effectNumber('callAgain');
const BACK_UP = effectNumber('backUp');

export class CallerService implements Sink, Invoker {
  readonly #engine: Engine;
  readonly #lambda: LambdaService;
  readonly #events: Pick<AsyncService, 'submit'>;
  readonly #callers: Cast<CallerContext, CallerEvent>;
  readonly #waiting: number;
  /** What callers are now. */
  #of: ReturnType<typeof callersOf>;
  readonly #ask: Ask;
  readonly #sinks: Sinks;
  readonly #units: number[] = [0];
  readonly #unit = unitFromOutside();
  #calls = 0;

  // By slot of a caller: how long the handler runs for it, µs (-1: as the function says), and its call.
  readonly #durations: number[] = [];
  readonly #callOf: number[] = [];
  // By call: the slot of its caller; -1: nobody waits for it any more. And what is special about its answer.

  readonly #tokens = new Slots();
  readonly #callerOf: number[] = [];
  readonly #special: (Heard | null)[] = [];

  /** @param events the event queues: where the events of a caller go that does not wait (invocation type Event). */
  constructor(
    plan: Plan,
    engine: Engine,
    lambda: LambdaService,
    events: Pick<AsyncService, 'submit'>,
    sinks: Sinks,
    caller: Caller,
  ) {
    this.#engine = engine;
    this.#lambda = lambda;
    this.#events = events;
    this.#sinks = sinks;
    this.#callers = engine.cast('caller', callerMachine, (slot, timer) => this.#timer(slot, timer));
    this.#waiting = this.#callers.chart.states.indexOf('waiting');
    this.#ask = plainAsk(this);
    this.#ask.unitKind = this.#callers.kind;
    this.#ask.units = this.#units;
    this.#of = callersOf(plan, caller);
    this.take(plan, caller);
  }

  /** From now on callers are these; those that have begun keep their limit and their waits. */
  take(plan: Plan, caller: Caller): void {
    this.#of = callersOf(plan, caller);
    this.#ask.dryRun = caller.invocationType === 'DryRun';
    this.#ask.fits = this.#of.fits;
  }

  /** One more caller, who calls at once. */
  put(place: number, unit: Unit, cause: number): void {
    const callers = this.#callers;
    const context = { habits: this.#of.habits, number: callers.count, tries: 1 };
    const slot = callers.begin(context, place, cause, NONE, -1, 1);
    this.#durations[slot] = unit.durationUs;
    this.#call(slot, callers.step);
  }

  #call(slot: number, cause: number): void {
    const { nowUs } = this.#engine.clock;
    const token = this.#tokens.take();
    this.#callOf[slot] = token;
    this.#callerOf[token] = slot;
    const number = this.#calls++;
    const isMalformed = this.#of.malformed(number, nowUs) !== null;
    const isTemporary = this.#of.temporary(number, nowUs) !== null;
    this.#special[token] = isMalformed ? MALFORMED : isTemporary ? TRY_LATER : null;
    const permitted = this.#of.mayInvoke(nowUs);
    if (this.#of.isEvent) {
      this.#of.offer.permitted = permitted;
      this.#unit.durationUs = this.#durations[slot]!;
      // The first step that follows is the event's own.
      const step = this.#engine.recorder.length;
      this.answered(token, this.#events.submit(this.#of.invokes, this.#unit, this.#of.offer, cause), step);
      return;
    }
    const ask = this.#ask;
    ask.token = token;
    // Each try is about the same event: that of its caller.
    this.#units[0] = this.#callers.numberOf(slot);
    ask.permitted = permitted;
    ask.durationUs = this.#durations[slot]!;
    this.#lambda.invoke(this.#of.invokes, ask, cause);
  }

  answered(token: number, answer: Answer, cause: number): void {
    const slot = this.#callerOf[token]!;
    this.#tokens.give(token);
    if (slot < 0) return;
    const { code, message } = this.#heard(answer, this.#special[token]!);
    const { recorder } = this.#engine;
    const callers = this.#callers;
    const { tries } = callers.contextOf(slot);
    const kind = recorder.kind[cause]!;
    const taken = callers.deliver(slot, code, message, cause, kind, recorder.actor[cause]!, tries)!;
    this.#follow(slot, taken);
  }

  /** Does what an answer, or none, leads to. */
  #follow(slot: number, taken: Taken): void {
    const callers = this.#callers;
    if (!callers.chart.isFinal[callers.stateOf(slot)]!) return;
    this.#unit.durationUs = this.#durations[slot]!;
    const { step } = callers;
    callers.end(slot);
    if (this.#of.backup >= 0 && taken.effects[0] === BACK_UP)
      this.#sinks[this.#of.backup]!.put(this.#of.backup, this.#unit, step);
  }

  #heard(answer: Answer, special: Heard | null): Heard {
    if (answer !== ANSWER.succeeded) return HEARD[answer];
    if (this.#of.isEvent) return ACCEPTED;
    if (special) return special;
    return this.#of.answerFits ? HEARD[answer] : OVERSIZE;
  }

  #timer(slot: number, timer: number): void {
    const callers = this.#callers;
    const { tries } = callers.contextOf(slot);
    const wasWaiting = callers.stateOf(slot) === this.#waiting;
    // A try that begins carries its own number.
    const taken = callers.fire(slot, timer, NONE, -1, wasWaiting ? tries + 1 : tries)!;
    if (taken.effects[0] === CALL_AGAIN) {
      this.#call(slot, callers.step);
      return;
    }
    // It has stopped waiting; the function has not.
    this.#callerOf[this.#callOf[slot]!] = -1;
    this.#follow(slot, taken);
  }
}

/** The callers of a plan. */
function callersOf(plan: Plan, caller: Caller) {
  const { scenario, rules } = plan;
  const luck = plan.luck.of('caller');
  const { payloadBytes = 0, responseBytes = 0, backup } = caller;
  // What is larger than Lambda takes or gives is an error to every caller, else to one whose limit is lower.
  const limits = callerLimits(caller, rules);
  const most = (own: number | null | undefined) => Math.min(own ?? Infinity, rules.sync.payloadBytes);
  return {
    /** Place that takes what came to nothing; -1: none. */
    backup: backup === undefined ? -1 : placeNumber(plan, backup, 'settings.caller.backup'),
    invokes: invokedBy(plan, caller),
    habits: callerHabits(scenario, caller, rules),
    mayInvoke: callerMayInvoke(scenario),
    malformed: strikesOf(scenario.faults, luck, ['malformed-answer'], 'caller', true),
    temporary: strikesOf(scenario.faults, luck, ['temporary-failure'], 'caller', true),
    isEvent: caller.invocationType === 'Event',
    fits: payloadBytes <= most(limits?.requestBytes),
    answerFits: responseBytes <= most(limits?.responseBytes),
    offer: { byService: false, permitted: true, valid: true, bytes: payloadBytes },
  };
}

/** What a caller hears. */
interface Heard {
  readonly code: number;
  readonly message: CallerEvent;
}

const heard = (type: CallerEvent['type']): Heard => ({ code: eventCode(type), message: { type } });

const ACCEPTED = heard('accept');
const MALFORMED = heard('malformed');
const OVERSIZE = heard('oversize');
const TRY_LATER = heard('tryLater');
const HEARD: Readonly<Record<Answer, Heard>> = {
  [ANSWER.succeeded]: heard('succeed'),
  [ANSWER.failed]: heard('fail'),
  [ANSWER.throttled]: heard('throttle'),
  [ANSWER.denied]: heard('deny'),
  [ANSWER.refused]: heard('refuse'),
  [ANSWER.checked]: heard('check'),
  [ANSWER.serviceError]: heard('serviceError'),
};
