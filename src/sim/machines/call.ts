/** What one invocation asks of an environment, decided when it arrives and handed from machine to machine. */
export interface Call {
  /** Number of the request, from 0. */
  request: number;
  /** Time its handler takes, µs; Infinity: it never returns. */
  handlerUs: number;
  outcome: 'success' | 'error' | 'out of memory' | 'crash';
}
