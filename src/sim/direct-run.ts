/** Runs of direct invocations alone, without the weight of the other models: the same trace, byte for byte. */
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import { directServices } from './services/direct-services.ts';
import { SlicedRun } from './sliced-run.ts';
import type { Trace } from './trace.ts';

/**
 * Runs a scenario of direct invocations to its end.
 *
 * @throws ScenarioError when the rules do not allow the scenario, or it needs more than direct invocation.
 */
export function simulateDirect(scenario: Scenario, rules: Rules): Trace {
  const run = new SlicedRun(scenario, rules, directServices, {});
  run.advance(Infinity);
  return run.trace();
}
