/**
 * A scalable target of Application Auto Scaling: the provisioned concurrency of one version or alias. Target
 * tracking looks at each full minute's average of ProvisionedConcurrencyUtilization, as its two alarms do, and
 * scales out or in; scheduled actions set the bounds. Amount of a step: in a minute's step the utilisation in
 * hundredths of a percent, where it scales the environments it asks for.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Configuring provisioned concurrency for a function"
 * (two alarms: above the target in three measurements of a minute, below nine tenths of it; by the average);
 * Application Auto Scaling User Guide, "Target tracking scaling policies" (in proportion to the metric; without
 * measurements an alarm has insufficient data and nothing is scaled; scale-in waits for its cooldown, which
 * scale-out ends; while a scale-out's cooldown lasts it may still add more) and "Scheduled scaling" (an action
 * sets minimum and maximum, and capacity outside of them is moved to the nearest). How much is asked for is
 * derived: in proportion to the metric, rounded up.
 */
import { assign, setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

/** What a target is measured by and bound to: set before each of its steps, and only read. */
export interface ScalingMeter {
  /** Average utilisation over the last full minute; -1: no invocation, no measurement. */
  utilization: number;
  /** Environments that are asked for now. */
  capacity: number;
  /** Bounds from now on, and when the next scheduled action changes them, µs; Infinity: none does. */
  minimum: number;
  maximum: number;
  nextActionUs: number;
}

export interface ScalingContext {
  readonly clock: { readonly nowUs: number };
  readonly meter: Readonly<ScalingMeter>;
  /** Target utilisation; 0: none is tracked. */
  readonly target: number;
  /** Below this share of the target less is provisioned. */
  readonly inBelow: number;
  readonly periodUs: number;
  readonly outPoints: number;
  readonly inPoints: number;
  readonly outCooldownUs: number;
  readonly inCooldownUs: number;
  /** End of the minute that is being measured. */
  minuteEndUs: number;
  /** Measurements one after the other above the target, and below its lower mark. */
  above: number;
  below: number;
  /** Until then target tracking provisions no more, and no less. */
  outAfterUs: number;
  inAfterUs: number;
  /** What it asks for, and whether that is more. */
  desired: number;
  isOut: boolean;
}

/** The scaling activity has succeeded, or what was asked for was refused or could not be made. */
export type ScalingEvent =
  | { type: 'succeed' }
  | { type: 'fail' }
  /** Its settings are others from now on. */
  | { type: 'update' };

interface Scope {
  readonly context: ScalingContext;
}

const isAbove = ({ context: { meter, target } }: Scope) => meter.utilization > target;
const isBelow = ({ context: { meter, target, inBelow } }: Scope) =>
  meter.utilization >= 0 && meter.utilization < target * inBelow;

function bounded(wanted: number, { minimum, maximum }: ScalingMeter): number {
  return Math.min(maximum, Math.max(minimum, wanted));
}

/** In proportion to the metric, so that the utilisation would be the target; within the bounds. */
function proportional({ meter, target }: ScalingContext): number {
  // A whole number is not to be missed by the last bit of a quotient.
  return bounded(Math.ceil((meter.capacity * meter.utilization) / target - 1e-9), meter);
}

const assigned = assign<ScalingContext, ScalingEvent, undefined, ScalingEvent, never>;
const note = (reason: Reason) => ({ type: 'note', params: { reason } }) as const;
const minuteOver = assigned({ minuteEndUs: ({ context }) => context.minuteEndUs + context.periodUs });
const countAbove = assigned({ above: ({ context }) => context.above + 1, below: 0 });
const countBelow = assigned({ above: 0, below: ({ context }) => context.below + 1 });
const countNone = assigned({ above: 0, below: 0 });
const toTarget = assigned({
  desired: ({ context }) => proportional(context),
  isOut: ({ context }) => proportional(context) > context.meter.capacity,
});
const toBounds = assigned({
  desired: ({ context: { meter } }) => bounded(meter.capacity, meter),
  isOut: ({ context: { meter } }) => meter.capacity < meter.minimum,
});
/** The pause begins once what was asked for is there. */
const pause = assigned({
  outAfterUs: ({ context: { isOut, clock, outCooldownUs, outAfterUs } }) =>
    isOut ? clock.nowUs + outCooldownUs : outAfterUs,
  inAfterUs: ({ context: { isOut, clock, inCooldownUs, inAfterUs } }) =>
    isOut ? inAfterUs : clock.nowUs + inCooldownUs,
});

/** A scheduled action sets the bounds. */
const scheduledAction = <State extends string>(state: State) =>
  [
    {
      guard: 'isOutOfBounds',
      target: 'scaling',
      reenter: true,
      actions: [note('scaling: scheduled'), toBounds, 'setCapacity'],
    },
    { target: state, reenter: true, actions: note('scaling: bounds set') },
  ] as const;

export const scalingMachine = setup({
  types: {
    context: {} as ScalingContext,
    events: {} as ScalingEvent,
    input: {} as ScalingContext,
  },
  guards: {
    tracksTarget: ({ context }) => context.target > 0,
    isAbove,
    isBelow,
    isUnmeasured: ({ context }) => context.meter.utilization < 0,
    scalesOut: ({ context }) =>
      isAbove({ context }) &&
      context.above + 1 >= context.outPoints &&
      context.clock.nowUs >= context.outAfterUs &&
      proportional(context) > context.meter.capacity,
    scalesIn: ({ context }) =>
      isBelow({ context }) &&
      context.below + 1 >= context.inPoints &&
      context.clock.nowUs >= context.inAfterUs &&
      proportional(context) < context.meter.capacity,
    isOutOfBounds: ({ context: { meter } }) =>
      meter.capacity < meter.minimum || meter.capacity > meter.maximum,
  },
  delays: {
    measurement: ({ context: { target, minuteEndUs, clock } }) =>
      target > 0 ? minuteEndUs - clock.nowUs : Infinity,
    scheduledAction: ({ context: { meter, clock } }) => meter.nextActionUs - clock.nowUs,
  },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    setCapacity: () => {},
  },
}).createMachine({
  id: 'scaling',
  context: ({ input }) => input,
  initial: 'new',
  states: {
    new: { always: [{ guard: 'tracksTarget', target: 'tracking' }, { target: 'scheduled' }] },
    scheduled: {
      after: { scheduledAction: scheduledAction('scheduled') },
      on: { update: scheduledAction('scheduled') },
    },
    tracking: {
      initial: 'insufficient data',
      after: {
        measurement: [
          {
            guard: 'scalesOut',
            target: 'scaling',
            actions: [note('scaling: above target'), minuteOver, countNone, toTarget, 'setCapacity'],
          },
          {
            guard: 'scalesIn',
            target: 'scaling',
            actions: [note('scaling: below target'), minuteOver, countNone, toTarget, 'setCapacity'],
          },
          {
            guard: 'isAbove',
            target: 'tracking.above target',
            reenter: true,
            actions: [minuteOver, countAbove],
          },
          {
            guard: 'isBelow',
            target: 'tracking.below target',
            reenter: true,
            actions: [minuteOver, countBelow],
          },
          {
            guard: 'isUnmeasured',
            target: 'tracking.insufficient data',
            reenter: true,
            actions: [minuteOver, countNone],
          },
          { target: 'tracking.on target', reenter: true, actions: [minuteOver, countNone] },
        ],
        scheduledAction: scheduledAction('tracking'),
      },
      on: { update: scheduledAction('tracking') },
      states: { 'insufficient data': {}, 'on target': {}, 'above target': {}, 'below target': {} },
    },
    scaling: {
      after: {
        measurement: [
          { guard: 'isAbove', target: 'scaling', reenter: true, actions: [minuteOver, countAbove] },
          { guard: 'isBelow', target: 'scaling', reenter: true, actions: [minuteOver, countBelow] },
          { target: 'scaling', reenter: true, actions: [minuteOver, countNone] },
        ],
        scheduledAction: scheduledAction('scaling'),
      },
      on: {
        update: scheduledAction('scaling'),
        succeed: [
          { guard: 'tracksTarget', target: 'tracking.on target', actions: pause },
          { target: 'scheduled' },
        ],
        fail: [
          {
            guard: 'tracksTarget',
            target: 'tracking.insufficient data',
            actions: note('scaling: not successful'),
          },
          { target: 'scheduled', actions: note('scaling: not successful') },
        ],
      },
    },
  },
});
