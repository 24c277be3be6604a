/** Whether changes of settings name settings that there are, with values that can stand there, and fit the rest. */
import type { Report } from './problem.ts';
import { erasOf, isFork } from './eras.ts';
import { explain } from './explain.ts';
import type { Problem } from './problem.ts';
import type { Scenario } from './scenario.ts';
import { placeAt } from './scenario-path.ts';

/**
 * Reports every problem under the path of the change, `changes.0.set.settings.function.timeoutMs`.
 *
 * @param problemsOf how the parts of a scenario without such changes fit each other.
 */
export function checkForks(
  scenario: Scenario,
  report: Report,
  problemsOf: (scenario: Scenario) => readonly Problem[],
): void {
  const eras = erasOf(scenario);
  for (const [number, { change, scenario: after }] of eras.entries()) {
    if (change === null) continue;
    const at = `changes.${scenario.changes!.findIndex(({ id }) => id === change.id)}.set`;
    let isSound = true;
    const tell: Report = (path, found, expected) => {
      isSound = false;
      report(`${at}.${path}`, found, expected);
    };
    for (const [path, value] of Object.entries(change.set)) {
      const place = placeAt(eras[number - 1]!.scenario, path);
      if ('known' in place) {
        const known = place.known.length > 0 ? `: ${place.known.join(', ')}` : '';
        tell(path, `an unknown setting, ${place.key}`, `a setting of ${place.at || 'the scenario'}${known}`);
        continue;
      }
      const told = place.schemas.map((schema) => explain(schema, value).at(0));
      const problem = told.includes(undefined) ? undefined : told.at(0);
      if (problem) tell(path, problem.found, problem.expected);
    }
    // What does not fit its own place fits nowhere.
    if (!isSound) return;
    const plain = { ...after, changes: (after.changes ?? []).filter((one) => !isFork(one)) };
    for (const { path, found, expected } of problemsOf(plain)) tell(path, found, expected);
  }
}
