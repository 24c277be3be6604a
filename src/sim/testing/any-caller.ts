/** Random scenarios of those who wait for an answer, and of viewers at the edge: for what must hold whatever is set. */
import fc from 'fast-check';
import type { Fault, Scenario, Settings } from '../scenario.ts';
import { RETRY_MODES } from '../rules/sync-rules.ts';
import { CallerService, RETRIED_FAILURES } from '../settings/caller-settings.ts';
import type { Caller, Edge } from '../settings/caller-settings.ts';
import type { Distribution } from '../settings/quantity.ts';

/** Coarse, so that many things happen at the same moment. */
const coarseMs = (max: number) => fc.integer({ min: 0, max: max / 10 }).map((tens) => tens * 10);
const duration = (max: number): fc.Arbitrary<Distribution> =>
  fc.oneof(
    coarseMs(max),
    coarseMs(max).map((meanMs) => ({ kind: 'exponential' as const, meanMs })),
  );

const fn = fc
  .record({ handlerMs: duration(400), timeoutMs: fc.integer({ min: 1, max: 60 }), functionMs: coarseMs(200) })
  .map(({ handlerMs, timeoutMs, functionMs }): Settings['function'] => ({
    memoryMb: 128,
    timeoutMs: timeoutMs * 50,
    handlerMs,
    createMs: 20,
    init: { extensionsMs: 0, runtimeMs: 10, functionMs },
  }));

const backOff = fc.record({
  firstMs: coarseMs(200),
  factor: fc.integer({ min: 1, max: 3 }),
  capMs: coarseMs(1000),
  jitter: fc.constantFrom(0, 0.5, 1),
});

const caller: fc.Arbitrary<Caller> = fc
  .record({
    service: fc.option(fc.constantFrom(...CallerService.options), { nil: undefined }),
    type: fc.integer({ min: 0, max: 9 }),
    permitted: fc.integer({ min: 0, max: 9 }),
    payloadBytes: fc.constantFrom(undefined, 1000, 7_000_000),
    responseBytes: fc.constantFrom(undefined, 1000, 1_100_000, 7_000_000),
    timeoutMs: fc.option(coarseMs(600), { nil: undefined }),
    retryMode: fc.constantFrom(undefined, ...RETRY_MODES),
    maximum: fc.nat(4),
    backOff,
    after: fc.option(fc.subarray([...RETRIED_FAILURES]), { nil: undefined }),
  })
  .map(
    ({
      service,
      type,
      permitted,
      payloadBytes,
      responseBytes,
      timeoutMs,
      retryMode,
      maximum,
      backOff: waits,
      after,
    }) => {
      const isDirect = service === undefined || ['sdk', 'cli', 'invoke-api'].includes(service);
      return {
        invocationType:
          isDirect && type === 0 ? 'DryRun' : isDirect && type === 1 ? 'Event' : 'RequestResponse',
        permitted: permitted > 0,
        retries: { maximum, backOff: waits, ...(after ? { after } : {}) },
        ...(service ? { service } : {}),
        ...(service === 'firehose' ? { backup: 'failed-records' } : {}),
        ...(payloadBytes ? { payloadBytes } : {}),
        ...(responseBytes ? { responseBytes } : {}),
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
        ...(service === 'sdk' && retryMode ? { retryMode } : {}),
      };
    },
  );

const EDGE_IDS = ['ask', 'go', 'come', 'tell'] as const;
const edge: fc.Arbitrary<Edge> = fc
  .record({
    has: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()),
    originMs: duration(200),
    cacheMs: fc.oneof(fc.constant(0), coarseMs(3000)),
    objects: fc.integer({ min: 1, max: 5 }),
    choice: fc.constantFrom('in-turn' as const, 'drawn' as const),
    hotShare: fc.option(
      fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
      { nil: undefined },
    ),
  })
  .map(({ has, originMs, cacheMs, objects, choice, hotShare }) => ({
    ...(has[0] ? { viewerRequest: EDGE_IDS[0] } : {}),
    ...(has[1] ? { originRequest: EDGE_IDS[1] } : {}),
    ...(has[2] ? { originResponse: EDGE_IDS[2] } : {}),
    ...(has[3] ? { viewerResponse: EDGE_IDS[3] } : {}),
    originMs,
    cacheMs,
    objects,
    choice,
    ...(hotShare === undefined ? {} : { hotShare }),
  }));

