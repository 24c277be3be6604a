/**
 * The scenarios' schema as JSON Schema, for people's editors and other tools: `public/scenario.schema.json`, made by
 * `npm run schema` from the one schema there is, so that it cannot say anything else.
 */
import { Scenario } from '../src/sim/scenario.ts';
import { z } from '../src/sim/zod.ts';
import { MEANINGS } from './scenario-meanings.ts';

export const SCHEMA_FILE = 'public/scenario.schema.json';

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Puts the meanings where they belong; returns the paths met. */
function describeBelow(node: Node, path: string, used: Set<string>): void {
  for (const key of ['anyOf', 'oneOf', 'allOf'] as const) {
    const members = node[key];
    if (Array.isArray(members))
      for (const member of members) if (isNode(member)) describeBelow(member, path, used);
  }
  // Parts of a schedule and arrivals of a feed mean what arrivals mean, other functions and revisions what the function means.
  const alike: Readonly<Record<string, string>> = {
    'arrivals.parts': 'arrivals',
    'settings.functions': 'settings.function',
    'settings.function.revisions': 'settings.function',
  };
  for (const inner of [node['items'], node['additionalProperties']])
    if (isNode(inner)) describeBelow(inner, alike[path] ?? `${path}.*`, used);
  const properties = node['properties'];
  if (!isNode(properties)) return;
  for (const [key, inner] of Object.entries(properties)) {
    if (!isNode(inner)) continue;
    const at = path === '' ? key : path === 'feeds.*' && key === 'arrivals' ? key : `${path}.${key}`;
    const meaning = MEANINGS[at];
    if (meaning !== undefined) {
      const { description } = inner;
      inner['description'] = typeof description === 'string' ? `${meaning} Write ${description}.` : meaning;
      used.add(at);
    }
    // Waits that grow mean the same wherever they stand.
    describeBelow(inner, /backOff$/i.test(key) ? 'backOff' : at, used);
  }
}

function build(): { schema: Node; used: ReadonlySet<string> } {
  const { $schema, ...rest } = z.toJSONSchema(Scenario, { io: 'input' }) as Node;
  const used = new Set<string>();
  describeBelow(rest, '', used);
  const description = 'Settings, arrivals, faults, a seed and claims: everything a run follows from.';
  return { schema: { $schema, title: 'Lambdarium scenario', description, ...rest }, used };
}

/** The text of the file. */
export function scenarioSchema(): string {
  return `${JSON.stringify(build().schema, null, 2)}\n`;
}

/** Paths that have a meaning here and no place in the schema. */
export function strayMeanings(): string[] {
  const { used } = build();
  return Object.keys(MEANINGS).filter((path) => !used.has(path));
}
