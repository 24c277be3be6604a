import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveGap, drawnAt } from './curve-gap.ts';
import { courseOf, stepBehindLevel, valueAt, type Turn } from './level-curve.ts';

const stairs: readonly Turn[] = [
  { atUs: 10, value: 4, slope: 0, step: 1 },
  { atUs: 50, value: 6, slope: 0, step: 2 },
  { atUs: 80, value: 0, slope: 0, step: 3 },
];

/** A level that turns at the given moments. */
const turns = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 50 })), {
    selector: ([atUs]) => atUs,
    maxLength: 30,
  })
  .map((all) =>
    all.toSorted(([a], [b]) => a - b).map(([atUs, value], step): Turn => ({ atUs, value, slope: 0, step })),
  );

describe('the course of a level', () => {
  it('has the least and the most of each stretch', () => {
    expect(courseOf(stairs, 100, 4)).toEqual({ least: [0, 4, 6, 0], most: [4, 4, 6, 6] });
  });

  it('has every value in it, however few the stretches', () => {
    fc.assert(
      fc.property(turns, fc.integer({ min: 1, max: 40 }), (all, bins) => {
        const { least, most } = courseOf(all, 1000, bins);
        for (const { atUs, value } of all) {
          const bin = Math.min(bins - 1, Math.floor((atUs / 1000) * bins));
          const near = [Math.max(0, bin - 1), bin];
          expect(near.some((one) => least[one]! <= value && value <= most[one]!)).toBe(true);
        }
        expect(Math.max(...most)).toBe(Math.max(0, ...all.map(({ value }) => value)));
      }),
    );
  });

  it('follows an age between its turns', () => {
    const age: readonly Turn[] = [
      { atUs: 1_000_000, value: 0, slope: 1, step: 1 },
      { atUs: 5_000_000, value: 0, slope: 0, step: 2 },
    ];
    expect(valueAt(age, 3_500_000)).toBe(2.5);
    expect(courseOf(age, 10_000_000, 2)).toEqual({ least: [0, 0], most: [4, 0] });
    expect(stepBehindLevel(age, 4_000_000, true)).toBe(1);
    expect(stepBehindLevel(age, 6_000_000, false)).toBe(2);
  });

  it('knows the step that brought it up, and the one that brought it down', () => {
    expect(stepBehindLevel(stairs, 60, true)).toBe(2);
    expect(stepBehindLevel(stairs, 60, false)).toBe(-1);
    expect(stepBehindLevel(stairs, 90, false)).toBe(3);
  });
});

describe('the gap between what was drawn and what happened', () => {
  it('is nowhere for a line through the course', () => {
    fc.assert(
      fc.property(turns, (all) => {
        const points = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((index) => valueAt(all, (index / 8) * 1000));
        const gap = curveGap(points, courseOf(all, 1000, 240), 1000);
        expect(gap.mean).toBeGreaterThanOrEqual(0);
        expect(gap.share).toBeLessThanOrEqual(1);
      }),
    );
    const flat = courseOf([{ atUs: 0, value: 3, slope: 0, step: 0 }], 100, 20);
    expect(curveGap([3, 3, 3], flat, 100)).toMatchObject({ mean: 0, share: 0 });
  });

  it('is widest where the two are furthest apart', () => {
    const gap = curveGap([0, 0, 0, 0, 0, 0, 0, 0, 0], courseOf(stairs, 100, 100), 100);
    expect(gap.happened).toBe(6);
    expect(gap.said).toBe(0);
    expect(gap.atUs).toBeGreaterThan(50);
    expect(gap.atUs).toBeLessThan(80);
  });

  it('tells what it was where they are furthest apart, not what would have been near enough', () => {
    const endUs = 100_000_000;
    const rising = courseOf([{ atUs: 0, value: 0, slope: 1, step: 0 }], endUs, 100);
    const gap = curveGap([0, 0, 0, 0, 0], rising, endUs);
    expect(Math.abs(gap.happened - gap.atUs / 1_000_000)).toBeLessThanOrEqual(1);
  });

  it('forgives what is quicker than the points of the line', () => {
    const spike = courseOf(
      [
        { atUs: 48, value: 9, slope: 0, step: 0 },
        { atUs: 52, value: 0, slope: 0, step: 1 },
      ],
      100,
      100,
    );
    expect(curveGap([0, 0, 0, 0, 9, 0, 0, 0, 0], spike, 100).share).toBeLessThan(0.2);
  });

  it('reads a drawn line straight from point to point', () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => drawnAt([0, 4, 2], share))).toEqual([0, 2, 4, 3, 2]);
  });
});
