/** Versions, aliases, and the concurrency that is provisioned for them. */
import { z } from '../zod.ts';
import { EventInvokeConfig } from './async-settings.ts';
import { Provisioned } from './provision-settings.ts';
import { id, qualifier, share } from './quantity.ts';

export const VersionSettings = z.strictObject({
  /** The revision it was published from; absent: the function's own settings. */
  revision: z.optional(id),
  provisioned: z.optional(Provisioned),
  /** Asynchronous invocation by this name: PutFunctionEventInvokeConfig with a Qualifier. */
  async: z.optional(EventInvokeConfig),
});
export type VersionSettings = z.infer<typeof VersionSettings>;

/** A second version that takes a share of an alias's traffic: RoutingConfig.AdditionalVersionWeights. */
export const AdditionalVersion = z.strictObject({ version: qualifier, weight: share });
export type AdditionalVersion = z.infer<typeof AdditionalVersion>;

export const AliasSettings = z.strictObject({
  /** Number of a published version; `$LATEST` for an alias without a second one. */
  version: qualifier,
  additional: z.optional(AdditionalVersion),
  provisioned: z.optional(Provisioned),
  /** Asynchronous invocation by this name: PutFunctionEventInvokeConfig with a Qualifier. */
  async: z.optional(EventInvokeConfig),
});
export type AliasSettings = z.infer<typeof AliasSettings>;
