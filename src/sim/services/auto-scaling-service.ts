/**
 * Application Auto Scaling of provisioned concurrency: measures how much of it is in use, minute by minute, and
 * asks for as many environments as its machine decides.
 */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { scalingMachine } from '../machines/scaling.ts';
import type { ScalingContext, ScalingEvent, ScalingMeter } from '../machines/scaling.ts';
import { usFromMs } from '../microseconds.ts';
import { placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import { provisionPlansOf } from '../provision-plan.ts';
import type { ProvisionPlan } from '../provision-plan.ts';
import type { AutoScaling } from '../settings/provision-settings.ts';
import { NONE } from '../trace.ts';
import { kindCode } from '../vocabulary.ts';
import { effectNumber } from '../effects.ts';
import type { LambdaService } from './lambda-service.ts';
import type { ProvisionService } from './provision-service.ts';
import type { Starting } from './services.ts';

const SUCCEED = eventCode('succeed');
const FAIL = eventCode('fail');
const UPDATE = eventCode('update');
const MEASUREMENT = eventCode('after measurement');
const SET_CAPACITY = effectNumber('setCapacity');
const ALLOCATION = kindCode('allocation');

/** Utilisation is recorded in hundredths of a percent. */
const WHOLE = 10_000;

/** One scalable target as it is at the moment. */
interface Target {
  readonly place: number;
  readonly slot: number;
  readonly meter: ScalingMeter;
  /** Scheduled actions still to come, the next one first. */
  actions: Action[];
  /** Its settings are others, and it has not heard of them. */
  isOther: boolean;
  /** Of this minute: the sum of what each invocation measured, and how many did. */
  sum: number;
  count: number;
}

/** A scheduled action, and the bounds that are in force from then on. */
interface Action {
  readonly atUs: number;
  readonly minimum: number;
  readonly maximum: number;
}

export class AutoScalingService implements Starting {
  readonly #plan: Plan;
  readonly #engine: Engine;
  readonly #lambda: LambdaService;
  readonly #provision: ProvisionService;
  readonly #cast: Cast<ScalingContext, ScalingEvent>;
  /** By slot. */
  readonly #targets: Target[] = [];

  constructor(plan: Plan, engine: Engine, lambda: LambdaService, provision: ProvisionService) {
    this.#plan = plan;
    this.#engine = engine;
    this.#lambda = lambda;
    this.#provision = provision;
    this.#cast = engine.cast('scaling', scalingMachine, (slot, timer) => this.#timer(slot, timer));
    provision.watch((place, isGood, cause) => this.#settled(place, isGood, cause));
  }

  start(): void {
    for (const plan of provisionPlansOf(this.#plan.scenario))
      if (plan.settings.autoScaling) this.#begin(plan, plan.settings.autoScaling);
  }

  #begin({ name, path }: ProvisionPlan, scaling: AutoScaling): void {
    const place = placeNumber(this.#plan, name, path);
    const rules = this.#plan.rules.provisioned!.targetTracking;
    const { minimum, maximum, target = 0, scaleOutCooldownMs, scaleInCooldownMs } = scaling;
    const actions = actionsOf(scaling);
    const meter: ScalingMeter = {
      utilization: -1,
      capacity: this.#provision.requested(place),
      minimum,
      maximum,
      nextActionUs: actions[0]?.atUs ?? Infinity,
    };
    const { clock } = this.#engine;
    const cooldown = (ms: number | undefined) => (ms === undefined ? rules.cooldownUs : usFromMs(ms));
    const context: ScalingContext = {
      clock,
      meter,
      target,
      inBelow: rules.inBelow,
      periodUs: rules.periodUs,
      outPoints: rules.outPoints,
      inPoints: rules.inPoints,
      outCooldownUs: cooldown(scaleOutCooldownMs),
      inCooldownUs: cooldown(scaleInCooldownMs),
      minuteEndUs: rules.periodUs,
      above: 0,
      below: 0,
      outAfterUs: 0,
      inAfterUs: 0,
      desired: 0,
      isOut: false,
    };
    const slot = this.#cast.begin(context, place, -1, NONE, -1, 0);
    const state: Target = { place, slot, meter, actions, isOther: false, sum: 0, count: 0 };
    this.#targets[slot] = state;
    if (target > 0) this.#measure(state);
  }

  adopt(next: Plan): void {
    const { nowUs } = this.#engine.clock;
    const before = provisionPlansOf(this.#plan.scenario);
    for (const { name, path, settings } of provisionPlansOf(next.scenario)) {
      const scaling = settings.autoScaling;
      const was = before.find((one) => one.name === name)?.settings.autoScaling;
      if (!scaling || JSON.stringify(scaling) === JSON.stringify(was)) continue;
      const target = this.#targets.find(({ place }) => place === placeNumber(next, name, path))!;
      const actions = actionsOf(scaling);
      const past = actions.findLast(({ atUs }) => atUs < nowUs) ?? scaling;
      target.actions = actions.filter(({ atUs }) => atUs >= nowUs);
      target.isOther = true;
      const { meter } = target;
      meter.minimum = past.minimum;
      meter.maximum = past.maximum;
      meter.nextActionUs = target.actions[0]?.atUs ?? Infinity;
      const rules = next.rules.provisioned!.targetTracking;
      const cooldown = (ms: number | undefined) => (ms === undefined ? rules.cooldownUs : usFromMs(ms));
      this.#cast.renew(target.slot, {
        target: scaling.target ?? 0,
        outCooldownUs: cooldown(scaling.scaleOutCooldownMs),
        inCooldownUs: cooldown(scaling.scaleInCooldownMs),
      });
    }
  }

  followUp(cause: number): void {
    const { recorder } = this.#engine;
    const cast = this.#cast;
    for (const target of this.#targets) {
      if (!target.isOther) continue;
      target.isOther = false;
      target.meter.capacity = this.#provision.requested(target.place);
      const from = cast.stateOf(target.slot);
      const taken = cast.react(target.slot, UPDATE, { type: 'update' })!;
      const scales = taken.effects[0] === SET_CAPACITY;
      const { desired } = cast.contextOf(target.slot);
      const [kind, number] = [recorder.kind[cause]!, recorder.actor[cause]!];
      const step = cast.record(target.slot, UPDATE, cause, from, taken, kind, number, scales ? desired : 0);
      if (scales) this.#scale(target, desired, step);
    }
  }

  /** From now on each invocation of what the target stands for measures how much is in use. */
  #measure(target: Target): void {
    const { environments } = this.#lambda;
    const { functions } = this.#plan;
    const { of } = this.#plan.places[target.place]!;
    functions.forEach((fn, number) => {
      if (fn.version === null || fn.of !== of) return;
      environments.watch(number, () => {
        const versions = this.#provision.versionsOf(target.place);
        const available = this.#provision.available(target.place);
        if (available === 0 || !versions.includes(number)) return;
        target.sum += versions.reduce((sum, version) => sum + environments.of(version).busy, 0) / available;
        target.count++;
      });
    });
  }

  #timer(slot: number, timer: number): void {
    const cast = this.#cast;
    const target = this.#targets[slot]!;
    const { meter, place } = target;
    const from = cast.stateOf(slot);
    const event = cast.eventOfNext(timer);
    const cause = cast.causeOfNext(timer);
    meter.capacity = this.#provision.requested(place);
    if (event === MEASUREMENT) this.#read(target);
    else this.#act(target);
    const taken = cast.wake(slot, timer);
    if (!taken) return;
    const scales = taken.effects[0] === SET_CAPACITY;
    const { desired } = cast.contextOf(slot);
    const measured = event === MEASUREMENT ? Math.round(Math.max(0, meter.utilization) * WHOLE) : 0;
    const step = cast.record(slot, event, cause, from, taken, NONE, -1, scales ? desired : measured);
    if (scales) this.#scale(target, desired, step);
  }

  /** Takes the average of the minute that is over. */
  #read(target: Target): void {
    target.meter.utilization = target.count === 0 ? -1 : target.sum / target.count;
    target.sum = 0;
    target.count = 0;
  }

  /** The bounds of the next scheduled action are in force. */
  #act({ meter, actions }: Target): void {
    const { minimum, maximum } = actions.shift()!;
    meter.minimum = minimum;
    meter.maximum = maximum;
    meter.nextActionUs = actions[0]?.atUs ?? Infinity;
  }

  #scale({ place, slot }: Target, desired: number, step: number): void {
    const { kind } = this.#cast;
    const number = this.#cast.numberOf(slot);
    const refusal = this.#provision.put(place, desired, { step, kind, number });
    if (refusal !== null) this.#tell(slot, false, step);
    // A configuration that is deleted has nothing left to be made ready.
    else if (desired === 0) this.#tell(slot, true, step);
  }

  #settled(place: number, isGood: boolean, cause: number): void {
    for (const target of this.#targets) if (target.place === place) this.#tell(target.slot, isGood, cause);
  }

  #tell(slot: number, isGood: boolean, cause: number): void {
    const [event, type] = isGood ? ([SUCCEED, 'succeed'] as const) : ([FAIL, 'fail'] as const);
    const amount = this.#provision.requested(this.#targets[slot]!.place);
    this.#cast.deliver(slot, event, { type }, cause, ALLOCATION, -1, amount);
  }
}

/** The bounds in force from each scheduled action on, in the order of their times. */
function actionsOf({ minimum, maximum, schedule = [] }: AutoScaling): Action[] {
  let bounds = { minimum, maximum };
  return schedule
    .toSorted((a, b) => a.atMs - b.atMs)
    .map((action) => {
      bounds = { minimum: action.minimum ?? bounds.minimum, maximum: action.maximum ?? bounds.maximum };
      return { atUs: usFromMs(action.atMs), ...bounds };
    });
}
