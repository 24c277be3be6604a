/** Those who wait for an answer: services that invoke synchronously, and the clients of AWS. */
import { RulesError, shown, type FactReader } from './fact-reader.ts';

/** Services that invoke a function and wait, and the fact about each. */
const CALLER_FACTS = {
  'api-gateway': 'caller-api-gateway',
  alb: 'caller-alb',
  cloudfront: 'caller-cloudfront',
  's3-batch': 'caller-s3-batch',
  cognito: 'caller-cognito',
  'step-functions': 'caller-step-functions',
  lex: 'caller-lex',
  alexa: 'caller-alexa',
  firehose: 'caller-firehose',
  'function-url': 'caller-function-url',
} as const;
export type CallerId = keyof typeof CALLER_FACTS;

/** What a synchronous call can come to, other than an answer. */
export const CALL_FAILURES = [
  /** The function answered with an error: thrown, timed out by its own limit, out of memory or crashed. */
  'function-error',
  /** Lambda had no concurrency for it: 429. */
  'throttled',
  /** A fault of Lambda: 5xx. */
  'service-error',
  /** The caller's own limit passed; the function goes on. */
  'caller-timeout',
  /** The function's policy does not let the caller in. */
  'denied',
  /** The answer is not of the form the caller needs. */
  'malformed',
  /** The answer is larger than the caller takes. */
  'too-large',
  /** The request is larger than the caller hands on. */
  'request-too-large',
  /** The function answered that it may be tried again (S3 Batch: TemporaryFailure). */
  'temporary-failure',
] as const;
export type CallFailure = (typeof CALL_FAILURES)[number];

/** How often, after which waits and after what somebody tries again. */
export interface RetryRules {
  /** Further attempts after the first; null: not documented, the scenario names it. */
  readonly count: number | null;
  /** Wait before the first further attempt, µs; null: not documented, the scenario names it. */
  readonly firstWaitUs: number | null;
  /** Each further wait is this many times the one before it; 1: all alike; null: not documented. */
  readonly factor: number | null;
  /** No wait is longer, µs; null: no such bound. */
  readonly longestWaitUs: number | null;
  /** Whether each wait is drawn between 0 and its bound. */
  readonly jitter: boolean;
  /** What it tries again after. */
  readonly after: readonly CallFailure[];
}

export interface CallerRules {
  /** How long it waits for the answer unless set otherwise, µs; null: as long as the function may run. */
  readonly timeoutUs: number | null;
  /** The longest it can be made to wait, µs; null: as long as the function may run. */
  readonly maxTimeoutUs: number | null;
  /** Largest request it hands on and largest answer it takes, bytes; null: Lambda's own limit. */
  readonly requestBytes: number | null;
  readonly responseBytes: number | null;
  /** Its own retries; null: none. */
  readonly retries: RetryRules | null;
  /** What the one behind it gets: an HTTP status, or the error's name as the service writes it. Absent: not documented. */
  readonly answers: Readonly<Partial<Record<CallFailure, number | string>>>;
}

/** Modes of the clients' retries, and the fact about each. */
const MODE_FACTS = {
  legacy: 'sdk-retries-legacy',
  standard: 'sdk-retries-standard',
  adaptive: 'sdk-retries-adaptive',
} as const;
export type RetryMode = keyof typeof MODE_FACTS;
export const RETRY_MODES = Object.keys(MODE_FACTS) as readonly RetryMode[];

/** Status of what Lambda itself answers to an invocation. */
export interface InvokeStatuses {
  /** Accepted, by kind of invocation (fact invoke-status). An error of the function leaves it alone. */
  readonly RequestResponse: number;
  readonly Event: number;
  readonly DryRun: number;
  /** Refused (fact invoke-errors). */
  readonly invalid: number;
  readonly notFound: number;
  readonly tooLarge: number;
  readonly throttled: number;
  readonly serviceError: number;
}

export interface SyncRules {
  readonly statuses: InvokeStatuses;
  /** Largest request and largest answer, bytes (fact payload-sync). */
  readonly payloadBytes: number;
  /** Services by id; null: the service could not invoke functions yet. */
  readonly callers: Readonly<Record<CallerId, CallerRules | null>>;
  /** Retries of the SDKs by mode (facts sdk-retries-legacy, -standard, -adaptive); null: the mode did not exist yet. */
  readonly sdk: Readonly<Record<RetryMode, RetryRules | null>>;
  /** How long an SDK waits for the answer, µs (fact sdk-read-timeout). */
  readonly sdkTimeoutUs: number;
  /** Retries of the AWS CLI, and how long it waits (fact cli-retries). */
  readonly cli: { readonly retries: RetryRules; readonly timeoutUs: number };
}

