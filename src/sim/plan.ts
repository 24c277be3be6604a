/**
 * A scenario under the rules of a date, ready to run: whole microseconds, resolved limits, and one
 * source of luck per component, so that turning one knob leaves all other luck unchanged. Each service
 * resolves its own part of the settings; this is what they share.
 */
import { erasOf } from './eras.ts';
import type { ForkProblems } from './fork-problems.ts';
import { functionIds, functionNamed } from './function-named.ts';
import { functionPlanOf } from './function-plan.ts';
import type { FunctionPlan } from './function-plan.ts';
import { Luck } from './luck.ts';
import { usFromMs } from './microseconds.ts';
import { permissionProblems, silentSpells } from './permission.ts';
import { problemAt, ScenarioError } from './problem.ts';
import type { Problem } from './problem.ts';
import { aliasPlansOf, versionPlansOf } from './release-plan.ts';
import type { AliasPlan } from './release-plan.ts';
import type { Feature, Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { Caller } from './settings/caller-settings.ts';
import type { FunctionSettings } from './settings/function-settings.ts';
import type { Place } from './trace.ts';

export interface Plan {
  readonly scenario: Scenario;
  readonly rules: Rules;
  readonly seed: number;
  /** What services draw from, each from its part. */
  readonly luck: Luck;
  readonly horizonUs: number;
  /** Ids of the faults that are on at any time of the run. */
  readonly everOn: ReadonlySet<string>;
  /**
   * Functions, versions, aliases, callers, resources, mappings and VPCs; the number of a place is its position.
   * What runs comes first, in the order of `functions`, then what leads there, in the order of `aliases`.
   */
  readonly places: readonly Place[];
  /** What runs: each function (its $LATEST), then each of their versions. */
  readonly functions: readonly FunctionPlan[];
  readonly aliases: readonly AliasPlan[];
}

/**
 * Resolves a scenario.
 *
 * @param services what the services of the run find wrong with their parts of the settings, and with changes of settings.
 * @throws ScenarioError with every reference or limit the rules do not allow.
 */
export function planOf(
  scenario: Scenario,
  rules: Rules,
  services: {
    readonly problems: (scenario: Scenario, rules: Rules) => readonly Problem[];
    readonly forkProblems: ForkProblems;
  },
): Plan {
  const luck = new Luck(scenario.seed);
  const problems: Problem[] = [];
  const plan = resolve(scenario, rules, services.problems, luck, problems);
  if (problems.length === 0)
    problems.push(
      ...services.forkProblems(
        scenario,
        (changed) => {
          const found: Problem[] = [];
          resolve(changed, rules, services.problems, new Luck(scenario.seed), found);
          return found;
        },
        placesOf,
      ),
    );
  if (problems.length > 0) throw new ScenarioError(problems);
  return plan;
}

/**
 * The plan of a run once its settings have changed: what is drawn goes on with the luck of the run, and its
 * places are those of the run.
 *
 * @param changed the scenario from then on; problems it has were told before the run.
 */
export function changedPlan(plan: Plan, changed: Scenario): Plan {
  const next = resolve(changed, plan.rules, () => [], plan.luck, []);
  return { ...next, seed: plan.seed, horizonUs: plan.horizonUs, everOn: plan.everOn, places: plan.places };
}

function resolve(
  scenario: Scenario,
  rules: Rules,
  problemsOf: (scenario: Scenario, rules: Rules) => readonly Problem[],
  luck: Luck,
  problems: Problem[],
): Plan {
  const { settings, seed } = scenario;
  const ids = functionIds(settings);
  const siteOf = (name: string) => ({ scenario, rules, problems, luck: luck.of(`function ${name}`) });
  const functions = [
    ...ids.map((id, of) => functionPlanOf(siteOf(id), { name: id, of, version: null })),
    ...versionPlansOf(scenario).map((version) =>
      functionPlanOf(siteOf(version.name), {
        name: version.name,
        of: ids.indexOf(version.functionId),
        version,
      }),
    ),
  ];
  problems.push(
    ...notYetProblems(scenario, rules),
    ...permissionProblems(scenario, rules),
    ...problemsOf(scenario, rules),
  );
  return {
    scenario,
    rules,
    seed,
    luck,
    horizonUs: usFromMs(scenario.horizonMs),
    everOn: new Set(
      erasOf(scenario).flatMap((era) => era.scenario.faults.filter(({ on }) => on).map(({ id }) => id)),
    ),
    places: placesOf(scenario).map((place, number) => {
      const silentUs = number < functions.length ? silentUsOf(scenario, rules, place.name) : [];
      return silentUs.length > 0 ? { ...place, silentUs } : place;
    }),
    functions,
    aliases: aliasPlansOf(scenario),
  };
}

/** When a function's role may not write logs, over all times of the scenario. */
function silentUsOf(scenario: Scenario, rules: Rules, name: string): (readonly [number, number])[] {
  const eras = erasOf(scenario);
  if (eras.length === 1) return [...silentSpells(scenario, rules, name)];
  return eras.flatMap((era, number) => {
    const endUs = eras[number + 1]?.atUs ?? Infinity;
    return silentSpells(era.scenario, rules, name).flatMap(([fromUs, untilUs]) => {
      const spell = [Math.max(fromUs, era.atUs), Math.min(untilUs, endUs)] as const;
      return spell[0] < spell[1] ? [spell] : [];
    });
  });
}

/** Every part of the architecture that a scenario names, in the order in which traces number them. */
export function placesOf(scenario: Pick<Scenario, 'settings' | 'changes'>): Place[] {
  const { settings } = scenario;
  const { caller, edge } = settings;
  const ids = functionIds(settings);
  const read: Place[] = [
    ...ids.map((name) => placeOfFunction(name, functionNamed(settings, name)!)),
    ...versionPlansOf(scenario).map(({ name, functionId }) => ({
      ...placeOfFunction(name, functionNamed(settings, functionId)!),
      type: 'version',
      of: ids.indexOf(functionId),
    })),
    ...aliasPlansOf(scenario).map(({ name, functionId }) => ({
      name,
      type: 'alias',
      of: ids.indexOf(functionId),
    })),
    ...Object.entries(settings.resources ?? {}).map(([name, { type }]) => ({ name, type })),
  ];
  const numberOf = (name: string) => read.findIndex((place) => place.name === name);
  return [
    ...read,
    ...Object.entries(settings.mappings ?? {}).map(([name, mapping]) => ({
      name,
      type: 'mapping',
      source: numberOf(mapping.source),
      target: numberOf(mapping.function ?? 'function'),
    })),
    ...(caller
      ? [
          {
            name: 'caller',
            type: 'caller',
            target: numberOf(caller.invokes ?? 'function'),
            ...(caller.service && { service: caller.service }),
          },
        ]
      : []),
    ...(edge ? [{ name: 'edge', type: 'edge' }] : []),
    ...Object.keys(settings.vpcs ?? {}).map((name) => ({ name, type: 'vpc' })),
  ];
}

function placeOfFunction(name: string, { reservedConcurrency }: FunctionSettings): Place {
  return {
    name,
    type: 'function',
    ...(reservedConcurrency === undefined ? {} : { reserved: reservedConcurrency }),
  };
}

/** Whether it can be invoked: a function, a version or an alias. */
export function isInvocable({ type }: Place): boolean {
  return type === 'function' || type === 'version' || type === 'alias';
}

/** Number of the place that a caller invokes. */
export function invokedBy(plan: Pick<Plan, 'places'>, { invokes = 'function' }: Caller): number {
  return placeNumber(plan, invokes, 'settings.caller.invokes');
}

/** The function that what is at a place belongs to: a function itself, a version or an alias. */
export function functionAt(
  { places, functions }: Pick<Plan, 'places' | 'functions'>,
  place: number,
): FunctionPlan {
  return functions[places[place]!.of ?? place]!;
}

/** Number of the place with this name. @throws ScenarioError naming the setting that refers to it. */
export function placeNumber(plan: Pick<Plan, 'places'>, name: string, path: string): number {
  const number = plan.places.findIndex((place) => place.name === name);
  if (number < 0) {
    const known = plan.places.map((place) => place.name).join(', ');
    throw new ScenarioError([problemAt(path, JSON.stringify(name), `one of ${known}`)]);
  }
  return number;
}

function notYetProblems(scenario: Scenario, rules: Rules): Problem[] {
  const { settings } = scenario;
  const fn = settings.function;
  const uses: Partial<Record<Feature, readonly [path: string, found: unknown, isUsed: boolean]>> = {
    'provisioned-concurrency': [
      'settings.readyEnvironments',
      settings.readyEnvironments,
      (settings.readyEnvironments ?? 0) > 0,
    ],
    extensions: ['settings.function.init.extensionsMs', fn.init.extensionsMs, fn.init.extensionsMs !== 0],
  };
  return Object.entries(uses).flatMap(([feature, [path, found, isUsed]]) => {
    const since = rules.notYet[feature as Feature];
    if (!isUsed || since === undefined) return [];
    const words = feature.replaceAll('-', ' ');
    return [
      problemAt(
        path,
        JSON.stringify(found),
        `0 at ${rules.asOf}: ${words} ${feature === 'extensions' ? 'exist' : 'exists'} since ${since}`,
      ),
    ];
  });
}
