import type { Rules } from '../../sim/rules.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { useSurroundings } from '../lesson-context.ts';

/** The scenario a figure rests on and the rules of the app's date. @throws Error when there is no such scenario. */
export function useFigureScenario(id: string): { readonly scenario: Scenario; readonly rules: Rules } {
  const { scenario, rulesAt, asOf } = useSurroundings();
  const found = scenario(id);
  if (!found) throw new Error(`A figure rests on the scenario ${id}, and there is none.`);
  return { scenario: found, rules: rulesAt(asOf) };
}
