/**
 * The closed lists of words a trace is written in. Traces store positions in these lists, so a
 * word may be added at the end of its list but never moved or removed without a new engine version.
 */

/** What an actor can be; the number of its kind is its position. */
export const ACTOR_KINDS = [
  /** One invocation of a function, as Lambda sees it: accepted, turned away, answered. */
  'request',
  'environment',
  'function',
  /** Who waits for the answer of a synchronous invocation: an SDK, API Gateway, a state machine. */
  'caller',
  /** A viewer's request at a CloudFront edge location. */
  'viewer',
  /** An event in the queue of asynchronous invocations. */
  'event',
  /** A record that is sent because of an end: to a dead-letter queue or a destination. */
  'delivery',
  /** A record of a stream, once for each mapping that reads it. */
  'record',
  /** What reads one shard for one mapping, or one of its parallel parts. */
  'reader',
  /** A message of a queue. */
  'message',
  /** What receives messages of a queue for one mapping. */
  'poller',
  /** An event source mapping. */
  'mapping',
  /** A call that a function makes: to a table, a database, another function. */
  'call',
  /** A connection to a resource that takes only so many. */
  'connection',
] as const;
export type ActorKindName = (typeof ACTOR_KINDS)[number];

export function kindCode(name: ActorKindName): number {
  return ACTOR_KINDS.indexOf(name);
}

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
  'backlog',
  'after mappingCreation',
  'after permissionChange',
  'after fullMinute',
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
  'throttled: reserved concurrency',
  'problem: role may not read',
  'polling: may read',
  'disabled: by its setting',
  'pollers: as at first',
  'pollers: all at work',
  'pollers: more',
  'pollers: no more',
  'pollers: fewest',
  'pollers: fewer',
  'pollers: as before',
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
  'startPolling',
  'stopPolling',
  'scalePollers',
] as const;
export type EffectName = (typeof EFFECTS)[number];

export function effectNumber(name: EffectName): number {
  return EFFECTS.indexOf(name);
}

/** Completions come before limits, so that what ends exactly at its limit has ended in time. */
const COMPLETION_RANK = 0;
const LIMIT_RANK = 1;
/** What comes from outside has a rank of its own between limits and polls: a poll sees all that came at its time. */
export const ARRIVAL_RANK = 2;
const POLL_RANK = 3;

/** Delays that are limits; every other delay is the completion of something. */
const LIMITS: ReadonlySet<string> = new Set([
  'initLimit',
  'functionTimeout',
  'environmentIdle',
  'environmentAge',
  'functionIdle',
]);

/** Delays at whose end an actor looks for what has come. */
const POLLS: ReadonlySet<string> = new Set(['fullMinute']);

/** The rank at equal times of the event that ends the delay with this name. */
export function rankOfDelay(delay: string): number {
  return POLLS.has(delay) ? POLL_RANK : LIMITS.has(delay) ? LIMIT_RANK : COMPLETION_RANK;
}
