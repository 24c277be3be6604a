/**
 * The scenarios' schema as JSON Schema, for people's editors and other tools: `public/scenario.schema.json`, made by
 * `npm run schema` from the one schema there is, so that it cannot say anything else.
 */
import { Scenario } from '../src/sim/scenario.ts';
import { z } from '../src/sim/zod.ts';

export const SCHEMA_FILE = 'public/scenario.schema.json';

/** The text of the file. */
export function scenarioSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(Scenario, { io: 'input', reused: 'ref' });
  const title = 'Lambdarium scenario';
  return `${JSON.stringify({ $schema, title, ...schema }, null, 2)}\n`;
}
