/**
 * A month's usage of Lambda in one account, as the pricing page exports it and the command line reads it. Every number
 * may be written as people type it (`3M`, `1,500,000`, `0.5`); what is read is exact.
 */
import { MOST, readAmount, type AmountSpec } from './amount.ts';
import { parseAsOf, type Day } from './as-of.ts';
import { COMPONENTS } from './bill.ts';
import { Decimal } from './decimal.ts';
import { DurationList } from './duration-list.ts';
import { problemOf, type UsageProblem } from './usage-problem.ts';
import { z } from './zod.ts';

/** A field with a number. */
function amount(spec: AmountSpec) {
  return z.pipe(
    z.union([z.string(), z.number(), z.nan(), z.literal([Infinity, -Infinity])], {
      error: ({ input }) =>
        input === undefined
          ? `${spec.label}: nothing is given; type a number.`
          : `${spec.label}: expected a number, or a text with one.`,
    }),
    z.transform((raw, context) => {
      const read = readAmount(raw, spec);
      if (read.ok) return read.value;
      context.issues.push({ code: 'custom', message: read.message, input: raw });
      return z.NEVER;
    }),
  );
}

const count = (label: string, most: string = MOST) => amount({ label, most, hasSuffix: true });
const hours = (label: string) => amount({ label, unit: 'h' });

const Requests = z.discriminatedUnion('per', [
  z.strictObject({ per: z.literal('month'), count: count('Requests a month') }),
  z.strictObject({ per: z.literal('day'), count: count('Requests a day') }),
  z.strictObject({ per: z.literal('second'), count: count('Requests a second', '1000000000') }),
  /** How many in each hour of a day, from midnight on. */
  z.strictObject({
    per: z.literal('hour of the day'),
    counts: z.array(count('Requests in the hour')).check(z.length(24)),
  }),
]);
export type Requests = z.output<typeof Requests>;

const ms = (label: string) => amount({ label, unit: 'ms', most: '31622400000' });

/**
 * How long invocations take: their mean (each is then taken to be as long), median and 95th percentile (of a log-normal
 * distribution), a list of measured ones, or what REPORT lines add up to.
 */
const Duration = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mean'), ms: ms('Mean duration') }),
  z
    .strictObject({
      kind: z.literal('percentiles'),
      p50Ms: ms('Median duration'),
      p95Ms: ms('95th percentile'),
    })
    .check(
      z.refine(({ p50Ms, p95Ms }) => p50Ms.lte(p95Ms) && p50Ms.gt(0), {
        path: ['p95Ms'],
        error: '95th percentile: expected no less than the median, and both above 0.',
      }),
    ),
  z.strictObject({ kind: z.literal('list'), ms: DurationList }),
  /** Billed Duration of all requests together, with what is billed of Init. */
  z.strictObject({
    kind: z.literal('billed'),
    totalMs: amount({ label: 'Billed duration, all together', unit: 'ms', most: '1000000000000000000' }),
  }),
]);
export type Duration = z.output<typeof Duration>;

const Provisioned = z.strictObject({
  /** Spells for which so many environments are allocated; each is rounded up to five minutes. */
  periods: z.array(
    z.strictObject({
      environments: amount({ label: 'Provisioned environments', whole: true, most: '1000000' }),
      seconds: amount({ label: 'Seconds provisioned', unit: 's' }),
      /** How often in the month. */
      times: z.optional(amount({ label: 'Times a month' })),
    }),
  ),
  /** How many of the function's requests it serves. */
  requests: count('Requests on provisioned concurrency'),
  duration: Duration,
});

const SnapStart = z.strictObject({
  runtime: z.enum(['java', 'python', 'dotnet']),
  snapshots: z.optional(amount({ label: 'Snapshots', most: '1000000' })),
  /** Each of them; at least three are billed. */
  keptHours: z.optional(hours('Hours a snapshot is kept')),
  restores: z.optional(count('Restores')),
});

const Streamed = z.strictObject({
  requests: count('Streamed responses'),
  /** Of one response; a MB has 1,024 KB. */
  size: amount({ label: 'Size of a streamed response', most: '1000000000' }),
  unit: z.enum(['KB', 'MB', 'GB']),
});

const AsyncEvents = z.strictObject({
  events: count('Asynchronous events'),
  payloadKb: amount({ label: 'Payload of an event', unit: 'KB', most: '1048576' }),
});

