/** Random scenarios about concurrency: functions that share an account, reservations, changes of them, rates that bind. */
import fc from 'fast-check';
import type { Rules } from '../rules.ts';
import type { Scenario } from '../scenario.ts';
import type { Call } from '../settings/change-settings.ts';
import type { FunctionSettings } from '../settings/function-settings.ts';
import type { Scaling } from '../settings/scaling-settings.ts';
import { idealRules } from './ideal-rules.ts';

/** Small figures, so that every limit is met. */
export const scalingRules: Rules = { ...idealRules, accountConcurrency: 12, unreservedMinimum: 3 };

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const ms = (max: number) => fc.integer({ min: 0, max: max / 250 }).map((quarters) => quarters * 250);

/** Leaves out what is undefined. */
function given(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const NAMES = ['function', 'second', 'third'] as const;

const fn: fc.Arbitrary<FunctionSettings> = fc
  .record({
    memoryMb: fc.constant(128),
    timeoutMs: fc.constant(60_000),
    handlerMs: fc.oneof(ms(3000), fc.constant({ kind: 'exponential' as const, meanMs: 700 })),
    createMs: fc.constantFrom(0, 250),
    init: fc.constantFrom(
      { extensionsMs: 0, runtimeMs: 0, functionMs: 0 },
      { extensionsMs: 0, runtimeMs: 100, functionMs: 400 },
    ),
    reservedConcurrency: maybe(fc.nat(3)),
    errorShare: maybe(fc.constant(0.2)),
    async: fc
      .record({
        whenThrottled: maybe(fc.constantFrom('back-off' as const, 'wait' as const)),
        retryWaitsMs: fc.constant([1000]),
        maximumEventAgeMs: maybe(fc.constant(5000)),
      })
      .map(given),
    versions: maybe(fc.constant({ '1': {} })),
  })
  .map((fields) => given(fields) as FunctionSettings);

const change = fc
  .record({
    atMs: ms(12_000),
    function: maybe(fc.constantFrom('second', 'third')),
    reserved: fc.oneof(fc.nat(12), fc.constantFrom(0, null)),
  })
  .map((fields) => given(fields) as Pick<Call, 'atMs' | 'function'> & { reserved: number | null });

const scaling: fc.Arbitrary<Scaling> = fc
  .record({
    refill: maybe(fc.constantFrom('step' as const, 'continuous' as const)),
    scope: maybe(fc.constantFrom('account' as const, 'function' as const)),
    rate: maybe(
      fc.record({
        burst: fc.integer({ min: 1, max: 8 }),
        perPeriod: fc.nat(4),
        periodMs: fc.constantFrom(1000, 2500),
      }),
    ),
    requestsPerSecondFactor: maybe(fc.constantFrom(null, 0.5, 1, 2)),
  })
  .map((fields) => given(fields) as Scaling);

const arrivals = fc.oneof(
  fc.record({
    kind: fc.constant('burst' as const),
    atMs: ms(4000),
    count: fc.nat(25),
    repeatEveryMs: fc.constantFrom(500, 3000),
    repeats: fc.nat(4),
  }),
  fc.record({
    kind: fc.constant('poisson' as const),
    ratePerSec: fc.nat(12),
    untilMs: fc.constant(12_000),
  }),
);

/** Requests of a caller for one function or its version, events and messages for others, and what operators do. */
export const anyScaling: fc.Arbitrary<Scenario> = fc
  .record({
    functions: fc.tuple(fn, fn, fn),
    limit: maybe(fc.oneof(fc.integer({ min: 9, max: 20 }), fc.constant(null))),
    scaling: maybe(scaling),
    changes: fc.array(change, { maxLength: 6 }),
    idleMs: fc.constantFrom(null, 0, 2000),
    arrivals,
    feeds: fc.tuple(arrivals, arrivals),
    atVersion: fc.boolean(),
    seed: fc.nat(1000),
  })
  .map((drawn): Scenario => {
    const [own, second, third] = drawn.functions;
    // What is reserved at first must leave the minimum.
    const limit = drawn.limit === undefined ? scalingRules.accountConcurrency : (drawn.limit ?? Infinity);
    let left = limit - scalingRules.unreservedMinimum!;
    const fitted = [own, second, third].map((each): FunctionSettings => {
      if (each.reservedConcurrency === undefined) return each;
      const reservedConcurrency = Math.min(each.reservedConcurrency, left);
      left -= reservedConcurrency;
      return { ...each, reservedConcurrency };
    });
    const invokes = drawn.atVersion && own.versions ? 'function:1' : undefined;
    return {
      id: 'scaling',
      title: 'Scaling',
      question: '',
      summary: '',
      model: 'direct',
      family: 'test',
      seed: drawn.seed,
      horizonMs: 400_000,
      settings: {
        function: fitted[0]!,
        functions: { second: fitted[1]!, third: fitted[2]! },
        keep: { functionIdleMs: null, environmentIdleMs: drawn.idleMs, maxAgeMs: null },
        routing: 'most-recently-used',
        ...(drawn.limit === undefined ? {} : { concurrencyLimit: drawn.limit }),
        ...(drawn.scaling === undefined ? {} : { scaling: drawn.scaling }),
        resources: { jobs: { type: 'queue', visibilityTimeoutMs: 60_000 } },
        mappings: { reader: { type: 'queue', source: 'jobs', function: 'third', batchSize: 1 } },
        caller: {
          invocationType: 'RequestResponse',
          permitted: true,
          ...(invokes === undefined ? {} : { invokes }),
        },
      },
      arrivals: drawn.arrivals,
      feeds: [
        { to: 'second', arrivals: drawn.feeds[0] },
        { to: 'jobs', arrivals: drawn.feeds[1] },
      ],
      faults: [],
      changes: drawn.changes.map((each, index) => ({
        kind: 'put-function-concurrency',
        id: `change-${index + 1}`,
        title: '',
        on: true,
        ...each,
      })),
      tunable: [],
      claims: [],
      simplifications: [],
    };
  });

/** Names of the functions of these scenarios, in the order of their numbers. */
export const SCALING_FUNCTIONS: readonly string[] = NAMES;
