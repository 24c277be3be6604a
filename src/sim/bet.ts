/**
 * What a reader says of a run before seeing it. A bet stores no answer: the run is the key, so it stays right
 * under changed settings too.
 */
import { Expected } from './expected.ts';
import { count, invocable, ms } from './settings/quantity.ts';
import { z } from './zod.ts';

/** What can be drawn over time: levels of a run, cold starts so far, and the age of the oldest record that waits. */
export const BetMetric = z.enum([
  'concurrency',
  'environments',
  'coldStarts',
  'iteratorAge',
  'records',
  'visible',
  'inFlightMessages',
  'events',
  'callers',
  'connections',
]);
export type BetMetric = z.infer<typeof BetMetric>;

const ask = z.string().check(z.minLength(1));
const says = z.string().check(z.minLength(1));

export const Bet = z.discriminatedUnion('kind', [
  /** One of several: in the scenario's own run exactly one holds. */
  z.strictObject({
    kind: z.literal('pick'),
    ask,
    options: z
      .array(z.strictObject({ says, when: z.strictObject({ measure: z.string(), is: Expected }) }))
      .check(z.minLength(2), z.maxLength(5)),
  }),
  z.strictObject({
    kind: z.literal('number'),
    ask,
    measure: z.string(),
    /** seconds: of a measure in ms. */
    unit: z.enum(['count', 'seconds']),
  }),
  /** What comes first, what then: `at` is a measure that is a moment, such as `firstMs.event.expired` or `drainedMs`. */
  z.strictObject({
    kind: z.literal('order'),
    ask,
    things: z.array(z.strictObject({ says, at: z.string() })).check(z.minLength(3), z.maxLength(6)),
  }),
  /** The course of a level, drawn on an empty chart. */
  z.strictObject({
    kind: z.literal('curve'),
    ask,
    metric: BetMetric,
    /** Of one place alone: a function, mapping or resource. */
    of: z.optional(invocable),
    /** Where the chart ends; absent: at the horizon. */
    untilMs: z.optional(ms.check(z.positive())),
    /** The top of the empty chart: a number of things, or seconds of age. It tells nothing of what happens. */
    most: count.check(z.positive()),
  }),
]);
export type Bet = z.infer<typeof Bet>;
export type PickBet = Extract<Bet, { kind: 'pick' }>;
export type NumberBet = Extract<Bet, { kind: 'number' }>;
export type OrderBet = Extract<Bet, { kind: 'order' }>;
export type CurveBet = Extract<Bet, { kind: 'curve' }>;

/** Where the chart of a curve ends, µs. */
export function curveUntilUs({ untilMs }: CurveBet, horizonMs: number): number {
  return (untilMs ?? horizonMs) * 1000;
}
