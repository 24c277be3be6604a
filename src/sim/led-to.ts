/** What a step led to: the steps it scheduled, and everything that followed from them. */
import type { Trace } from './trace.ts';

interface Children {
  /** Where the steps that one caused begin in `steps`; one more entry for the end. */
  readonly offsets: Uint32Array;
  /** By cause, in the order of time. */
  readonly steps: Uint32Array;
}

const known = new WeakMap<Trace, Children>();

/** By cause: two passes over the trace, once for each. */
function childrenOf(trace: Trace): Children {
  const found = known.get(trace);
  if (found) return found;
  const { cause, length } = trace;
  const offsets = new Uint32Array(length + 1);
  for (let step = 0; step < length; step += 1) if (cause[step]! >= 0) offsets[cause[step]! + 1]! += 1;
  for (let step = 0; step < length; step += 1) offsets[step + 1]! += offsets[step]!;
  const steps = new Uint32Array(offsets[length]!);
  const filled = offsets.slice(0, length);
  for (let step = 0; step < length; step += 1) {
    const by = cause[step]!;
    if (by >= 0) steps[filled[by]!++] = step;
  }
  const children = { offsets, steps };
  known.set(trace, children);
  return children;
}

/**
 * The steps that this one scheduled, in the order of time; a view into the trace's index, not a copy.
 *
 * @param step number of a step of the trace; anything else has led to nothing.
 */
export function ledTo(trace: Trace, step: number): Uint32Array {
  const { offsets, steps } = childrenOf(trace);
  return step < 0 || step >= trace.length
    ? steps.subarray(0, 0)
    : steps.subarray(offsets[step], offsets[step + 1]);
}

/**
 * Everything that followed from a step, itself left out, in the order of time: the steps it scheduled, those that they
 * did, and so on.
 *
 * @param until the last step that counts: what lies after it has not been seen.
 */
export function followed(trace: Trace, step: number, until: number = trace.length - 1): Uint32Array {
  const found: number[] = [];
  const open: number[] = [step];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const child of ledTo(trace, at)) {
      if (child > until) break;
      found.push(child);
      open.push(child);
    }
  }
  return Uint32Array.from(found).sort();
}
