/** Who calls a function and waits for its answer, and what happens at the edge. */
import { z } from '../zod.ts';
import { RETRY_MODES } from '../rules/sync-rules.ts';
import type { CallFailure } from '../rules/sync-rules.ts';
import { BackOff, count, Distribution, id, invocable, ms, share } from './quantity.ts';

/** Callers by AWS's names in short. The first three are direct; the others push (src/sim/rules/sync-rules.ts has their limits). */
export const CallerService = z.enum([
  'sdk',
  'cli',
  'invoke-api',
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

/** What a caller may try again after: the other failures would only come once more. */
export const RETRIED_FAILURES = [
  'function-error',
  'throttled',
  'service-error',
  'caller-timeout',
  'temporary-failure',
] as const satisfies readonly CallFailure[];

export const Caller = z.strictObject({
  /** Absent: a program that calls the Invoke API once and does not try again. */
  service: z.optional(CallerService),
  /** What it invokes; absent: the scenario's own function, unqualified. */
  invokes: z.optional(invocable),
  invocationType: z.enum(['RequestResponse', 'DryRun', 'Event']),
  /** lambda:InvokeFunction in the caller's identity (direct), or the service in the function's resource policy (push). */
  permitted: z.boolean(),
  /** Size of the event. */
  payloadBytes: z.optional(count),
  /** Size of the function's answer. */
  responseBytes: z.optional(count),
  /** How long it waits for the answer. Absent: the service's own limit at the date. */
  timeoutMs: z.optional(ms),
  /** For an SDK: how it tries again. Absent: the standard mode, the legacy one while there was no other. */
  retryMode: z.optional(z.enum(RETRY_MODES)),
  /** Resource that takes what came to nothing: the error bucket of Data Firehose. */
  backup: z.optional(id),
  /** Its own retries. Absent: the service's at the date; none for the Invoke API alone. */
  retries: z.optional(
    z.strictObject({
      maximum: count,
      /** Absent: the service's own waits. */
      backOff: z.optional(BackOff),
      /** What it tries again after. Absent: the service's own list; for the Invoke API alone throttles and faults of Lambda. */
      after: z.optional(z.array(z.enum(RETRIED_FAILURES))),
    }),
  ),
});
export type Caller = z.infer<typeof Caller>;

/** A CloudFront distribution: functions at its four events, its cache and its origin. */
export const Edge = z.strictObject({
  /** Functions; absent: none at this event. */
  viewerRequest: z.optional(invocable),
  originRequest: z.optional(invocable),
  originResponse: z.optional(invocable),
  viewerResponse: z.optional(invocable),
  originMs: Distribution,
  /** How long an answer is kept in the cache; 0: not at all. */
  cacheMs: ms,
  /** Different objects that viewers ask for. */
  objects: z.int().check(z.gte(1), z.lte(100_000)),
  /** Which object a viewer asks for: one after the other (as without), or drawn: evenly, or the first with this share of all. */
  choice: z.optional(z.enum(['in-turn', 'drawn'])),
  hotShare: z.optional(share),
});
export type Edge = z.infer<typeof Edge>;
