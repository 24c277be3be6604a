/** A scenario's caller under the rules of a date: its service's limits and retries, or its own. */
import { waitsOf } from './back-off.ts';
import type { CallerHabits } from './machines/caller.ts';
import { usFromMs } from './microseconds.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import { createStream } from './random.ts';
import { CALL_FAILURES } from './rules/sync-rules.ts';
import type { CallerId, CallerRules, CallFailure, RetryRules } from './rules/sync-rules.ts';
import type { Feature, Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { Caller, CallerService } from './settings/caller-settings.ts';
import type { BackOff } from './settings/quantity.ts';

/** What the rules say of a caller's service. */
export interface CallerLimits {
  /** µs; null: as long as the function may run. */
  readonly timeoutUs: number | null;
  readonly maxTimeoutUs: number | null;
  /** Largest request it hands on and largest answer it takes, bytes; null: Lambda's own limit. */
  readonly requestBytes: number | null;
  readonly responseBytes: number | null;
  readonly retries: RetryRules | null;
  /** What the one behind it gets; undefined: the caller is the end user. */
  readonly answers: CallerRules['answers'] | undefined;
}

/** Services that call the Invoke API for a program: its answers go to the program itself. */
const DIRECT: readonly CallerService[] = ['sdk', 'cli', 'invoke-api'];

/** Features without which a service cannot call, by service. */
const FEATURES: Readonly<Partial<Record<CallerService, Feature>>> = {
  'api-gateway': 'caller-api-gateway',
  alb: 'caller-alb',
  's3-batch': 'caller-s3-batch',
  'step-functions': 'caller-step-functions',
  lex: 'caller-lex',
  firehose: 'caller-firehose',
  'function-url': 'function-urls',
};

/** Whoever waits has states of its own; one that calls once, without a limit and without retries, has none. */
export function isCallerKept(caller: Caller): boolean {
  return caller.service !== undefined || caller.retries !== undefined || caller.timeoutMs !== undefined;
}

/** Limits and retries of the caller's service at the date; null: there was no such service yet. */
export function callerLimits(caller: Caller, rules: Rules): CallerLimits | null {
  const { sync } = rules;
  const { service = 'invoke-api' } = caller;
  const direct = { requestBytes: null, responseBytes: null, answers: undefined };
  if (service === 'invoke-api') return { ...direct, timeoutUs: null, maxTimeoutUs: null, retries: null };
  if (service === 'cli')
    return { ...direct, timeoutUs: sync.cli.timeoutUs, maxTimeoutUs: null, retries: sync.cli.retries };
  if (service === 'sdk') {
    const mode = caller.retryMode ?? (sync.sdk.standard === null ? 'legacy' : 'standard');
    const retries = sync.sdk[mode];
    return retries && { ...direct, timeoutUs: sync.sdkTimeoutUs, maxTimeoutUs: null, retries };
  }
  return sync.callers[service as CallerId];
}

/** What is wrong with the caller at the date: a service or mode that was not there yet, a limit above the service's. */
export function callerProblems({ settings, faults }: Scenario, rules: Rules): Problem[] {
  const { caller } = settings;
  if (!caller) return [];
  const { service, timeoutMs, retries, retryMode, invocationType } = caller;
  const problems: Problem[] = [];
  const report = (path: string, found: unknown, expected: string) =>
    problems.push(problemAt(`settings.caller.${path}`, JSON.stringify(found) ?? 'nothing', expected));
  const isDirect = service === undefined || DIRECT.includes(service);
  if (!isDirect && invocationType !== 'RequestResponse')
    report('invocationType', invocationType, `RequestResponse: ${service} waits for the answer`);
  if (retryMode !== undefined && service !== 'sdk')
    report('retryMode', retryMode, 'none: only an SDK has modes of trying again');
  const limits = callerLimits(caller, rules);
  if (limits === null) {
    if (service === 'sdk') {
      const since = retryMode && retryMode !== 'legacy' && rules.notYet[`sdk-retries-${retryMode}`];
      report(
        'retryMode',
        retryMode,
        `"legacy" at ${rules.asOf}${since ? `: this mode exists since ${since}` : ''}`,
      );
    } else {
      const feature = service && FEATURES[service];
      const since = feature && rules.notYet[feature];
      report(
        'service',
        service,
        `one that invoked functions at ${rules.asOf}${since === undefined ? '' : `: ${service} does since ${since}`}`,
      );
    }
    return problems;
  }
  const asks = faults.findIndex(({ kind }) => kind === 'temporary-failure');
  if (asks >= 0 && service !== 's3-batch')
    problems.push(
      problemAt(
        `faults.${asks}.kind`,
        'temporary-failure',
        'settings.caller.service s3-batch: nobody else asks',
      ),
    );
  const { maxTimeoutUs } = limits;
  if (timeoutMs !== undefined && maxTimeoutUs !== null && usFromMs(timeoutMs) > maxTimeoutUs)
    report(
      'timeoutMs',
      timeoutMs,
      `at most ${maxTimeoutUs / 1000}, the longest ${service} waits at ${rules.asOf}`,
    );
  // How often S3 Batch tries again is not documented: not at all, unless the scenario says so.
  const count = retries?.maximum ?? limits.retries?.count ?? 0;
  if (count > 0 && retries?.backOff === undefined && (limits.retries?.firstWaitUs ?? null) === null)
    report(
      'retries.backOff',
      retries?.backOff,
      `how long it waits between tries: AWS documents no wait${service === undefined ? '' : ` of ${service}`}`,
    );
  return problems;
}

/** How the scenario's caller behaves; to be asked for once its problems are none. */
export function callerHabits({ seed }: Scenario, caller: Caller, rules: Rules): CallerHabits {
  const limits = callerLimits(caller, rules);
  const own = caller.retries;
  const after = own?.after ?? limits?.retries?.after ?? AFTER_UNLESS_SAID;
  const waits = waitsOf(own?.backOff ?? backOffOf(limits?.retries ?? null));
  return {
    timeoutUs: caller.timeoutMs === undefined ? (limits?.timeoutUs ?? Infinity) : usFromMs(caller.timeoutMs),
    retries: own?.maximum ?? limits?.retries?.count ?? 0,
    retriesAfter: Object.fromEntries(
      CALL_FAILURES.map((failure) => [failure, after.includes(failure)]),
    ) as Record<CallFailure, boolean>,
    // Each wait has luck of its own, so that who else tries again, and how often, does not move it.
    waitUs: (number, tries) => waits(tries, createStream(seed, `caller.${number}.wait.${tries}`).uniform()),
  };
}

const AFTER_UNLESS_SAID: readonly CallFailure[] = ['throttled', 'service-error'];

function backOffOf(retries: RetryRules | null): BackOff {
  return {
    firstMs: (retries?.firstWaitUs ?? 0) / 1000,
    factor: retries?.factor ?? 1,
    capMs: retries?.longestWaitUs == null ? 1e12 : retries.longestWaitUs / 1000,
    jitter: retries?.jitter ? 1 : 0,
  };
}
