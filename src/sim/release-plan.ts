/**
 * Versions and aliases of a scenario, and which state of its code each version keeps: those published before
 * the run, and those that a change publishes, which take what $LATEST is at that moment.
 */
import { erasOf, forksOf, isFork, withSet } from './eras.ts';
import { functionIds, functionNamed, functionsOf } from './function-named.ts';
import { usFromMs } from './microseconds.ts';
import type { Rules } from './rules.ts';
import type { DeploymentPreset } from './rules/release-rules.ts';
import type { Scenario } from './scenario.ts';
import type { Change, ChangeOf } from './settings/change-settings.ts';
import type { AliasSettings } from './settings/release-settings.ts';
import type { Operation, Reservation } from './trace.ts';

export interface VersionPlan {
  /** `orders:2`. */
  readonly name: string;
  /** Id of its function. */
  readonly functionId: string;
  readonly version: string;
  /** The revision it keeps; null: the function's own settings. */
  readonly revision: string | null;
  /** It is there from the beginning; if not, once a change has published it. */
  readonly isPublished: boolean;
}

export interface AliasPlan {
  /** `orders:live`. */
  readonly name: string;
  readonly functionId: string;
  readonly alias: string;
  readonly settings: AliasSettings;
}

type Scoped = Pick<Scenario, 'settings' | 'changes'>;

/** Id of the function that a change is about. */
export function changedFunction(change: Change): string {
  return isFork(change) ? 'function' : (change.function ?? 'function');
}

/** The calls of APIs that are planned before the run, in the order in which they are made: by time, and at one time as they are listed. */
export function callsInOrder(changes: readonly Change[]): readonly Change[] {
  return changes
    .filter((change) => change.on && !isFork(change))
    .toSorted((a, b) => usFromMs(a.atMs) - usFromMs(b.atMs));
}

/** The calls that a change of settings plans: those it switches on or makes others, and whose moment is still to come. */
export function plannedBy(
  before: readonly Change[],
  after: readonly Change[],
  atUs: number,
): readonly Change[] {
  const known = new Map(before.map((change) => [change.id, JSON.stringify(change)]));
  return callsInOrder(after).filter(
    (change) => usFromMs(change.atMs) >= atUs && known.get(change.id) !== JSON.stringify(change),
  );
}

/**
 * The changes that are made, in the order of their actors: the calls that are planned before the run by time, then
 * each change of settings with the calls that it plans.
 */
export function changesInOrder({ changes = [] }: Pick<Scenario, 'changes'>): readonly Change[] {
  let now = changes;
  const forks = forksOf({ changes }).flatMap((fork) => {
    const before = now;
    now = withSet({ changes: before }, changesOf(fork.set)).changes;
    return [fork, ...plannedBy(before, now, usFromMs(fork.atMs))];
  });
  return [...callsInOrder(changes), ...forks];
}

/** What of a set is about changes. */
function changesOf(set: ChangeOf<'change-settings'>['set']): ChangeOf<'change-settings'>['set'] {
  return Object.fromEntries(Object.entries(set).filter(([path]) => path.startsWith('changes.')));
}

/** What each operation of a run is, by number. */
export function operationsOf(scenario: Scenario): readonly Operation[] {
  const eras = erasOf(scenario);
  return changesInOrder(scenario).map((change): Operation => {
    const { kind } = change;
    if (kind === 'put-function-concurrency') return { kind, reserved: change.reserved };
    const era = eras.findIndex((one) => one.change !== null && one.change.id === change.id);
    return era < 0
      ? { kind }
      : { kind, reservations: reservationsOf(eras[era - 1]!.scenario, eras[era]!.scenario) };
  });
}

/** What is reserved otherwise after a change of settings, by place of the function; null: nothing is. */
export function reservationsOf(before: Scenario, after: Scenario): readonly Reservation[] {
  return functionIds(after.settings).flatMap((id, place) => {
    const reserved = functionNamed(after.settings, id)?.reservedConcurrency ?? null;
    const was = functionNamed(before.settings, id)?.reservedConcurrency ?? null;
    return reserved === was ? [] : [{ place, reserved }];
  });
}

/**
 * Every version of every function, function by function in the order of their numbers. One that a change
 * publishes has no revision before: it is told when it is published what $LATEST is.
 */
export function versionPlansOf(scenario: Scoped): readonly VersionPlan[] {
  return functionsOf(scenario.settings).flatMap(([functionId, { versions = {} }]) => {
    const plans = new Map<string, VersionPlan>();
    const plan = (version: string, revision: string | null, isPublished: boolean) =>
      plans.set(version, { name: `${functionId}:${version}`, functionId, version, revision, isPublished });
    for (const [version, { revision }] of Object.entries(versions)) plan(version, revision ?? null, true);
    // Also those that a switched-off change would publish: their names stand, only nothing is there.
    for (const change of scenario.changes ?? [])
      if (
        change.kind === 'publish-version' &&
        changedFunction(change) === functionId &&
        !plans.has(change.version)
      )
        plan(change.version, null, false);
    return [...plans.values()].toSorted((a, b) => Number(a.version) - Number(b.version));
  });
}

/** What every deployment configuration of CodeDeploy's own begins with; it may be left out. */
const PREFIX = 'CodeDeployDefault.';

/** A deployment configuration by its name; undefined: there is none of that name at the date. */
export function presetNamed(
  configuration: string,
  { releases }: Pick<Rules, 'releases'>,
): DeploymentPreset | undefined {
  const name = configuration.startsWith(PREFIX) ? configuration.slice(PREFIX.length) : configuration;
  return releases.deployments?.presets.find((preset) => preset.name === name);
}

/** Every alias of every function, in the order in which they are listed. */
export function aliasPlansOf({ settings }: Scoped): readonly AliasPlan[] {
  return functionsOf(settings).flatMap(([functionId, { aliases = {} }]) =>
    Object.entries(aliases).map(([alias, of]) => ({
      name: `${functionId}:${alias}`,
      functionId,
      alias,
      settings: of,
    })),
  );
}
