/** What its operators do to the functions while a scenario runs: calls of Lambda's own API, by AWS's names, each at its moment. */
import { z } from '../zod.ts';
import { TemplateCode } from './package-settings.ts';
import { AdditionalVersion } from './release-settings.ts';
import { aliasName, count, id, invocable, ms, qualifier, versionNumber } from './quantity.ts';

const common = {
  id,
  title: z.string(),
  on: z.boolean(),
  atMs: ms,
  /** Id of the function; the scenario's own without. */
  function: z.optional(id),
};

export const Change = z.discriminatedUnion('kind', [
  /** Reserves concurrency for the function; null takes the reservation back (DeleteFunctionConcurrency). */
  z.strictObject({ kind: z.literal('put-function-concurrency'), ...common, reserved: z.nullable(count) }),
  /** Provisions environments for a version or an alias (a qualified name); 0 takes all of them back. */
  z.strictObject({
    kind: z.literal('put-provisioned-concurrency'),
    ...common,
    of: invocable,
    concurrency: count,
  }),
  /** $LATEST gets the code and configuration of a revision: UpdateFunctionCode, UpdateFunctionConfiguration. */
  z.strictObject({ kind: z.literal('update-function-code'), ...common, revision: id }),
  /**
   * Publishes what $LATEST is at that moment as the version with this number, the next one; nothing, if that
   * has not changed since the last version.
   */
  z.strictObject({ kind: z.literal('publish-version'), ...common, version: versionNumber }),
  /** Points an alias at a version, and gives a second one a share of its traffic, or none. */
  z.strictObject({
    kind: z.literal('update-alias'),
    ...common,
    alias: aliasName,
    version: qualifier,
    additional: z.optional(AdditionalVersion),
  }),
  /** CodeDeploy shifts an alias to another version. */
  z.strictObject({
    kind: z.literal('create-deployment'),
    ...common,
    alias: aliasName,
    version: versionNumber,
    /** Deployment configuration, by AWS's name without its `CodeDeployDefault.`: `LambdaCanary10Percent5Minutes`. */
    configuration: z.string(),
    /** Ids of the functions that are run before and after traffic is shifted. */
    beforeAllowTraffic: z.optional(invocable),
    afterAllowTraffic: z.optional(invocable),
    /** Ids of alarms of the scenario that stop it and roll it back. */
    alarms: z.optional(z.array(id)),
    /** If it fails or is stopped, the alias is pointed back; true without. If not, its traffic stays as it is. */
    rollback: z.optional(z.boolean()),
  }),
  /** New bytes are put under a key of a bucket that templates take code from. */
  z.strictObject({
    kind: z.literal('put-object'),
    ...common,
    bucket: z.string(),
    key: z.string(),
    /** The version that the object gets. Absent: the bucket keeps no versions, and what lay there is gone. */
    objectVersion: z.optional(z.string()),
    /** What the code in it makes of the function: a revision, or `function`, the function's own settings. */
    revision: id,
  }),
  /** CloudFormation is given a template whose function takes its code from there. */
  z.strictObject({
    kind: z.literal('update-stack'),
    ...common,
    /** Code.S3Bucket, S3Key and S3ObjectVersion, or Code.ZipFile: inline code, which is the revision it names. */
    code: TemplateCode,
  }),
  /**
   * Not a call of an API but a question: what if settings were others from here on? New values by whole path
   * (`settings.function.timeoutMs`, `faults.<id>.on`), as the scenario stores them.
   */
  z.strictObject({
    kind: z.literal('change-settings'),
    id,
    title: z.string(),
    on: z.boolean(),
    atMs: ms,
    set: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
]);
export type Change = z.infer<typeof Change>;
/** A call of an API, which is about a function. */
export type Call = Exclude<Change, { kind: 'change-settings' }>;
export type ChangeOf<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

/**
 * A CloudWatch alarm on a metric: of a function over all its versions, of one version however it was asked for,
 * or of what was asked of an alias.
 */
export const Alarm = z.strictObject({
  metric: z.enum(['Errors', 'Throttles', 'Invocations', 'Duration', 'ErrorRate']),
  of: invocable,
  /** A datapoint above this breaches: a sum in the period, for Duration the mean in ms, for ErrorRate percent. */
  above: z.number().check(z.gte(0)),
  /** Whole minutes; one without. */
  periodMs: z.optional(ms.check(z.positive())),
  /** It goes to ALARM when as many datapoints of the last periods breach; all of them without. */
  datapoints: z.optional(z.int().check(z.gte(1), z.lte(100))),
  /** How many periods it looks at; one without. */
  evaluationPeriods: z.optional(z.int().check(z.gte(1), z.lte(100))),
  /** What a period without a value is taken for, by AWS's words; `missing` without. */
  treatMissingData: z.optional(z.enum(['missing', 'ignore', 'breaching', 'notBreaching'])),
});
export type Alarm = z.infer<typeof Alarm>;
