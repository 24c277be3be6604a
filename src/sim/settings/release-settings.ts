/** Versions, aliases, and the concurrency that is provisioned for them. */
import { z } from '../zod.ts';
import { count, Distribution, id, ms, share, versionNumber } from './quantity.ts';

/** SnapStart: environments are restored from a snapshot that was taken when the version was published. */
export const SnapStart = z.strictObject({
  /** Resuming from the snapshot and running the hooks after it. */
  restoreMs: Distribution,
});
export type SnapStart = z.infer<typeof SnapStart>;

/** Application Auto Scaling of provisioned concurrency. */
export const AutoScaling = z.strictObject({
  minimum: count,
  maximum: count,
  /** Target tracking: the utilisation it aims at. */
  target: z.optional(share),
  /** Scheduled actions: from this moment on these bounds, each as far as it is given. */
  schedule: z.optional(
    z.array(z.strictObject({ atMs: ms, minimum: z.optional(count), maximum: z.optional(count) })),
  ),
});
export type AutoScaling = z.infer<typeof AutoScaling>;

export const Provisioned = z.strictObject({
  /** Environments that are initialised ahead and kept so. */
  concurrency: count,
  /** Asked for at this moment of the run; absent: allocated before the run. */
  atMs: z.optional(ms),
  autoScaling: z.optional(AutoScaling),
});
export type Provisioned = z.infer<typeof Provisioned>;

export const VersionSettings = z.strictObject({
  /** The revision it was published from; absent: the function's own settings. */
  revision: z.optional(id),
  provisioned: z.optional(Provisioned),
});
export type VersionSettings = z.infer<typeof VersionSettings>;

/** A second version that takes a share of an alias's traffic. */
export const AdditionalVersion = z.strictObject({ version: versionNumber, weight: share });
export type AdditionalVersion = z.infer<typeof AdditionalVersion>;

export const AliasSettings = z.strictObject({
  version: versionNumber,
  additional: z.optional(AdditionalVersion),
  provisioned: z.optional(Provisioned),
});
export type AliasSettings = z.infer<typeof AliasSettings>;
