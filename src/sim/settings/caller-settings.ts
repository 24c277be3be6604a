/** Who calls a function and waits for its answer, and what happens at the edge. */
import { z } from '../zod.ts';
import { BackOff, count, Distribution, id, ms } from './quantity.ts';

/** Callers by AWS's names in short. The first three are direct; the others push (src/sim/rules/sync-rules.ts has their limits). */
export const CallerService = z.enum([
  'sdk',
  'cli',
  'http-api',
  'api-gateway',
  'alb',
  'function-url',
  's3-batch',
  'cognito',
  'step-functions',
  'lex',
  'alexa',
  'firehose',
]);
export type CallerService = z.infer<typeof CallerService>;

export const Caller = z.strictObject({
  /** Absent: a program that calls the Invoke API once and does not try again. */
  service: z.optional(CallerService),
  invocationType: z.enum(['RequestResponse', 'DryRun', 'Event']),
  /** lambda:InvokeFunction in the caller's identity (direct), or the service in the function's resource policy (push). */
  permitted: z.boolean(),
  /** Size of the event. */
  payloadBytes: z.optional(count),
  /** How long it waits for the answer. Absent: the service's own limit at the date. */
  timeoutMs: z.optional(ms),
  /** Its own retries. Absent: the service's at the date; none for the Invoke API alone. */
  retries: z.optional(
    z.strictObject({
      maximum: count,
      backOff: z.optional(BackOff),
    }),
  ),
});
export type Caller = z.infer<typeof Caller>;

/** A CloudFront distribution: functions at its four events, its cache and its origin. */
export const Edge = z.strictObject({
  /** Ids of functions; absent: none at this event. */
  viewerRequest: z.optional(id),
  originRequest: z.optional(id),
  originResponse: z.optional(id),
  viewerResponse: z.optional(id),
  originMs: Distribution,
  /** How long an answer is kept in the cache; 0: not at all. */
  cacheMs: ms,
  /** Different objects that viewers ask for. */
  objects: z.int().check(z.gte(1), z.lte(100_000)),
});
export type Edge = z.infer<typeof Edge>;
