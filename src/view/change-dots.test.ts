import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeDots } from './change-dots.ts';

const today = '2026-11-20';
const date = fc
  .tuple(fc.integer({ min: 2015, max: 2026 }), fc.integer({ min: 1, max: 10 }))
  .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`);

test('every change is one dot, none on another, all within the picture', () => {
  fc.assert(
    fc.property(fc.array(date, { maxLength: 200 }), fc.integer({ min: 300, max: 1300 }), (dates, width) => {
      const scene = changeDots({ dates, from: '2018-02', to: today, today, width });
      expect(scene.dots).toHaveLength(dates.length);
      expect(new Set(scene.dots.map(({ x, y }) => `${x} ${y}`)).size).toBe(dates.length);
      for (const { x, y } of scene.dots) {
        expect(x > 0 && x < width).toBe(true);
        expect(y > 0 && y < scene.axisY).toBe(true);
      }
      expect(scene.radius).toBeGreaterThan(0);
    }),
    { numRuns: 50 },
  );
});

test('filled are those after the earlier date up to the later, whichever is named first', () => {
  const dates = ['2018-10-10', '2020-12-01', '2025-08-01'];
  const between = (from: string, to: string) =>
    changeDots({ dates, from, to, today, width: 900 }).dots.map((dot) => dot.between);
  expect(between('2018-10-10', '2020-12-01')).toEqual([false, true, false]);
  expect(between('2020-12-01', '2018-10-10')).toEqual([false, true, false]);
  expect(between('2014-11', today)).toEqual([true, true, true]);
});
