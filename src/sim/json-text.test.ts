import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOf, parseJson } from './json-text.ts';
import { readScenario } from './read-scenario.ts';
import { soundScenario } from './testing/sound-scenario.ts';
import { withValueAt } from './value-below.ts';

const messages = (input: string): string[] => {
  const result = readScenario(input, 'my.json');
  return 'problems' in result ? result.problems.map((problem) => problem.message) : [];
};

const TEXTS: readonly (readonly [string, () => string, readonly string[]])[] = [
  ['an empty text', () => '', ['my.json, line 1, column 1: found the end of the text, expected a value']],
  [
    'an object without an end',
    () => '{',
    ['my.json, line 1, column 2: found the end of the text, expected a key in double quotes'],
  ],
  [
    'a comma too many',
    () => '{"a": 1,}',
    ['my.json, line 1, column 9: found "}" after a comma, expected another key, or no comma'],
  ],
  ['a colon missing', () => '{"a" 1}', ['my.json, line 1, column 6: found "1", expected ":"']],
  [
    'single quotes',
    () => "{'a': 1}",
    ['my.json, line 1, column 2: found "\'", expected a key in double quotes'],
  ],
  [
    'a number with a leading zero',
    () => '{"a": 01}',
    ['my.json, line 1, column 7: found 01, expected a number as JSON writes it'],
  ],
  ['no JSON number', () => '{"a": NaN}', ['my.json, line 1, column 7: found "NaN", expected a value']],
  [
    'a number beyond all bounds',
    () => '{"a": 1e999}',
    ['my.json, line 1, column 7: found 1e999, expected a smaller number'],
  ],
  [
    'a comma missing, on the second line',
    () => '[1\n 2]',
    ['my.json, line 2, column 2: found "2", expected "," or "]"'],
  ],
  [
    'a line break in a text',
    () => '{"a": "x\ny"}',
    ['my.json, line 1, column 9: found a line break in a text, expected an escape such as \\n'],
  ],
  [
    'an unknown escape',
    () => '{"a": "\\x"}',
    ['my.json, line 1, column 8: found the escape "\\x", expected an escape that JSON knows'],
  ],
  [
    'a key twice',
    () => '{"a": 1,\n "a": 2}',
    ['my.json, line 2, column 2: found the key "a" a second time, expected each key once'],
  ],
  [
    'a key into the prototype',
    () => '{"__proto__": 1}',
    ['my.json, line 1, column 2: found the key "__proto__", expected another key: this one is never data'],
  ],
  [
    'something after the end',
    () => '{"a": 1} x',
    ['my.json, line 1, column 10: found "x", expected the end of the text'],
  ],
  [
    'a text without an end',
    () => '"abc',
    ['my.json, line 1, column 1: found a text without an end, expected a closing double quote'],
  ],
  [
    'nesting too deep',
    () => '['.repeat(100),
    ['my.json, line 1, column 34: found deeper nesting, expected at most 32 levels'],
  ],
  ['a comment', () => '// hello', ['my.json, line 1, column 1: found "/", expected a value']],
  [
    'a text too long',
    () => ' '.repeat(5_242_881),
    ['my.json, line 1, column 1: found 5242881 characters, expected at most 5242880 characters'],
  ],
  [
    'a wrong value, with its line',
    () =>
      JSON.stringify(withValueAt<unknown>(soundScenario, ['settings', 'function', 'timeoutMs'], 0), null, 2),
    [
      'my.json, line 13: settings.function.timeoutMs: found 0, expected a number of milliseconds above 0, at most 1000000000000',
    ],
  ],
  [
    'an unknown key, with its line',
    () => JSON.stringify({ ...soundScenario, colour: 1 }, null, 2),
    [
      'my.json, line 126: colour: found an unknown key, expected one of the keys "$schema", "id", "title", "question", "summary", "model", "family", "asOf", "seed", "horizonMs", "settings", "arrivals", "entry", "feeds", "faults", "changes", "tunable", "claims", "bets", "loadBearing" or "simplifications"',
    ],
  ],
];

describe('JSON text', () => {
  it.each(TEXTS)('explains %s', (_, build, expected) => {
    expect(messages(build())).toEqual(expected);
  });

  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        if (/"(__proto__|constructor|prototype)":/.test(text)) return;
        expect(parseJson(text)).toEqual({ value: JSON.parse(text) as unknown });
      }),
    );
  });

  it('refuses a number that JSON.parse would call infinite', () => {
    expect(parseJson('[1e310]')).toMatchObject({ fault: { expected: 'a smaller number' } });
  });

  it('refuses what JSON.parse refuses', () => {
    const bit = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-',
      'null',
      '0',
      '.5',
      'e3',
      ' ',
      '\\',
      '"',
    );
    fc.assert(
      fc.property(fc.array(bit, { maxLength: 8 }), (bits) => {
        const text = bits.join('');
        let expected: unknown;
        try {
          expected = { value: JSON.parse(text) as unknown };
        } catch {
          expected = undefined;
        }
        const found = parseJson(text);
        // Stricter on purpose: a key twice, a number beyond all numbers (`1e310`).
        if ('fault' in found && found.fault.found.endsWith('a second time')) return;
        if ('fault' in found && found.fault.expected === 'a smaller number') return;
        expect('fault' in found ? undefined : found).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds the line of a value, and of the nearest around one that is not there', () => {
    const text = '{\n  "a": [\n    1,\n    {"b": 2}\n  ],\n  "c": 3\n}';
    expect(lineOf(text, ['a', '1', 'b'])).toBe(4);
    expect(lineOf(text, ['a', '1', 'x', 'y'])).toBe(4);
    expect(lineOf(text, ['c'])).toBe(6);
    expect(lineOf(text, [])).toBe(1);
  });
});
