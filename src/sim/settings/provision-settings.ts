/** Environments that are made ready ahead of the requests: provisioned concurrency, how it is scaled, and SnapStart. */
import { z } from '../zod.ts';
import { count, Distribution, ms, share } from './quantity.ts';

/** Cold starts that were measured: of a .zip file archive of so much code that is loaded, or of a container image. */
export const MEASURED_STARTS = [
  'zip-1-kb',
  'zip-14-mb',
  'zip-35-mb',
  'image',
  'image-and-100-mb',
  'image-and-5-gb',
] as const;
export type MeasuredStart = (typeof MEASURED_STARTS)[number];

/** SnapStart: environments are restored from a snapshot that is taken when the version is published. */
export const SnapStart = z.strictObject({
  /** Resuming from the snapshot and running the hooks after it. */
  restoreMs: Distribution,
  /**
   * A hook after the restore opens the connections again that code outside the handler had opened. Absent: it
   * does not; the first call over each finds it dead and fails, and the next one opens another.
   */
  reconnects: z.optional(z.boolean()),
  /** The runtime and its version, by AWS's identifier: `java21`, `python3.12`, `dotnet8`. */
  runtime: z.string(),
});
export type SnapStart = z.infer<typeof SnapStart>;

/** Application Auto Scaling of provisioned concurrency. */
export const AutoScaling = z.strictObject({
  minimum: count,
  maximum: count,
  /** Target tracking: the utilisation it aims at. */
  target: z.optional(share),
  /** Pauses after more, and after less, was provisioned, before the next of its kind. Absent: AWS's default. */
  scaleOutCooldownMs: z.optional(ms),
  scaleInCooldownMs: z.optional(ms),
  /** Scheduled actions: from this moment on these bounds, each as far as it is given. */
  schedule: z.optional(
    z.array(z.strictObject({ atMs: ms, minimum: z.optional(count), maximum: z.optional(count) })),
  ),
});
export type AutoScaling = z.infer<typeof AutoScaling>;

export const Provisioned = z.strictObject({
  /** Environments that are initialised ahead and kept so; allocated before the run. 0: none. */
  concurrency: count,
  autoScaling: z.optional(AutoScaling),
});
export type Provisioned = z.infer<typeof Provisioned>;

/** How provisioned concurrency is made ready once it is asked for. Each absent part is AWS's at the date. */
export const Provisioning = z.strictObject({
  /** Before the first environment is made: AWS says a minute or two. */
  startMs: z.optional(Distribution),
  /** Environments made at once, and how many more every period; null: as many as are asked for, at once. */
  rate: z.optional(
    z.nullable(z.strictObject({ atOnce: count, perPeriod: count, periodMs: ms.check(z.positive()) })),
  ),
  /** Whom the rate is for. */
  scope: z.optional(z.enum(['account', 'function'])),
  /** When they take requests. */
  usable: z.optional(z.enum(['when-all-are-ready', 'one-by-one'])),
});
export type Provisioning = z.infer<typeof Provisioning>;
