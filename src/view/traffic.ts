/**
 * What goes between two ends over a whole run, read off its trace once: the steps at which units come to an end of
 * a way, and those at which answers leave it, each in order. So a moment costs what is under way, not what happened.
 */
import { NONE, type Trace } from '../sim/trace.ts';

/** The units that share a way. */
export interface Flow {
  /** What its scene knows it by. */
  readonly key: number;
  /** Steps with which units appear where the way leads, in order. */
  readonly births: Uint32Array;
  /** Steps with which those that are answered end, in order. */
  readonly ends: Uint32Array;
}

interface Growing {
  readonly key: number;
  readonly births: number[];
  readonly ends: number[];
}

const known = new WeakMap<Trace, Map<string, readonly Flow[]>>();

/**
 * The flows of a run, in order of their first birth.
 *
 * @param name of this way of sorting, under which the answer is kept with the trace
 * @param keyOf by a unit's first step: which flow it belongs to; -1: none
 * @param isAnswered by kind: what ends goes back along its way
 */
export function trafficOf(
  trace: Trace,
  name: string,
  keyOf: (birth: number) => number,
  isAnswered: (kind: number) => boolean,
): readonly Flow[] {
  const all = known.get(trace) ?? new Map<string, readonly Flow[]>();
  known.set(trace, all);
  const before = all.get(name);
  if (before) return before;
  const flows = new Map<number, Growing>();
  const flowOf: (Growing | undefined)[][] = trace.kinds.map(() => []);
  const answered = trace.kinds.map((_, kind) => isAnswered(kind));
  for (let step = 0; step < trace.length; step += 1) {
    const kind = trace.kind[step]!;
    const isBirth = trace.from[step] === NONE;
    const isEnd = answered[kind]! && trace.kinds[kind]!.isFinal[trace.to[step]!] === true;
    if (!isBirth && !isEnd) continue;
    const actor = trace.actor[step]!;
    if (isBirth) {
      const key = keyOf(step);
      let flow = key < 0 ? undefined : flows.get(key);
      if (!flow && key >= 0) flows.set(key, (flow = { key, births: [], ends: [] }));
      flow?.births.push(step);
      if (answered[kind]) flowOf[kind]![actor] = flow;
    }
    if (isEnd) flowOf[kind]![actor]?.ends.push(step);
  }
  const made = [...flows.values()].map(({ key, births, ends }) => ({
    key,
    births: Uint32Array.from(births),
    ends: Uint32Array.from(ends),
  }));
  all.set(name, made);
  return made;
}

const sorted = new WeakMap<Trace, Map<string, ReadonlyMap<string, Uint32Array>>>();

/**
 * The steps of one kind of actor, sorted; each sort in order of time.
 *
 * @param name of this way of sorting, under which the answer is kept with the trace
 */
export function stepsBy(
  trace: Trace,
  name: string,
  kind: number,
  keyOf: (step: number) => string,
): ReadonlyMap<string, Uint32Array> {
  const all = sorted.get(trace) ?? new Map<string, ReadonlyMap<string, Uint32Array>>();
  sorted.set(trace, all);
  const before = all.get(name);
  if (before) return before;
  const grown = new Map<string, number[]>();
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind) continue;
    const key = keyOf(step);
    const list = grown.get(key);
    if (list) list.push(step);
    else grown.set(key, [step]);
  }
  const made = new Map([...grown].map(([key, steps]) => [key, Uint32Array.from(steps)]));
  all.set(name, made);
  return made;
}

/** Index of the first of these steps, which are in order, that comes after a moment. */
export function firstAfter(trace: Trace, steps: Uint32Array, us: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (trace.at[steps[middle]!]! <= us) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of these steps lie after one moment and not after another. */
export function countBetween(trace: Trace, steps: Uint32Array, fromUs: number, toUs: number): number {
  return firstAfter(trace, steps, toUs) - firstAfter(trace, steps, fromUs);
}

/**
 * The most of these steps that fall within any so long a time of a window and of as much before it and after it:
 * what has just been as close as this, or is about to be, is judged alike, and does not change its looks each time
 * the window moves.
 *
 * @param withinUs not more than the window lasts
 */
export function densest(
  trace: Trace,
  steps: readonly Uint32Array[],
  [fromUs, toUs]: readonly [fromUs: number, toUs: number],
  withinUs: number,
): number {
  const near = steps.map((one) =>
    one.subarray(firstAfter(trace, one, 2 * fromUs - toUs), firstAfter(trace, one, 2 * toUs - fromUs)),
  );
  if (near.length === 1) return busiest(trace, near[0]!, withinUs);
  const all = new Uint32Array(near.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const one of near) {
    all.set(one, filled);
    filled += one.length;
  }
  return busiest(trace, all.sort(), withinUs);
}

function busiest(trace: Trace, steps: Uint32Array, windowUs: number): number {
  let most = 0;
  let first = 0;
  for (let last = 0; last < steps.length; last += 1) {
    while (trace.at[steps[last]!]! - trace.at[steps[first]!]! >= windowUs) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

type Ways = readonly Pick<Flow, 'births' | 'ends'>[];
const widest = new WeakMap<Ways, { readonly windowUs: number; readonly most: number }>();

/**
 * The most units on any way of a run within any window of a length, µs, out or back: what the widest band stands
 * for. Kept for the length last asked for.
 */
export function mostWithin(trace: Trace, flows: Ways, windowUs: number): number {
  const before = widest.get(flows);
  if (before?.windowUs === windowUs) return before.most;
  let most = 1;
  for (const { births, ends } of flows)
    most = Math.max(most, busiest(trace, births, windowUs), busiest(trace, ends, windowUs));
  widest.set(flows, { windowUs, most });
  return most;
}
