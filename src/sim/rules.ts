/**
 * The figures the machines need, as they were in force at one date. The engine holds no such
 * number itself: they are resolved from dated facts and handed in.
 */
import { type AsyncRules, resolveAsyncRules } from './rules/async-rules.ts';
import { type DeliveryRules, resolveDeliveryRules } from './rules/delivery-rules.ts';
import { type EdgeRules, resolveEdgeRules } from './rules/edge-rules.ts';
import { factReader, RulesError, shown, type FactValues } from './rules/fact-reader.ts';
import { type LogRules, type NodeRules, resolveLogRules, resolveNodeRules } from './rules/log-rules.ts';
import { type MeasuredRules, resolveMeasuredRules } from './rules/measured-rules.ts';
import { type NetworkRules, resolveNetworkRules } from './rules/network-rules.ts';
import { type PackageRules, resolvePackageRules } from './rules/package-rules.ts';
import { type PermissionRules, resolvePermissionRules } from './rules/permission-rules.ts';
import {
  type CpuRules,
  type ProvisionedRules,
  resolveCpuRules,
  resolveProvisionedRules,
  resolveSnapStartRules,
  type SnapStartRules,
} from './rules/provisioned-rules.ts';
import { type QueueRules, resolveQueueRules } from './rules/queue-rules.ts';
import { type ReleaseRules, resolveReleaseRules } from './rules/release-rules.ts';
import { resolveScalingRules, type ScalingRules } from './rules/scaling-rules.ts';
import { resolveStreamRules, type StreamRules } from './rules/stream-rules.ts';
import { resolveSyncRules, type SyncRules } from './rules/sync-rules.ts';
import { z } from './zod.ts';

const limitMs = z.nullable(
  z.union([
    z.number().check(z.gte(0)),
    z
      .tuple([z.number().check(z.gte(0)), z.number().check(z.gte(0))])
      .check(z.refine(([least, most]) => least <= most, 'expected the smaller of the two first')),
  ]),
);

/** One dated measurement of how long environments are kept; milliseconds, null: never. */
export const KeepPreset = z.object({
  id: z.string(),
  label: z.string(),
  functionIdleMs: limitMs,
  environmentIdleMs: limitMs,
  maxAgeMs: limitMs,
});
export type KeepPreset = z.infer<typeof KeepPreset>;

export interface Rules {
  /** The date these rules were in force, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Limit of the Init phase on demand, µs (fact init-limit). */
  readonly initLimitUs: number;
  /** Limit of the Init phase of an environment that is kept ready, µs, unless the timeout is longer (fact init-limit-provisioned). */
  readonly initLimitProvisionedUs: number;
  /** Concurrent executions an account has by default (fact account-concurrency). */
  readonly accountConcurrency: number;
  /** Concurrency that reservations must leave (fact unreserved-minimum); null: nothing could be reserved yet. */
  readonly unreservedMinimum: number | null;
  /** Longest timeout of a function, ms (fact timeout-max). */
  readonly timeoutMaxMs: number;
  /** Memory settings, MB (facts memory-min, memory-max). */
  readonly memoryMinMb: number;
  readonly memoryMaxMb: number;
  /** The preset in force at the date, and every preset by id (fact idle-recycle-measured). */
  readonly keep: KeepPreset;
  readonly keepPresets: readonly KeepPreset[];
  /** Push, asynchronous: the event queue. */
  readonly async: AsyncRules;
  /** How SNS and EventBridge bring their events to it. */
  readonly delivery: DeliveryRules;
  /** Push, synchronous, and direct: who waits for an answer. */
  readonly sync: SyncRules;
  /** Pull: Kinesis and DynamoDB Streams. */
  readonly streams: StreamRules;
  /** Pull: SQS; queues also stand behind functions as targets. */
  readonly queues: QueueRules;
  /** Lambda@Edge; null: not yet. */
  readonly edge: EdgeRules | null;
  readonly permissions: PermissionRules;
  readonly logs: LogRules;
  readonly node: NodeRules;
  /** How fast environments and requests may come, and what a throttle says. */
  readonly scaling: ScalingRules;
  /** Provisioned concurrency and what scales it; null: not yet. */
  readonly provisioned: ProvisionedRules | null;
  /** SnapStart; null: not yet. */
  readonly snapStart: SnapStartRules | null;
  readonly cpu: CpuRules;
  /** Versions, aliases, deployments. */
  readonly releases: ReleaseRules;
  /** Packages, layers, images, templates. */
  readonly packages: PackageRules;
  /** Functions in a VPC; null: not yet. */
  readonly network: NetworkRules | null;
  /** Cold starts as measured. */
  readonly measured: MeasuredRules;
  /** Features that did not exist at the date, by fact id: when they were introduced. */
  readonly notYet: Readonly<Partial<Record<Feature, string>>>;
}

