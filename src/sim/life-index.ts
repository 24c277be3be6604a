/** Each actor's own steps in order: read off a trace once, kept with it. */
import type { Trace } from './trace.ts';

export interface LifeIndex {
  /** How many actors of a kind there are. */
  readonly countOf: (kind: number) => number;
  /** The steps of an actor in order; none where there is no such actor. */
  readonly stepsOf: (kind: number, actor: number) => Uint32Array;
}

const known = new WeakMap<Trace, LifeIndex>();

/** Two passes over the trace at the first call, none later. */
export function lifeIndexOf(trace: Trace): LifeIndex {
  let index = known.get(trace);
  if (!index) {
    index = readIndex(trace);
    known.set(trace, index);
  }
  return index;
}

function readIndex(trace: Trace): LifeIndex {
  const { length, kind, actor } = trace;
  const counts = trace.kinds.map(() => 0);
  for (let step = 0; step < length; step += 1) {
    const of = kind[step]!;
    if (actor[step]! >= counts[of]!) counts[of] = actor[step]! + 1;
  }
  const offsets: number[] = [];
  let actors = 0;
  for (const count of counts) {
    offsets.push(actors);
    actors += count;
  }
  // The steps in the order of their actors, found by counting.
  const first = new Uint32Array(actors + 1);
  for (let step = 0; step < length; step += 1) first[offsets[kind[step]!]! + actor[step]! + 1]! += 1;
  for (let one = 0; one < actors; one += 1) first[one + 1]! += first[one]!;
  const steps = new Uint32Array(length);
  const next = first.slice(0, actors);
  for (let step = 0; step < length; step += 1) {
    const one = offsets[kind[step]!]! + actor[step]!;
    steps[next[one]!] = step;
    next[one]! += 1;
  }
  return {
    countOf: (of) => counts[of] ?? 0,
    stepsOf(of, number) {
      if (number < 0 || number >= (counts[of] ?? 0)) return steps.subarray(0, 0);
      const one = offsets[of]! + number;
      return steps.subarray(first[one], first[one + 1]);
    },
  };
}
