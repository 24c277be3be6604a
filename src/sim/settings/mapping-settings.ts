/** Event source mappings: what Lambda polls, for which function, and how it deals with batches. */
import { z } from '../zod.ts';
import { BackOff, count, id, invocable, ms } from './quantity.ts';

const common = {
  /** Id of the stream or queue. */
  source: id,
  /** The function, with or without a qualifier; the scenario's own without. */
  function: z.optional(invocable),
  enabled: z.optional(z.boolean()),
  batchSize: z.optional(z.int().check(z.gte(1), z.lte(10_000))),
  /** MaximumBatchingWindowInSeconds. */
  windowMs: z.optional(ms),
  reportBatchItemFailures: z.optional(z.boolean()),
  /** Event filter: only units with one of these keys (from 1) match. */
  filter: z.optional(z.strictObject({ keys: z.array(z.int().check(z.gte(1))) })),
};

export const Mapping = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('stream'),
    ...common,
    startingPosition: z.optional(z.enum(['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP'])),
    startingAtMs: z.optional(ms),
    /** When the mapping is made. */
    createdAtMs: z.optional(ms),
    parallelizationFactor: z.optional(z.int().check(z.gte(1), z.lte(10))),
    /** null: until the record expires. */
    maximumRetryAttempts: z.optional(z.nullable(count)),
    /** null: until the record leaves the stream. */
    maximumRecordAgeMs: z.optional(z.nullable(ms)),
    bisect: z.optional(z.boolean()),
    /** Resource id of the on-failure destination; null: none. */
    onFailure: z.optional(z.nullable(id)),
    tumblingWindowMs: z.optional(ms),
    enhancedFanOut: z.optional(z.boolean()),
    /** Time between polls of a shard; 0: at once when there is something. Absent: AWS's rate. */
    pollEveryMs: z.optional(ms),
    /** Wait between attempts after an error; AWS tells no number. */
    retryBackOff: z.optional(BackOff),
  }),
  z.strictObject({
    type: z.literal('queue'),
    ...common,
    /** Invocations at once by this mapping; null: none is set, as without. */
    maximumConcurrency: z.optional(z.nullable(z.int().check(z.gte(2), z.lte(1000)))),
    provisioned: z.optional(z.strictObject({ minimumPollers: count, maximumPollers: count })),
    /** Batches at once at first, added each minute, and at most. Absent: AWS's at the date. */
    scaling: z.optional(z.strictObject({ initial: count, perMinute: count, max: count })),
    /** Wait of a poller between two receives; 0: at once when there is something. */
    pollEveryMs: z.optional(ms),
    /** How the tries after a throttle are spaced; AWS tells no number. */
    throttleBackOff: z.optional(BackOff),
    /**
     * false: the queue's visibility timeout was made shorter than the function's timeout after the mapping
     * was made; AWS looks at both only then.
     */
    visibilityChecked: z.optional(z.boolean()),
  }),
]);
export type Mapping = z.infer<typeof Mapping>;
export type StreamMapping = Extract<Mapping, { type: 'stream' }>;
