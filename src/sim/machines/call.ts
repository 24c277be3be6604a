/** What one invocation asks of an environment, decided when it arrives and handed from machine to machine. */
export interface Call {
  /** Number of the request, from 0. */
  request: number;
  /** Time its handler takes, its calls left out, µs; Infinity: it never returns. */
  handlerUs: number;
  outcome: Outcome;
  /** Calls that the handler makes, one after the other, after it has computed; only if it succeeds. */
  calls: number;
  /** Node.js: how long the answer waits until nothing is left in the event loop, µs. */
  eventLoopUs: number;
  /** Node.js: work that is still in the event loop when the answer goes out, µs: it freezes with the environment. */
  leftoverUs: number;
}

/**
 * What becomes of a handler that is not stopped by the timeout.
 *
 * - `error`: it returned or called back an error; `exception`: it threw one and the runtime caught it.
 *   Both are reported by the runtime and leave the environment as it is.
 * - `uncaught`: it threw where nobody catches, in a callback of Node's event loop: the process ends.
 * - `out of memory`, `crash`: the process was ended, or ended itself.
 */
export type Outcome = 'success' | 'error' | 'exception' | 'uncaught' | 'out of memory' | 'crash';

export function emptyCall(): Call {
  return { request: 0, handlerUs: 0, outcome: 'success', calls: 0, eventLoopUs: 0, leftoverUs: 0 };
}
