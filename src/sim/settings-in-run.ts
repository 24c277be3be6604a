/** The scenario as it was at each step of a run: with the changes of settings that were made by then, not those that were refused. */
import { isFork, withSet } from './eras.ts';
import { changesInOrder } from './release-plan.ts';
import type { Scenario } from './scenario.ts';
import { NONE } from './trace.ts';
import type { Trace } from './trace.ts';

/** @returns the scenario in force at a step; of a scenario whose settings never change, itself. */
export function scenarioIn(trace: Trace, scenario: Scenario): (step: number) => Scenario {
  const changes = changesInOrder(scenario);
  if (!changes.some(isFork)) return () => scenario;
  const operation = trace.kinds.findIndex(({ name }) => name === 'operation');
  const done = trace.kinds[operation]?.states.indexOf('done') ?? -1;
  const begun = new Map<number, number>();
  const times: { readonly from: number; readonly scenario: Scenario }[] = [{ from: 0, scenario }];
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== operation) continue;
    const number = trace.actor[step]!;
    const change = changes[number];
    if (change === undefined || !isFork(change)) continue;
    if (trace.from[step] === NONE) begun.set(number, step);
    else if (trace.to[step] === done)
      times.push({ from: begun.get(number)!, scenario: withSet(times.at(-1)!.scenario, change.set) });
  }
  return (step) => times.findLast(({ from }) => from <= step)!.scenario;
}
