/** Random scenarios, whole ones: for what must hold whatever is set. */
import fc from 'fast-check';
import type { Arrivals, Fault, Keep, Scenario } from '../scenario.ts';
import type { Distribution } from '../settings/quantity.ts';

/** Coarse, so that many things happen at the same moment. */
const coarseMs = (max: number) => fc.integer({ min: 0, max: max / 50 }).map((fifties) => fifties * 50);
const fineMs = (max: number) => fc.integer({ min: 0, max: max * 1000 }).map((us) => us / 1000);
const ms = (max: number) => fc.oneof(coarseMs(max), fineMs(max));
const span = (max: number) =>
  fc.tuple(ms(max), ms(max)).map(([a, b]): [number, number] => (a < b ? [a, b] : [b, a]));

function distribution(maxMs: number): fc.Arbitrary<Distribution> {
  return fc.oneof(
    fc.constant(0),
    ms(maxMs),
    span(maxMs).map(([minMs, to]) => ({ kind: 'uniform' as const, minMs, maxMs: to })),
    ms(maxMs).map((meanMs) => ({ kind: 'exponential' as const, meanMs })),
    fc.tuple(ms(maxMs), fc.integer({ min: 0, max: 20 })).map(([medianMs, tenths]) => ({
      kind: 'log-normal' as const,
      medianMs,
      sigma: tenths / 10,
    })),
    fc.tuple(ms(maxMs), fc.integer({ min: 1, max: 20 })).map(([meanMs, cv2]) => ({
      kind: 'hyper-exponential' as const,
      meanMs,
      cv2,
    })),
    fc
      .array(ms(maxMs), { minLength: 1, maxLength: 5 })
      .map((valuesMs) => ({ kind: 'empirical' as const, valuesMs })),
  );
}

const window = { startMs: coarseMs(2000), untilMs: coarseMs(20_000), count: fc.nat(1000) };

type Pattern = Extract<Arrivals, { kind: 'schedule' }>['parts'][number];
type Window = { startMs?: number; untilMs?: number; count?: number };

/** A window whose end is not before its beginning. */
function sound({ startMs, untilMs, ...rest }: Window): Window {
  return {
    ...rest,
    ...(startMs === undefined ? {} : { startMs }),
    ...(untilMs === undefined ? {} : { untilMs: Math.max(untilMs, startMs ?? 0) }),
  };
}

const openWindow = fc.record(window, { requiredKeys: [] }).map(sound);

const pattern: fc.Arbitrary<Pattern> = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 40 }), openWindow).map(([fifties, rest]) => ({
    kind: 'constant' as const,
    everyMs: fifties * 50,
    ...rest,
  })),
  fc.tuple(fc.integer({ min: 0, max: 60 }), openWindow).map(([ratePerSec, rest]) => ({
    kind: 'poisson' as const,
    ratePerSec,
    ...rest,
  })),
  fc
    .tuple(fc.nat(30), fc.nat(30), fc.integer({ min: 1, max: 20_000 }), openWindow)
    .map(([from, to, overMs, rest]) => ({
      kind: 'ramp' as const,
      fromPerSec: from,
      toPerSec: to,
      overMs,
      ...rest,
    })),
  fc
    .tuple(
      coarseMs(5000),
      fc.nat(40),
      fc.option(coarseMs(1000), { nil: undefined }),
      fc.option(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(30)), { nil: undefined }),
    )
    .map(([atMs, count, withinMs, repeat]) => ({
      kind: 'burst' as const,
      atMs,
      count,
      ...(withinMs === undefined ? {} : { withinMs }),
      ...(repeat === undefined ? {} : { repeatEveryMs: repeat[0] * 100, repeats: repeat[1] }),
    })),
);

const arrivals: fc.Arbitrary<Arrivals> = fc.oneof(
  { weight: 4, arbitrary: pattern },
  {
    weight: 1,
    arbitrary: fc
      .array(pattern, { minLength: 1, maxLength: 3, size: 'max' })
      .map((parts) => ({ kind: 'schedule' as const, parts })),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(
        fc
          .tuple(ms(20_000), fc.option(ms(3000), { nil: undefined }))
          .map(([atMs, durationMs]) => (durationMs === undefined ? { atMs } : { atMs, durationMs })),
        { maxLength: 300, size: 'max' },
      )
      .map((requests) => ({ kind: 'list' as const, requests })),
  },
);

