/** What in a revision that changes bring the rules of the date do not allow: told before the run, as of every other function. */
import { functionPlanOf } from './function-plan.ts';
import { functionNamed } from './function-named.ts';
import { Luck } from './luck.ts';
import { revisionNamed } from './revision.ts';
import type { Problem } from './problem.ts';
import { changedFunction, versionPlansOf } from './release-plan.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { Change } from './settings/change-settings.ts';

/** Problems of every revision that becomes $LATEST; those that versions keep are told with the versions. */
export function broughtProblems(scenario: Scenario, rules: Rules): Problem[] {
  const seen = new Set(
    versionPlansOf(scenario).map(({ functionId, revision }) => `${functionId} ${revision}`),
  );
  return (scenario.changes ?? []).flatMap((change) => {
    const revision = broughtBy(change);
    const name = changedFunction(change);
    const fn = functionNamed(scenario.settings, name);
    if (revision === null || fn?.revisions?.[revision] === undefined) return [];
    const key = `${name} ${revision}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const problems: Problem[] = [];
    const luck = new Luck(scenario.seed);
    functionPlanOf({ scenario, rules, luck, problems }, { name, of: 0, version: null }, revision);
    return problems;
  });
}

/** The revision that a change may bring; null: none, or the function's own settings. */
function broughtBy(change: Change): string | null {
  if (change.kind === 'update-function-code' || change.kind === 'put-object')
    return revisionNamed(change.revision);
  return change.kind === 'update-stack' && 'zipFile' in change.code
    ? revisionNamed(change.code.zipFile)
    : null;
}
