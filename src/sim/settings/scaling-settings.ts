/** How fast functions may grow. */
import { z } from '../zod.ts';
import { count, ms } from './quantity.ts';

export const Scaling = z.strictObject({
  /** The Region: until 2023 the burst was another in each. */
  region: z.optional(z.string()),
  /** How room for new environments comes back: AWS describes steps, and a steady flow "in practice". */
  refill: z.optional(z.enum(['step', 'continuous'])),
  /** New environments at once, and how many come back in each period; null: no limit. Absent: AWS's at the date. */
  rate: z.optional(
    z.nullable(z.strictObject({ burst: count, perPeriod: count, periodMs: ms.check(z.positive()) })),
  ),
  /** Whom the rate is for. Absent: as at AWS at the date. */
  scope: z.optional(z.enum(['account', 'function'])),
  /** Requests a second for each place of concurrency; null: no limit. Absent: AWS's at the date. */
  requestsPerSecondFactor: z.optional(z.nullable(z.number().check(z.positive(), z.lte(1e6)))),
});
export type Scaling = z.infer<typeof Scaling>;