const limit = (max: number) => fc.oneof(fc.constant(null), ms(max), span(max));

const keep: fc.Arbitrary<Keep> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ preset: 'as-of' }) },
  {
    weight: 6,
    arbitrary: fc.record({
      functionIdleMs: limit(3000),
      environmentIdleMs: limit(5000),
      maxAgeMs: limit(15_000),
    }),
  },
);

const FAULTS = [
  'function-error',
  'timeout',
  'out-of-memory',
  'crash',
  'init-error',
  'invalid-request',
] as const;

const faults: fc.Arbitrary<Fault[]> = fc
  .array(
    fc.tuple(
      fc.constantFrom(...FAULTS),
      fc.boolean(),
      fc.oneof(
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 }).map((which) => ({ which })),
        fc.integer({ min: 0, max: 10 }).map((tenths) => ({ share: tenths / 10 })),
      ),
    ),
    { maxLength: 3 },
  )
  .map((drawn) =>
    drawn.map(([kind, on, strikes], index) => ({ id: `fault-${index}`, title: kind, on, kind, ...strikes })),
  );

const wholeScenario: fc.Arbitrary<Scenario> = fc
  .record({
    seed: fc.nat(4_294_967_295),
    horizonMs: fc.integer({ min: 0, max: 30_000 }),
    timeoutMs: fc.oneof(fc.constant(3000), fc.integer({ min: 1, max: 10_000 })),
    handlerMs: distribution(2000),
    createMs: distribution(500),
    extensionsMs: distribution(1000),
    runtimeMs: distribution(1000),
    functionMs: fc.oneof(
      { weight: 3, arbitrary: distribution(2000) },
      { weight: 1, arbitrary: distribution(20_000) },
    ),
    shutdownMs: fc.option(ms(2000), { nil: undefined }),
    keep,
    routing: fc.constantFrom(
      'most-recently-used' as const,
      'least-recently-used' as const,
      'newest-created' as const,
      'oldest-created' as const,
      'random' as const,
    ),
    concurrencyLimit: fc.oneof(fc.constant(undefined), fc.constant(null), fc.nat(8)),
    readyEnvironments: fc.option(fc.nat(4), { nil: undefined }),
    warmEnvironments: fc.option(fc.nat(4), { nil: undefined }),
    dryRun: fc.integer({ min: 0, max: 19 }),
    permitted: fc.integer({ min: 0, max: 19 }),
    arrivals,
    faults,
  })
  .map((drawn) => {
    const ready =
      typeof drawn.concurrencyLimit === 'number'
        ? Math.min(drawn.readyEnvironments ?? 0, drawn.concurrencyLimit)
        : drawn.readyEnvironments;
    return {
      id: 'any',
      title: 'Any',
      question: '',
      summary: '',
      model: 'direct',
      family: 'random',
      seed: drawn.seed,
      horizonMs: drawn.horizonMs,
      settings: {
        function: {
          memoryMb: 128,
          timeoutMs: drawn.timeoutMs,
          handlerMs: drawn.handlerMs,
          createMs: drawn.createMs,
          init: {
            extensionsMs: drawn.extensionsMs,
            runtimeMs: drawn.runtimeMs,
            functionMs: drawn.functionMs,
          },
          ...(drawn.shutdownMs === undefined ? {} : { shutdownMs: drawn.shutdownMs }),
        },
        keep: drawn.keep,
        routing: drawn.routing,
        ...(drawn.concurrencyLimit === undefined ? {} : { concurrencyLimit: drawn.concurrencyLimit }),
        ...(ready === undefined ? {} : { readyEnvironments: ready }),
        ...(drawn.warmEnvironments === undefined ? {} : { warmEnvironments: drawn.warmEnvironments }),
        caller: {
          invocationType: drawn.dryRun === 0 ? 'DryRun' : 'RequestResponse',
          permitted: drawn.permitted !== 0,
        },
      },
      arrivals: drawn.arrivals,
      faults: drawn.faults,
      tunable: [],
      claims: [],
      simplifications: [],
    };
  });

/**
 * Small enough to run in milliseconds, wild enough to meet every state, reason and event of the
 * model. One in four is drawn with a liking for the edges, which makes short runs; the others evenly.
 */
export const anyScenario: fc.Arbitrary<Scenario> = fc.oneof(
  { weight: 1, arbitrary: wholeScenario },
  { weight: 3, arbitrary: fc.noBias(wholeScenario) },
);
