import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createArrivals } from './arrivals.ts';
import { ScenarioError } from './problem.ts';
import { createStream } from './random.ts';
import type { Arrivals } from './scenario.ts';

/** The first arrivals, at most `limit`. */
function times(arrivals: Arrivals, seed = 1, limit = 200): number[] {
  const source = createArrivals(arrivals, seed);
  const found: number[] = [];
  while (found.length < limit && source.next()) found.push(source.atUs);
  return found;
}

function countBefore(arrivals: Arrivals, untilUs: number, seed = 1): number {
  const source = createArrivals(arrivals, seed);
  let n = 0;
  while (source.next() && source.atUs < untilUs) n++;
  return n;
}

const ms = fc.oneof(fc.double({ min: 0, max: 1e12, noNaN: true }), fc.nat({ max: 1000 }));
const span = ms.filter((value) => value > 0);
const rate = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true }), fc.nat({ max: 100 }));
const count = fc.nat({ max: 300 });
const window = { startMs: ms, untilMs: ms, count };

const pattern = fc.oneof(
  fc.record(
    { kind: fc.constant('constant' as const), everyMs: span, ...window },
    { requiredKeys: ['kind', 'everyMs'] },
  ),
  fc.record(
    { kind: fc.constant('poisson' as const), ratePerSec: rate, ...window },
    { requiredKeys: ['kind', 'ratePerSec'] },
  ),
  fc.record(
    { kind: fc.constant('ramp' as const), fromPerSec: rate, toPerSec: rate, overMs: span, ...window },
    { requiredKeys: ['kind', 'fromPerSec', 'toPerSec', 'overMs'] },
  ),
  fc.record(
    { kind: fc.constant('burst' as const), atMs: ms, count, withinMs: ms, repeatEveryMs: span },
    { requiredKeys: ['kind', 'atMs', 'count'] },
  ),
  fc.record({
    kind: fc.constant('burst' as const),
    atMs: ms,
    count,
    withinMs: ms,
    repeatEveryMs: span,
    repeats: fc.nat({ max: 20 }),
  }),
);
const anyArrivals: fc.Arbitrary<Arrivals> = fc.oneof(
  pattern,
  fc.record({
    kind: fc.constant('schedule' as const),
    parts: fc.array(pattern, { minLength: 1, maxLength: 6 }),
  }),
  fc.record({
    kind: fc.constant('list' as const),
    requests: fc.array(fc.record({ atMs: ms, durationMs: ms }, { requiredKeys: ['atMs'] })),
  }),
);

