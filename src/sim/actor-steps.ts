/** The steps of one actor, one after the other: found at once, however long the trace. */
import { NONE, type Trace } from './trace.ts';

interface ActorSteps {
  /** By step: the actor's step before it; -1: it is its first. */
  readonly before: Int32Array;
  /** By kind, then number of the actor: its first and its last step. */
  readonly first: readonly (readonly number[])[];
  readonly last: readonly (readonly number[])[];
}

const known = new WeakMap<Trace, ActorSteps>();

function stepsOf(trace: Trace): ActorSteps {
  const found = known.get(trace);
  if (found) return found;
  const before = new Int32Array(trace.length).fill(-1);
  const first: number[][] = trace.kinds.map(() => []);
  const last: number[][] = trace.kinds.map(() => []);
  for (let step = 0; step < trace.length; step += 1) {
    const kind = trace.kind[step]!;
    const actor = trace.actor[step]!;
    if (trace.from[step] === NONE) first[kind]![actor] = step;
    else before[step] = last[kind]![actor] ?? -1;
    last[kind]![actor] = step;
  }
  const steps = { before, first, last };
  known.set(trace, steps);
  return steps;
}

/** The actor's step before this one; -1: it is its first. */
export function stepBefore(trace: Trace, step: number): number {
  return stepsOf(trace).before[step] ?? -1;
}

/** The first step of an actor; -1: there is no such actor. */
export function firstStepOf(trace: Trace, kind: number, actor: number): number {
  return stepsOf(trace).first[kind]?.[actor] ?? -1;
}

/** The last step of an actor in the whole run; -1: there is no such actor. */
export function lastStepOf(trace: Trace, kind: number, actor: number): number {
  return stepsOf(trace).last[kind]?.[actor] ?? -1;
}

/** How many actors of a kind the run has. */
export function actorCount(trace: Trace, kind: number): number {
  return stepsOf(trace).first[kind]?.length ?? 0;
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
  for (let one = since; one >= 0 && to[one] === from[step]; one = stepBefore(trace, one)) {
    since = one;
    if (from[one] !== to[one]) break;
  }
  return at[step]! - at[since]!;
}
