/**
 * A scenario: settings, arrivals, faults, a seed and claims. One schema serves the app, the
 * command line, the published JSON Schema and people's own files.
 */
import { Bet } from './bet.ts';
import { Expected } from './expected.ts';
import { Caller, Edge } from './settings/caller-settings.ts';
import { Alarm, Change } from './settings/change-settings.ts';
import { FunctionSettings } from './settings/function-settings.ts';
import { Mapping } from './settings/mapping-settings.ts';
import { Vpc } from './settings/network-settings.ts';
import { count, date, id, invocable, ms, share } from './settings/quantity.ts';
import { Resource } from './settings/resource-settings.ts';
import { Provisioning } from './settings/provision-settings.ts';
import { Scaling } from './settings/scaling-settings.ts';
import { z } from './zod.ts';

const perSec = z.number().check(z.gte(0), z.lte(1e6));
const startMs = z.optional(ms);
const untilMs = z.optional(ms);
const atMost = z.optional(count);

/** A pattern whose requests can be drawn one after the other. */
const Pattern = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('constant'),
    everyMs: ms.check(z.positive()),
    startMs,
    untilMs,
    count: atMost,
  }),
  z.strictObject({ kind: z.literal('poisson'), ratePerSec: perSec, startMs, untilMs, count: atMost }),
  z.strictObject({
    kind: z.literal('ramp'),
    fromPerSec: perSec,
    toPerSec: perSec,
    overMs: ms.check(z.positive()),
    startMs,
    untilMs,
    count: atMost,
  }),
  /** `count` requests, `withinMs` apart from first to last (0: at the same moment), repeated every `repeatEveryMs`. */
  z.strictObject({
    kind: z.literal('burst'),
    atMs: ms,
    count,
    withinMs: z.optional(ms),
    repeatEveryMs: z.optional(ms.check(z.positive())),
    repeats: atMost,
  }),
]);

export const Arrivals = z.discriminatedUnion('kind', [
  ...Pattern.def.options,
  /** Patterns one after the other or on top of each other, merged by time. */
  z.strictObject({ kind: z.literal('schedule'), parts: z.array(Pattern).check(z.minLength(1)) }),
  /** Real or chosen requests; `durationMs` overrides the handler's duration. */
  z.strictObject({
    kind: z.literal('list'),
    requests: z.array(z.strictObject({ atMs: ms, durationMs: z.optional(ms) })),
  }),
  /** A CSV beside the scenario file with the columns at_ms and duration_ms; it becomes a `list` when read. */
  z.strictObject({ kind: z.literal('csv'), file: z.string() }),
]);
export type Arrivals = z.infer<typeof Arrivals>;

/**
 * Which idle environment serves the next request. AWS was measured to take the most recently
 * used (us-east-1, 2020); the others exist for comparison.
 */
export const Routing = z.enum([
  'most-recently-used',
  'least-recently-used',
  'newest-created',
  'oldest-created',
  'random',
]);
export type Routing = z.infer<typeof Routing>;

/** null: never. A pair: drawn evenly between the two for every environment. */
const limitMs = z.nullable(z.union([ms, z.tuple([ms, ms])]));

/** How long environments are kept. AWS documents no number: presets are dated measurements. */
export const Keep = z.union([
  z.strictObject({ preset: z.string() }),
  z.strictObject({
    /** The whole function may idle this long; then every idle environment is retired. */
    functionIdleMs: limitMs,
    /** One environment may idle this long while others work. */
    environmentIdleMs: limitMs,
    /** An environment older than this is retired as soon as it is idle. */
    maxAgeMs: limitMs,
  }),
]);
export type Keep = z.infer<typeof Keep>;