const Pollers = z.strictObject({
  source: z.enum(['sqs', 'kafka']),
  /** Event poller units. */
  units: amount({ label: 'Event poller units', most: '1000000' }),
  hours: hours('Hours of the units'),
  times: z.optional(amount({ label: 'Times a month' })),
});

const Durable = z.strictObject({
  operations: z.optional(count('Durable operations')),
  gbWritten: z.optional(amount({ label: 'Durable data written', unit: 'GB' })),
  gbMonths: z.optional(amount({ label: 'Durable data retained, GB-months' })),
  /** The same as so much for so many days. */
  retained: z.optional(
    z.array(
      z.strictObject({
        gb: amount({ label: 'Durable data retained', unit: 'GB' }),
        days: amount({ label: 'Days retained', most: '366' }),
      }),
    ),
  ),
});

const ManagedInstances = z.strictObject({
  /** The EC2 instance's own price on demand: the fee for managing it is part of that, whatever is paid for it. */
  hourlyUsd: amount({ label: 'Price of the instance an hour', most: '1000000' }),
  /** What is paid for it with a savings plan or a reservation; absent: the price on demand. */
  paidHourlyUsd: z.optional(amount({ label: 'Paid for the instance an hour', most: '1000000' })),
  instances: amount({ label: 'Instances', most: '1000000' }),
  hours: hours('Hours of the instances'),
});

export const FunctionInput = z
  .strictObject({
    name: z.string().check(z.minLength(1), z.maxLength(140)),
    /** On Lambda itself, at CloudFront's edge, or on managed instances. */
    platform: z._default(z.enum(['lambda', 'edge', 'managed-instances']), 'lambda'),
    architecture: z._default(z.enum(['x86_64', 'arm64']), 'x86_64'),
    memoryMb: amount({ label: 'Memory', unit: 'MB', whole: true, least: '1', most: '32768' }),
    package: z._default(z.enum(['zip', 'image']), 'zip'),
    runtime: z._default(z.enum(['managed', 'custom']), 'managed'),
    /** All requests, those on provisioned concurrency among them. */
    requests: Requests,
    /** Of those not on provisioned concurrency. */
    duration: Duration,
    init: z.optional(
      z.strictObject({
        /** Share of the requests, on demand, that meet a cold start. */
        coldPercent: amount({ label: 'Cold starts', unit: '%', most: '100' }),
        ms: ms('Init phase'),
      }),
    ),
    ephemeralStorageMb: z.optional(
      amount({ label: 'Ephemeral storage', unit: 'MB', whole: true, least: '512', most: '10240' }),
    ),
    provisionedConcurrency: z.optional(Provisioned),
    snapStart: z.optional(SnapStart),
    streaming: z.optional(z.array(Streamed)),
    asynchronous: z.optional(z.array(AsyncEvents)),
    pollers: z.optional(z.array(Pollers)),
    durable: z.optional(Durable),
    /** Environments created for tenants of their own. */
    tenantEnvironments: z.optional(count('Environments created for tenants')),
    managedInstances: z.optional(ManagedInstances),
  })
  .check(
    z.superRefine((fn, context) => {
      const wrong = (path: string[], message: string): void => {
        context.addIssue({ code: 'custom', path, message });
      };
      if (fn.platform === 'managed-instances' && !fn.managedInstances)
        wrong(['managedInstances'], 'Managed instances: expected the instances and their price.');
      if (fn.platform !== 'managed-instances' && fn.managedInstances)
        wrong(['managedInstances'], 'Managed instances: the function is not on them; leave this out.');
      if (fn.platform === 'edge' && fn.architecture === 'arm64')
        wrong(['architecture'], 'Architecture: Lambda@Edge runs on x86_64 alone.');
      if (fn.platform !== 'lambda' && fn.provisionedConcurrency)
        wrong(['provisionedConcurrency'], 'Provisioned concurrency: there is none on this platform.');
    }),
  );
export type FunctionInput = z.output<typeof FunctionInput>;

