/**
 * The times of a scenario: what it says holds until the first change of its settings (`change-settings`), then
 * what that makes of it, until the next.
 */
import { usFromMs } from './microseconds.ts';
import type { Scenario } from './scenario.ts';
import type { Change, ChangeOf } from './settings/change-settings.ts';
import { withValueAt } from './value-below.ts';

export interface Era {
  /** From this moment on, µs. */
  readonly atUs: number;
  /** What begins it; null: the run. */
  readonly change: ChangeOf<'change-settings'> | null;
  /** With everything laid over it that has been changed by then. */
  readonly scenario: Scenario;
}

type Set = ChangeOf<'change-settings'>['set'];

/** Whether it changes settings; every other change is a call of AWS's API. */
export function isFork(change: Change): change is ChangeOf<'change-settings'> {
  return change.kind === 'change-settings';
}

/** The changes of settings that are made, in the order in which they are: by time, and at one time as they are listed. */
export function forksOf({ changes = [] }: Pick<Scenario, 'changes'>): readonly ChangeOf<'change-settings'>[] {
  return changes
    .filter(isFork)
    .filter(({ on }) => on)
    .toSorted((a, b) => usFromMs(a.atMs) - usFromMs(b.atMs));
}

/** Keys of a path: the id of a fault or a change becomes its position in the list; -1: it is not there. */
export function keysOf(scenario: Partial<Pick<Scenario, 'faults' | 'changes'>>, path: string): string[] {
  const [part, id, ...rest] = path.split('.');
  if ((part !== 'faults' && part !== 'changes') || id === undefined) return path.split('.');
  const number = scenario[part]?.findIndex((one) => one.id === id) ?? -1;
  return [part, String(number), ...rest];
}

/** A scenario, or parts of it, with values laid over by their paths. Nothing is checked. */
export function withSet<T extends Partial<Pick<Scenario, 'faults' | 'changes'>>>(scenario: T, set: Set): T {
  return Object.entries(set).reduce(
    (changed, [path, value]) => withValueAt(changed, keysOf(changed, path), value),
    scenario,
  );
}

/** The settings in force at a moment of the run, µs; at the moment of a change itself, those after it. */
export function settingsAt(scenario: Scenario, atUs: number): Scenario['settings'] {
  return erasOf(scenario).findLast((era) => era.atUs <= atUs)!.scenario.settings;
}

/** The times of a scenario; without changes of its settings, one. */
export function erasOf(scenario: Scenario): readonly Era[] {
  const eras: Era[] = [{ atUs: 0, change: null, scenario }];
  for (const change of forksOf(scenario)) {
    const before = eras.at(-1)!.scenario;
    eras.push({ atUs: usFromMs(change.atMs), change, scenario: withSet(before, change.set) });
  }
  return eras;
}
