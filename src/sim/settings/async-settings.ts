/** Asynchronous invocation: how Lambda treats events that are queued for a function, a version or an alias. */
import { BackOff, count, id, invocable, ms } from './quantity.ts';
import { z } from '../zod.ts';

/** What PutFunctionEventInvokeConfig sets. */
const invokeConfig = {
  maximumRetryAttempts: z.optional(count),
  maximumEventAgeMs: z.optional(ms),
  /** Ids of resources or functions; null: none, as without. */
  onFailure: z.optional(z.nullable(invocable)),
  onSuccess: z.optional(z.nullable(invocable)),
};

/** Of a version or an alias: what is absent is as with its function. A dead-letter queue is of the function alone. */
export const EventInvokeConfig = z.strictObject(invokeConfig);
export type EventInvokeConfig = z.infer<typeof EventInvokeConfig>;

/** Asynchronous invocation: the settings of the function's event queue. Absent fields are AWS's defaults at the date. */
export const AsyncSettings = z.strictObject({
  ...invokeConfig,
  /** Waits after the first, second, … failed attempt. */
  retryWaitsMs: z.optional(z.array(ms)),
  /** What a throttled event does: back off and try again, or wait for a free place (an idealisation). */
  whenThrottled: z.optional(z.enum(['back-off', 'wait'])),
  /** How waits grow after throttles and errors of the service; AWS tells only the shortest and the longest. */
  backOff: z.optional(BackOff),
  /** Id of a resource; null: none, as without. */
  deadLetterQueue: z.optional(z.nullable(id)),
});
export type AsyncSettings = z.infer<typeof AsyncSettings>;
