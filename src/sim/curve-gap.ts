/** What was drawn against what happened: how far apart, and where the most. */
import type { Course } from './level-curve.ts';

export interface CurveGap {
  /** Where they are furthest apart. */
  readonly atUs: number;
  readonly said: number;
  readonly happened: number;
  /** How far apart on the average. */
  readonly mean: number;
  /** The average as a share of the largest value of both, 0 to 1. */
  readonly share: number;
}

/** The value of a drawn line at a share of its length: straight from point to point. */
export function drawnAt(points: readonly number[], share: number): number {
  const place = Math.min(1, Math.max(0, share)) * (points.length - 1);
  const left = Math.floor(place);
  const from = points[left] ?? 0;
  const to = points[left + 1] ?? from;
  return from + (place - left) * (to - from);
}

const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/**
 * Holds a drawn line against a course over the same time. A line of few points cannot follow what is quicker:
 * it is right wherever it lies within what happened in the half distance of two points around.
 *
 * @param points values at equal distances from 0 to `untilUs`.
 */
export function curveGap(points: readonly number[], course: Course, untilUs: number): CurveGap {
  const bins = course.most.length;
  const reach = Math.max(1, Math.round(bins / (points.length - 1) / 2));
  let worst = { atUs: 0, said: 0, happened: 0 };
  let largest = -1;
  let sum = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    const share = (bin + 0.5) / bins;
    const said = drawnAt(points, share);
    const around = [Math.max(0, bin - reach), bin + reach + 1] as const;
    const low = Math.min(...course.least.slice(...around));
    const high = Math.max(...course.most.slice(...around));
    const gap = Math.abs(said - within(said, low, high));
    sum += gap;
    if (gap > largest) {
      largest = gap;
      // What is told of that moment is what it was then, not what would have been near enough.
      const happened = within(said, course.least[bin]!, course.most[bin]!);
      worst = { atUs: Math.round(share * untilUs), said, happened };
    }
  }
  const scale = Math.max(...points, ...course.most);
  const mean = bins === 0 ? 0 : sum / bins;
  return { ...worst, mean, share: scale > 0 ? mean / scale : 0 };
}
