/** A function: its configuration, what its code does, and how Lambda treats events that are queued for it. */
import { z } from '../zod.ts';
import { PackageSettings, StackSettings } from './package-settings.ts';
import { AsyncSettings } from './async-settings.ts';
import { count, Distribution, id, invocable, ms, share, versionNumber, aliasName } from './quantity.ts';
import { MEASURED_STARTS, SnapStart } from './provision-settings.ts';
import { AliasSettings, VersionSettings } from './release-settings.ts';

/** A call that the handler makes, one after the other, to a resource or another function of the scenario. */
export const FunctionCall = z.strictObject({
  /** Id of a resource, or a function with or without a qualifier. */
  to: invocable,
  /** Calls of this kind in one invocation; 1 without. */
  times: z.optional(z.int().check(z.gte(1), z.lte(1000))),
  /** Once for each record or message of the batch instead of once for the batch. */
  perItem: z.optional(z.boolean()),
  /** The connection is opened by code outside the handler and lives with the environment, or inside and lives with the call. */
  connection: z.optional(z.enum(['outside', 'inside'])),
  /** For a function: wait for its answer (RequestResponse, as without) or only hand the event over (Event). */
  invocationType: z.optional(z.enum(['RequestResponse', 'Event'])),
  /** The action it needs of the execution role, by AWS's name: `dynamodb:GetItem`; absent: that of a write. */
  action: z.optional(z.string()),
  /** A call that fails ends the handler with an error (as without), or the handler goes on. */
  onError: z.optional(z.enum(['fail', 'go-on'])),
});
export type FunctionCall = z.infer<typeof FunctionCall>;

/** Node.js handlers: how the handler tells that it is done. */
export const NodeHandler = z.strictObject({
  style: z.enum(['callback', 'async']),
  /** A callback handler calls its callback; if not, the answer is null once nothing is left to do. */
  callsBack: z.optional(z.boolean()),
  /** Work that goes on after the answer: a timer, an open connection, a promise nobody awaits. */
  leftoverMs: z.optional(ms),
  /** context.callbackWaitsForEmptyEventLoop; true without. */
  waitsForEmptyEventLoop: z.optional(z.boolean()),
  /** Major version of the Node.js runtime. */
  version: z.optional(z.int().check(z.gte(4), z.lte(40))),
});
export type NodeHandler = z.infer<typeof NodeHandler>;

/** What a version keeps of the function it was published from: its code and the configuration that goes with it. */
const code = {
  memoryMb: z.int().check(z.gte(64), z.lte(32_768)),
  /** What REPORT lines say of the memory used; changes nothing else. */
  memoryUsedMb: z.optional(z.int().check(z.gte(1), z.lte(32_768))),
  timeoutMs: ms.check(z.positive()),
  /** Time inside the handler, its calls to others left out. */
  handlerMs: Distribution,
  /** And for each record or message of a batch. */
  perItemMs: z.optional(ms),
  /** Placing the environment and downloading the code, before the Init phase. */
  createMs: Distribution,
  /** The Init phase: extensions, the runtime, the code outside the handler. */
  init: z.strictObject({ extensionsMs: Distribution, runtimeMs: Distribution, functionMs: Distribution }),
  /**
   * The whole of a cold start as somebody measured it, the median at the date, in place of `createMs` and `init`:
   * a small function by what it is packed in.
   */
  coldStart: z.optional(z.enum(MEASURED_STARTS)),
  /** Connections opened outside the handler: kept with the environment, lost with it. */
  connections: z.optional(z.int().check(z.gte(0), z.lte(1000))),
  calls: z.optional(z.array(FunctionCall)),
  node: z.optional(NodeHandler),
  /** The share of its invocations that its code ends with an error. */
  errorShare: z.optional(share),
  /**
   * The share of handler and Init that waits for the CPU: their durations are those at one vCPU, and memory,
   * which brings CPU in proportion, stretches this share. Absent: durations hold at any memory.
   */
  cpuBound: z.optional(share),
  snapStart: z.optional(SnapStart),
  package: z.optional(PackageSettings),
} as const;

/** A later state of $LATEST, by id: what differs from the function's own settings. */
export const Revision = z.partial(z.strictObject(code));
export type Revision = z.infer<typeof Revision>;

export const FunctionSettings = z.strictObject({
  name: z.optional(z.string()),
  ...code,
  /** Time an environment takes to shut down (extensions only; 0 without). */
  shutdownMs: z.optional(ms),
  /** Concurrency kept for this function and no more than that; absent: what the account has left. */
  reservedConcurrency: z.optional(count),
  async: z.optional(AsyncSettings),
  /** The same event handled twice has its effect once. */
  idempotent: z.optional(z.boolean()),
  /** Managed policies of the execution role, by AWS's names. Absent: it may do all that the scenario needs. */
  policies: z.optional(z.array(z.string())),
  /** Actions the role may not do although the policies allow them, or may do besides: `kinesis:GetRecords`. */
  denied: z.optional(z.array(z.string())),
  allowed: z.optional(z.array(z.string())),
  /** The role's trust policy lets lambda.amazonaws.com assume it; true without. */
  trusted: z.optional(z.boolean()),
  /** Whoever creates the function may hand the role over to Lambda (iam:PassRole); true without. */
  mayPassRole: z.optional(z.boolean()),
  /** What Lambda does about a recursive loop. */
  recursiveLoop: z.optional(z.enum(['Terminate', 'Allow'])),
  /** Id of the VPC it is attached to; null, or absent: it runs in Lambda's own network. */
  vpc: z.optional(z.nullable(id)),
  /** The CloudFormation stack that it belongs to; absent: it is made by Lambda's own API. */
  stack: z.optional(StackSettings),
  /** Other states of its code and configuration, that versions were published from or that changes bring. */
  revisions: z.optional(z.record(id, Revision)),
  /** Versions published before the run. */
  versions: z.optional(z.record(versionNumber, VersionSettings)),
  aliases: z.optional(z.record(aliasName, AliasSettings)),
});
export type FunctionSettings = z.infer<typeof FunctionSettings>;
