import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp, ln, normalQuantile, sqrt } from './portable-math.ts';

const view = new DataView(new ArrayBuffer(8));

function bits(x: number): string {
  view.setFloat64(0, x);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

/** How many doubles lie between two doubles of the same sign. */
function ulps(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  view.setFloat64(0, a);
  const first = view.getBigInt64(0);
  view.setFloat64(0, b);
  const away = first - view.getBigInt64(0);
  return Number(away < 0n ? -away : away);
}

/** Read off this implementation once; another engine must give the very same. */
const LN_BITS = [
  '3fe62e42fefa39ef',
  '40026bb1bbb55516',
  'c0026bb1bbb55515',
  'c0425e4f7b2737fa',
  'c0874385446d71c3',
  '40862e42fefa39ef',
  '3e7ad7f2847b6492',
  'bfd6d3c324e13f50',
  '3fd62e42cf9ee3eb',
];
const EXP_BITS = [
  '4005bf0a8b145769',
  '3fd78b56362cef38',
  '3ffa61298e1e069c',
  '40d5829dcf950560',
  '3f07cd79b5647c9a',
  '3ff000000044b830',
  '48f8c39b9134bac4',
  '0000000000000055',
  '7fe81e9b4b52d0c9',
  '3ff6b4802c805dec',
];
const NORMAL_BITS = [
  'c0029c5c4630ff0e',
  'bfeaee8fa73a1333',
  '3e90d25ac5f0e9c9',
  '3ff4813c36e26d34',
  '40130381a97985f1',
  'c01c234fba57a32a',
  'c02095b059d67c4c',
];

const positive = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true });

describe('ln', () => {
  it('is within an ulp of the engine’s own', () => {
    fc.assert(
      fc.property(positive, (x) => ulps(ln(x), Math.log(x)) <= 1),
      { numRuns: 20_000 },
    );
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), (x) => ulps(ln(x), Math.log(x)) <= 1),
      {
        numRuns: 20_000,
      },
    );
  });

  it('knows the ends of its range', () => {
    expect([ln(0), ln(-0), ln(1), ln(Infinity)]).toEqual([-Infinity, -Infinity, 0, Infinity]);
    expect([ln(-1), ln(-Infinity), ln(NaN)]).toEqual([NaN, NaN, NaN]);
  });

  it('gives the same bits everywhere', () => {
    const at = [
      2, 10, 0.1, 1.1102230246251565e-16, 5e-324, 1.7976931348623157e308, 1.0000001, 0.7, 1.4142135,
    ];
    expect(at.map((x) => bits(ln(x)))).toEqual(LN_BITS);
  });
});

describe('exp', () => {
  it('is within an ulp of the engine’s own', () => {
    for (const size of [1, 50, 750])
      fc.assert(
        fc.property(fc.double({ min: -size, max: size, noNaN: true }), (x) => ulps(exp(x), Math.exp(x)) <= 1),
        { numRuns: 20_000 },
      );
  });

  it('knows the ends of its range', () => {
    expect([exp(0), exp(-0), exp(710), exp(Infinity), exp(-746), exp(-Infinity), exp(NaN)]).toEqual([
      1,
      1,
      Infinity,
      Infinity,
      0,
      0,
      NaN,
    ]);
    expect(exp(709.782712893384)).toBeGreaterThan(1.797e308);
    expect(exp(-745.1332191019411)).toBe(5e-324);
  });

  it('gives the same bits everywhere', () => {
    const at = [1, -1, 0.5, 10, -10, 1e-9, 100.25, -740, 709.5, 0.35];
    expect(at.map((x) => bits(exp(x)))).toEqual(EXP_BITS);
  });
});

describe('sqrt', () => {
  it('is exactly the engine’s own, which hardware rounds correctly', () => {
    fc.assert(
      fc.property(positive, (x) => Object.is(sqrt(x), Math.sqrt(x))),
      { numRuns: 50_000 },
    );
    fc.assert(
      fc.property(fc.double({ min: 0.25, max: 16, noNaN: true }), (x) => Object.is(sqrt(x), Math.sqrt(x))),
      {
        numRuns: 50_000,
      },
    );
    // Squares and their neighbours, where the last bit is easiest to get wrong.
    for (let n = 1; n < 20_000; n++)
      for (const x of [n * n, n * n * (1 + 2 ** -52), n * n * (1 - 2 ** -53)])
        expect(sqrt(x)).toBe(Math.sqrt(x));
  });

  it('knows the ends of its range', () => {
    expect([sqrt(0), sqrt(-0), sqrt(Infinity), sqrt(5e-324)]).toEqual([0, -0, Infinity, Math.sqrt(5e-324)]);
    expect([sqrt(-1), sqrt(NaN), sqrt(-Infinity)]).toEqual([NaN, NaN, NaN]);
  });
});

describe('normalQuantile', () => {
  it('agrees with published quantiles', () => {
    // NIST/SEMATECH e-Handbook 1.3.6.7.1 and Wichura's own check values.
    expect(normalQuantile(0.25)).toBeCloseTo(-0.6744897501960817, 15);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167814, 14);
    expect(normalQuantile(1e-20)).toBeCloseTo(-9.262340089798408, 13);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
    expect([normalQuantile(-0.1), normalQuantile(1.1), normalQuantile(NaN)]).toEqual([NaN, NaN, NaN]);
  });

  it('is odd about one half and never falls', () => {
    const p = fc.double({ min: 1e-300, max: 0.5, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(p, p, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(normalQuantile(low)).toBeLessThanOrEqual(normalQuantile(high) + 1e-13);
        if (1 - (1 - a) === a) expect(normalQuantile(1 - a)).toBe(-normalQuantile(a));
      }),
    );
  });

  it('gives the same bits everywhere', () => {
    const at = [0.01, 0.2, 0.5000001, 0.9, 0.999999, 1e-12, 5.551115123125783e-17];
    expect(at.map((p) => bits(normalQuantile(p)))).toEqual(NORMAL_BITS);
  });
});