describe('createArrivals', () => {
  it('gives whole microseconds that never fall, and no more after the last', () => {
    fc.assert(
      fc.property(anyArrivals, fc.nat(), (arrivals, seed) => {
        const source = createArrivals(arrivals, seed);
        let before = 0;
        for (let i = 0; i < 400; i++) {
          if (!source.next()) {
            expect(source.next()).toBe(false);
            break;
          }
          expect(Number.isInteger(source.atUs) && source.atUs >= before && source.atUs <= 1e15).toBe(true);
          expect(Number.isInteger(source.durationUs) && source.durationUs >= -1).toBe(true);
          before = source.atUs;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps to window and count', () => {
    fc.assert(
      fc.property(pattern, fc.nat(), (arrivals, seed) => {
        const found = times(arrivals, seed, 400);
        if (arrivals.kind === 'burst') return;
        expect(found.length).toBeLessThanOrEqual(arrivals.count ?? 400);
        if (arrivals.untilMs !== undefined)
          expect(found.every((us) => us < arrivals.untilMs! * 1000 + 0.5)).toBe(true);
        if (arrivals.startMs !== undefined)
          expect(found.every((us) => us >= arrivals.startMs! * 1000 - 0.5)).toBe(true);
      }),
    );
  });

  it('is the same for the same seed', () => {
    fc.assert(
      fc.property(anyArrivals, fc.nat(), (arrivals, seed) => {
        expect(times(arrivals, seed)).toEqual(times(arrivals, seed));
      }),
    );
  });

  it('refuses a csv that was not read', () => {
    expect(() => createArrivals({ kind: 'csv', file: 'may.csv' }, 1)).toThrow(ScenarioError);
    expect(() => createArrivals({ kind: 'csv', file: 'may.csv' }, 1)).toThrow(
      'arrivals: found the file may.csv',
    );
  });
});

describe('constant', () => {
  it('begins at the start and ends before the end', () => {
    expect(times({ kind: 'constant', everyMs: 100, untilMs: 300 })).toEqual([0, 100_000, 200_000]);
    expect(times({ kind: 'constant', everyMs: 100, startMs: 50, count: 2 })).toEqual([50_000, 150_000]);
  });

  it('does not drift where the gap is no whole number of microseconds', () => {
    const found = times({ kind: 'constant', everyMs: 1 / 3 }, 1, 1_000_000);
    expect(found.slice(0, 4)).toEqual([0, 333, 667, 1000]);
    expect(found[999_999]).toBe(333_333_000);
  });
});

describe('poisson', () => {
  it('has the rate it names, and as much variation as a Poisson process', () => {
    // Seconds with their counts: mean and variance 20, each within five standard errors.
    const bins = Array.from({ length: 20_000 }, () => 0);
    for (const us of times({ kind: 'poisson', ratePerSec: 20, untilMs: 20_000_000 }, 3, Infinity))
      bins[Math.floor(us / 1e6)]!++;
    const mean = bins.reduce((sum, n) => sum + n, 0) / bins.length;
    const variance = bins.reduce((sum, n) => sum + (n - mean) ** 2, 0) / bins.length;
    expect(Math.abs(mean - 20)).toBeLessThan(5 * Math.sqrt(20 / bins.length));
    expect(Math.abs(variance - 20)).toBeLessThan(5 * Math.sqrt((2 * 20 ** 2 + 20) / bins.length));
  });

  it('meets the same luck at another rate', () => {
    const slow = times({ kind: 'poisson', ratePerSec: 1 }, 5, 1000);
    const fast = times({ kind: 'poisson', ratePerSec: 4 }, 5, 1000);
    for (const [i, us] of slow.entries()) expect(Math.abs(us - 4 * fast[i]!)).toBeLessThanOrEqual(3);
  });

  it('is still right to a microsecond after a million requests', () => {
    const source = createArrivals({ kind: 'poisson', ratePerSec: 0.9 }, 8);
    const stream = createStream(8, 'arrivals');
    // The same sum with the rounding of every addition carried along (Kahan).
    let sum = 0;
    let carry = 0;
    for (let i = 0; i < 1_000_000; i++) {
      source.next();
      const step = -Math.log(1 - stream.uniform()) - carry;
      const next = sum + step;
      carry = next - sum - step;
      sum = next;
    }
    expect(source.atUs).toBeGreaterThan(1.1e12);
    expect(Math.abs(source.atUs - sum * (1e6 / 0.9))).toBeLessThan(1);
  });

  it('has nobody arrive at rate 0', () => {
    expect(times({ kind: 'poisson', ratePerSec: 0 })).toEqual([]);
    expect(times({ kind: 'ramp', fromPerSec: 0, toPerSec: 0, overMs: 1000 })).toEqual([]);
  });
});

describe('ramp', () => {
  /** Arrivals of a ramp expected by a moment, in seconds. */
  const expected = (from: number, to: number, over: number, t: number): number =>
    t < over ? from * t + ((to - from) * t * t) / (2 * over) : ((from + to) / 2) * over + to * (t - over);

  it('has the cumulative rate of a line, then of its end', () => {
    for (const [from, to] of [
      [0, 100],
      [100, 0],
      [10, 60],
      [50, 50],
    ] as const) {
      for (const t of [50, 100, 200, 300]) {
        const n = countBefore(
          { kind: 'ramp', fromPerSec: from, toPerSec: to, overMs: 200_000, untilMs: 300_000 },
          t * 1e6,
        );
        const mean = expected(from, to, 200, t);
        expect(Math.abs(n - mean), `${from} to ${to} by ${t} s`).toBeLessThan(5 * Math.sqrt(mean));
      }
    }
  });

  it('is a Poisson pattern if both rates are equal', () => {
    const ramp = times({ kind: 'ramp', fromPerSec: 7, toPerSec: 7, overMs: 20_000 }, 2, 500);
    const poisson = times({ kind: 'poisson', ratePerSec: 7 }, 2, 500);
    for (const [i, us] of ramp.entries()) expect(Math.abs(us - poisson[i]!)).toBeLessThanOrEqual(1);
  });

  it('ends with a ramp to nothing', () => {
    const found = times({ kind: 'ramp', fromPerSec: 10, toPerSec: 0, overMs: 10_000 }, 1, Infinity);
    expect(found.length).toBeGreaterThan(20);
    expect(found.at(-1)).toBeLessThanOrEqual(10_000_000);
  });
});

describe('burst', () => {
  it('comes all at once, or spread from first to last', () => {
    expect(times({ kind: 'burst', atMs: 5, count: 3 })).toEqual([5000, 5000, 5000]);
    expect(times({ kind: 'burst', atMs: 5, count: 3, withinMs: 1 })).toEqual([5000, 5500, 6000]);
    expect(times({ kind: 'burst', atMs: 5, count: 1, withinMs: 1 })).toEqual([5000]);
    expect(times({ kind: 'burst', atMs: 5, count: 0, repeatEveryMs: 1 })).toEqual([]);
  });

  it('repeats so many times after the first, or without end', () => {
    expect(times({ kind: 'burst', atMs: 1, count: 2, repeatEveryMs: 10, repeats: 2 })).toEqual(
      [1, 1, 11, 11, 21, 21].map((at) => at * 1000),
    );
    expect(times({ kind: 'burst', atMs: 1, count: 2, repeatEveryMs: 10, repeats: 0 })).toEqual([1000, 1000]);
    expect(times({ kind: 'burst', atMs: 1, count: 2, repeatEveryMs: 10 }, 1, 1001).at(-1)).toBe(5_001_000);
  });

  it('may overlap the next one: the requests of all bursts, merged', () => {
    fc.assert(
      fc.property(
        count,
        fc.nat({ max: 100 }),
        fc.integer({ min: 1, max: 50 }),
        fc.nat({ max: 20 }),
        (n, withinMs, repeatEveryMs, repeats) => {
          const all: number[] = [];
          for (let k = 0; k <= repeats; k++)
            all.push(
              ...times({ kind: 'burst', atMs: 3, count: n, withinMs }, 1, Infinity).map(
                (us) => us + k * repeatEveryMs * 1000,
              ),
            );
          all.sort((a, b) => a - b);
          const merged = times(
            { kind: 'burst', atMs: 3, count: n, withinMs, repeatEveryMs, repeats },
            1,
            Infinity,
          );
          expect(merged).toHaveLength(all.length);
          // Half a microsecond may be rounded the other way in a later burst.
          for (const [index, us] of merged.entries())
            expect(Math.abs(us - all[index]!)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('does not hang on a repetition too short to measure', () => {
    expect(times({ kind: 'burst', atMs: 0, count: 1, repeatEveryMs: 1e-300 }, 1, 50)).toHaveLength(50);
  });

  it('says so when it is to repeat at no interval', () => {
    expect(() => times({ kind: 'burst', atMs: 0, count: 1, repeats: 3 })).toThrow(
      'arrivals.repeatEveryMs: found nothing',
    );
    const parts = [
      { kind: 'constant' as const, everyMs: 1 },
      { kind: 'burst' as const, atMs: 0, count: 1, repeats: 3 },
    ];
    expect(() => times({ kind: 'schedule', parts })).toThrow('arrivals.parts.1.repeatEveryMs: found nothing');
  });
});

describe('schedule', () => {
  it('has the requests of all its parts', () => {
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 8 }), fc.nat(), (parts, seed) => {
        const limited = parts.map((part) =>
          part.kind === 'burst' ? part : { ...part, count: Math.min(part.count ?? 99, 99) },
        );
        const finite = limited.map((part) => {
          if (part.kind !== 'burst' || part.repeatEveryMs === undefined) return part;
          return { ...part, repeats: 3 };
        });
        const merged = times({ kind: 'schedule', parts: finite }, seed, Infinity);
        // Parts without luck are the same alone.
        const still = finite.filter((part) => part.kind === 'burst' || part.kind === 'constant');
        const alone = still.flatMap((part) => times(part, seed, Infinity));
        if (still.length === finite.length) expect(merged).toEqual(alone.sort((a, b) => a - b));
        else expect(merged.length).toBeGreaterThanOrEqual(alone.length);
      }),
    );
  });

  it('gives each part its own luck, which a change of another part leaves alone', () => {
    const steady = { kind: 'poisson' as const, ratePerSec: 5, count: 50 };
    const merged = times({ kind: 'schedule', parts: [steady, steady] }, 9);
    expect(new Set(merged).size).toBe(100);
    // With the first part gone quiet, what remains is the second part's: all of it among the former.
    const second = times({ kind: 'schedule', parts: [{ ...steady, count: 0 }, steady] }, 9);
    expect(second).toHaveLength(50);
    expect(second.every((us) => merged.includes(us))).toBe(true);
    const busier = times({ kind: 'schedule', parts: [{ ...steady, ratePerSec: 500 }, steady] }, 9);
    expect(second.every((us) => busier.includes(us))).toBe(true);
  });
});

describe('list', () => {
  it('is sorted by time, and as given at equal times', () => {
    const source = createArrivals(
      {
        kind: 'list',
        requests: [
          { atMs: 2, durationMs: 1 },
          { atMs: 1 },
          { atMs: 2, durationMs: 0 },
          { atMs: 0.0014, durationMs: 7.0006 },
        ],
      },
      1,
    );
    const found: [number, number][] = [];
    while (source.next()) found.push([source.atUs, source.durationUs]);
    expect(found).toEqual([
      [1, 7001],
      [1000, -1],
      [2000, 1000],
      [2000, 0],
    ]);
  });

  it('may be empty', () => {
    expect(times({ kind: 'list', requests: [] })).toEqual([]);
  });
});
