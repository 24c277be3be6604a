/**
 * What AWS writes into a record: the JSON a destination gets, and the message in a dead-letter queue.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Capturing records of Lambda asynchronous
 * invocations" (an example of a record; a dead-letter queue gets the event with three attributes;
 * ErrorMessage is cut at 1 KB), fact destination-record (the conditions). The condition of an event
 * that is stopped as recursive is not documented: an emulator that was held against AWS says
 * RecursiveInvocation.
 */
import { NONE } from './trace.ts';
import type { Trace } from './trace.ts';

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
    readonly executedVersion: '$LATEST';
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
  const requestId = requestIdOf(event);
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
  return {
    version: '1.0',
    timestamp: timestampOf(startsOn, trace.at[step]!),
    requestContext: {
      requestId,
      functionArn: `arn:aws:lambda:us-east-1:123456789012:function:${trace.places[trace.place[end]!]!.name}:$LATEST`,
      condition,
      approximateInvokeCount: trace.amount[step]!,
    },
    requestPayload: payload,
    ...(answer === null
      ? {}
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: '$LATEST',
            ...(answer.message === null ? {} : { functionError: 'Unhandled' }),
          },
          responsePayload: answer.message === null ? {} : { errorMessage: answer.message },
        }),
  };
}

function requestIdOf(event: number): string {
  return `00000000-0000-4000-8000-${(event + 1).toString(16).padStart(12, '0')}`;
}

/** How the event's last invocation ended; null: it had none. A message of null: it succeeded. */
function lastAnswer(
  trace: Trace,
  end: number,
  requestId: string,
): { readonly message: string | null } | null {
  const actor = trace.actor[end]!;
  const kind = trace.kind[end]!;
  for (let step = end; step >= 0; step -= 1) {
    if (trace.actor[step] !== actor || trace.kind[step] !== kind) continue;
    const event = trace.events[trace.event[step]!];
    if (event === 'succeed') return { message: null };
    if (event === 'fail') {
      const cause = trace.cause[step]!;
      return { message: errorOf(trace.reasons[trace.reason[cause]!] ?? '', requestId) };
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

/** A moment of the run as AWS writes times: a day and simulated µs since its midnight (UTC). */
function timestampOf(startsOn: string, atUs: number): string {
  const [year, month, day] = startsOn.split('-').map(Number);
  const ms = Math.floor(atUs / 1000);
  const days = Math.floor(ms / 86_400_000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const rest = ms % 86_400_000;
  const date = dateAfter(year ?? 2026, month ?? 1, day ?? 1, days);
  const time = [rest / 3_600_000, (rest / 60_000) % 60, (rest / 1000) % 60].map(two).join(':');
  return `${date}T${time}.${String(rest % 1000).padStart(3, '0')}Z`;
}

/** The date so many days later, in the Gregorian calendar. */
function dateAfter(fromYear: number, fromMonth: number, fromDay: number, days: number): string {
  let [year, month, day] = [fromYear, fromMonth, fromDay];
  for (let left = days; left > 0; left -= 1) {
    day += 1;
    const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    const last = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
    if (day > last) [day, month] = [1, month + 1];
    if (month > 12) [month, year] = [1, year + 1];
  }
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
