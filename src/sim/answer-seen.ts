/**
 * What the one behind a caller gets to see of an end: an HTTP status, or the error's name as the service
 * writes it. Read off a trace; the services' answers are dated facts.
 *
 * Sources of the Invoke API's own answers, read 2026-11-20: AWS Lambda API Reference, Invoke (200 also
 * for a function error, with X-Amz-Function-Error; 202 for Event, 204 for DryRun; 403, 404, 413, 429, 500, 502).
 */
import { callerLimits } from './caller-plan.ts';
import type { CallFailure } from './rules/sync-rules.ts';
import type { Rules } from './rules.ts';
import type { Caller } from './settings/caller-settings.ts';
import type { Trace } from './trace.ts';

/** What somebody sees: all three may be null where AWS documents nothing. */
export interface AnswerSeen {
  /** HTTP status; null: there is none, or none is documented. */
  readonly status: number | null;
  /** Name of an error or a result as the service writes it: `States.Timeout`; null: there is none. */
  readonly name: string | null;
  /** It is what was asked for. */
  readonly isGood: boolean;
}

/** Ends of a caller that are a failure, as the rules name them. */
const FAILURES: Readonly<Record<string, CallFailure>> = {
  'function error': 'function-error',
  throttled: 'throttled',
  'service error': 'service-error',
  'timed out': 'caller-timeout',
  denied: 'denied',
};

/** Names of what a function in a VPC lacks, by the reason; each comes with 502. */
const INTERFACE_ERRORS: Readonly<Record<string, string>> = {
  'service error: no address': 'SubnetIPAddressLimitReachedException',
  'service error: no interface': 'ENILimitReachedException',
  'service error: role': 'EC2AccessDeniedException',
  'service error: inactive': 'ResourceNotReadyException',
};

/** What the Invoke API itself answers to whoever calls it directly, by the end of the caller and why it came. */
function invokeApi(state: string, reason: string, { statuses }: Rules['sync']): AnswerSeen | null {
  const good = (status: number): AnswerSeen => ({ status, name: null, isGood: true });
  const bad = (status: number | null, name: string): AnswerSeen => ({ status, name, isGood: false });
  switch (state) {
    case 'answered':
      return good(statuses.RequestResponse);
    case 'checked':
      return good(statuses.DryRun);
    case 'accepted':
      return good(statuses.Event);
    case 'function error':
    case 'bad answer':
      // The invocation went well, its result did not: the status says nothing of it.
      return bad(statuses.RequestResponse, 'X-Amz-Function-Error');
    case 'throttled':
      return bad(statuses.throttled, 'TooManyRequestsException');
    case 'service error': {
      const inVpc = INTERFACE_ERRORS[reason];
      return inVpc === undefined ? bad(statuses.serviceError, 'ServiceException') : bad(502, inVpc);
    }
    case 'timed out':
      return bad(null, 'read timeout');
    case 'denied':
      return bad(403, 'AccessDeniedException');
    case 'refused':
      if (reason === 'refused: no such function') return bad(statuses.notFound, 'ResourceNotFoundException');
      if (reason === 'refused: function not active') return bad(409, 'ResourceConflictException');
      if (reason === 'refused: too large') return bad(statuses.tooLarge, 'RequestTooLargeException');
      return bad(statuses.invalid, 'InvalidParameterValueException');
    default:
      return null;
  }
}

function seen(found: number | string | null | undefined): AnswerSeen {
  return {
    status: typeof found === 'number' ? found : null,
    name: typeof found === 'string' ? found : null,
    isGood: false,
  };
}

/**
 * What a `caller`'s or a `viewer`'s last step means to the end user.
 *
 * @param caller settings of the scenario's caller; not asked for viewers.
 * @returns null when the step is no end of either.
 */
export function answerSeen(
  trace: Trace,
  step: number,
  caller: Caller | undefined,
  rules: Rules,
): AnswerSeen | null {
  const { name: kind, states } = trace.kinds[trace.kind[step]!]!;
  const state = states[trace.to[step]!]!;
  const reason = trace.reasons[trace.reason[step]!]!;
  if (kind === 'viewer') return viewerSees(state, reason, rules);
  if (kind !== 'caller' || !caller) return null;
  const own = invokeApi(state, reason, rules.sync);
  const answers = callerLimits(caller, rules)?.answers;
  if (own === null || own.isGood || answers === undefined) return own;
  if (state === 'bad answer')
    return seen(
      reason === 'answer: too large' ? (answers['too-large'] ?? answers.malformed) : answers.malformed,
    );
  // A function that is not there, or an event too large: to the front a fault on Lambda's side, unless it has a status of its own.
  if (state === 'refused') {
    const named = reason === 'refused: too large' ? answers['request-too-large'] : undefined;
    const found = named ?? answers['service-error'];
    return seen(typeof found === 'number' ? found : null);
  }
  return seen(answers[FAILURES[state]!]);
}

function viewerSees(state: string, reason: string, rules: Rules): AnswerSeen | null {
  if (state === 'answered') return { status: 200, name: null, isGood: true };
  if (state !== 'failed') return null;
  const answers = rules.sync.callers.cloudfront?.answers ?? {};
  if (reason === 'answer: malformed') return seen(answers.malformed);
  return seen(reason.startsWith('throttled') ? answers.throttled : answers['function-error']);
}
