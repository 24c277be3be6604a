/** Which facts each chapter of the rules is made from, and which scenarios it is about. */
import type { Fact } from '../src/cost/fact.ts';
import { factsAt } from '../src/cost/value-at.ts';
import { resolveAsyncRules } from '../src/sim/rules/async-rules.ts';
import { resolveDeliveryRules } from '../src/sim/rules/delivery-rules.ts';
import { resolveEdgeRules } from '../src/sim/rules/edge-rules.ts';
import { factReader, type FactReader } from '../src/sim/rules/fact-reader.ts';
import { resolveLogRules, resolveNodeRules } from '../src/sim/rules/log-rules.ts';
import { resolveMeasuredRules } from '../src/sim/rules/measured-rules.ts';
import { resolveNetworkRules } from '../src/sim/rules/network-rules.ts';
import { resolvePackageRules } from '../src/sim/rules/package-rules.ts';
import { resolvePermissionRules } from '../src/sim/rules/permission-rules.ts';
import {
  resolveCpuRules,
  resolveProvisionedRules,
  resolveSnapStartRules,
} from '../src/sim/rules/provisioned-rules.ts';
import { resolveQueueRules } from '../src/sim/rules/queue-rules.ts';
import { resolveReleaseRules } from '../src/sim/rules/release-rules.ts';
import { resolveScalingRules } from '../src/sim/rules/scaling-rules.ts';
import { resolveStreamRules } from '../src/sim/rules/stream-rules.ts';
import { resolveSyncRules } from '../src/sim/rules/sync-rules.ts';
import type { Scenario } from '../src/sim/scenario.ts';
import { notingAsked } from './asked-facts.ts';
import { changeDays } from './change-days.ts';

/** How a chapter is resolved, and whether a scenario has anything to do with it. */
const CHAPTERS = {
  'asynchronous invocation': {
    resolve: resolveAsyncRules,
    isOf: ({ model, settings }: Scenario) =>
      model === 'push-asynchronous' || settings.caller?.invocationType === 'Event',
  },
  'delivery by SNS and EventBridge': {
    resolve: resolveDeliveryRules,
    isOf: ({ settings }: Scenario) => hasResource(settings, 'push-service'),
  },
  'callers that wait': {
    resolve: resolveSyncRules,
    isOf: ({ settings }: Scenario) => settings.caller !== undefined,
  },
  streams: {
    resolve: resolveStreamRules,
    isOf: ({ settings }: Scenario) => hasResource(settings, 'stream'),
  },
  queues: { resolve: resolveQueueRules, isOf: ({ settings }: Scenario) => hasResource(settings, 'queue') },
  'Lambda@Edge': {
    resolve: resolveEdgeRules,
    isOf: ({ settings }: Scenario) => settings.edge !== undefined,
  },
  permissions: {
    resolve: resolvePermissionRules,
    isOf: ({ settings }: Scenario) =>
      hasKey(settings, ['policies', 'denied', 'allowed', 'trusted', 'mayPassRole', 'permitted']),
  },
  logs: { resolve: resolveLogRules, isOf: () => true },
  'Node.js handlers': {
    resolve: resolveNodeRules,
    isOf: ({ settings }: Scenario) => hasKey(settings, ['node']),
  },
  'concurrency and scaling': {
    resolve: resolveScalingRules,
    isOf: ({ settings }: Scenario) => settings.concurrencyLimit !== null || settings.scaling !== undefined,
  },
  'provisioned concurrency': {
    resolve: resolveProvisionedRules,
    isOf: ({ settings }: Scenario) => hasKey(settings, ['provisioned']),
  },
  SnapStart: {
    resolve: resolveSnapStartRules,
    isOf: ({ settings }: Scenario) => hasKey(settings, ['snapStart']),
  },
  'memory and CPU': {
    resolve: resolveCpuRules,
    isOf: ({ settings }: Scenario) => hasKey(settings, ['cpuBound']),
  },
  'versions and aliases': {
    resolve: resolveReleaseRules,
    isOf: ({ settings }: Scenario) => hasKey(settings, ['versions', 'aliases']),
  },
  packages: { resolve: resolvePackageRules, isOf: ({ settings }: Scenario) => hasKey(settings, ['package']) },
  networks: { resolve: resolveNetworkRules, isOf: ({ settings }: Scenario) => settings.vpcs !== undefined },
  'measured cold starts': {
    resolve: resolveMeasuredRules,
    isOf: ({ settings }: Scenario) => hasKey(settings, ['coldStart']),
  },
} as const satisfies Record<
  string,
  { readonly resolve: (reader: FactReader) => unknown; readonly isOf: (scenario: Scenario) => boolean }
>;

export type Chapter = keyof typeof CHAPTERS;

const NAMES = Object.keys(CHAPTERS) as Chapter[];

function hasResource({ resources = {} }: Scenario['settings'], type: string): boolean {
  return Object.values(resources).some((resource) => resource.type === type);
}

/** Whether a setting stands anywhere in the settings under one of these names. */
function hasKey(value: unknown, keys: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([key, inner]) => (keys.includes(key) && inner !== undefined && inner !== null) || hasKey(inner, keys),
  );
}

/** Ids of the facts that each chapter reads, on any day since the first. */
export function chapterFacts(facts: readonly Fact[]): Readonly<Record<Chapter, ReadonlySet<string>>> {
  const read = Object.fromEntries(NAMES.map((name) => [name, new Set<string>()])) as Record<
    Chapter,
    Set<string>
  >;
  for (const day of changeDays(facts)) {
    const values = factsAt(facts, day);
    for (const name of NAMES) CHAPTERS[name].resolve(factReader(notingAsked(values, read[name])));
  }
  return read;
}

/** Ids of the scenarios that have anything to do with each chapter. */
export function chaptersOf(scenarios: readonly Scenario[]): Readonly<Record<Chapter, readonly string[]>> {
  const ids = {} as Record<Chapter, readonly string[]>;
  for (const name of NAMES) ids[name] = scenarios.filter(CHAPTERS[name].isOf).map(({ id }) => id);
  return ids;
}
