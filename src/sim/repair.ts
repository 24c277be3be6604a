/**
 * A repair: a scenario that opens broken, what must hold for it to count as mended, and the settings one may touch.
 * Whatever makes the goal hold is a solution; the one that stands here is only one of them.
 */
import { Claim, Tunable } from './scenario.ts';
import { id } from './settings/quantity.ts';
import { z } from './zod.ts';

const sentence = z.string().check(z.minLength(1));
const setting = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One thing that must hold; it needs no source, for it is asked for and not stated. */
export const Goal = z.strictObject({
  id,
  says: sentence,
  /** What is measured, in few words, beside its figure: `longest wait`. */
  figure: sentence,
  /** As a claim's, or `billedGbSeconds` (see repair-check.ts). */
  measure: z.string(),
  is: Claim.shape.is,
});
export type Goal = z.infer<typeof Goal>;

export const Repair = z.strictObject({
  /** Id of the scenario. */
  scenario: id,
  /** The incident in a few words. */
  title: sentence,
  /** What users suffer: the incident as it is met. */
  says: sentence,
  /** What is laid over the scenario to break it, by a control's key or a path, as the scenario stores it. */
  broken: z.record(z.string(), z.unknown()),
  goal: z.array(Goal).check(z.minLength(2)),
  /** What one may touch: keys of the scenario's controls, or controls that it has not. */
  may: z.array(z.union([z.string(), Tunable])).check(z.minLength(1)),
  /** Where to look; the mechanism; which setting. */
  hints: z.tuple([sentence, sentence, sentence]),
  /** Values by the keys of `may`, as the scenario stores them. */
  solution: z.record(z.string(), setting),
  /** Why it works. */
  because: sentence,
});
export type Repair = z.infer<typeof Repair>;
