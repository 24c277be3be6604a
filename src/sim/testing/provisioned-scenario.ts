/** A version with provisioned concurrency, and what is asked for of it while it runs. */
import type { Scenario } from '../scenario.ts';
import type { Change } from '../settings/change-settings.ts';
import type { Provisioned } from '../settings/provision-settings.ts';
import { smallScenario } from './small-scenario.ts';

export interface ProvisionedParts {
  readonly provisioned?: Provisioned;
  readonly requests?: readonly (number | readonly [number, number])[];
  readonly changes?: readonly Change[];
  readonly function?: Partial<Scenario['settings']['function']>;
  readonly settings?: Partial<Omit<Scenario['settings'], 'function'>>;
  readonly invokes?: string;
  readonly horizonMs?: number;
  readonly faults?: Scenario['faults'];
}

/** Version 1 with provisioned concurrency, called by its number. */
export function provisionedScenario(parts: ProvisionedParts): Scenario {
  return {
    ...smallScenario({
      requests: parts.requests ?? [],
      horizonMs: parts.horizonMs ?? 600_000,
      faults: parts.faults ?? [],
      function: {
        versions: { 1: parts.provisioned ? { provisioned: parts.provisioned } : {}, 2: {} },
        ...parts.function,
      },
      settings: {
        caller: {
          invocationType: 'RequestResponse',
          permitted: true,
          invokes: parts.invokes ?? 'function:1',
        },
        provisioning: { startMs: 60_000 },
        ...parts.settings,
      },
    }),
    changes: [...(parts.changes ?? [])],
  };
}
