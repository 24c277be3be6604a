import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAmount, type AmountSpec } from './amount.ts';
import { Decimal, grouped, plain } from './decimal.ts';

const SPEC: AmountSpec = { label: 'Requests', hasSuffix: true };
const read = (raw: string | number, spec: AmountSpec = SPEC) => {
  const found = readAmount(raw, spec);
  return found.ok ? plain(found.value) : found.message;
};

describe('a number as people type it', () => {
  it.each([
    ['3000000', '3000000'],
    [' 42 ', '42'],
    ['1,500,000', '1500000'],
    ['1,500,000.25', '1500000.25'],
    ['1 500 000', '1500000'],
    ['1\u202f500\u00a0000', '1500000'],
    ['1_500_000', '1500000'],
    ["1'500'000", '1500000'],
    ['3M', '3000000'],
    ['2.5 k', '2500'],
    ['1.2 million', '1200000'],
    ['4bn', '4000000000'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['+7', '7'],
    ['1e6', '1000000'],
    ['$0.25', '0.25'],
    ['0.0000166667', '0.0000166667'],
    ['999999999999999.123456789012345', '999999999999999.123456789012345'],
  ])('%j is %s', (typed, value) => {
    expect(read(typed)).toBe(value);
  });

  it('may carry its unit', () => {
    expect(read('512 MB', { label: 'Memory', unit: 'MB' })).toBe('512');
    expect(read('512mb', { label: 'Memory', unit: 'MB' })).toBe('512');
  });

  it('may come from JSON', () => {
    expect([read(3_000_000), read(0.1), read(1.66667e-5), read(0)]).toEqual([
      '3000000',
      '0.1',
      '0.0000166667',
      '0',
    ]);
  });

  it('is read back from the digits it is shown with, whatever it is', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }), fc.nat(999_999), (whole, fraction) => {
        const value = new Decimal(`${whole}.${String(fraction).padStart(6, '0')}`);
        expect(read(plain(value))).toBe(plain(value));
        expect(read(grouped(value))).toBe(plain(value));
      }),
    );
  });
});

describe('what is no such number gets a message that names the field and says what to type', () => {
  it.each<[string | number, string, Partial<AmountSpec>?]>([
    ['', 'Requests: nothing is given; type a number from 0 to 1,000,000,000,000,000.'],
    ['  ', 'Requests: nothing is given; type a number from 0 to 1,000,000,000,000,000.'],
    ['-5', 'Requests: "-5" is below zero; type a number from 0 to 1,000,000,000,000,000.'],
    ['−5', 'Requests: "−5" is below zero; type a number from 0 to 1,000,000,000,000,000.'],
    [-5, 'Requests: "-5" is below zero; type a number from 0 to 1,000,000,000,000,000.'],
    ['1e16', 'Requests: "1e16" is too large; type a number from 0 to 1,000,000,000,000,000.'],
    ['1e99', 'Requests: "1e99" is too large; type a number from 0 to 1,000,000,000,000,000.'],
    [1e20, 'Requests: "100000000000000000000" is too large; type a number from 0 to 1,000,000,000,000,000.'],
    ['many', 'Requests: "many" is no number; type a number from 0 to 1,000,000,000,000,000.'],
    ['NaN', 'Requests: "NaN" is no number; type a number from 0 to 1,000,000,000,000,000.'],
    [Number.NaN, 'Requests: NaN is no number; type a number from 0 to 1,000,000,000,000,000.'],
    ['Infinity', 'Requests: "Infinity" is no number; type a number from 0 to 1,000,000,000,000,000.'],
    ['12 apples', 'Requests: "12 apples" is no number; type a number from 0 to 1,000,000,000,000,000.'],
    ['1.000,50', 'Requests: "1.000,50" has a decimal comma; if 1000.50 is meant, type 1000.50.'],
    ['1 000,50', 'Requests: "1 000,50" has a decimal comma; if 1000.50 is meant, type 1000.50.'],
    ['0,5', 'Requests: "0,5" has a decimal comma; if 0.5 is meant, type 0.5.'],
    [
      '1.000.000',
      'Requests: "1.000.000" has points between its thousands; if 1000000 is meant, type 1000000.',
    ],
    ['1,00,000', 'Requests: "1,00,000" is no number; type a number from 0 to 1,000,000,000,000,000.'],
    ['5 €', 'Requests: "5 €" names another currency; prices are in US dollars, so type the number alone.'],
    [
      'EUR 5',
      'Requests: "EUR 5" names another currency; prices are in US dollars, so type the number alone.',
    ],
    [2 ** 53, 'Requests: 9007199254740992 has more digits than a JSON number keeps; write it in quotes.'],
    [
      '0.5',
      'Requests: "0.5" is not whole; type a whole number from 0 to 1,000,000,000,000,000.',
      { whole: true },
    ],
    [
      '1.024',
      'Requests: "1.024" may be 1.024 or 1024; a point starts a fraction here, so type 1024 for the larger.',
      { whole: true },
    ],
    ['64', 'Requests: "64" is too small; type a number from 128 to 10,240.', { least: '128', most: '10240' }],
    [
      '20000',
      'Requests: "20000" is too large; type a number from 128 to 10,240.',
      { least: '128', most: '10240' },
    ],
  ])('%j', (typed, message, spec = {}) => {
    expect(read(typed, { ...SPEC, ...spec })).toBe(message);
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double(), fc.stringMatching(/^[\d.,' eM+-]{0,12}$/)), (typed) => {
        const found = readAmount(typed, SPEC);
        if (!found.ok) expect(found.message).toMatch(/^Requests: .+\.$/s);
        else expect(found.value.gte(0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