const MicroVms = z.strictObject({
  /** What they run at: the baseline, or in an entry of its own what they scale up to. */
  vcpus: amount({ label: 'vCPUs of a MicroVM', most: '64' }),
  memoryGb: amount({ label: 'Memory of a MicroVM', unit: 'GB', most: '256' }),
  /** Of all of them, running. */
  hours: hours('Hours of MicroVMs'),
  /** Snapshots, of images and of what is suspended: kept, read on a start or resume, written on a suspend. */
  snapshotGbMonths: z.optional(amount({ label: 'Snapshots of MicroVMs, GB-months' })),
  snapshotGbRead: z.optional(amount({ label: 'Snapshots of MicroVMs read', unit: 'GB' })),
  snapshotGbWritten: z.optional(amount({ label: 'Snapshots of MicroVMs written', unit: 'GB' })),
});

export const UsageInput = z.strictObject({
  region: z._default(
    z.string().check(z.regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'Region: expected a code such as us-east-1.')),
    'us-east-1',
  ),
  /** `today`, `2018-02`, or any date since 2014-11. */
  asOf: z._default(z.string(), 'today'),
  freeTier: z._default(z.boolean(), true),
  /** What others in the account have used of the free tier already. */
  freeTierUsed: z.optional(
    z.strictObject({
      requests: z.optional(count('Free requests used')),
      gbSeconds: z.optional(count('Free GB-seconds used')),
      streamedGb: z.optional(amount({ label: 'Free streaming used', unit: 'GB' })),
    }),
  ),
  /** Days of the month, for what is given by the second, the hour or the day. */
  daysInMonth: z._default(amount({ label: 'Days in the month', least: '1', most: '31' }), new Decimal(30)),
  savingsPlan: z.optional(
    z.strictObject({
      discountPercent: amount({ label: 'Savings plan discount', unit: '%', most: '100' }),
      /** How much of what it may cover it covers. */
      coveragePercent: z.optional(amount({ label: 'Savings plan coverage', unit: '%', most: '100' })),
    }),
  ),
  /** Prices agreed on with AWS, or of a Region nobody has looked up, by the name of the rate. */
  ownPrices: z.optional(z.partialRecord(z.enum(COMPONENTS), amount({ label: 'Own price', most: '1000000' }))),
  functions: z.array(FunctionInput).check(z.maxLength(500)),
  microVms: z.optional(z.array(MicroVms)),
});
/** What a bill is made of: read and exact. */
export type Usage = z.output<typeof UsageInput>;
/** What a file or the page's state holds: as it was typed. */
export type TypedUsage = z.input<typeof UsageInput>;

export type { UsageProblem };

export type ReadUsage = { readonly usage: Usage } | { readonly problems: readonly UsageProblem[] };

/**
 * Reads a usage, whatever it is; the problems are by field, in the order of the fields.
 *
 * @param today the day the facts were last checked
 */
export function readUsage(input: unknown, today: Day): ReadUsage {
  const result = UsageInput.safeParse(input, { reportInput: true });
  if (!result.success) return { problems: result.error.issues.map(problemOf) };
  const asOf = parseAsOf(result.data.asOf, today);
  const problems = [
    ...(asOf.ok ? [] : [{ path: 'asOf', message: asOf.message }]),
    ...result.data.functions.flatMap((fn, index) => moreThanThereAre(fn, index, result.data)),
  ];
  return asOf.ok && problems.length === 0 ? { usage: { ...result.data, asOf: asOf.day } } : { problems };
}

/** Requests of a month. */
export function requestsOf({ requests }: Pick<FunctionInput, 'requests'>, daysInMonth: Decimal): Decimal {
  switch (requests.per) {
    case 'month':
      return requests.count;
    case 'day':
      return requests.count.times(daysInMonth);
    case 'second':
      return requests.count.times(86_400).times(daysInMonth);
    case 'hour of the day':
      return requests.counts.reduce((all, one) => all.plus(one), new Decimal(0)).times(daysInMonth);
  }
}

function moreThanThereAre(
  fn: FunctionInput,
  index: number,
  { daysInMonth }: Pick<Usage, 'daysInMonth'>,
): UsageProblem[] {
  const served = fn.provisionedConcurrency?.requests;
  const all = requestsOf(fn, daysInMonth);
  if (!served || served.lte(all)) return [];
  return [
    {
      path: `functions.${index}.provisionedConcurrency.requests`,
      message: `Requests on provisioned concurrency: ${served.toFixed()} are more than the ${all.toFixed()} of the function; they are some of those.`,
    },
  ];
}
