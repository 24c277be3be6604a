/** What the parts of random scenarios are drawn with. */
import fc from 'fast-check';
import type { Arrivals } from '../scenario.ts';
import type { BackOff, Distribution } from '../settings/quantity.ts';

export const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
export const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
/** Coarse, so that many things happen at the same moment. */
export const ms = (max: number) => fc.integer({ min: 0, max: max / 10 }).map((tens) => tens * 10);
export const duration = (max: number): fc.Arbitrary<Distribution> =>
  fc.oneof(
    ms(max),
    ms(max).map((meanMs) => ({ kind: 'exponential' as const, meanMs })),
  );

/** Leaves out what is undefined; what is left is whatever type is asked for. */
export function given(fields: object): never {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

export const backOff: fc.Arbitrary<BackOff> = fc.record({
  firstMs: ms(500).map((drawn) => drawn + 10),
  factor: fc.integer({ min: 1, max: 3 }),
  capMs: ms(3000).map((drawn) => drawn + 10),
  jitter: fc.constantFrom(0, 0.5, 1),
});

/** Functions whose reservations together fit into the account's limit. @param limit null: there is none; undefined: AWS's. */
export function fitting<Fn extends { readonly reservedConcurrency?: number | undefined }>(
  limit: number | null | undefined,
  functions: readonly Fn[],
): readonly Fn[] {
  let left = limit ?? Infinity;
  return functions.map((fn) => {
    if (fn.reservedConcurrency === undefined) return fn;
    const reservedConcurrency = Math.min(fn.reservedConcurrency, left);
    left -= reservedConcurrency;
    return { ...fn, reservedConcurrency };
  });
}

export const FUNCTIONS = ['function', 'second', 'third'] as const;
/** What takes in units. */
export const SINKS = ['orders', 'line', 'letters', 'clicks', 'service', 'bus'] as const;

export const arrivals: fc.Arbitrary<Arrivals> = fc.oneof(
  fc.record({
    kind: fc.constant('poisson' as const),
    ratePerSec: fc.integer({ min: 1, max: 20 }),
    count: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({
    kind: fc.constant('constant' as const),
    everyMs: fc.integer({ min: 1, max: 40 }).map((tens) => tens * 10),
    count: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({
    kind: fc.constant('burst' as const),
    atMs: ms(2000),
    count: fc.integer({ min: 1, max: 12 }),
    repeatEveryMs: fc.constantFrom(5000, 70_000),
    repeats: fc.nat(2),
  }),
  fc.record({
    kind: fc.constant('list' as const),
    requests: fc.array(
      fc.oneof(
        ms(5000).map((atMs) => ({ atMs })),
        fc.record({ atMs: ms(5000), durationMs: ms(2000) }),
      ),
      { maxLength: 20 },
    ),
  }),
);
