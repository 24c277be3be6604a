/** Whether a repair's goal holds: figures of a run against it, and the seeds on which it must. */
import { isMet } from './expected.ts';
import type { Goal } from './repair.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import { measureOf, summarize } from './summary.ts';
import type { Trace } from './trace.ts';
import { usageOf } from './usage.ts';

/** Seeds beside the scenario's own on which a repair must hold. */
export const MORE_SEEDS = 20;

/** A measure that goals have and claims have not: billed time × memory of all functions, provisioned or not, GB-seconds. */
export const BILLED = 'billedGbSeconds';

/** One thing that must hold, held against a run. */
export interface GoalResult {
  readonly id: string;
  readonly holds: boolean;
  /** Null: the run has nothing to measure. */
  readonly found: number | null;
  /** How far it is from holding, in the unit of the measure; 0: it holds; null: nothing was measured. */
  readonly offBy: number | null;
}

/** The scenario's own seed and the others, always the same ones. */
export function repairSeeds(seed: number): readonly number[] {
  const seeds = [seed >>> 0];
  // Knuth's multiplicative hash of a counter: far apart, and none of them twice.
  for (let nth = 1; nth <= MORE_SEEDS; nth += 1) seeds.push((seed + Math.imul(nth, 2_654_435_761)) >>> 0);
  return seeds;
}

function billedGbSeconds(trace: Trace, scenario: Scenario, rules: Rules): number {
  let gbMs = 0;
  for (const { onDemand, provisioned, edge, allocated } of usageOf(trace, scenario, rules).functions)
    gbMs +=
      onDemand.billedGbMs + provisioned.billedGbMs + edge.billedGbMs + allocated.gbMs + allocated.initGbMs;
  return gbMs / 1000;
}

/** What a run comes to by these measures, in their order; null where it has nothing to measure. */
export function measureGoal(
  measures: readonly string[],
  trace: Trace,
  scenario: Scenario,
  rules: Rules,
): (number | null)[] {
  const summary = summarize(trace);
  return measures.map((measure) =>
    measure === BILLED ? billedGbSeconds(trace, scenario, rules) : measureOf(summary, measure),
  );
}

function distance(is: Goal['is'], found: number): number {
  if ('equal' in is) return Math.abs(found - is.equal);
  if ('atLeast' in is) return is.atLeast - found;
  if ('atMost' in is) return found - is.atMost;
  return Math.abs(found - is.about) - is.within;
}

/** The goal against the figures of one run. */
export function checkGoal(goal: readonly Goal[], found: readonly (number | null)[]): readonly GoalResult[] {
  return goal.map(({ id, is }, index) => {
    const value = found[index] ?? null;
    const holds = value !== null && isMet(is, value);
    return { id, holds, found: value, offBy: value === null ? null : holds ? 0 : distance(is, value) };
  });
}
