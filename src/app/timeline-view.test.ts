import listed from 'virtual:listed-facts';
import { expect, test } from 'vitest';
import { differences } from '../cost/fact-changes.ts';
import { readAsOf } from './as-of-date.ts';
import { countWays, readTimeline } from './timeline-view.ts';
import { TODAY } from './today.ts';

const read = (search: Record<string, string>, asof?: string) => {
  const { from, to, topic } = readTimeline(search, readAsOf(asof), TODAY);
  return [from.day, to.day, topic, from.problem === '' && to.problem === ''];
};

test('without dates from those of the notes, or the date of the page, to today', () => {
  expect(read({})).toEqual(['2018-02-01', TODAY, '', true]);
  expect(read({}, '2021-03')).toEqual(['2021-03-01', TODAY, '', true]);
});

test('the dates of the address, in any order; one that is none says so and is not taken', () => {
  expect(read({ from: 'today', to: '2014-11', topic: 'pricing' })).toEqual([
    TODAY,
    '2014-11-01',
    'pricing',
    true,
  ]);
  expect(read({ from: 'soon', to: '2021' })).toEqual(['2018-02-01', '2021-01-01', '', false]);
});

test('the counts of the ways add up', () => {
  const found = differences(listed, '2018-02-01', TODAY);
  const counts = [...countWays(found).matchAll(/\d+/g)].map(Number);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(found.length);
  expect(countWays([])).toBe('');
});
