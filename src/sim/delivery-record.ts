/**
 * What AWS writes into a record: the JSON a destination gets, and the message in a dead-letter queue.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Capturing records of Lambda asynchronous
 * invocations" (an example of a record; a dead-letter queue gets the event with three attributes;
 * ErrorMessage is cut at 1 KB), fact destination-record (the conditions). The condition of an event
 * that is stopped as recursive is not documented: an emulator that was held against AWS says
 * RecursiveInvocation.
 */
import { arnOf, executedVersion, qualifierOf } from './function-named.ts';
import { requestId as requestIdOf } from './request-id.ts';
import { NONE } from './trace.ts';
import type { Trace } from './trace.ts';
import { isoTime } from './utc-time.ts';

export type Condition =
  'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency' | 'RecursiveInvocation';

/** The body of a record to an on-success or on-failure destination. */
export interface InvocationRecord {
  readonly version: '1.0';
  readonly timestamp: string;
  readonly requestContext: {
    readonly requestId: string;
    readonly functionArn: string;
    readonly condition: Condition;
    readonly approximateInvokeCount: number;
  };
  readonly requestPayload: unknown;
  /** Only of an event that was invoked. */
  readonly responseContext?: {
    readonly statusCode: 200;
    /** Number of the version, or `$LATEST`. */
    readonly executedVersion: string;
    readonly functionError?: 'Unhandled';
  };
  readonly responsePayload?: unknown;
}

/** What a dead-letter queue gets: the original event, and why it is there as attributes. */
export interface DeadLetterMessage {
  readonly body: unknown;
  readonly attributes: {
    readonly RequestID: string;
    readonly ErrorCode: number;
    readonly ErrorMessage: string;
  };
}

const CONDITIONS: Readonly<Record<string, Condition>> = {
  succeeded: 'Success',
  'retries exhausted': 'RetriesExhausted',
  expired: 'EventAgeExceeded',
  dropped: 'ZeroReservedConcurrency',
  stopped: 'RecursiveInvocation',
};

/** Longest ErrorMessage of a dead letter. */
const ERROR_MESSAGE_BYTES = 1024;

/**
 * The record that a delivery of an event carries.
 *
 * @param step of the `delivery`.
 * @param startsOn day of the run's first moment, `YYYY-MM-DD`.
 * @returns null for a step of another actor, or a delivery that tells of no event.
 */
export function deliveryRecord(
  trace: Trace,
  step: number,
  startsOn = '2026-11-20',
): InvocationRecord | DeadLetterMessage | null {
  const end = trace.cause[step]!;
  if (trace.kinds[trace.kind[step]!]?.name !== 'delivery' || end < 0) return null;
  const { name, states } = trace.kinds[trace.kind[end]!]!;
  const condition = CONDITIONS[states[trace.to[end]!]!];
  if (name !== 'event' || condition === undefined) return null;
  const event = trace.actor[end]!;
  const requestId = requestIdOf(trace.seed, trace.kind[end]!, event);
  // What was asked is the event itself; the model knows only which one it is.
  const payload = { event: event + 1 };
  const answer = lastAnswer(trace, end, requestId);
  if (trace.reasons[trace.reason[step]!]!.includes('dead letter')) {
    return {
      body: payload,
      attributes: {
        RequestID: requestId,
        ErrorCode: answer === null ? 429 : 200,
        ErrorMessage: (answer?.message ?? unanswered(condition)).slice(0, ERROR_MESSAGE_BYTES),
      },
    };
  }
  const asked = trace.places[trace.place[end]!]!.name;
  return {
    version: '1.0',
    timestamp: isoTime(startsOn, trace.at[step]!),
    requestContext: {
      requestId,
      functionArn: arnOf(qualifierOf(asked) !== null ? asked : `${asked}:$LATEST`),
      condition,
      approximateInvokeCount: trace.amount[step]!,
    },
    requestPayload: payload,
    ...(answer === null
      ? {}
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: answer.executedVersion,
            ...(answer.message === null ? {} : { functionError: 'Unhandled' }),
          },
          responsePayload: answer.message === null ? {} : { errorMessage: answer.message },
        }),
  };
}

/** How the event's last invocation ended; null: it had none. A message of null: it succeeded. */
function lastAnswer(
  trace: Trace,
  end: number,
  requestId: string,
): { readonly message: string | null; readonly executedVersion: string } | null {
  const actor = trace.actor[end]!;
  const kind = trace.kind[end]!;
  for (let step = end; step >= 0; step -= 1) {
    if (trace.actor[step] !== actor || trace.kind[step] !== kind) continue;
    const event = trace.events[trace.event[step]!];
    const cause = trace.cause[step]!;
    const ran = () => executedVersion(trace.places[trace.place[cause]!]!.name);
    if (event === 'succeed') return { message: null, executedVersion: ran() };
    if (event === 'fail') {
      const message = errorOf(trace.reasons[trace.reason[cause]!] ?? '', requestId);
      return { message, executedVersion: ran() };
    }
    if (trace.from[step] === NONE) break;
  }
  return null;
}

function errorOf(reason: string, requestId: string): string {
  if (reason.startsWith('timeout')) return `RequestId: ${requestId} Error: Task timed out`;
  if (reason.includes('out of memory'))
    return `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`;
  if (reason.includes('crashed')) return `RequestId: ${requestId} Process exited before completing request`;
  return `RequestId: ${requestId} Error: the handler failed`;
}

function unanswered(condition: Condition): string {
  return condition === 'ZeroReservedConcurrency'
    ? 'Function not invoked. Function is configured with zero reserved concurrent executions'
    : condition === 'RecursiveInvocation'
      ? 'Function not invoked. A recursive loop was detected'
      : 'Rate Exceeded.';
}
