import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { traceOf } from '../sim/testing/trace-of.ts';
import { binned, countAt, historiesOf, largest, maxUntil, passed } from './history.ts';

const trace = traceOf(
  [
    [10, 'request 0', 'waiting', { other: 0 }],
    [10, 'environment 0', 'create', { other: 0 }],
    [20, 'request 1', 'throttled'],
    [30, 'request 0', 'running', { other: 0 }],
    [40, 'request 0', 'succeeded', { other: 0 }],
    [40, 'request 2', 'running', { other: 0 }],
    [60, 'request 2', 'failed', { other: 0 }],
    [80, 'environment 0', 'retired'],
  ],
  100,
);
const { inFlight, environments, coldUs, throttledUs, failedUs, arrivedUs } = historiesOf(trace);

describe('histories', () => {
  it('count what is in flight and what exists at any moment', () => {
    expect([0, 10, 35, 40, 60].map((us) => countAt(inFlight, us))).toEqual([0, 1, 1, 1, 0]);
    expect([9, 10, 79, 80].map((us) => countAt(environments, us))).toEqual([0, 1, 1, 0]);
  });

  it('take changes at one moment as one: the hand-over at 40 is no second request', () => {
    expect(inFlight.max).toBe(1);
    expect(maxUntil(inFlight, 5)).toBe(0);
    expect(maxUntil(inFlight, 10)).toBe(1);
  });

  it('keep the moments of arrivals, cold starts, throttles and failures', () => {
    expect(arrivedUs).toEqual([10, 20, 40]);
    expect(coldUs).toEqual([10]);
    expect(throttledUs).toEqual([20]);
    expect(failedUs).toEqual([60]);
    expect(passed(arrivedUs, 20)).toBe(2);
  });
});

describe('bins', () => {
  it('hold every moment once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 })),
        fc.integer({ min: 1, max: 50 }),
        (moments, bins) => {
          const counts = binned(
            moments.sort((a, b) => a - b),
            1000,
            bins,
          );
          expect(counts).toHaveLength(bins);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(moments.length);
        },
      ),
    );
  });

  it('lose no peak, however short', () => {
    expect(largest(environments, 100, 2)).toEqual([1, 1]);
    expect(largest(inFlight, 100, 5)).toEqual([1, 1, 1, 0, 0]);
    expect(Math.max(...largest(inFlight, 100, 1))).toBe(inFlight.max);
  });
});

describe('a part of a run', () => {
  it('counts the moments within it, its ends included', () => {
    expect(binned([0, 10, 20, 30, 40], 30, 2, 10)).toEqual([1, 2]);
    expect(binned([0, 50], 30, 2, 10)).toEqual([0, 0]);
    expect(binned([0, 10, 20], 20, 2)).toEqual([1, 2]);
  });

  it('begins with the level that stood there, and knows of nothing after its end', () => {
    const level = { atUs: [10, 40, 60], count: [1, 5, 2], maxSoFar: [1, 5, 5], max: 5 };
    expect(largest(level, 30, 2, 20)).toEqual([1, 1]);
    expect(largest(level, 50, 2, 30)).toEqual([1, 5]);
    expect(largest(level, 90, 2, 70)).toEqual([2, 2]);
    expect(largest(level, 80, 2)).toEqual([1, 5]);
  });
});
