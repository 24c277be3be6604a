/** The phases that several states of requests and environments belong to, told by their names. */

/** Whether a request in this state is in an environment: it is taken in and has not ended. */
export function isInFlight(state: string): boolean {
  return state === 'waiting' || state === 'running';
}

/** Whether an environment in this state is in its Init phase; an Init that is repeated belongs to the invocation. */
export function isInit(state: string): boolean {
  return state.startsWith('init.');
}

/** Whether an environment in this state is in an invocation. */
export function isInvoke(state: string): boolean {
  return state.startsWith('invoke.');
}
