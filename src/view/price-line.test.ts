import { describe, expect, test } from 'vitest';
import { priceLine, type PriceLineInput } from './price-line.ts';

const TODAY = '2026-11-20';
const change = (day: string, touches: boolean, words = touches ? 'ten signs.' : '') => ({
  day,
  changes: [{ title: `on ${day}`, touches }],
  words,
});
const line = (input: Partial<PriceLineInput>) =>
  priceLine({ days: [], asOf: TODAY, today: TODAY, width: 1286, ...input });

describe('the line of changes of prices', () => {
  test('a dot is black where it touches the bill, else filled once it is in force', () => {
    const { dots } = line({
      asOf: '2019-06-15',
      days: [change('2018-06-28', false), change('2020-12-01', true), change('2022-08-04', false)],
    });
    expect(dots.map(({ state }) => state)).toEqual(['begun', 'touching', 'later']);
    expect(dots[0]!.x).toBeLessThan(dots[1]!.x);
  });

  test('changes of one day stand on each other', () => {
    const day = '2020-12-01';
    const changes = ['a', 'b', 'c'].map((title) => ({ title, touches: false }));
    const { dots } = line({ days: [{ day, changes, words: '' }] });
    expect(new Set(dots.map(({ x }) => x)).size).toBe(1);
    expect(new Set(dots.map(({ y }) => y)).size).toBe(3);
  });

  test('words stand over no other words and over no stem; where there is no room there are none', () => {
    const days = Array.from({ length: 12 }, (_, at) =>
      change(`2020-${String(at + 1).padStart(2, '0')}-01`, true),
    );
    const { labels } = line({ days });
    expect(labels.length).toBeGreaterThan(1);
    expect(labels.length).toBeLessThan(days.length);
    for (const one of labels)
      for (const other of labels.filter((label) => label !== one)) {
        const wide = one.words.length * 6.4;
        const [from, to] =
          one.anchor === 'start' ? [one.textX, one.textX + wide] : [one.textX - wide, one.textX];
        const isOver = other.x > from && other.x < to;
        // A stem begins at its own row and goes down.
        expect(isOver && other.y <= one.y).toBe(false);
      }
  });

  test.each(['2014-11-01', '2019-06-15', TODAY])('the date %s stands in the picture', (asOf) => {
    const { now, left, right, width } = line({ asOf, width: 358 });
    expect(now.x).toBeGreaterThanOrEqual(left);
    expect(now.x).toBeLessThanOrEqual(right);
    expect(now.left).toBeGreaterThanOrEqual(0);
    expect(now.left + now.wide).toBeLessThanOrEqual(width);
  });

  test('it is as high with whatever it shows', () => {
    const many = Array.from({ length: 60 }, () => ({ title: 'a', touches: true }));
    const { height, dots } = line({ days: [{ day: '2021-01-01', changes: many, words: 'w' }] });
    expect(height).toBe(line({}).height);
    expect(Math.min(...dots.map(({ y }) => y))).toBeGreaterThan(24);
  });
});
