/** Scenarios as files. */
import type { Scenario } from '../sim/scenario.ts';

/** The text of a scenario's file; `schema` is the address of the schema it keeps to. */
export function scenarioFile(scenario: Scenario, schema: string): string {
  return `${JSON.stringify({ ...scenario, $schema: schema }, null, 2)}\n`;
}
