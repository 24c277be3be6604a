/**
 * The closed lists of words a trace is written in. Traces store positions in these lists, so a
 * word may be added at the end of its list but never moved or removed without a new engine version.
 */

/** What can happen to an actor. `after x`: the delay named x in its statechart has passed. */
export const EVENTS = [
  'start',
  'arrive',
  'invoke',
  'begin',
  'succeed',
  'fail',
  'retire',
  'busy',
  'quiet',
  'after creation',
  'after extensionsInit',
  'after runtimeInit',
  'after functionInit',
  'after initLimit',
  'after repeatedInit',
  'after handler',
  'after functionTimeout',
  'after environmentIdle',
  'after environmentAge',
  'after shutdownTime',
  'after functionIdle',
] as const;
export type EventName = (typeof EVENTS)[number];

/** Why a step was taken. The first is the empty reason: the event says it all. */
export const REASONS = [
  '',
  'routed: most recently used',
  'routed: least recently used',
  'routed: newest created',
  'routed: oldest created',
  'routed: random',
  'cold: no environment',
  'cold: all busy',
  'throttled: concurrency',
  'denied: no permission',
  'refused: invalid request',
  'checked: dry run',
  'ready: kept ready',
  'ready: before the run',
  'created: for a request',
  'init: done',
  'init: failed',
  'init: over the limit',
  'init: failed again',
  'thawed',
  'began',
  'handler: returned',
  'handler: error',
  'handler: out of memory',
  'handler: crashed',
  'timeout: function',
  'timeout: init',
  'retired: environment idle',
  'retired: function idle',
  'retired: age',
] as const;
export type Reason = (typeof REASONS)[number];

/** What a machine asks of the engine, as data: it never does anything itself. */
export const EFFECTS = [
  /** Send the request to the environment that routing chose. */
  'startWarm',
  /** Make an environment for the request. */
  'startCold',
  /** Tell the waiting request that its invocation begins. */
  'begin',
  /** Tell the request that it succeeded, or failed. */
  'answerSuccess',
  'answerFailure',
  /** Retire every idle environment of the function. */
  'retireIdle',
] as const;
export type EffectName = (typeof EFFECTS)[number];

/** Completions come before limits, so that what ends exactly at its limit has ended in time. */
const COMPLETION_RANK = 0;
const LIMIT_RANK = 1;

/** Delays that are limits; every other delay is the completion of something. */
const LIMITS: ReadonlySet<string> = new Set([
  'initLimit',
  'functionTimeout',
  'environmentIdle',
  'environmentAge',
  'functionIdle',
]);

/** The rank at equal times of the event that ends the delay with this name. */
export function rankOfDelay(delay: string): number {
  return LIMITS.has(delay) ? LIMIT_RANK : COMPLETION_RANK;
}
