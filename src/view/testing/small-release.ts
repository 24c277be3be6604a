/** A function with two versions and an alias, called at a steady pace: for the pictures of releases. */
import type { Scenario, Settings } from '../../sim/scenario.ts';
import { smallScenario } from '../../sim/testing/small-scenario.ts';

/** One request every 100 ms for 20 s; version 2 fails always. */
export function smallRelease(
  over: {
    readonly function?: Partial<Settings['function']>;
    readonly settings?: Partial<Omit<Settings, 'function'>>;
    readonly changes?: NonNullable<Scenario['changes']>;
    readonly horizonMs?: number;
  } = {},
): Scenario {
  const scenario = smallScenario({
    arrivals: { kind: 'constant', everyMs: 100, count: 200 },
    horizonMs: over.horizonMs ?? 30_000,
    function: {
      name: 'orders',
      revisions: { r2: { errorShare: 1 } },
      versions: { '1': {}, '2': { revision: 'r2' } },
      aliases: { live: { version: '1', additional: { version: '2', weight: 0.25 } } },
      ...over.function,
    },
    settings: {
      caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:live' },
      ...over.settings,
    },
  });
  return over.changes ? { ...scenario, changes: over.changes } : scenario;
}
