import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binAt,
  binEndUs,
  binsOf,
  knownUs,
  levelsOf,
  nearestRank,
  oldestOf,
  figuresOver,
  percentilesOf,
  periodFor,
  periodsFor,
  shownBins,
  sumsOf,
} from './bins.ts';
import { Samples } from './run-samples.ts';

const S = 1_000_000;

function samples(...all: readonly (readonly [atS: number, value: number])[]): Samples {
  const made = new Samples();
  all.forEach(([atS, value], step) => {
    made.push(atS * S, value, step);
  });
  return made;
}

describe('stretches of a run', () => {
  it('begin with their moment; the end of the run belongs to the last', () => {
    const bins = binsOf(30 * S, 10 * S);
    expect(bins.count).toBe(3);
    expect([0, 9.999_999, 10, 29, 30].map((s) => binAt(bins, s * S))).toEqual([0, 0, 1, 2, 2]);
    const cut = binsOf(25 * S, 10 * S);
    expect([0, 1, 2].map((bin) => binEndUs(cut, bin) / S)).toEqual([10, 20, 25]);
    expect(binsOf(0, S).count).toBe(1);
  });

  it('are as fine as can be seen: a minute for hours, a tenth of a second for seconds', () => {
    expect([5, 60, 600, 7200, 86_400].map((s) => periodFor(s * S) / S)).toEqual([0.1, 1, 10, 60, 3600]);
    expect(periodsFor(120 * S).map((us) => us / S)).toEqual([1, 10, 60]);
    // A second has 1,500 stretches and more in it: too fine for an hour.
    expect(periodsFor(3600 * S)[0]).toBe(10 * S);
  });
});

describe('statistics of a stretch', () => {
  it('are the sum and the greatest, with the step behind it', () => {
    const sums = sumsOf(samples([0, 5], [1, 7], [2, 7], [11, 1]), binsOf(30 * S, 10 * S));
    expect([...sums.count]).toEqual([3, 1, 0]);
    expect([...sums.sum]).toEqual([19, 1, 0]);
    expect([...sums.max]).toEqual([7, 1, NaN]);
    expect([...sums.maxStep]).toEqual([1, 3, -1]);
  });

  it('are nearest-rank percentiles', () => {
    // Of ten values p50 is the 5th, p90 the 9th, p99 the 10th; of one all are that one.
    const ten = Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 100]);
    expect([0.5, 0.9, 0.99, 1].map((share) => nearestRank(ten, share))).toEqual([5, 9, 100, 100]);
    expect(nearestRank(Float64Array.of(3), 0.5)).toBe(3);
    expect(nearestRank(Float64Array.of(), 0.5)).toBeNaN();
    // 0.07 × 100 is a hair above 7 in floats: the rank is 7 all the same.
    expect(
      nearestRank(
        Float64Array.from({ length: 100 }, (_, at) => at + 1),
        0.07,
      ),
    ).toBe(7);
  });

  it('find percentiles stretch by stretch, whatever the order, with a step that has the value', () => {
    const all = samples([12, 30], [0, 9], [1, 1], [2, 5], [11, 10]);
    const { values, steps } = percentilesOf(all, binsOf(30 * S, 10 * S), [0.5, 1]);
    expect(values.map((own) => [...own])).toEqual([
      [5, 10, NaN],
      [9, 30, NaN],
    ]);
    expect(steps.map((own) => [...own])).toEqual([
      [3, 4, -1],
      [1, 0, -1],
    ]);
  });

  it('percentiles are values of samples, and no fewer than the share lie at or below them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1 }),
        fc.constantFrom(0.5, 0.9, 0.99, 1),
        (values, share) => {
          const sorted = Float64Array.from(values).sort();
          const found = nearestRank(sorted, share);
          const below = values.filter((value) => value <= found).length;
          const strictly = values.filter((value) => value < found).length;
          expect(values).toContain(found);
          expect(below).toBeGreaterThanOrEqual(share * values.length - 1e-6);
          expect(strictly).toBeLessThan(share * values.length + 1e-6);
        },
      ),
    );
  });
});

describe('figures of several stretches', () => {
  it('are those of all their samples, sorted anew', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.double({ min: 0, max: 1e6, noNaN: true }))),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 0, max: 4 }),
        (all, one, other) => {
          const bins = binsOf(40 * S, 10 * S);
          const [first, end] = [Math.min(one, other), Math.max(one, other)];
          const { sorted } = percentilesOf(samples(...all), bins, []);
          const own = all.filter(([atS]) => binAt(bins, atS * S) >= first && binAt(bins, atS * S) < end);
          const values = Float64Array.from(own, ([, value]) => value).sort();
          expect(figuresOver(sorted, first, end)).toEqual(
            values.length === 0
              ? null
              : {
                  count: values.length,
                  least: values[0],
                  median: nearestRank(values, 0.5),
                  most: values.at(-1),
                },
          );
        },
      ),
    );
  });
});

describe('levels', () => {
  const bins = binsOf(40 * S, 10 * S);

  it('have the most of each stretch, also where they stood so before', () => {
    const { max, maxStep } = levelsOf(samples([1, 1], [2, 3], [3, 2], [21, 0], [22, 1]), bins);
    // 0 to 10: up to 3; then it stands at 2; from 21 less; at the end 1.
    expect([...max]).toEqual([3, 2, 2, 1]);
    expect([...maxStep]).toEqual([1, 2, 2, 4]);
  });

  it('do not show what lasts no time', () => {
    expect([...levelsOf(samples([1, 5], [1, 1], [2, 0]), bins).max]).toEqual([1, 0, 0, 0]);
    // What changes at the very start of a stretch is over by then.
    expect([...levelsOf(samples([1, 5], [10, 0]), bins).max]).toEqual([5, 0, 0, 0]);
  });

  it('may not be there before their first change', () => {
    expect(Array.from(levelsOf(samples([15, 7]), bins, NaN).max, (value) => value || -1)).toEqual([
      -1, 7, 7, 7,
    ]);
  });

  it('of births tell the age of the oldest', () => {
    // Born at 5, gone at 12; then one born at 8, gone at 12 too; then none; one from 35 on.
    const births = samples([5, 5 * S], [12, 8 * S], [12, NaN], [35, 35 * S]);
    expect([...oldestOf(births, bins)].map((us) => us / S)).toEqual([5, 7, NaN, 5]);
  });
});

describe('what has been seen', () => {
  it('is a stretch once it is over and all in it has come to light', () => {
    const bins = binsOf(30 * S, 10 * S);
    // The sample at 9 s is known at 14 s: an invocation that ends there.
    const known = knownUs(bins, [samples([9, 1])], Float64Array.of(14 * S));
    expect([...known].map((us) => us / S)).toEqual([14, 20, 30]);
    expect([0, 13, 14, 20, 30].map((s) => shownBins(known, s * S))).toEqual([0, 0, 1, 2, 3]);
  });
});
