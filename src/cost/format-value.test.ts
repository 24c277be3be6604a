import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact, FactValue } from './fact.ts';
import { formatNumber, formatPart, formatParts, formatQuantity, formatValue } from './format-value.ts';

const N = '\u202f';

function fact(unit: string, parts?: Fact['parts']): Fact {
  return {
    id: 'some',
    title: 'Some',
    topic: 'tests',
    kind: 'quota',
    unit,
    start: 'firstRead',
    history: [],
    noteClaims: [],
    ...(parts ? { parts } : {}),
  };
}

describe('formatNumber', () => {
  test.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [10240, '10,240'],
    [1234567.25, '1,234,567.25'],
    [-1500, '\u22121,500'],
    [0.0000000167, '0.0000000167'],
    [2e21, '2,000,000,000,000,000,000,000'],
    [1.5e-7, '0.00000015'],
  ])('%d is %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  test('read back it is the number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(formatNumber(value).replaceAll(',', '').replace('\u2212', '-'))).toBe(
          value === 0 ? 0 : value,
        );
      }),
    );
  });
});

describe('formatQuantity', () => {
  test.each([
    [10_240, 'MB', `10,240${N}MB`],
    [900, 's', `900${N}s`],
    [21_600, 's', `6${N}h`],
    [500, 'ms', `500${N}ms`],
    [2000, 'ms', `2,000${N}ms`],
    [630_000, 'ms', `10.5${N}min`],
    [7_200_000, 'ms', `2${N}h`],
    [429, '', '429'],
  ])('%d %s', (value, unit, text) => {
    expect(formatQuantity(value, unit)).toBe(text);
  });
});

describe('formatValue', () => {
  test.each<[string, string, FactValue, string]>([
    ['a number', 's', 10, `10${N}s`],
    ['a word', '', 'preview', 'preview'],
    ['yes', '', true, 'yes'],
    ['a list of words', '', ['Init', 'Invoke', 'Shutdown'], 'Init, Invoke and Shutdown'],
    ['a list of one', '', ['Java 11'], 'Java 11'],
    ['a list of numbers', 's', [60, 120], `60 and 120${N}s`],
  ])('%s', (_, unit, value, text) => {
    expect(formatValue(fact(unit), value)).toBe(text);
  });

  const size = fact('MB', {
    default: { label: 'unless set', unit: 'MB' },
    max: { label: 'at most', unit: 'MB' },
    id: { label: 'preset', hidden: true },
    kept: { label: 'kept', unit: 'ms', range: true },
    regions: { label: 'at once', unit: 'executions' },
  });

  test('parts stand in the order of the fact, hidden ones do not show', () => {
    expect(formatValue(size, { id: 'x', max: 10_240, default: 512 })).toBe(
      `unless set 512${N}MB, at most 10,240${N}MB`,
    );
  });

  test('ranges, tables and the absence of a limit', () => {
    const parts = formatParts(size, {
      kept: [300_000, 420_000],
      regions: { a: 3000, other: 500 },
      max: null,
    });
    expect(parts.map((part) => part.text)).toEqual([
      'no limit',
      `5 to 7${N}min`,
      `a 3,000, other 500${N}executions`,
    ]);
    expect(formatPart(size, { kept: [60_000, 90_500] }, 'kept')).toBe(`60,000 to 90,500${N}ms`);
    expect(formatPart(size, { max: 1 }, 'default')).toBeNull();
    expect(formatPart(size, 512, 'default')).toBeNull();
  });
});
