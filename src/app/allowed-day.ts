/**
 * The day to turn to when the rules of a date refuse a scenario. What refuses it may be a feature that came
 * later, a limit that was raised or a runtime that was not there yet: the rules themselves are asked, day by day
 * on which they changed.
 */
import type { Day } from '../cost/as-of.ts';
import { ScenarioError } from '../sim/problem.ts';
import { createRun } from '../sim/run.ts';
import type { Scenario } from '../sim/scenario.ts';
import { ruleDays, rulesAt } from './rules.ts';
import { TODAY } from './today.ts';

/** The first day after a date, else the last rules before it, that allow the scenario; null: no rules ever did. */
export function allowedDay(scenario: Scenario, refusedAt: Day): Day | null {
  const days = ruleDays.filter((day) => day <= TODAY);
  const later = days.find((day) => day > refusedAt && isAllowed(scenario, day));
  return later ?? days.findLast((day) => day < refusedAt && isAllowed(scenario, day)) ?? null;
}

function isAllowed(scenario: Scenario, day: Day): boolean {
  try {
    createRun(scenario, rulesAt(day));
    return true;
  } catch (error) {
    if (error instanceof ScenarioError) return false;
    throw error;
  }
}
