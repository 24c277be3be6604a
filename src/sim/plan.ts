/**
 * A scenario under the rules of a date, ready to run: whole microseconds, resolved limits, and one
 * source of luck per component, so that turning one knob leaves all other luck unchanged. Each service
 * resolves its own part of the settings; this is what they share.
 */
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
 * @param problemsOf what the services of the run find wrong with their parts of the settings.
 * @throws ScenarioError with every reference or limit the rules do not allow.
 */
export function planOf(
  scenario: Scenario,
  rules: Rules,
  problemsOf: (scenario: Scenario, rules: Rules) => readonly Problem[],
): Plan {
  const { settings, seed } = scenario;
  const problems: Problem[] = [];
  const ids = functionIds(settings);
  const luck = new Luck(seed);
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
  if (problems.length > 0) throw new ScenarioError(problems);
  return {
    scenario,
    rules,
    seed,
    luck,
    horizonUs: usFromMs(scenario.horizonMs),
    places: placesOf(scenario).map((place, number) => {
      const silentUs = number < functions.length ? silentSpells(scenario, rules, place.name) : [];
      return silentUs.length > 0 ? { ...place, silentUs } : place;
    }),
    functions,
    aliases: aliasPlansOf(scenario),
  };
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
