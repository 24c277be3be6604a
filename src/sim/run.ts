/**
 * Runs of scenarios of every invocation model.
 *
 *     scenario + rules → plan → machines on one agenda → steps → laws, checkpoints → trace
 */
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import { everyService } from './services/every-service.ts';
import { SlicedRun } from './sliced-run.ts';
import type { Run, RunOptions } from './sliced-run.ts';
import type { Trace } from './trace.ts';

/**
 * Prepares a run.
 *
 * @throws ScenarioError when the rules do not allow the scenario.
 */
export function createRun(scenario: Scenario, rules: Rules, options: RunOptions = {}): Run {
  return new SlicedRun(scenario, rules, everyService, options);
}

/** Runs a scenario to its end. */
export function simulate(scenario: Scenario, rules: Rules, options: RunOptions = {}): Trace {
  const run = createRun(scenario, rules, options);
  run.advance(Infinity);
  return run.trace();
}
