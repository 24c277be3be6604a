import { expect, test } from 'vitest';
import { formatDay } from '../cost/format-day.ts';
import { readAsOf } from './as-of-date.ts';
import { AS_OF_PRESETS } from './as-of-presets.ts';
import { rulesAt } from './rules.ts';
import { TODAY } from './today.ts';

test.each([
  ['2018-02', '2018-02-01'],
  ['2021', '2021-01-01'],
  ['2015-06-01', '2015-06-01'],
  ['2014-11', '2014-11-01'],
  ['2014', '2014-11-01'],
])('asof=%s turns the app to %s, which has rules', (text, day) => {
  expect(readAsOf(text)).toEqual({ day, isToday: false, chosen: true, problem: '' });
  expect(rulesAt(day).asOf).toBe(day);
});

test.each(['2014-10', '1999', '2999-01-01', 'nonsense', '2021-13', '', '2018-02-30', ' '])(
  'asof=%s is today, and the page says what it expects',
  (text) => {
    const read = readAsOf(text);
    expect(read).toMatchObject({ day: TODAY, isToday: true, chosen: false });
    expect(read.problem).toContain(`expected "today" or a date from 2014-11 to ${TODAY}`);
  },
);

test('an address without a date, and one that says today', () => {
  expect(readAsOf(undefined)).toEqual({ day: TODAY, isToday: true, chosen: false, problem: '' });
  expect(readAsOf('today')).toEqual({ day: TODAY, isToday: true, chosen: true, problem: '' });
});

test('the presets are dates there are rules for', () => {
  for (const { date, label } of AS_OF_PRESETS) {
    const { day, problem } = readAsOf(date);
    expect(problem).toBe('');
    expect(label).toContain(formatDay(day).slice(-4));
  }
});
