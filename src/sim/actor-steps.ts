/** Where a step stands in the life of its actor: what came before it, and for how long. */
import { lifeIndexOf } from './life-index.ts';
import type { Trace } from './trace.ts';

/** The actor's step before this one; -1: it is its first. */
export function stepBefore(trace: Trace, step: number): number {
  const steps = lifeIndexOf(trace).stepsOf(trace.kind[step]!, trace.actor[step]!);
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (steps[middle]! < step) low = middle + 1;
    else high = middle;
  }
  return steps[low - 1] ?? -1;
}

/** The first step of an actor; -1: there is no such actor. */
export function firstStepOf(trace: Trace, kind: number, actor: number): number {
  return lifeIndexOf(trace).stepsOf(kind, actor)[0] ?? -1;
}

/** When the actor of a step began, µs. */
export function bornUs(trace: Trace, step: number): number {
  return trace.at[firstStepOf(trace, trace.kind[step]!, trace.actor[step]!)] ?? trace.at[step]!;
}

/** How long the actor of a step was in the state it leaves, µs; 0 for its first. */
export function stayedUs(trace: Trace, step: number): number {
  const { from, to, at } = trace;
  let since = stepBefore(trace, step);
  if (since < 0) return 0;
  // Steps within the same state do not begin it anew.
  while (from[since] === to[since]) {
    const before = stepBefore(trace, since);
    if (before < 0) break;
    since = before;
  }
  return at[step]! - at[since]!;
}
