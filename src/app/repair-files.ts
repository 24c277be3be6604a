/** The repairs, each loaded when the page of its scenario is opened broken. */
import type { Repair } from '../sim/repair.ts';

const files = import.meta.glob<Repair>('../../content/repairs/*.json', { import: 'default' });
const loaded = new Map<string, Repair>();

/** Loads the repair of a scenario, where it has one. Rejects when it cannot be fetched. */
export async function loadRepair(scenario: string): Promise<void> {
  const file = files[`../../content/repairs/${scenario}.json`];
  if (file !== undefined && !loaded.has(scenario)) loaded.set(scenario, await file());
}

/** A repair that has been loaded. */
export function loadedRepair(scenario: string): Repair | undefined {
  return loaded.get(scenario);
}
