/** Services that push events: each event goes to every target that is set up, as a notification of its own. */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Taken } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { notificationMachine } from '../machines/notification.ts';
import type { NotificationContext, NotificationEvent } from '../machines/notification.ts';
import { mayPush } from '../permission.ts';
import type { Permission } from '../permission.ts';
import { isInvocable, placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import { attemptsOf, loopServiceOf } from '../push-plan.ts';
import type { Attempts } from '../push-plan.ts';
import { followedDepth } from '../recursion.ts';
import { strikesOf } from '../strikes.ts';
import type { Strikes } from '../strikes.ts';
import { NONE } from '../trace.ts';
import { effectNumber } from '../effects.ts';
import type { AsyncService } from './async-service.ts';
import { ANSWER, plainAsk } from './invoker.ts';
import type { Answer, Ask, Invoker } from './invoker.ts';
import type { LambdaService } from './lambda-service.ts';
import type { Sink, Sinks, Unit } from './sink.ts';

const ACCEPT = eventCode('accept');
const TURN_AWAY = eventCode('turnAway');
const DENY = eventCode('deny');
const THROTTLE = eventCode('throttle');
const SERVICE_ERROR = eventCode('serviceError');
const HAND_OVER = effectNumber('handOver');

interface Target {
  readonly place: number;
  readonly isFunction: boolean;
  readonly permission: Permission;
}

/** One service of the scenario. */
interface Service {
  readonly targets: readonly Target[];
  readonly bytes: number;
  readonly attempts: Attempts;
  /** It waits for the function's answer: CloudWatch Logs of 2018. */
  readonly isSynchronous: boolean;
  readonly follows: (depth: number) => number;
  taken: number;
  sent: number;
  readonly copies: Strikes;
  readonly errors: Strikes;
}

/** What a notification carries: by its slot. */
interface Load {
  readonly target: Target;
  readonly unit: Unit;
  readonly firstUs: number;
}

export class PushService implements Sink, Invoker {
  readonly #engine: Engine;
  readonly #lambda: LambdaService;
  readonly #async: AsyncService;
  readonly #sinks: Sinks;
  readonly #notifications: Cast<NotificationContext, NotificationEvent>;
  /** By number of the place. */
  readonly #services: (Service | undefined)[];
  readonly #loads: Load[] = [];
  /** By notification made just now: the number of the event that it became; -1: of none. */
  #became = -1;
  readonly #ask: Ask;

  constructor(plan: Plan, engine: Engine, lambda: LambdaService, async: AsyncService, sinks: Sinks) {
    this.#engine = engine;
    this.#lambda = lambda;
    this.#async = async;
    this.#sinks = sinks;
    this.#notifications = engine.cast('notification', notificationMachine, (slot, timer) =>
      this.#timer(slot, timer),
    );
    this.#services = plan.places.map(({ name }) => serviceOf(plan, name));
    this.#ask = plainAsk(this);
  }

  adopt(next: Plan): void {
    this.#services.forEach((service, place) => {
      const other = serviceOf(next, next.places[place]!.name);
      if (!service || !other) return;
      const { targets, taken, sent } = service;
      // What is on its way goes on to the same targets.
      targets.forEach((target, index) => Object.assign(target, other.targets[index]));
      Object.assign(service, other, { targets, taken, sent });
    });
  }

  put(place: number, unit: Unit, cause: number): void {
    const service = this.#services[place]!;
    const isCopied = service.copies(service.taken++, this.#engine.clock.nowUs) !== null;
    const load: Unit = {
      durationUs: unit.durationUs,
      depth: service.follows(unit.depth),
      original: unit.original,
    };
    const originals = service.targets.map((target) => this.#send(place, target, load, -1, cause));
    if (!isCopied) return;
    service.targets.forEach((target, index) => {
      const { notification, event } = originals[index]!;
      this.#send(place, target, { ...load, original: event }, notification, cause);
    });
  }

  /** @param copyOf number of the notification that it repeats; -1: of none. */
  #send(place: number, target: Target, unit: Unit, copyOf: number, cause: number) {
    const notifications = this.#notifications;
    const context = { isCopy: copyOf >= 0, attempts: 1, nextAttemptUs: 0 };
    const slot = notifications.begin(
      context,
      place,
      cause,
      copyOf < 0 ? NONE : notifications.kind,
      copyOf,
      1,
    );
    const notification = notifications.numberOf(slot);
    this.#loads[slot] = { target, unit, firstUs: this.#engine.clock.nowUs };
    this.#became = -1;
    this.#follow(slot, notifications.taken!, notifications.step);
    return { notification, event: this.#became };
  }

  #timer(slot: number, timer: number): void {
    const { attempts } = this.#notifications.contextOf(slot);
    const taken = this.#notifications.fire(slot, timer, NONE, -1, attempts + 1);
    if (taken) this.#follow(slot, taken, this.#notifications.step);
  }

  #follow(slot: number, taken: Taken, step: number): void {
    if (taken.effects[0] === HAND_OVER) this.#handOver(slot, step);
    else if (this.#notifications.chart.isFinal[this.#notifications.stateOf(slot)])
      this.#notifications.end(slot);
  }

  #handOver(slot: number, step: number): void {
    const { nowUs } = this.#engine.clock;
    const { target, unit } = this.#loads[slot]!;
    const service = this.#services[this.#notifications.placeOf(slot)]!;
    if (service.errors(service.sent++, nowUs) !== null) {
      this.#tell(slot, SERVICE_ERROR, { type: 'serviceError', waitUs: this.#nextUs(slot) }, -1);
      return;
    }
    const permitted = target.permission(nowUs);
    if (!target.isFunction && !permitted) {
      this.#tell(slot, DENY, DENIED, -1);
    } else if (!target.isFunction) {
      this.#sinks[target.place]!.put(target.place, unit, step);
      this.#tell(slot, ACCEPT, ACCEPTED, step);
    } else if (service.isSynchronous) {
      const ask = this.#ask;
      ask.token = slot;
      ask.permitted = permitted;
      ask.durationUs = unit.durationUs;
      ask.depth = unit.depth;
      this.#lambda.invoke(target.place, ask, step);
    } else {
      const offer = { byService: true, permitted, valid: true, bytes: service.bytes };
      const answer = this.#async.submit(target.place, unit, offer, step);
      const { lastNumber, lastArrival } = this.#async;
      this.#became = lastNumber;
      if (answer === ANSWER.succeeded) this.#tell(slot, ACCEPT, ACCEPTED, lastArrival);
      else this.#tell(slot, TURN_AWAY, TURNED_AWAY, lastArrival);
    }
  }

  answered(slot: number, answer: Answer, cause: number): void {
    if (answer === ANSWER.throttled || answer === ANSWER.serviceError)
      this.#tell(slot, THROTTLE, { type: 'throttle', waitUs: this.#nextUs(slot) }, cause);
    else if (answer === ANSWER.denied || answer === ANSWER.refused)
      this.#tell(slot, TURN_AWAY, TURNED_AWAY, cause);
    else this.#tell(slot, ACCEPT, ACCEPTED, cause);
  }

  #nextUs(slot: number): number {
    const { attempts } = this.#notifications.contextOf(slot);
    const service = this.#services[this.#notifications.placeOf(slot)]!;
    return service.attempts(attempts, this.#engine.clock.nowUs - this.#loads[slot]!.firstUs);
  }

  #tell(slot: number, event: number, message: NotificationEvent, cause: number): void {
    const notifications = this.#notifications;
    const { recorder } = this.#engine;
    const { attempts } = notifications.contextOf(slot);
    const [kind, actor] = cause < 0 ? [NONE, -1] : [recorder.kind[cause]!, recorder.actor[cause]!];
    const isOwn = kind === notifications.kind;
    const taken = notifications.deliver(
      slot,
      event,
      message,
      cause,
      isOwn ? NONE : kind,
      isOwn ? -1 : actor,
      attempts,
    );
    if (taken) this.#follow(slot, taken, notifications.step);
  }
}

const ACCEPTED: NotificationEvent = { type: 'accept' };
const TURNED_AWAY: NotificationEvent = { type: 'turnAway' };
const DENIED: NotificationEvent = { type: 'deny' };

function serviceOf(plan: Plan, id: string): Service | undefined {
  const { scenario, rules } = plan;
  const luck = plan.luck.of(`service ${id}`);
  const resource = scenario.settings.resources?.[id];
  if (resource?.type !== 'push-service') return undefined;
  const { service } = resource;
  return {
    targets: resource.targets.map((target, index) => {
      const place = placeNumber(plan, target, `settings.resources.${id}.targets.${index}`);
      return {
        place,
        isFunction: isInvocable(plan.places[place]!),
        permission: mayPush(scenario, id, target),
      };
    }),
    bytes: resource.payloadBytes ?? 0,
    attempts: attemptsOf(service, rules),
    isSynchronous: service === 'cloudwatch-logs' && rules.delivery.cloudWatchLogs !== null,
    follows: (depth) => followedDepth(rules, loopServiceOf(service), depth),
    taken: 0,
    sent: 0,
    copies: strikesOf(scenario.faults, luck, ['duplicate'], id, false),
    errors: strikesOf(scenario.faults, luck, ['service-error'], id, false),
  };
}
