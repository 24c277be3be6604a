/** The scenario as it was at each step of a run: with the changes of settings that were made by then, not those that were refused. */
import { isFork, withSet } from './eras.ts';
import { changesInOrder } from './release-plan.ts';
import type { Scenario } from './scenario.ts';
import { NONE } from './trace.ts';
import type { Trace } from './trace.ts';

/** A scenario from a step of its run on. */
interface InForce {
  readonly from: number;
  readonly scenario: Scenario;
}

/** The scenario as it was one after the other, in the order of the steps; the first is as the run began. */
export function scenariosIn(trace: Trace, scenario: Scenario): readonly InForce[] {
  const changes = changesInOrder(scenario);
  const times: InForce[] = [{ from: 0, scenario }];
  if (!changes.some(isFork)) return times;
  const operation = trace.kinds.findIndex(({ name }) => name === 'operation');
  const done = trace.kinds[operation]?.states.indexOf('done') ?? -1;
  const begun = new Map<number, number>();
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== operation) continue;
    const number = trace.actor[step]!;
    const change = changes[number];
    if (change === undefined || !isFork(change)) continue;
    if (trace.from[step] === NONE) begun.set(number, step);
    else if (trace.to[step] === done)
      times.push({ from: begun.get(number)!, scenario: withSet(times.at(-1)!.scenario, change.set) });
  }
  return times;
}

/** @returns the scenario in force at a step; of a scenario whose settings never change, itself. */
export function scenarioIn(trace: Trace, scenario: Scenario): (step: number) => Scenario {
  const times = scenariosIn(trace, scenario);
  return times.length === 1 ? () => scenario : (step) => times.findLast(({ from }) => from <= step)!.scenario;
}
