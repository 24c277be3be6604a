/** How fast functions may grow. */
import { z } from '../zod.ts';
import { count, ms, region } from './quantity.ts';

export const Scaling = z.strictObject({
  /** The Region, us-east-1 without: until November 2023 the burst was another in each. */
  region: z.optional(region),
  /**
   * How room for new environments comes back: a period's worth at its end, or evenly. Absent: in steps while the
   * rate was one of the account, evenly since ("in practice", AWS says).
   */
  refill: z.optional(z.enum(['step', 'continuous'])),
  /**
   * New environments at once, and how many come back in each period; null: no limit. Absent: AWS's at the date,
   * and no limit where the account has none.
   */
  rate: z.optional(
    z.nullable(z.strictObject({ burst: count, perPeriod: count, periodMs: ms.check(z.positive()) })),
  ),
  /** Whom the rate is for. Absent: as at AWS at the date. */
  scope: z.optional(z.enum(['account', 'function'])),
  /**
   * Requests a second: synchronous ones for each place of concurrency, of the account and of a reservation, and
   * all for each provisioned environment; null: no limit. Absent: AWS's at the date.
   */
  requestsPerSecondFactor: z.optional(z.nullable(z.number().check(z.positive(), z.lte(1e6)))),
});
export type Scaling = z.infer<typeof Scaling>;
