import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanUs, sampler } from './distribution.ts';
import { ScenarioError } from './problem.ts';
import { createStream } from './random.ts';
import type { Distribution } from './settings/quantity.ts';

const ms = fc.double({ min: 0, max: 1e12, noNaN: true });

/** Any distribution the schema lets through and whose numbers do not contradict each other. */
const anyDistribution: fc.Arbitrary<Distribution> = fc.oneof(
  ms,
  fc
    .tuple(ms, ms)
    .map(([a, b]) => ({ kind: 'uniform' as const, minMs: Math.min(a, b), maxMs: Math.max(a, b) })),
  ms.map((meanMs) => ({ kind: 'exponential' as const, meanMs })),
  fc.record({
    kind: fc.constant('log-normal' as const),
    medianMs: ms,
    sigma: fc.double({ min: 0, max: 5, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('hyper-exponential' as const),
    meanMs: ms,
    cv2: fc.double({ min: 1, max: 1000, noNaN: true }),
  }),
  fc.array(ms, { minLength: 1, maxLength: 5 }).map((valuesMs) => ({ kind: 'empirical' as const, valuesMs })),
);

function moments(distribution: Distribution, n: number): { mean: number; cv2: number } {
  const draw = sampler(distribution, createStream(11, 'moments'));
  const values = Array.from({ length: n }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  return { mean, cv2: variance / mean ** 2 };
}

describe('sampler', () => {
  it('gives whole microseconds from 0 to 1e15', () => {
    fc.assert(
      fc.property(anyDistribution, fc.nat(), (distribution, seed) => {
        const draw = sampler(distribution, createStream(seed, 'x'));
        for (let i = 0; i < 20; i++) {
          const us = draw();
          expect(Number.isInteger(us) && us >= 0 && us <= 1e15).toBe(true);
        }
      }),
    );
  });

  it('gives whole microseconds at the very ends of luck as well', () => {
    fc.assert(
      fc.property(anyDistribution, fc.constantFrom(0, 2 ** -53, 1 - 2 ** -53), (distribution, u) => {
        const us = sampler(distribution, { uniform: () => u, int: (n) => Math.floor(u * n) })();
        expect(Number.isInteger(us) && us >= 0 && us <= 1e15).toBe(true);
      }),
    );
    const still = { kind: 'log-normal' as const, medianMs: 7, sigma: 0 };
    expect(sampler(still, { uniform: () => 0, int: () => 0 })()).toBe(7000);
  });

  it('takes one uniform a draw, a constant none', () => {
    fc.assert(
      fc.property(anyDistribution, fc.nat(), (distribution, seed) => {
        const used = createStream(seed, 'x');
        const plain = createStream(seed, 'x');
        sampler(distribution, used)();
        if (typeof distribution !== 'number') plain.uniform();
        expect(used.uniform()).toBe(plain.uniform());
      }),
    );
  });

  it('meets the same luck with another mean: draws scale with it', () => {
    const few = sampler({ kind: 'exponential', meanMs: 1000 }, createStream(4, 'x'));
    const many = sampler({ kind: 'exponential', meanMs: 3000 }, createStream(4, 'x'));
    for (let i = 0; i < 1000; i++) expect(Math.abs(many() - 3 * few())).toBeLessThanOrEqual(2);
  });

  it('rounds a constant to whole microseconds', () => {
    expect([0, 0.0004, 0.0005, 1.9996, 1991].map((value) => sampler(value, createStream(1, 'x'))())).toEqual([
      0, 0, 1, 2000, 1_991_000,
    ]);
  });

  it('keeps uniform draws between the ends and reaches both', () => {
    const draw = sampler({ kind: 'uniform', minMs: 1, maxMs: 1.003 }, createStream(1, 'x'));
    expect(new Set(Array.from({ length: 1000 }, draw))).toEqual(new Set([1000, 1001, 1002, 1003]));
  });

  it('draws only the given values of an empirical list, all of them', () => {
    const draw = sampler({ kind: 'empirical', valuesMs: [3, 1, 1, 2.0004] }, createStream(1, 'x'));
    const draws = Array.from({ length: 40_000 }, draw);
    const share = (us: number): number => draws.filter((value) => value === us).length / draws.length;
    expect(new Set(draws)).toEqual(new Set([1000, 2000, 3000]));
    for (const [us, expected] of [
      [3000, 0.25],
      [1000, 0.5],
      [2000, 0.25],
    ] as const)
      expect(Math.abs(share(us) - expected)).toBeLessThan(5 * Math.sqrt(0.25 / draws.length));
  });

  it('has the mean and the variation it names', () => {
    // Bounds: five standard errors at 200,000 draws (of cv2: looser, its error has fourth moments).
    const n = 200_000;
    const cases: [Distribution, number, number][] = [
      [{ kind: 'uniform', minMs: 100, maxMs: 300 }, 1 / 12, 0.01],
      [{ kind: 'exponential', meanMs: 1991 }, 1, 0.05],
      [{ kind: 'log-normal', medianMs: 100, sigma: 0.5 }, Math.exp(0.25) - 1, 0.05],
      [{ kind: 'hyper-exponential', meanMs: 1991, cv2: 1 }, 1, 0.05],
      [{ kind: 'hyper-exponential', meanMs: 1991, cv2: 9 }, 9, 0.1],
      [{ kind: 'empirical', valuesMs: [1, 2, 3, 4] }, 0.2, 0.02],
    ];
    for (const [distribution, cv2, within] of cases) {
      const found = moments(distribution, n);
      expect(Math.abs(found.mean / meanUs(distribution) - 1)).toBeLessThan(5 * Math.sqrt(cv2 / n));
      expect(Math.abs(found.cv2 / cv2 - 1)).toBeLessThan(within);
    }
  });

  it('has the quantiles of the exponential and the log-normal', () => {
    const n = 100_000;
    const quantile = (distribution: Distribution, p: number): number => {
      const draw = sampler(distribution, createStream(12, 'q'));
      return Array.from({ length: n }, draw).sort((a, b) => a - b)[Math.floor(p * n)]!;
    };
    for (const p of [0.1, 0.5, 0.9, 0.99]) {
      expect(quantile({ kind: 'exponential', meanMs: 100 }, p) / (-100_000 * Math.log(1 - p))).toBeCloseTo(
        1,
        1,
      );
    }
    const logNormal: Distribution = { kind: 'log-normal', medianMs: 100, sigma: 1 };
    expect(quantile(logNormal, 0.5) / 100_000).toBeCloseTo(1, 1);
    // One and two standard deviations above: e and e squared times the median.
    expect(quantile(logNormal, 0.841345) / 271_828).toBeCloseTo(1, 1);
    expect(quantile(logNormal, 0.97725) / 738_906).toBeCloseTo(1, 1);
  });

  it('says so when the least is above the greatest', () => {
    const draw = (): unknown =>
      sampler({ kind: 'uniform', minMs: 5, maxMs: 2 }, createStream(1, 'x'), 'settings.function.handlerMs');
    expect(draw).toThrow(ScenarioError);
    expect(draw).toThrow('settings.function.handlerMs.maxMs: found 2, expected at least minMs, 5.');
  });
});

describe('meanUs', () => {
  it('is a number from 0 to 1e15 for every distribution', () => {
    fc.assert(
      fc.property(anyDistribution, (distribution) => {
        const mean = meanUs(distribution);
        expect(mean >= 0 && mean <= 1e15).toBe(true);
      }),
    );
  });
});
