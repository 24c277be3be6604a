import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkScenario } from './check-scenario.ts';
import { explain } from './explain.ts';
import { applySettings } from './overlay.ts';
import { readScenario } from './read-scenario.ts';
import { withValueAt } from './value-below.ts';
import { Scenario } from './scenario.ts';
import { soundScenario } from './testing/sound-scenario.ts';

/** Every path of a value, each as its keys. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  const below = Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]));
  return path.length === 0 ? below : [[...path], ...below];
}

const anyPath = fc.constantFrom(...pathsOf(soundScenario));
const anyKey = fc.constantFrom('kind', 'minMs', 'maxMs', 'preset', 'count', 'atMs', 'x', '', 'is', 'which');
/** Values a person might put somewhere by mistake. */
const anyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    0,
    -1,
    1.5,
    1e15,
    '',
    '10',
    'true',
    null,
    [],
    {},
    [2, 1],
    [1, 2],
    Number.NaN,
    undefined,
  ),
  fc.constantFrom<unknown>(
    { kind: 'uniform', minMs: 5, maxMs: 1 },
    { kind: 'poisson', ratePerSec: 1 },
    { preset: '2020' },
    { equal: 'x' },
  ),
  fc.dictionary(anyKey, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
);
const broken = fc
  .array(fc.tuple(anyPath, fc.option(anyKey, { nil: undefined }), anyValue), { minLength: 1, maxLength: 3 })
  .map((changes) => {
    let scenario: unknown = soundScenario;
    for (const [path, key, value] of changes)
      scenario = withValueAt(scenario, key === undefined ? path : [...path, key], value);
    return scenario;
  });

describe('any scenario', () => {
  it('is read, or refused with problems that say something', () => {
    fc.assert(
      fc.property(broken, (input) => {
        const result = readScenario(input, 'any.json');
        if ('scenario' in result) return;
        expect(result.problems.length).toBeGreaterThan(0);
        for (const { message, found, expected } of result.problems) {
          expect(message.startsWith('any.json: ')).toBe(true);
          expect(found).not.toBe('');
          expect(expected).not.toBe('');
          expect(message).not.toMatch(/\[object|undefined/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is explained exactly when the schema refuses it', () => {
    fc.assert(
      fc.property(broken, (input) => {
        expect(explain(Scenario, input).length === 0).toBe(Scenario.safeParse(input).success);
      }),
      { numRuns: 500 },
    );
  });

  it('is read the same from text as from a value', () => {
    fc.assert(
      fc.property(broken, (input) => {
        const text = JSON.stringify(input);
        const fromText = readScenario(text, 'any.json');
        const fromValue = checkScenario(JSON.parse(text));
        if ('scenario' in fromValue) expect(fromText).toEqual(fromValue);
        else
          expect('problems' in fromText && fromText.problems.map(({ path }) => path)).toEqual(
            fromValue.problems.map(({ path }) => path),
          );
      }),
      { numRuns: 500 },
    );
  });
});

describe('any change', () => {
  const anyChange = fc.dictionary(
    fc.oneof(
      anyPath.map((path) => path.join('.')),
      fc.constantFrom(
        'idle',
        'requests',
        'routing',
        'fail',
        'settings',
        '',
        '.',
        'settings..x',
        'faults.third-fails.on',
        'settings.concurrencyLimit',
      ),
      fc.string({ maxLength: 12 }),
    ),
    fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom('5', '[1,2]', '{"preset":"2020"}', '{', 'on'),
    ),
    { minKeys: 1, maxKeys: 3 },
  );

  it('gives a scenario that can be read, or problems under the keys given', () => {
    fc.assert(
      fc.property(anyChange, (changes) => {
        const before = JSON.stringify(soundScenario);
        const result = applySettings(soundScenario, changes);
        expect(JSON.stringify(soundScenario)).toBe(before);
        if ('scenario' in result) expect(Scenario.safeParse(result.scenario).success).toBe(true);
        else expect(result.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
