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
  /** What a service sends to one function or queue that is set up for its events. */
  'notification',
  /** A change that an operator makes: a call of Lambda's own API. */
  'operation',
  /** A published version. */
  'version',
  'alias',
  /** A deployment by CodeDeploy. */
  'deployment',
  /** A CloudWatch alarm. */
  'alarm',
  /** Provisioned concurrency of a version or an alias. */
  'allocation',
  /** What Application Auto Scaling scales. */
  'scaling',
  /** A function, or its code, on the way to being created: its package is checked. */
  'creation',
  /** A CloudFormation stack. */
  'stack',
  /** An elastic network interface. */
  'interface',
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
  'throttle',
  'serviceError',
  'deny',
  'refuse',
  'check',
  'accept',
  'malformed',
  'oversize',
  'after callerTimeout',
  'after backOff',
  'after origin',
  'try',
  'after retryWait',
  'turnAway',
  'after nextAttempt',
  'connect',
  'admit',
  'abandon',
  'close',
  'lose',
  'after connectTime',
  'after callTime',
  'after eventLoop',
  'receive',
  'delete',
  'expire',
  'wake',
  'loop',
  'stop',
  'after visibilityTimeout',
  'after pace',
  'after batchWindow',
  'after openPoll',
  'after throttleWait',
  'after batchVisibility',
  'resume',
  'pause',
  'look',
  'take',
  'retry',
  'discard',
  'report',
  'after poll',
  'after gatherWindow',
  'after tumblingEnd',
  'after retention',
  'tryLater',
  'point',
  'after due',
  'share',
  'join',
  'leave',
  'after interfaceCreation',
  'after interfaceIdle',
  'update',
  'after activation',
  'after cleanUp',
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
  'refused: no such function',
  'refused: too large',
  'denied: role not assumed',
  'retry: throttled',
  'retry: service error',
  'retry: function error',
  'retry: no answer in time',
  'cache: hit',
  'cache: miss',
  'cache: expired',
  'answer: malformed',
  'answer: too large',
  'accepted',
  'accepted: second delivery',
  'denied: resource policy',
  'waits: no place free',
  'given up: retries exhausted',
  'given up: too old',
  'given up: nothing reserved',
  'given up: recursive loop',
  'sent: dead letter',
  'sent: on failure',
  'sent: on success',
  'lost: dead letter not permitted',
  'lost: destination not permitted',
  'put: by a call',
  'notified',
  'notified: second delivery',
  'service error',
  'given up: no attempts left',
  'service error: nothing ran',
  'handler: exception',
  'handler: uncaught exception',
  'handler: call failed',
  'handler: work left',
  'handler: event loop',
  'thawed: work left',
  'call: answered',
  'call: error',
  'call: denied',
  'call: connection refused',
  'call: no way',
  'call: no capacity',
  'call: abandoned',
  'effect: again',
  'effect: known',
  'connection: limit',
  'connection: lost',
  'copy: delivered again',
  'moved: from another queue',
  'stood: before the run',
  'dead-lettered: received too often',
  'filtered: no match',
  'visible: visibility timeout',
  'deleted: handled',
  'deleted: late',
  'kept: receipt too old',
  'expired: retention',
  'stopped: too many',
  'poll: not allowed',
  'poll: nothing there',
  'batch: begun',
  'batch: all there is',
  'batch: full',
  'batch: payload limit',
  'batch: window over',
  'batch: poll still open',
  'batch: poll over',
  'batch: one more',
  'batch: some failed',
  'batch: handled',
  'batch: loop stopped',
  'batch: tried again',
  'batch: given up',
  'skipped: before the start',
  'discarded: too old',
  'discarded: retries exhausted',
  'expired: left the stream',
  'batch: polled',
  'batch: 6 MB',
  'batch: window ended',
  'batch: tumbling window ended',
  'batch: the rest',
  'batch: gone',
  'batch: processed',
  'window: final',
  'retry: after back-off',
  'retry: after throttle',
  'failed: retried',
  'failed: bisected',
  'failed: reported items',
  'failed: given up',
  'poll: too many in flight',
  'retry: asked to',
  'answer: temporary failure',
  'refused: recursive loop',
  'ready: provisioned',
  'retired: code replaced',
  'retired: released',
  'refused: too little left unreserved',
  'share: second version',
  'published: before the run',
  'snapshot: taken',
  'snapshot: failed',
  'done: nothing had changed',
  'refused: alias of an alias',
  'refused: no such version',
  'refused: weights with $LATEST',
  'refused: same version twice',
  'refused: deployment under way',
  'throttled: requests per second',
  'throttled: reserved requests per second',
  'throttled: scaling rate',
  'interface: for all environments',
  'interface: none with room',
  'interface: idle',
  'interface: taken back',
  'service error: no address',
  'service error: no interface',
  'service error: role',
  'service error: inactive',
  'refused: function pending',
  'refused: function not active',
  'refused: too large for the console',
  'refused: too large to upload',
  'refused: inline source too long',
  'refused: too large inline',
  'refused: too large unzipped',
  'refused: too many layers',
  'refused: too large with this layer',
  'refused: environment variables too large',
  'refused: /tmp too small',
  'refused: /tmp too large',
  'refused: code storage full',
  'refused: image too large',
  'refused: update under way',
  'refused: by its checks',
  'refused: no updates to be performed',
  'refused: stack cannot be updated',
  'failed: no such object',
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
  'callAgain',
  'callViewerRequest',
  'callOriginRequest',
  'callOriginResponse',
  'callViewerResponse',
  'keepInCache',
  /** Try the event now. */
  'tryNow',
  /** It waits until a place in the pool is free. */
  'standInLine',
  /** Invoke the function: with the event, or because it is called. */
  'invokeFunction',
  /** Send what is to be sent because of its end: to a destination, to a dead-letter queue. */
  'recordSuccess',
  'recordFailure',
  /** Hand the notification to its target. */
  'handOver',
  /** Make the next call of the handler; give it up. */
  'call',
  'abandon',
  /** Open the connections that code outside the handler opens; all of them are gone. */
  'connect',
  'disconnect',
  /** A call waits for a place at the resource, gives the waiting up, takes the place, frees it. */
  'queueUp',
  'leaveQueue',
  'takePlace',
  'freePlace',
  /** A connection is open: the call that waits for it may go on. */
  'connected',
  'moveToDeadLetterQueue',
  'invoke',
  'deleteBatch',
  'takeBatch',
  'sendBatch',
  'closeWindow',
  'checkpoint',
  'bisect',
  'giveUp',
  'backUp',
  'apply',
  /** The interfaces of a function that was inactive are made anew. */
  'restoreInterfaces',
  'makePending',
  'makeActive',
  'turnDown',
  'deploy',
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

/** Delays that are limits, or after which something is tried again; every other delay is the completion of something. */
const LIMITS: ReadonlySet<string> = new Set([
  'initLimit',
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
]);

/** Delays at whose end an actor looks for what has come. */
const POLLS: ReadonlySet<string> = new Set(['fullMinute', 'pace', 'poll', 'gatherWindow', 'tumblingEnd']);

/** The rank at equal times of the event that ends the delay with this name. */
export function rankOfDelay(delay: string): number {
  return POLLS.has(delay) ? POLL_RANK : LIMITS.has(delay) ? LIMIT_RANK : COMPLETION_RANK;
}
