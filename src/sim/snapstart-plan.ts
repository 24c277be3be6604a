/** SnapStart under the rules of a date: which functions may have it, and what it cannot be combined with. */
import { functionIdOf, functionNamed, functionPath, functionsOf, qualifierOf } from './function-named.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import { provisionPlansOf } from './provision-plan.ts';
import { withRevision } from './revision.ts';
import type { SnapStartRules } from './rules/provisioned-rules.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { FunctionSettings, Revision } from './settings/function-settings.ts';

/** A state of a function's code, and where it is set. */
interface State {
  readonly at: string;
  readonly code: Revision;
}

/** Every state of the code of a function, with what a revision does not say filled in. */
function statesOf(fn: FunctionSettings, path: string): readonly State[] {
  return [
    { at: path, code: fn },
    ...Object.keys(fn.revisions ?? {}).map((id) => ({
      at: `${path}.revisions.${id}`,
      code: withRevision(fn, id),
    })),
  ];
}

/** Whether any version of any function may be restored from a snapshot. */
export function hasSnapshots({ settings }: Pick<Scenario, 'settings'>): boolean {
  return functionsOf(settings).some(([, fn]) =>
    statesOf(fn, '').some(({ code }) => code.snapStart !== undefined),
  );
}

/** What in it the rules of the date do not allow. */
export function snapStartProblems(scenario: Scenario, rules: Rules): Problem[] {
  const { settings } = scenario;
  return functionsOf(settings).flatMap(([id, fn]) => {
    const states = statesOf(fn, functionPath(id)).filter(({ code }) => code.snapStart !== undefined);
    return states.flatMap(({ at, code }) => stateProblems(scenario, rules, id, at, code));
  });
}

function stateProblems(
  scenario: Scenario,
  rules: Rules,
  id: string,
  at: string,
  { snapStart, package: deployment }: Revision,
): Problem[] {
  const { runtime } = snapStart!;
  const snap = rules.snapStart;
  if (snap === null)
    return [
      problemAt(
        `${at}.snapStart`,
        JSON.stringify(snapStart),
        `nothing there at ${rules.asOf}: SnapStart exists since ${rules.notYet.snapstart}`,
      ),
    ];
  const problems: Problem[] = [];
  if (!isSupported(runtime, snap))
    problems.push(
      problemAt(
        `${at}.snapStart.runtime`,
        JSON.stringify(runtime),
        `one of these at ${rules.asOf}: ${snap.runtimes
          .map(({ runtime: name, version, andLater }) => `${name}${version}${andLater ? ' and later' : ''}`)
          .join(', ')}`,
      ),
    );
  const refuses = (conflict: (typeof snap.conflicts)[number]) => snap.conflicts.includes(conflict);
  if ((deployment?.tmpMb ?? 0) > 512 && refuses('/tmp of more than 512 MB'))
    problems.push(problemAt(`${at}.package.tmpMb`, `${deployment!.tmpMb}`, 'at most 512 with SnapStart'));
  if (deployment?.type === 'image' && refuses('container images'))
    problems.push(problemAt(`${at}.package.type`, '"image"', `"zip" with SnapStart at ${rules.asOf}`));
  if (refuses('provisioned concurrency'))
    for (const { name, path } of provisionPlansOf(scenario))
      if (functionIdOf(name) === id && runsState(scenario, name, at))
        problems.push(problemAt(path, 'provisioned concurrency', 'none: the version has SnapStart'));
  return problems;
}

/** Whether what is provisioned under a name runs the state of the code that is set there. */
function runsState({ settings }: Scenario, name: string, at: string): boolean {
  const fn = functionNamed(settings, name)!;
  const qualifier = qualifierOf(name)!;
  const version = fn.versions?.[qualifier] ?? fn.versions?.[fn.aliases?.[qualifier]?.version ?? ''];
  const path = functionPath(name);
  return at === (version?.revision === undefined ? path : `${path}.revisions.${version.revision}`);
}

function isSupported(runtime: string, { runtimes }: SnapStartRules): boolean {
  const [, name = '', version = ''] = /^(java|python|dotnet)([\d.]+)$/.exec(runtime) ?? [];
  return runtimes.some(
    (each) =>
      each.runtime === name &&
      (each.andLater ? comparison(version, each.version) >= 0 : version === each.version),
  );
}

/** Of two versions such as 3.9 and 3.12, part by part: below 0, 0 or above. */
function comparison(one: string, other: string): number {
  const ones = one.split('.').map(Number);
  const others = other.split('.').map(Number);
  for (let part = 0; part < Math.max(ones.length, others.length); part++) {
    const difference = (ones[part] ?? 0) - (others[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
