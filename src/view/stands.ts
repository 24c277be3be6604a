/** Where the actors of a kind stand: each takes the lowest free stand of its place at birth and leaves it at its end. */
import { NONE, type Trace } from '../sim/trace.ts';

export interface Stands {
  /** By number of the actor. */
  readonly standOf: Uint32Array;
  /** By number of the place: stands taken at its busiest moment. */
  readonly most: readonly number[];
  /** By number of the place: when one more stand was needed than ever before. */
  readonly grownUs: readonly (readonly number[])[];
}

const known = new WeakMap<Trace, Map<number, Stands>>();

/** The code of a kind in a trace; -1: no such actor can be in it. */
export function kindIn(trace: Trace, name: string): number {
  return trace.kinds.findIndex((kind) => kind.name === name && kind.states.length > 0);
}

/** The stands of a kind of actor, by its name; read once and kept with the trace. */
export function standsOf(trace: Trace, kindName: string): Stands {
  const kind = kindIn(trace, kindName);
  const all = known.get(trace) ?? new Map<number, Stands>();
  known.set(trace, all);
  const before = all.get(kind);
  if (before) return before;
  const stands = kind < 0 ? { standOf: new Uint32Array(), most: [], grownUs: [] } : readStands(trace, kind);
  all.set(kind, stands);
  return stands;
}

function readStands(trace: Trace, kind: number): Stands {
  const { isFinal } = trace.kinds[kind]!;
  const actors = actorsOf(trace, kind);
  const standOf = new Uint32Array(actors);
  const homeOf = new Uint8Array(actors);
  const free: number[][] = trace.places.map(() => []);
  const most = trace.places.map(() => 0);
  const grownUs: number[][] = trace.places.map(() => []);
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind) continue;
    const actor = trace.actor[step]!;
    const ends = isFinal[trace.to[step]!]!;
    if (trace.from[step] === NONE) {
      const place = trace.place[step]!;
      homeOf[actor] = place;
      // What ends with its first step never stands anywhere.
      if (ends) continue;
      if (free[place]!.length > 0) standOf[actor] = takeLowest(free[place]!);
      else {
        standOf[actor] = most[place]!++;
        grownUs[place]!.push(trace.at[step]!);
      }
    } else if (ends) giveBack(free[homeOf[actor]!]!, standOf[actor]!);
  }
  return { standOf, most, grownUs };
}

/** Stands of a place that have ever been taken by a moment. */
export function mostUntil({ grownUs }: Stands, place: number, atUs: number): number {
  const grown = grownUs[place] ?? [];
  let low = 0;
  let high = grown.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (grown[middle]! <= atUs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One more than the highest number of an actor of a kind. */
function actorsOf(trace: Trace, kind: number): number {
  let count = 0;
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] === kind && trace.actor[step]! >= count) count = trace.actor[step]! + 1;
  }
  return count;
}

/** Puts a number on a heap whose lowest comes first. */
function giveBack(heap: number[], place: number): void {
  let at = heap.push(place) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (heap[parent]! <= place) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = place;
}

/** Takes the lowest number from a heap that is not empty. */
function takeLowest(heap: number[]): number {
  const lowest = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return lowest;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child += 1;
    if (heap[child]! >= last) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return lowest;
}