/** From this day on the rules are these, until the next period begins. */
export interface RulePeriod {
  readonly from: string;
  readonly rules: Rules;
}

/** Features a scenario may use that have not always existed; their facts tell since when. */
export const FEATURES = [
  'provisioned-concurrency',
  'extensions',
  'reserved-concurrency',
  'async-settings',
  'dlq',
  'destinations',
  'destination-s3',
  'recursion-detection',
  'function-urls',
  'caller-api-gateway',
  'caller-alb',
  'caller-cloudfront',
  'caller-s3-batch',
  'caller-step-functions',
  'caller-lex',
  'caller-firehose',
  'edge-events',
  'batch-window',
  'batch-window-sqs',
  'parallelization-factor',
  'bisect',
  'max-record-age',
  'stream-max-retries',
  'stream-destinations',
  'report-batch-item-failures',
  'report-batch-item-failures-sqs',
  'tumbling-window',
  'kinesis-efo',
  'event-filtering',
  'sqs-source',
  'sqs-fifo-source',
  'sqs-max-concurrency',
  'sqs-provisioned-mode',
  'efs',
  'source-ses',
  'source-config',
  'source-iot',
  'source-cloudwatch-events',
  'source-codecommit',
  'node-callback',
  'sdk-retries-standard',
  'sdk-retries-adaptive',
  'policy-basic',
  'policy-kinesis',
  'policy-dynamodb',
  'policy-vpc',
  'policy-sqs',
  'sqs-deduplication',
  'pc-autoscaling',
  'snapstart',
  'versions',
  'aliases',
  'alias-routing',
  'codedeploy-presets',
  'container-image',
  'layers-per-function',
  'env-vars-size',
  'function-states',
  'vpc-eni-model',
  'vpc-shared-since',
] as const;
export type Feature = (typeof FEATURES)[number];

const KEEP = 'idle-recycle-measured';

/** Resolves the rules in force at a date. Throws RulesError. */
export function resolveRules(facts: FactValues): Rules {
  const reader = factReader(facts);
  const preset = (value: unknown): KeepPreset => {
    const result = KeepPreset.safeParse(value);
    if (result.success) return result.data;
    const issue = result.error.issues[0]!;
    throw new RulesError(
      KEEP,
      `found ${shown(value)}; ${issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''}${issue.message}`,
    );
  };
  return {
    asOf: facts.asOf,
    initLimitUs: reader.figure('init-limit') * 1_000_000,
    initLimitProvisionedUs: reader.figure('init-limit-provisioned') * 1_000_000,
    accountConcurrency: reader.figure('account-concurrency'),
    unreservedMinimum: reader.exists('unreserved-minimum') ? reader.figure('unreserved-minimum') : null,
    timeoutMaxMs: reader.figure('timeout-max') * 1000,
    memoryMinMb: reader.figure('memory-min'),
    memoryMaxMb: reader.figure('memory-max'),
    keep: preset(reader.value(KEEP)),
    keepPresets: facts.historyOf(KEEP).map(({ value }) => preset(value)),
    async: resolveAsyncRules(reader),
    delivery: resolveDeliveryRules(reader),
    sync: resolveSyncRules(reader),
    streams: resolveStreamRules(reader),
    queues: resolveQueueRules(reader),
    edge: resolveEdgeRules(reader),
    permissions: resolvePermissionRules(reader),
    logs: resolveLogRules(reader),
    node: resolveNodeRules(reader),
    scaling: resolveScalingRules(reader),
    provisioned: resolveProvisionedRules(reader),
    snapStart: resolveSnapStartRules(reader),
    cpu: resolveCpuRules(reader),
    releases: resolveReleaseRules(reader),
    packages: resolvePackageRules(reader),
    network: resolveNetworkRules(reader),
    measured: resolveMeasuredRules(reader),
    notYet: Object.fromEntries(
      FEATURES.map((feature) => [feature, facts.introducedOn(feature)] as const).filter(
        ([, since]) => since !== undefined,
      ),
    ),
  };
}
