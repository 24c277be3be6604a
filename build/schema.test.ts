import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SCHEMA_FILE, scenarioSchema } from './schema.ts';

test('the published schema is the one scenarios are read with (else: npm run schema)', () => {
  expect(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))).toEqual(JSON.parse(scenarioSchema()));
});

test('it knows every part of a scenario', () => {
  const { properties } = JSON.parse(scenarioSchema()) as { properties: object };
  expect(Object.keys(properties)).toEqual(
    expect.arrayContaining(['id', 'question', 'seed', 'settings', 'arrivals', 'faults', 'tunable', 'claims']),
  );
});
