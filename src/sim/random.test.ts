import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStream, type Stream } from './random.ts';

function draw(stream: Stream, n: number): number[] {
  return Array.from({ length: n }, () => stream.uniform());
}

const seeds = fc.integer({ min: 0, max: 4_294_967_295 });
const names = fc.string({ maxLength: 20 });

describe('createStream', () => {
  it('gives the same luck everywhere', () => {
    expect(draw(createStream(1, 'arrivals'), 3)).toEqual([
      0.40425961784128084, 0.49921986158297327, 0.531714539992526,
    ]);
  });

  it('gives equal streams for equal seeds and names, different ones otherwise', () => {
    fc.assert(
      fc.property(seeds, names, seeds, names, (seed, name, otherSeed, otherName) => {
        const luck = draw(createStream(seed, name), 4);
        expect(draw(createStream(seed, name), 4)).toEqual(luck);
        if (seed !== otherSeed) expect(draw(createStream(otherSeed, name), 4)).not.toEqual(luck);
        if (name !== otherName) expect(draw(createStream(seed, otherName), 4)).not.toEqual(luck);
      }),
    );
  });

  it('leaves a stream alone when another one is drawn from', () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.nat({ max: 5 })), (seed, between) => {
        const alone = createStream(seed, 'handler');
        const beside = createStream(seed, 'handler');
        const other = createStream(seed, 'arrivals');
        for (const n of between) {
          draw(other, n);
          expect(beside.uniform()).toBe(alone.uniform());
        }
      }),
    );
  });

  it('tells seeds beyond 32 bits apart', () => {
    expect(draw(createStream(2 ** 32, 'a'), 2)).not.toEqual(draw(createStream(0, 'a'), 2));
  });

  it('keeps to its range, whatever the seed and name', () => {
    fc.assert(
      fc.property(seeds, names, fc.integer({ min: 1, max: 2 ** 53 - 1 }), (seed, name, n) => {
        const stream = createStream(seed, name);
        for (let i = 0; i < 20; i++) {
          const u = stream.uniform();
          expect(u >= 0 && u < 1 && Number.isInteger(u * 2 ** 53)).toBe(true);
          const k = stream.int(n);
          expect(Number.isInteger(k) && k >= 0 && k < n).toBe(true);
        }
      }),
    );
  });

  it('takes one uniform for a whole number', () => {
    const a = createStream(3, 'x');
    const b = createStream(3, 'x');
    a.int(10);
    b.uniform();
    expect(a.uniform()).toBe(b.uniform());
  });

  it('is even: over the first draws of neighbouring seeds, and over the draws of one seed', () => {
    // Chi-squared with 99 degrees of freedom: above 160 with probability 1e-4.
    const chiSquared = (values: number[]): number => {
      const bins = Array.from({ length: 100 }, () => 0);
      for (const value of values) bins[Math.floor(value * 100)]!++;
      const expected = values.length / 100;
      return bins.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    };
    const range = Array.from({ length: 50_000 }, (_, i) => i);
    expect(chiSquared(range.map((seed) => createStream(seed, 'arrivals').uniform()))).toBeLessThan(160);
    expect(chiSquared(range.map((i) => createStream(5, `arrivals.${i}`).uniform()))).toBeLessThan(160);
    expect(chiSquared(draw(createStream(5, 'arrivals'), 50_000))).toBeLessThan(160);
  });

  it('shows no correlation between neighbouring seeds, names or draws', () => {
    const n = 50_000;
    const correlation = (pairs: [number, number][]): number =>
      (12 * pairs.reduce((sum, [a, b]) => sum + (a - 0.5) * (b - 0.5), 0)) / pairs.length;
    // The standard error is 1 / sqrt(n); five of them.
    const bound = 5 / Math.sqrt(n);
    const range = Array.from({ length: n }, (_, i) => i);
    const one = createStream(1, 'a');
    const two = createStream(2, 'a');
    const three = createStream(1, 'b');
    const a = draw(one, n + 1);
    expect(Math.abs(correlation(draw(two, n).map((u, i) => [u, a[i]!])))).toBeLessThan(bound);
    expect(Math.abs(correlation(draw(three, n).map((u, i) => [u, a[i]!])))).toBeLessThan(bound);
    expect(Math.abs(correlation(range.map((i) => [a[i]!, a[i + 1]!])))).toBeLessThan(bound);
    const first = range.map((seed) => createStream(seed, 'a').uniform());
    expect(
      Math.abs(correlation(range.slice(1).map((seed) => [first[seed]!, first[seed - 1]!]))),
    ).toBeLessThan(bound);
  });
});
