/** What a machine asks of its service, as data: it never does anything itself. */
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
  'allocate',
  'runBeforeHook',
  'runAfterHook',
  'shiftTraffic',
  'pointBack',
  'resume',
  'setCapacity',
] as const;
export type EffectName = (typeof EFFECTS)[number];

export function effectNumber(name: EffectName): number {
  return EFFECTS.indexOf(name);
}
