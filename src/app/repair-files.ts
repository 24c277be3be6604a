/** The repairs, each loaded when the page of its scenario is opened broken. */
import type { Repair } from '../sim/repair.ts';
import { keepRepair, loadedRepair } from './loaded-repairs.ts';

const files = import.meta.glob<Repair>('../../content/repairs/*.json', { import: 'default' });

/** Loads the repair of a scenario, where it has one. Rejects when it cannot be fetched. */
export async function loadRepair(scenario: string): Promise<void> {
  const file = files[`../../content/repairs/${scenario}.json`];
  if (file !== undefined && loadedRepair(scenario) === undefined) keepRepair(scenario, await file());
}
