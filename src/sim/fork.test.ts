/**
 * "What if" over all of the content: every control of every scenario is changed in the middle of its run. What
 * came before is as it was, byte by byte, and no law breaks; what cannot be changed then is refused, and why.
 */
import { describe, expect, it } from 'vitest';
import today from '../../content/content-date.json';
import { withSet } from './eras.ts';
import { forkAt } from './fork.ts';
import { ScenarioError } from './problem.ts';
import { simulate } from './run.ts';
import type { Scenario, Tunable } from './scenario.ts';
import { placeAt } from './scenario-path.ts';
import { contentScenarios } from './testing/content-scenarios.ts';
import { realRules } from './testing/real-rules.ts';
import { CAUSE, KIND, sameUntil, withoutOperation } from './testing/same-until.ts';

type Value = string | number | boolean | null;

/** What stands at a control's place. */
function valueOf(scenario: Scenario, control: Tunable): Value | undefined {
  const place = placeAt(scenario, control.path);
  return 'known' in place ? undefined : (place.value as Value);
}

/** Another value that a control allows: of a number the lowest or the highest, of a choice the next. */
function otherValue(scenario: Scenario, control: Tunable): Value {
  const now = valueOf(scenario, control);
  if (control.control === 'switch') return now !== true;
  if (control.control === 'choice') return control.options.find(({ value }) => value !== now)!.value;
  return now === control.max ? control.min : control.max;
}

/** Why a change at half of the run is refused, by the path of the control without the names in it. */
const refused = new Map<string, string>();

/** The run of a scenario with a control changed at half of it; what is wrong with it. */
function wrongWith(scenario: Scenario, control: Tunable): string[] {
  const rules = realRules(scenario.asOf ?? today.today);
  const atUs = Math.floor(scenario.horizonMs / 2) * 1000;
  const set = { [control.path]: otherValue(scenario, control) };
  let trace;
  try {
    trace = simulate(forkAt(scenario, atUs, set, 'what-if', 'What if'), rules);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    for (const { path, expected } of error.problems)
      refused.set(`${scenario.id} ${path.replace(/^changes\.\d+\.set\./, '')}`, expected);
    return [];
  }
  const ended = ['horizon', 'drained'].includes(trace.end.kind);
  const isSame = sameUntil(simulate(scenario, rules), trace, atUs);
  return [
    ...(ended ? [] : [`${control.path}: ${JSON.stringify(trace.end)}`]),
    ...(isSame ? [] : [`${control.path}: the run before is another`]),
  ];
}

/** What is there before anything arrives, and has begun by other settings: it goes, or hears of them. */
const BEGUN: readonly string[] = [
  'environment',
  'operation',
  'alias',
  'alarm',
  'allocation',
  'interface',
  'mapping',
  'scaling',
  'creation',
];

/** Kind of the actor whose step first differs between settings that change at once and settings that are so; null: none does. */
function firstDifference(scenario: Scenario, control: Tunable): string | null {
  const rules = realRules(scenario.asOf ?? today.today);
  const set = { [control.path]: otherValue(scenario, control) };
  let changed;
  let said;
  try {
    changed = simulate(forkAt(scenario, 0, set, 'what-if', 'What if'), rules);
    said = simulate(withSet(scenario, set), rules);
  } catch (error) {
    if (error instanceof ScenarioError) return null;
    throw error;
  }
  const fork = changed.operations!.findIndex(({ kind }) => kind === 'change-settings');
  // What an operation causes is caused by a setting where there is none.
  const columns = [withoutOperation(changed, fork), withoutOperation(said, -1)].map((run) =>
    run.filter((_, column) => column !== CAUSE),
  ) as [number[][], number[][]];
  const [one, other] = columns;
  const length = Math.max(one[0]!.length, other[0]!.length);
  let step = 0;
  while (step < length && one.every((column, index) => column[step] === other[index]![step])) step += 1;
  return step === length ? null : (changed.kinds[one[KIND]![step]!]?.name ?? 'nothing');
}

/** Why a control cannot be changed in the middle of a run, in all of the content. */
const REASONS: readonly RegExp[] = [
  // It has been made by then, and what is done is done.
  /: its moment has gone by then$/,
  // 3 backlogs, a VPC without interfaces, what code was stored before.
  /it says what stands there before the run$/,
  // AWS has no such update: the position a mapping starts at.
  /a mapping is created once$/,
  // AWS has no such update.
  /a queue is FIFO or not from its creation on$/,
  // AWS can, and moves records from reader to reader; here they are with theirs from their arrival on.
  /its records are with its readers by their keys$/,
  // The same for shards that are split or merged.
  /its records are in its shards by their keys$/,
];

describe('settings that change while a scenario runs', () => {
  it.each(contentScenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (_, scenario) => {
    expect(scenario.tunable.flatMap((control) => wrongWith(scenario, control))).toEqual([]);
  });

  it('hold from the first moment as if the scenario said so, but for what had begun by then', () => {
    const others = contentScenarios.flatMap((scenario) =>
      scenario.tunable.flatMap((control) => {
        const begun = firstDifference(scenario, control);
        return begun === null || BEGUN.includes(begun) ? [] : [`${scenario.id} ${control.path}: ${begun}`];
      }),
    );
    expect(others).toEqual([]);
  }, 60_000);

  it('are refused for these reasons alone', () => {
    const others = [...refused].filter(([, why]) => !REASONS.some((reason) => reason.test(why)));
    expect(others).toEqual([]);
    const besidesChanges = [...refused.keys()].filter((path) => !path.includes(' changes.'));
    expect(besidesChanges).toHaveLength(13);
  });
});
