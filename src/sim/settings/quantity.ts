/** The quantities that settings are made of, and the messages for what is none. */
import { z } from '../zod.ts';

/** Milliseconds as people write them; the engine rounds to whole microseconds. */
export const ms = z.number().check(z.gte(0), z.lte(1e12));
export const count = z.int().check(z.gte(0), z.lte(10_000_000));
export const share = z.number().check(z.gte(0), z.lte(1));
/** A name in a scenario: of a function, a resource, a fault, the scenario itself. */
export const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
/** Number of a published version: $LATEST is no number. */
export const versionNumber = z.string().check(z.regex(/^[1-9][0-9]{0,5}$/));
/** Name of an alias: never only digits, so that it is not mistaken for a version. */
export const aliasName = z.string().check(z.regex(/^(?![0-9]+$)[a-z0-9][a-z0-9-]{0,63}$/));
/**
 * What an alias is asked to point to: a version or $LATEST. Another alias is no such thing, and is refused
 * where a person can read why, not by the form of its name.
 */
export const qualifier = z.string().check(z.regex(/^(\$LATEST|[a-z0-9][a-z0-9-]{0,63})$/));
/**
 * What can be invoked, as in an ARN: the function alone (its $LATEST), or with a qualifier, one of its
 * versions or aliases: `orders`, `orders:2`, `orders:live`.
 */
export const invocable = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}(:[a-z0-9][a-z0-9-]{0,63})?$/));
export const date = z.string().check(z.regex(/^\d{4}(-\d{2}(-\d{2})?)?$/));
/** Name of a Region, by its form: AWS adds some every year. */
export const region = z.string().check(z.regex(/^[a-z]{2,3}(-[a-z]+)+-[1-9]$/));
z.globalRegistry.add(id, { description: 'an id of lowercase letters, digits and hyphens' });
z.globalRegistry.add(versionNumber, { description: 'the number of a version, from 1' });
z.globalRegistry.add(aliasName, {
  description: 'a name of lowercase letters, digits and hyphens, not only digits',
});
z.globalRegistry.add(qualifier, { description: 'the number of a version, or $LATEST' });
z.globalRegistry.add(invocable, {
  description: 'a function (its $LATEST), or a function and its version or alias: orders, orders:live',
});
z.globalRegistry.add(region, { description: 'the name of a Region: us-east-1' });
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
