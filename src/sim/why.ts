/** Why a step happened: the chain of steps that led to it. */
import type { Trace } from './trace.ts';

/**
 * The step and its causes, back to the arrival, setting or fault that began it; the first entry is
 * the step itself. Each step's cause came before it, so the chain ends.
 *
 * @param step number of a step of the trace, 0 to length - 1; anything else gives an empty chain.
 */
export function why(trace: Trace, step: number): readonly number[] {
  const chain: number[] = [];
  for (let at = step; at >= 0 && at < trace.length; at = trace.cause[at]!) chain.push(at);
  return chain;
}
