/** The quantities that settings are made of, and the messages for what is none. */
import { z } from '../zod.ts';

/** Milliseconds as people write them; the engine rounds to whole microseconds. */
export const ms = z.number().check(z.gte(0), z.lte(1e12));
export const count = z.int().check(z.gte(0), z.lte(10_000_000));
export const share = z.number().check(z.gte(0), z.lte(1));
/** A name in a scenario: of a function, a resource, a fault, the scenario itself. */
export const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
export const date = z.string().check(z.regex(/^\d{4}(-\d{2}(-\d{2})?)?$/));
z.globalRegistry.add(id, { description: 'an id of lowercase letters, digits and hyphens' });
z.globalRegistry.add(date, { description: 'a date such as 2020, 2020-12 or 2020-12-01' });

/** How long something takes: a constant in milliseconds, or a distribution of milliseconds. */
export const Distribution = z.union([
  ms,
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('uniform'), minMs: ms, maxMs: ms }),
    z.strictObject({ kind: z.literal('exponential'), meanMs: ms }),
    z.strictObject({
      kind: z.literal('log-normal'),
      medianMs: ms,
      sigma: z.number().check(z.gte(0), z.lte(5)),
    }),
    /** Two exponential phases with balanced means; cv2 is the squared coefficient of variation. */
    z.strictObject({
      kind: z.literal('hyper-exponential'),
      meanMs: ms,
      cv2: z.number().check(z.gte(1), z.lte(1000)),
    }),
    z.strictObject({ kind: z.literal('empirical'), valuesMs: z.array(ms).check(z.minLength(1)) }),
  ]),
]);
export type Distribution = z.infer<typeof Distribution>;

/** Waits that grow: the first, the factor from one to the next, the longest, and the share of it that is luck (0: none, 1: all). */
export const BackOff = z.strictObject({
  firstMs: ms,
  factor: z.number().check(z.gte(1), z.lte(100)),
  capMs: ms,
  jitter: z.optional(share),
});
export type BackOff = z.infer<typeof BackOff>;
