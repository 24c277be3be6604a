/** What the rules of a date do not allow in versions, aliases, deployments and alarms. */
import { functionPath, functionsOf } from './function-named.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import { presetNamed } from './release-plan.ts';
import type { Feature, Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { Alarm, Change } from './settings/change-settings.ts';
import type { FunctionSettings } from './settings/function-settings.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/** Every setting of a release that the date does not allow. */
export function releaseProblems(scenario: Scenario, rules: Rules): Problem[] {
  const { settings, changes = [] } = scenario;
  return [
    ...functionsOf(settings).flatMap(([id, fn]) => functionProblems(fn, functionPath(id), rules)),
    ...changes.flatMap((change, index) => changeProblems(change, rules, `changes.${index}`)),
    ...Object.entries(settings.alarms ?? {}).flatMap(([id, alarm]) =>
      alarmProblems(alarm, `settings.alarms.${id}`),
    ),
  ];
}

/** A problem with something that is not there yet. */
function early(rules: Rules, feature: Feature, path: string, found: unknown, what: string): Problem {
  const since = rules.notYet[feature];
  const when = since === undefined ? 'a later date' : since;
  return problemAt(path, JSON.stringify(found), `nothing there at ${rules.asOf}: ${what} since ${when}`);
}

function functionProblems(
  { versions = {}, aliases = {} }: FunctionSettings,
  at: string,
  rules: Rules,
): Problem[] {
  const { releases } = rules;
  const problems: Problem[] = [];
  const [version] = Object.keys(versions);
  if (version !== undefined && !releases.versions)
    problems.push(early(rules, 'versions', `${at}.versions`, version, 'functions have versions'));
  const [alias] = Object.keys(aliases);
  if (alias !== undefined && !releases.aliases)
    problems.push(early(rules, 'aliases', `${at}.aliases`, alias, 'functions have aliases'));
  for (const [name, { additional }] of Object.entries(aliases))
    if (additional && !releases.weightedAliases)
      problems.push(weighted(rules, `${at}.aliases.${name}.additional`, additional));
  return problems;
}

const weighted = (rules: Rules, path: string, found: unknown) =>
  early(rules, 'alias-routing', path, found, 'an alias can send a share of its traffic to a second version');

function changeProblems(change: Change, rules: Rules, at: string): Problem[] {
  const { releases } = rules;
  switch (change.kind) {
    case 'publish-version':
      return releases.versions
        ? []
        : [early(rules, 'versions', at, change.kind, 'versions can be published')];
    case 'update-alias':
      if (!releases.aliases) return [early(rules, 'aliases', at, change.kind, 'functions have aliases')];
      return change.additional && !releases.weightedAliases
        ? [weighted(rules, `${at}.additional`, change.additional)]
        : [];
    case 'create-deployment': {
      const { deployments } = releases;
      if (deployments === null)
        return [early(rules, 'codedeploy-presets', at, change.kind, 'CodeDeploy shifts aliases')];
      if (presetNamed(change.configuration, rules)) return [];
      const known = deployments.presets.map(({ name }) => name).join(', ');
      return [problemAt(`${at}.configuration`, JSON.stringify(change.configuration), `one of ${known}`)];
    }
    default:
      return [];
  }
}

/** What holds of an alarm at any date: Lambda's metrics are in whole minutes, and an alarm looks back a day at most. */
function alarmProblems(alarm: Alarm, at: string): Problem[] {
  const { periodMs = MINUTE_MS, evaluationPeriods = 1, datapoints = evaluationPeriods } = alarm;
  const problems: Problem[] = [];
  if (periodMs % MINUTE_MS !== 0)
    problems.push(problemAt(`${at}.periodMs`, `${periodMs}`, `whole minutes: a multiple of ${MINUTE_MS}`));
  if (datapoints > evaluationPeriods)
    problems.push(
      problemAt(`${at}.datapoints`, `${datapoints}`, `at most ${evaluationPeriods}, its evaluationPeriods`),
    );
  if (periodMs * evaluationPeriods > DAY_MS)
    problems.push(
      problemAt(`${at}.evaluationPeriods`, `${evaluationPeriods}`, 'no more periods than fit into a day'),
    );
  return problems;
}
