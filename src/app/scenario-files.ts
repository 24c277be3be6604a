/** The scenarios, each loaded when its page is opened. */
import type { Scenario } from '../sim/scenario.ts';

const files = import.meta.glob<Scenario>('../../content/scenarios/**/*.json', { import: 'default' });
const loaded = new Map<string, Scenario>();

/** Loads a scenario; false when there is none with this id. Rejects when it cannot be fetched. */
export async function loadScenario(id: string): Promise<boolean> {
  if (loaded.has(id)) return true;
  const file = Object.keys(files).find((path) => path.endsWith(`/${id}.json`));
  if (file === undefined) return false;
  loaded.set(id, await files[file]!());
  return true;
}

/** A scenario that has been loaded. */
export function loadedScenario(id: string): Scenario | undefined {
  return loaded.get(id);
}
