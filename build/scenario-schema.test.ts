import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readScenario } from '../src/sim/read-scenario.ts';
import { SCHEMA_FILE, scenarioSchema, strayMeanings } from './scenario-schema.ts';

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly description?: string;
  readonly [key: string]: unknown;
}

/** Every property of every object in the schema, with its path. */
function propertiesIn(node: unknown, path: string, found: [string, Node][] = []): [string, Node][] {
  if (Array.isArray(node)) for (const inner of node) propertiesIn(inner, path, found);
  else if (typeof node === 'object' && node !== null) {
    const { properties, ...rest } = node as Node;
    for (const [key, inner] of Object.entries(properties ?? {})) {
      found.push([`${path}.${key}`, inner]);
      propertiesIn(inner, `${path}.${key}`, found);
    }
    for (const inner of Object.values(rest)) propertiesIn(inner, path, found);
  }
  return found;
}

describe('the published schema of scenarios', () => {
  it('is the one scenarios are read with (else: npm run schema)', () => {
    expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(scenarioSchema());
  });

  it('says what every setting means, and nothing that is not there', () => {
    expect(strayMeanings()).toEqual([]);
    const silent = propertiesIn(JSON.parse(scenarioSchema()), '')
      .filter(
        ([path, node]) =>
          node.description === undefined &&
          !/Ms\.(kind|\w+Ms|sigma|cv2)$|arrivals(\.parts)?\.kind$/.test(path),
      )
      .map(([path]) => path);
    expect(silent).toEqual([]);
  });

  it('allows the keys that the scenarios of the content use', () => {
    const schema = JSON.parse(scenarioSchema()) as Node;
    const folder = new URL('../content/scenarios/', import.meta.url);
    for (const file of readdirSync(folder)) {
      const content = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, unknown>;
      expect(Object.keys(schema.properties ?? {})).toEqual(expect.arrayContaining(Object.keys(content)));
      expect(Object.keys(content)).toEqual(expect.arrayContaining([...(schema.required ?? [])]));
      expect(readScenario(content, file)).toHaveProperty('scenario');
    }
  });
});
