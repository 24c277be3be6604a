/** The repairs that have been loaded, for pages that need not know all there are. */
import type { Repair } from '../sim/repair.ts';

const loaded = new Map<string, Repair>();

export function keepRepair(scenario: string, repair: Repair): void {
  loaded.set(scenario, repair);
}

/** A repair that has been loaded. */
export function loadedRepair(scenario: string): Repair | undefined {
  return loaded.get(scenario);
}
