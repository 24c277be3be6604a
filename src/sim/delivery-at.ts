/** Which delivery a step has to do with. */
import { NONE, type Trace } from './trace.ts';

/** The step carries something because of an end, or loses it; what a call puts somewhere is its own. */
function isSending(trace: Trace, step: number): boolean {
  const reason = trace.reasons[trace.reason[step]!]!;
  return trace.kinds[trace.kind[step]!]!.name === 'delivery' && reason !== 'put: by a call';
}

/**
 * The step of the delivery that a step is of, or of the one that its message or event was sent with:
 * what lies in a dead-letter queue is the dead letter.
 *
 * @returns -1: there is none.
 */
export function deliveryAt(trace: Trace, step: number): number {
  if (step < 0) return -1;
  if (isSending(trace, step)) return step;
  let first = step;
  while (
    first > 0 &&
    (trace.from[first] !== NONE ||
      trace.actor[first] !== trace.actor[step] ||
      trace.kind[first] !== trace.kind[step])
  )
    first -= 1;
  const cause = trace.cause[first]!;
  return cause >= 0 && isSending(trace, cause) ? cause : -1;
}
