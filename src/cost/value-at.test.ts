import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareDates } from './as-of.ts';
import type { Fact } from './fact.ts';
import { factsAt, valueAt } from './value-at.ts';

function fact(start: Fact['start'], ...values: [from: string, value: number][]): Fact {
  return {
    id: 'some-limit',
    title: 'Some limit',
    topic: 'tests',
    kind: 'quota',
    unit: 'MB',
    start,
    history: values.map(([from, value]) => ({
      from,
      datePrecision: 'as-sourced',
      value,
      sources: [{ title: 'A page', url: 'https://example.com/', read: '2026-11-20', says: 'so' }],
    })),
    noteClaims: [],
  };
}

describe('valueAt', () => {
  const limit = fact('introduced', ['2017-11-30', 100], ['2020-12', 200]);

  test.each([
    ['2017-11-30', 100],
    ['2020-11-30', 100],
    ['2020-12', 200],
    ['2020-12-01', 200],
    ['2026', 200],
  ])('at %s it is %d', (date, value) => {
    expect(valueAt(limit, date)).toMatchObject({ status: 'inForce', entry: { value } });
  });

  test('the month of an introduction is before it', () => {
    expect(valueAt(limit, '2017-11')).toMatchObject({ status: 'beforeIntroduction', entry: { value: 100 } });
  });

  test('a value first read later holds before, and says so', () => {
    const read = fact('firstRead', ['2019-07-28', 10]);
    expect(valueAt(read, '2015')).toMatchObject({
      status: 'beforeFirstRead',
      entry: { from: '2019-07-28', value: 10 },
    });
  });

  test('the entry in force is the last that began, at any date', () => {
    const dates = ['2015', '2016-03', '2017-11-30', '2020-12', '2023-05-05'];
    const many = fact('firstRead', ...dates.map((date, index): [string, number] => [date, index]));
    const date = fc
      .tuple(fc.integer({ min: 2015, max: 2026 }), fc.integer({ min: 1, max: 12 }))
      .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`);
    fc.assert(
      fc.property(date, (at) => {
        const began = dates.filter((from) => compareDates(from, at) <= 0).length;
        expect(valueAt(many, at).entry.value).toBe(Math.max(0, began - 1));
      }),
    );
  });
});

describe('factsAt', () => {
  const facts = [fact('introduced', ['2017-11-30', 100])];

  test('gives the value in force, and none before the introduction', () => {
    expect(factsAt(facts, '2018').valueOf('some-limit')).toBe(100);
    expect(factsAt(facts, '2017').valueOf('some-limit')).toBeUndefined();
    expect(factsAt(facts, '2018').valueOf('no-such')).toBeUndefined();
    expect(factsAt(facts, '2018').historyOf('some-limit')).toMatchObject([
      { from: '2017-11-30', value: 100 },
    ]);
    expect(factsAt(facts, '2018').historyOf('no-such')).toEqual([]);
    expect(factsAt(facts, '2017').introducedOn('some-limit')).toBe('2017-11-30');
    expect(factsAt(facts, '2018').introducedOn('some-limit')).toBeUndefined();
    expect(factsAt(facts, '2017').introducedOn('no-such')).toBeUndefined();
    expect(factsAt(facts, '2018-02').asOf).toBe('2018-02-01');
  });

  test('refuses what is no date', () => {
    expect(() => factsAt(facts, 'then')).toThrow(RangeError);
  });
});
