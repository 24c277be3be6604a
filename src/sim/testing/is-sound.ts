/** Whether a random scenario is one at all: nothing in it leads nowhere, and the rules allow it. */
import { checkScenario } from '../check-scenario.ts';
import { planOf } from '../plan.ts';
import { ScenarioError } from '../problem.ts';
import type { Rules } from '../rules.ts';
import type { Scenario } from '../scenario.ts';
import { everyService } from '../services/every-service.ts';

export function isSound(scenario: Scenario, rules: Rules): boolean {
  if ('problems' in checkScenario(scenario)) return false;
  try {
    planOf(scenario, rules, everyService);
    return true;
  } catch (error) {
    if (error instanceof ScenarioError) return false;
    throw error;
  }
}