const KINDS = [
  'function-error',
  'timeout',
  'crash',
  'init-error',
  'invalid-request',
  'service-error',
  'malformed-answer',
] as const;

const faults = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      of: fc.constantFrom(undefined, ...EDGE_IDS),
      strikes: fc.oneof(
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }).map((which) => ({ which })),
        fc.integer({ min: 0, max: 8 }).map((tenths) => ({ share: tenths / 10 })),
        fc.constant({ fromMs: 1000, untilMs: 2000 }),
      ),
    }),
    { maxLength: 4 },
  )
  .map((drawn): Fault[] =>
    drawn.map(({ kind, of, strikes }, index) => ({
      id: `fault-${index}`,
      title: kind,
      on: true,
      kind,
      ...(of ? { of } : {}),
      ...strikes,
    })),
  );

const asksForAnother: Fault = {
  id: 'another',
  title: '',
  on: true,
  kind: 'temporary-failure',
  share: 0.4,
};

const missing = fc.constantFrom<readonly Fault[]>(
  [],
  [],
  [],
  [
    {
      id: 'caller',
      title: '',
      on: true,
      kind: 'permission-missing',
      of: 'caller',
      fromMs: 500,
      untilMs: 1500,
    },
  ],
  [
    {
      id: 'trust',
      title: '',
      on: true,
      kind: 'permission-missing',
      of: 'function',
      action: 'sts:AssumeRole',
      fromMs: 500,
      untilMs: 1500,
    },
  ],
  [{ id: 'pass', title: '', on: true, kind: 'permission-missing', of: 'function', action: 'iam:PassRole' }],
);

const arrivals = fc.oneof(
  fc
    .record({ ratePerSec: fc.integer({ min: 1, max: 40 }), count: fc.nat(80) })
    .map((drawn) => ({ kind: 'poisson' as const, ...drawn })),
  fc
    .record({ everyMs: fc.integer({ min: 1, max: 30 }), count: fc.nat(80) })
    .map(({ everyMs, count }) => ({ kind: 'constant' as const, everyMs: everyMs * 10, count })),
);

const wholeCaller: fc.Arbitrary<Scenario> = fc
  .record({
    seed: fc.nat(4_294_967_295),
    horizonMs: fc.integer({ min: 0, max: 20_000 }),
    function: fn,
    functions: fc.tuple(fn, fn, fn, fn),
    concurrencyLimit: fc.constantFrom(undefined, null, 0, 1, 2, 5),
    reserved: fc.constantFrom(undefined, undefined, 0, 1, 2),
    caller,
    edge,
    faults,
    missing,
    arrivals,
    views: arrivals,
  })
  .map((drawn) => ({
    id: 'any',
    title: 'Any',
    question: '',
    summary: '',
    model: 'push-synchronous',
    family: 'random',
    seed: drawn.seed,
    horizonMs: drawn.horizonMs,
    settings: {
      function: {
        ...drawn.function,
        ...(drawn.reserved === undefined
          ? {}
          : { reservedConcurrency: Math.min(drawn.reserved, drawn.concurrencyLimit ?? Infinity) }),
      },
      functions: Object.fromEntries(EDGE_IDS.map((id, index) => [id, drawn.functions[index]!])),
      keep: { functionIdleMs: 900, environmentIdleMs: 2000, maxAgeMs: null },
      routing: 'most-recently-used',
      ...(drawn.concurrencyLimit === undefined ? {} : { concurrencyLimit: drawn.concurrencyLimit }),
      caller: drawn.caller,
      edge: drawn.edge,
      resources: { 'failed-records': { type: 'target', service: 's3' } },
    },
    arrivals: drawn.arrivals,
    feeds: [{ to: 'edge', arrivals: drawn.views }],
    faults: [
      ...drawn.faults,
      ...drawn.missing,
      ...(drawn.caller.service === 's3-batch' ? [asksForAnother] : []),
    ],
    tunable: [],
    claims: [],
    simplifications: [],
  }));

/** Callers of every service with retries of their own, and viewers of a distribution with any of its four functions; drawn evenly. */
export const anyCaller = fc.noBias(wholeCaller);
