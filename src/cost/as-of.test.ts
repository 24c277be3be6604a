import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareDates, FIRST_DAY, firstDayOf, parseAsOf } from './as-of.ts';

const TODAY = '2026-11-20';
const day = fc
  .tuple(
    fc.integer({ min: 2015, max: 2025 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([y, m, d]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`);
const written = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([text, length]) => text.slice(0, length));

describe('firstDayOf', () => {
  test.each([
    ['2023', '2023-01-01'],
    ['2023-11', '2023-11-01'],
    ['2024-02-29', '2024-02-29'],
    ['2000-02-29', '2000-02-29'],
  ])('%s means %s', (text, expected) => {
    expect(firstDayOf(text)).toBe(expected);
  });

  test.each([
    '',
    '23',
    '2023-13',
    '2023-00',
    '2023-02-29',
    '1900-02-29',
    '2023-04-31',
    '2023-1-1',
    '2023-11-27T00:00',
    'x',
  ])('%s is no date', (text) => {
    expect(firstDayOf(text)).toBeNull();
  });
});

describe('compareDates', () => {
  test('a month is its first day', () => {
    expect(compareDates('2023-11', '2023-11-01')).toBe(0);
    expect(compareDates('2023-11', '2023-11-02')).toBeLessThan(0);
    expect(compareDates('2023', '2022-12-31')).toBeGreaterThan(0);
  });

  test('is a total order', () => {
    fc.assert(
      fc.property(written, written, written, (a, b, c) => {
        expect(compareDates(a, b) + compareDates(b, a)).toBe(0);
        if (compareDates(a, b) <= 0 && compareDates(b, c) <= 0)
          expect(compareDates(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('refuses what is no date, by name', () => {
    expect(() => compareDates('2023', '2023-02-30')).toThrow('"2023-02-30"');
  });
});

describe('parseAsOf', () => {
  test('today, in any case, is the day the facts were checked', () => {
    expect(parseAsOf(' Today ', TODAY)).toEqual({ ok: true, day: TODAY, isToday: true });
    expect(parseAsOf(TODAY, TODAY)).toEqual({ ok: true, day: TODAY, isToday: true });
  });

  test('a year, a month and a day', () => {
    expect(parseAsOf('2018', TODAY)).toEqual({ ok: true, day: '2018-01-01', isToday: false });
    expect(parseAsOf('2018-02', TODAY)).toEqual({ ok: true, day: '2018-02-01', isToday: false });
    expect(parseAsOf('2018-02-03', TODAY)).toEqual({ ok: true, day: '2018-02-03', isToday: false });
  });

  test('the first and the last day are accepted, their neighbours are not', () => {
    expect(parseAsOf('2014', TODAY)).toMatchObject({ ok: true, day: FIRST_DAY });
    expect(parseAsOf('2014-11', TODAY)).toMatchObject({ ok: true, day: FIRST_DAY });
    expect(parseAsOf('2014-10-31', TODAY)).toMatchObject({ ok: false });
    expect(parseAsOf('2014-10', TODAY)).toMatchObject({ ok: false });
    expect(parseAsOf('2026-11-21', TODAY)).toMatchObject({ ok: false });
  });

  test('a message names what was found and what is accepted', () => {
    const wrong = parseAsOf('soon', TODAY);
    expect(wrong).toMatchObject({ ok: false });
    if (!wrong.ok) {
      expect(wrong.message).toContain('"soon"');
      expect(wrong.message).toContain('2014-11 to 2026-11-20');
    }
    const empty = parseAsOf('', TODAY);
    if (!empty.ok) expect(empty.message).toContain('nothing');
  });

  test('every accepted date is a whole day within the range', () => {
    fc.assert(
      fc.property(fc.oneof(written, fc.string({ maxLength: 12 })), (text) => {
        const asOf = parseAsOf(text, TODAY);
        if (!asOf.ok) return;
        expect(firstDayOf(asOf.day)).toBe(asOf.day);
        expect(asOf.day >= FIRST_DAY && asOf.day <= TODAY).toBe(true);
      }),
    );
  });
});