export const Settings = z.strictObject({
  /** The function in the middle: requests of `caller` go to it, and so do units of sources that name no other. */
  function: FunctionSettings,
  /** Other functions, by id. The one in the middle has the id `function`. */
  functions: z.optional(z.record(id, FunctionSettings)),
  keep: Keep,
  routing: Routing,
  /** Of the account, over all its functions. Absent: the account's default by the facts. null: no limit (an idealisation). */
  concurrencyLimit: z.optional(z.nullable(count)),
  /** How fast functions may grow, and how many requests a second they take. Absent: by the rules of the date; without a limit of the account, without limits. */
  scaling: z.optional(Scaling),
  /** How provisioned concurrency is made ready. Absent: by the rules of the date. */
  provisioning: z.optional(Provisioning),
  /** Code storage that the account uses before the run, besides the functions of the scenario. */
  codeStorageUsedMb: z.optional(z.number().check(z.gte(0), z.lte(1e9))),
  /** Environments made ready from time 0 on, and kept ready. */
  readyEnvironments: z.optional(z.int().check(z.gte(0), z.lte(10_000))),
  /** Environments that are already frozen at time 0 and are kept by the ordinary rules. */
  warmEnvironments: z.optional(z.int().check(z.gte(0), z.lte(10_000))),
  /** Who calls the function and waits; absent when nobody does. */
  caller: z.optional(Caller),
  edge: z.optional(Edge),
  /** Streams, queues, services and what functions call, by id. */
  resources: z.optional(z.record(id, Resource)),
  /** Event source mappings, by id. */
  mappings: z.optional(z.record(id, Mapping)),
  /** Networks that functions are attached to, by id. */
  vpcs: z.optional(z.record(id, Vpc)),
  /** Alarms, by id. */
  alarms: z.optional(z.record(id, Alarm)),
});
export type Settings = z.infer<typeof Settings>;

export const Fault = z.strictObject({
  id,
  title: z.string(),
  on: z.boolean(),
  kind: z.enum([
    // What becomes of an invocation.
    'function-error',
    /** Node.js with a callback: thrown in a callback of the event loop, or at once (afterMs 0), where the runtime catches it. */
    'unhandled-exception',
    'timeout',
    'out-of-memory',
    'crash',
    'init-error',
    /** At the moment `fromMs` the process of the environment ends: its invocation fails, one that is frozen is gone. */
    'environment-killed',
    'invalid-request',
    /** The handler fails at these events, records or messages, whenever one is in its batch. */
    'bad-item',
    /** A unit is delivered a second time. */
    'duplicate',
    /** Lambda itself answers with an error. */
    'service-error',
    /** The function answers in a form its caller does not take. */
    'malformed-answer',
    /** The function answers that it may be tried again (S3 Batch Operations). */
    'temporary-failure',
    /** A permission that the path needs is missing. */
    'permission-missing',
    // What becomes of a call that a function makes.
    'call-error',
    'call-slow',
    'unreachable',
  ]),
  /**
   * Id of the function (all its versions, or one: `orders:2`), resource or mapping it strikes; for calls of
   * `caller`, `caller`. Absent: the scenario's own function, or all.
   */
  of: z.optional(invocable),
  /** permission-missing: the one action that is missing, by AWS's name: `logs:PutLogEvents`, `iam:PassRole`. Absent: all that the path needs. */
  action: z.optional(z.string()),
  /** 1-based numbers of what it strikes: invocations, environments (init-error; environment-killed: of the run, as they are numbered in it), events, records or messages (bad-item, duplicate), calls. */
  which: z.optional(z.array(z.int().check(z.positive()))),
  /** Or the chance that it strikes any of them. */
  share: z.optional(share),
  /** It strikes only from and until these moments. */
  fromMs: z.optional(ms),
  untilMs: z.optional(ms),
  /** Time until the handler fails, in place of its ordinary duration; for call-slow what a call takes more. */
  afterMs: z.optional(ms),
});
export type Fault = z.infer<typeof Fault>;

/**
 * A setting the reader may change: control, URL key and validation at once. `path` starts at the
 * scenario (`settings.function.timeoutMs`, `arrivals.count`, `faults.<id>.on`) and must have a
 * value there. `min`, `max`, `step` and the options are in the unit of that stored value; only
 * what people read and write is divided by `per` (see overlay.ts).
 */
