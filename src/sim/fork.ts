/** "What if": a scenario whose settings are others from a moment on. Until then its run is the same, step by step. */
import type { Scenario } from './scenario.ts';
import type { ChangeOf } from './settings/change-settings.ts';

/**
 * A scenario with one more change of its settings, which is made behind all others of that moment.
 *
 * @param atUs when, µs of the run; kept to the microsecond.
 * @param set new values by whole path (`settings.function.timeoutMs`, `faults.<id>.on`), as the scenario stores them.
 * @param id among the changes of the scenario: to be new.
 */
export function forkAt(
  scenario: Scenario,
  atUs: number,
  set: ChangeOf<'change-settings'>['set'],
  id: string,
  title: string,
): Scenario {
  const change = { kind: 'change-settings', id, title, on: true, atMs: atUs / 1000, set } as const;
  return { ...scenario, changes: [...(scenario.changes ?? []), change] };
}
