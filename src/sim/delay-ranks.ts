/** What comes first of all that happens at one moment. */

/** Completions come before limits, so that what ends exactly at its limit has ended in time. */
const COMPLETION_RANK = 0;
const LIMIT_RANK = 1;
/** What comes from outside has a rank of its own between limits and polls: a poll sees all that came at its time. */
export const ARRIVAL_RANK = 2;
const POLL_RANK = 3;

/** Delays that are limits, or after which something is tried again; every other delay is the completion of something. */
const LIMITS: ReadonlySet<string> = new Set([
  'initLimit',
  'scheduledAction',
  'measurement',
  'restoreLimit',
  'functionTimeout',
  'environmentIdle',
  'environmentAge',
  'functionIdle',
  'callerTimeout',
  'retryWait',
  'backOff',
  'nextAttempt',
  'batchWindow',
  'openPoll',
  'batchVisibility',
  'visibilityTimeout',
  'retention',
  'throttleWait',
  'due',
  'interfaceIdle',
  'hookLimit',
]);

/** Delays at whose end an actor looks for what has come. */
const POLLS: ReadonlySet<string> = new Set([
  'fullMinute',
  'pace',
  'poll',
  'gatherWindow',
  'tumblingEnd',
  'fullPeriod',
]);

/** The rank at equal times of the event that ends the delay with this name. */
export function rankOfDelay(delay: string): number {
  return POLLS.has(delay) ? POLL_RANK : LIMITS.has(delay) ? LIMIT_RANK : COMPLETION_RANK;
}