export const Tunable = z.discriminatedUnion('control', [
  z.strictObject({
    control: z.literal('number'),
    key: id,
    path: z.string(),
    label: z.string(),
    unit: z.string(),
    /** Where the control stands in the picture. */
    at: z.enum(['caller', 'service', 'function']),
    min: z.number(),
    max: z.number(),
    step: z.number().check(z.positive()),
    scale: z.optional(z.enum(['linear', 'log'])),
    /** Shown value = stored value / per (600,000 ms shown as 10 with unit min: per 60,000). */
    per: z.optional(z.number().check(z.positive())),
  }),
  z.strictObject({
    control: z.literal('choice'),
    key: id,
    path: z.string(),
    label: z.string(),
    at: z.enum(['caller', 'service', 'function']),
    options: z
      .array(z.strictObject({ value: z.union([z.string(), z.number(), z.null()]), label: z.string() }))
      .check(z.minLength(2)),
  }),
  z.strictObject({
    control: z.literal('switch'),
    key: id,
    path: z.string(),
    label: z.string(),
    at: z.enum(['caller', 'service', 'function']),
  }),
]);
export type Tunable = z.infer<typeof Tunable>;

/** What a scenario says will happen, checked on every run. */
export const Claim = z.strictObject({
  id,
  says: z.string(),
  /** A path into the summary, such as `counts.cold` or `latencyMs.max`. */
  measure: z.string(),
  is: Expected,
  /** Where the expected value comes from; a value read off a run is a golden trace, not a claim. */
  from: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fact'), fact: id }),
    z.strictObject({ kind: z.literal('case'), case: z.string() }),
    z.strictObject({ kind: z.literal('derivation'), text: z.string() }),
  ]),
});
export type Claim = z.infer<typeof Claim>;

/**
 * One switch flipped, alone, and the claims that then do not hold: exactly these. So every fault and every
 * cure of a scenario is known to matter.
 */
export const LoadBearing = z.strictObject({
  /** Key of a control, or a path such as `faults.bad-record.on`. */
  flip: z.string(),
  /** What it is set to, as the scenario stores it. Absent: true where it was false, and the other way round. */
  to: z.optional(z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Ids of claims. */
  breaks: z.array(id).check(z.minLength(1)),
});
export type LoadBearing = z.infer<typeof LoadBearing>;

export const Model = z.enum(['direct', 'push-synchronous', 'push-asynchronous', 'stream', 'queue']);
export type Model = z.infer<typeof Model>;

export const Scenario = z.strictObject({
  $schema: z.optional(z.string()),
  id,
  title: z.string().check(z.minLength(1)),
  /** The question it asks, shown under the title. */
  question: z.string(),
  /** One or two sentences: what happens here. */
  summary: z.string(),
  /** The invocation model it shows; the Lab lists scenarios by it. */
  model: Model,
  family: id,
  /** The date its claims are stated for; without one it runs at the app's date. */
  asOf: z.optional(date),
  seed: z.int().check(z.gte(0), z.lte(4_294_967_295)),
  /** Simulated time after which the run ends. */
  horizonMs: ms,
  settings: Settings,
  arrivals: Arrivals,
  /** Where they arrive: `caller` (as without), `edge`, or the id of a resource. */
  entry: z.optional(invocable),
  /** More arrivals at other places. */
  feeds: z.optional(z.array(z.strictObject({ to: invocable, arrivals: Arrivals }))),
  faults: z.array(Fault),
  /** What its operators do while it runs. */
  changes: z.optional(z.array(Change)),
  tunable: z.array(Tunable),
  claims: z.array(Claim),
  /** What a reader is asked before the run; absent: the figures that the claims are about. */
  bets: z.optional(z.array(Bet).check(z.minLength(1), z.maxLength(3))),
  /** What its switches are for; every fault and every control of kind `switch` has an entry, as a test demands. */
  loadBearing: z.optional(z.array(LoadBearing)),
  /** Ids of the simplifications in force. */
  simplifications: z.array(id),
});
export type Scenario = z.infer<typeof Scenario>;
