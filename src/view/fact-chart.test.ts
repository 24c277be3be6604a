import { describe, expect, test } from 'vitest';
import type { FactValue } from '../cost/fact.ts';
import { factChart, type ChartedFact, type StepsRow } from './fact-chart.ts';
import { factTime, yearTicks } from './fact-time.ts';

const TODAY = '2026-11-20';

function fact(
  values: readonly (readonly [string, FactValue])[],
  more: Partial<ChartedFact> = {},
): ChartedFact {
  const history = values.map(([from, value]) => ({ from, datePrecision: 'as-sourced' as const, value }));
  return {
    id: 'one',
    title: 'One',
    topic: 'tests',
    kind: 'quota',
    unit: 's',
    start: 'firstRead',
    history,
    ...more,
  };
}

const draw = (one: ChartedFact, day = TODAY, width = 600) =>
  factChart({ fact: one, day, today: TODAY, width, dated: (date) => date });

const timeout = fact([
  ['2015-04-24', 60],
  ['2015-10-08', 300],
  ['2018-10-10', 900],
]);

describe('figures', () => {
  test('each value holds from its day to the next, the last up to today', () => {
    const time = factTime(TODAY, 1, 599);
    const { holds, dot, isLog } = draw(timeout, '2018-02')!.rows[0] as StepsRow;
    expect(isLog).toBe(false);
    expect(holds.map(({ x1, x2 }) => [x1, x2])).toEqual([
      [1, time.x('2015-10-08')],
      [time.x('2015-10-08'), time.x('2018-10-10')],
      [time.x('2018-10-10'), 599],
    ]);
    expect(holds.map(({ inForce }) => inForce)).toEqual([false, true, false]);
    expect(holds.map(({ assumed }) => assumed)).toEqual([true, false, false]);
    expect(dot).toEqual({ x: time.x('2015-10-08'), y: holds[1]!.y });
  });

  test('a figure that the line would cross is left to the table', () => {
    const texts = (width: number) =>
      (draw(timeout, TODAY, width)!.rows[0] as StepsRow).holds.map(({ text }) => text);
    expect(texts(600)).toEqual(['60\u202fs', '300\u202fs', '900\u202fs']);
    expect(texts(220)).toEqual(['', '300\u202fs', '900\u202fs']);
  });

  test('more stands higher, to scale', () => {
    const [low, middle, high] = (draw(timeout)!.rows[0] as StepsRow).holds.map(({ y }) => y);
    expect(low! - middle!).toBeCloseTo(((300 - 60) / 900) * 54, 0);
    expect(middle! - high!).toBeCloseTo(((900 - 300) / 900) * 54, 0);
  });

  test('equal factors are equal steps where figures lie far apart', () => {
    const row = draw(
      fact([
        ['2016', 1],
        ['2018', 100],
        ['2020', 10_000],
      ]),
    )!.rows[0] as StepsRow;
    expect(row.isLog).toBe(true);
    const [one, two, three] = row.holds.map(({ y }) => y);
    expect(one! - two!).toBeCloseTo(two! - three!, 1);
  });

  test('a day that is only about right is told apart', () => {
    const history = timeout.history.map((entry, index) =>
      index === 1 ? { ...entry, datePrecision: 'approximate' as const } : entry,
    );
    const row = draw({ ...timeout, history })!.rows[0] as StepsRow;
    expect(row.rises.map(({ about }) => about)).toEqual([true, false]);
  });

  test('nothing is in force before a feature came', () => {
    const row = draw({ ...timeout, start: 'introduced' }, '2015-01-01')!.rows[0] as StepsRow;
    expect(row.dot).toBeNull();
    expect(row.holds[0]!.x1).toBeGreaterThan(1);
    expect(row.holds[0]!.assumed).toBe(false);
  });
});

describe('words, lists and parts', () => {
  test('words are bands; of a list what came and what went', () => {
    const chart = draw(
      fact([
        ['2016', ['a', 'b']],
        ['2019', ['a', 'b', 'c']],
        ['2022', ['a', 'c']],
      ]),
    )!;
    expect(chart.rows).toMatchObject([
      { kind: 'bands', bands: [{ text: 'a and b' }, { text: '+ c' }, { text: '\u2212 b', inForce: true }] },
    ]);
  });

  test('a row for each part that changed, by its name, none for what is hidden', () => {
    const parts = {
      default: { label: 'unless set', unit: 'MB' },
      max: { label: 'at most', unit: 'MB' },
      id: { label: 'id', hidden: true as const },
    };
    const tmp = fact(
      [
        ['2015', { default: 512, max: 512, id: 'x' }],
        ['2022-03-24', { default: 512, max: 10240, id: 'y' }],
      ],
      { parts },
    );
    expect(draw(tmp)!.rows).toMatchObject([{ kind: 'steps', name: 'at most' }]);
  });

  test('a value that never changed has no picture', () => {
    expect(draw(fact([['2016', 5]]))).toBeNull();
    expect(
      draw(
        fact([
          ['2016', 5],
          ['2018', 5],
        ]),
      ),
    ).toBeNull();
  });
});

test('the whole history is told in a sentence', () => {
  expect(draw(timeout)!.label).toBe(
    '60\u202fs until 2015-10-08, 300\u202fs until 2018-10-10, then 900\u202fs.',
  );
});

test('the line of time goes from the preview to today, with as many years as there is room for', () => {
  const time = factTime(TODAY, 0, 300);
  expect([time.x('2014-11'), time.x(TODAY), time.x('2013'), time.x('2030')]).toEqual([0, 300, 0, 300]);
  expect(yearTicks(time, TODAY).length).toBeLessThanOrEqual(6);
  expect(yearTicks(factTime(TODAY, 0, 1000), TODAY).length).toBeGreaterThan(8);
});