/** Names of the failures as parts of the facts. */
const PARTS: Readonly<Record<CallFailure, string>> = {
  'function-error': 'functionError',
  throttled: 'throttled',
  'service-error': 'serviceError',
  'caller-timeout': 'callerTimeout',
  denied: 'denied',
  malformed: 'malformed',
  'too-large': 'tooLarge',
  'request-too-large': 'requestTooLarge',
  'temporary-failure': 'temporaryFailure',
};

/** What is tried again after, in the words of the facts. */
const AFTER = {
  'a throttle': 'throttled',
  'a fault of Lambda': 'service-error',
  'too long a wait': 'caller-timeout',
  'a temporary failure': 'temporary-failure',
} as const;
const WORDS = Object.keys(AFTER) as readonly (keyof typeof AFTER)[];

export function resolveSyncRules(facts: FactReader): SyncRules {
  const callers = Object.fromEntries(
    Object.entries(CALLER_FACTS).map(
      ([caller, id]) => [caller, facts.exists(id) ? resolveCaller(facts, id) : null] as const,
    ),
  ) as Record<CallerId, CallerRules | null>;
  const sdk = Object.fromEntries(
    Object.entries(MODE_FACTS).map(
      ([mode, id]) => [mode, facts.exists(id) ? resolveRetries(facts, id) : null] as const,
    ),
  ) as Record<RetryMode, RetryRules | null>;
  return {
    statuses: {
      RequestResponse: facts.figure('invoke-status', 'RequestResponse'),
      Event: facts.figure('invoke-status', 'Event'),
      DryRun: facts.figure('invoke-status', 'DryRun'),
      invalid: facts.figure('invoke-errors', 'invalid'),
      notFound: facts.figure('invoke-errors', 'notFound'),
      tooLarge: facts.figure('invoke-errors', 'tooLarge'),
      throttled: facts.figure('invoke-errors', 'throttled'),
      serviceError: facts.figure('invoke-errors', 'serviceError'),
    },
    payloadBytes: facts.figure('payload-sync') * 1024 * 1024,
    callers,
    sdk,
    sdkTimeoutUs: facts.secondsUs('sdk-read-timeout'),
    cli: {
      retries: resolveRetries(facts, 'cli-retries'),
      timeoutUs: facts.secondsUs('cli-retries', 'timeout'),
    },
  };
}

function resolveCaller(facts: FactReader, id: string): CallerRules {
  const timeoutUs = facts.value(id, 'timeout') === null ? null : facts.secondsUs(id, 'timeout');
  const answers = CALL_FAILURES.filter((failure) => facts.has(id, PARTS[failure])).map((failure) => {
    const found = facts.value(id, PARTS[failure]);
    if (typeof found === 'string' || (typeof found === 'number' && Number.isInteger(found)))
      return [failure, found] as const;
    throw new RulesError(id, `${PARTS[failure]}: found ${shown(found)}; expected a status or a name`);
  });
  return {
    timeoutUs,
    maxTimeoutUs: facts.has(id, 'timeoutMax') ? facts.secondsUs(id, 'timeoutMax') : timeoutUs,
    requestBytes: facts.has(id, 'requestKB') ? facts.figure(id, 'requestKB') * 1024 : null,
    responseBytes: facts.has(id, 'responseKB') ? facts.figure(id, 'responseKB') * 1024 : null,
    retries: facts.has(id, 'after') ? resolveRetries(facts, id) : null,
    answers: Object.fromEntries(answers),
  };
}

/** The parts retries, firstWait, factor, longestWait, jitter and after of a fact. */
function resolveRetries(facts: FactReader, id: string): RetryRules {
  const factor = facts.has(id, 'factor') ? facts.value(id, 'factor') : null;
  if (factor !== null && (typeof factor !== 'number' || !(factor >= 1)))
    throw new RulesError(id, `factor: found ${shown(factor)}; expected a number from 1`);
  return {
    count: facts.has(id, 'retries') ? facts.count(id, 'retries') : null,
    firstWaitUs: facts.has(id, 'firstWait') ? facts.secondsUs(id, 'firstWait') : null,
    factor,
    longestWaitUs: facts.has(id, 'longestWait') ? facts.secondsUs(id, 'longestWait') : null,
    jitter: facts.has(id, 'jitter') && facts.flag(id, 'jitter'),
    after: facts.wordsOf(WORDS, id, 'after').map((word) => AFTER[word]),
  };
}
