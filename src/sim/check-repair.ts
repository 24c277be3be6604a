/** What a repair must fulfil beyond the types of its parts: it and its scenario must fit. */
import { checkScenario } from './check-scenario.ts';
import { problemAt, shorten } from './explain.ts';
import { applySettings, tunableValue } from './overlay.ts';
import type { Problem } from './problem.ts';
import type { Repair } from './repair.ts';
import { BILLED } from './repair-check.ts';
import { repairedBase } from './repaired-base.ts';
import type { Scenario } from './scenario.ts';

/** Every problem of a repair of this scenario: the broken scenario is sound, and ours can be set by its controls. */
export function checkRepair(repair: Repair, scenario: Scenario): readonly Problem[] {
  const problems: Problem[] = [];
  const keys = scenario.tunable.map(({ key }) => key);
  for (const [index, control] of repair.may.entries())
    if (typeof control === 'string' && !keys.includes(control))
      problems.push(
        problemAt(`may.${index}`, shorten(control), `a control of the scenario: ${keys.join(', ')}`),
      );
  const base = repairedBase(scenario, repair);
  // What only goals may measure is no measure of a claim.
  const claims = base.claims.filter(({ measure }) => measure !== BILLED);
  const checked = checkScenario({ ...base, claims });
  if ('problems' in checked) return [...problems, ...checked.problems];
  const overlay = applySettings(base, repair.solution);
  if ('problems' in overlay) return [...problems, ...overlay.problems];
  for (const [key, value] of Object.entries(repair.solution)) {
    const control = base.tunable.find((one) => one.key === key);
    if (!control) problems.push(problemAt(`solution.${key}`, shorten(key), 'a control that one may touch'));
    else if (tunableValue(base, control) === value)
      problems.push(problemAt(`solution.${key}`, shorten(value), 'another value than the broken one'));
  }
  return problems;
}
