/**
 * Changes of our own laid over a scenario of our own, without the schema: what a figure's controls and
 * the quizzes ask for. Tests hold it against `applySettings`, which everything a person can write goes
 * through and which brings the whole schema along.
 */
import type { Changes } from './overlay.ts';
import type { Scenario } from './scenario.ts';
import { withValueAt } from './value-below.ts';

/**
 * @param changes by a control's key or a whole path; values as the scenario stores them, lists and
 *   objects as JSON. They must fit: nothing is checked.
 */
export function layOver(scenario: Scenario, changes: Changes): Scenario {
  let changed = scenario;
  for (const [key, value] of Object.entries(changes)) {
    const path = scenario.tunable.find((control) => control.key === key)?.path ?? key;
    const [part, ...rest] = path.split('.');
    const named =
      part === 'faults' ? scenario.faults : part === 'changes' ? (scenario.changes ?? []) : undefined;
    const keys = named
      ? [part!, String(named.findIndex(({ id }) => id === rest[0])), ...rest.slice(1)]
      : [part!, ...rest];
    const stored: unknown = typeof value === 'string' && /^[[{]/.test(value) ? JSON.parse(value) : value;
    changed = withValueAt(changed, keys, stored);
  }
  return changed;
}
