import type { Scenario } from '../sim/scenario.ts';

/** A still picture of a scenario's own run, as small as it can be read. */
export function ScenarioPlate({ scenario }: { readonly scenario: Scenario }) {
  return <span className="plate-picture" data-scenario={scenario.id} />;
}
