/** When actors came to which state at which place: what pictures count up to a moment. */
import { bisector } from 'd3';
import { NONE, type Trace } from '../sim/trace.ts';
import { kindIn } from './stands.ts';

interface Ledger {
  /** By kind, place and state reached: the moments, in order. */
  readonly entered: ReadonlyMap<number, readonly number[]>;
  /** By kind and place: the moments at which an actor appeared. */
  readonly born: ReadonlyMap<number, readonly number[]>;
  /** The same of those that nothing in the run has caused, and that are no second delivery of another. */
  readonly outside: ReadonlyMap<number, readonly number[]>;
  /** By step: the next step of the same actor; -1: it takes none. */
  readonly next: Int32Array;
  /** By kind, then number of the actor: its first step. */
  readonly first: readonly (readonly number[])[];
}

const known = new WeakMap<Trace, Ledger>();
const keyOf = (kind: number, place: number, state: number) => (kind * 256 + place) * 256 + state;

function ledgerOf(trace: Trace): Ledger {
  const before = known.get(trace);
  if (before) return before;
  const moments = new Map<number, number[]>();
  const births = new Map<number, number[]>();
  const next = new Int32Array(trace.length).fill(-1);
  const first: number[][] = trace.kinds.map(() => []);
  const last: number[][] = trace.kinds.map(() => []);
  const outside = new Map<number, number[]>();
  const push = (map: Map<number, number[]>, key: number, at: number) => {
    const list = map.get(key);
    if (list) list.push(at);
    else map.set(key, [at]);
  };
  for (let step = 0; step < trace.length; step += 1) {
    const kind = trace.kind[step]!;
    const actor = trace.actor[step]!;
    const place = trace.place[step]!;
    const at = trace.at[step]!;
    if (trace.from[step] !== trace.to[step]) push(moments, keyOf(kind, place, trace.to[step]!), at);
    if (trace.from[step] === NONE) {
      push(births, keyOf(kind, place, 0), at);
      if (trace.cause[step]! < 0 && trace.otherKind[step] !== kind) push(outside, keyOf(kind, place, 0), at);
      first[kind]![actor] = step;
    } else next[last[kind]![actor] ?? step] = step;
    last[kind]![actor] = step;
  }
  const ledger = { entered: moments, born: births, outside, next, first };
  known.set(trace, ledger);
  return ledger;
}

const inOrder = bisector((value: number) => value);

/** How many of these moments, which are in order, have come by a moment. */
export function upTo(moments: readonly number[] | undefined, atUs: number): number {
  return moments === undefined ? 0 : inOrder.right(moments, atUs);
}

/** The moments at which actors of a kind came to a state at a place, in order. */
export function enteredUs(trace: Trace, kindName: string, state: string, place: number): readonly number[] {
  const kind = kindIn(trace, kindName);
  const code = trace.kinds[kind]?.states.indexOf(state) ?? -1;
  return (code < 0 ? undefined : ledgerOf(trace).entered.get(keyOf(kind, place, code))) ?? [];
}

/** How often actors of a kind have come to a state at a place by a moment. */
export function entered(trace: Trace, kindName: string, state: string, place: number, atUs: number): number {
  return upTo(enteredUs(trace, kindName, state, place), atUs);
}

/** The moments at which actors of a kind appeared at a place, in order. */
export function bornUs(trace: Trace, kindName: string, place: number): readonly number[] {
  const kind = kindIn(trace, kindName);
  return (kind < 0 ? undefined : ledgerOf(trace).born.get(keyOf(kind, place, 0))) ?? [];
}

/** How many actors of a kind have appeared at a place by a moment. */
export function born(trace: Trace, kindName: string, place: number, atUs: number): number {
  return upTo(bornUs(trace, kindName, place), atUs);
}

/** How many actors of a kind have come to a place from outside the run by a moment: nothing in it has caused them. */
export function fromOutside(trace: Trace, kindName: string, place: number, atUs: number): number {
  return upTo(ledgerOf(trace).outside.get(keyOf(kindIn(trace, kindName), place, 0)), atUs);
}

export interface EndCount {
  readonly state: string;
  readonly count: number;
}

/** How the actors of a kind at a place have ended by a moment, in the order of the machine; ends not met yet are left out. */
export function endsBy(trace: Trace, kindName: string, place: number, atUs: number): EndCount[] {
  const { states, isFinal } = trace.kinds[kindIn(trace, kindName)] ?? { states: [], isFinal: [] };
  return states.flatMap((state, code) => {
    const count = isFinal[code]! ? entered(trace, kindName, state, place, atUs) : 0;
    return count > 0 ? [{ state, count }] : [];
  });
}

/** The actor's next step after this one; -1: it takes none. */
export function nextStep(trace: Trace, step: number): number {
  return step < 0 ? -1 : ledgerOf(trace).next[step]!;
}

/** The first step of an actor; -1: there is no such actor. */
export function firstStep(trace: Trace, kind: number, actor: number): number {
  return ledgerOf(trace).first[kind]?.[actor] ?? -1;
}

/** What the first step of an actor says beside its state: a key, a group, a shard. */
export function bornAmount(trace: Trace, kindName: string, actor: number): number {
  const step = firstStep(trace, kindIn(trace, kindName), actor);
  return step < 0 ? 0 : trace.amount[step]!;
}

/**
 * How much of a wait has passed at a moment, 0 to 1: from when the actor came to its state to its next step. A wait
 * that the run's end cuts is as long as the run.
 */
export function waitShare(trace: Trace, step: number, sinceUs: number, atUs: number): number {
  const next = nextStep(trace, step);
  const untilUs = next < 0 ? trace.endUs : trace.at[next]!;
  return untilUs <= sinceUs ? 1 : Math.min(1, Math.max(0, (atUs - sinceUs) / (untilUs - sinceUs)));
}

/** How long until the actor's next step, µs; null: the run ends before. */
export function untilNext(trace: Trace, step: number, atUs: number): number | null {
  const next = nextStep(trace, step);
  return next < 0 ? null : Math.max(0, trace.at[next]! - atUs);
}

/** Where the walk along an actor's steps stood last: looking a little later goes on from there. */
const walks = new WeakMap<Trace, { actor: number; kind: number; step: number }>();

/** The last step an actor took at or before a moment; -1: it has taken none. */
export function stepOfActor(trace: Trace, kind: number, actor: number, atUs: number): number {
  const first = firstStep(trace, kind, actor);
  if (first < 0 || trace.at[first]! > atUs) return -1;
  const before = walks.get(trace);
  let step =
    before?.kind === kind && before.actor === actor && trace.at[before.step]! <= atUs ? before.step : first;
  for (let next = nextStep(trace, step); next >= 0 && trace.at[next]! <= atUs; next = nextStep(trace, step))
    step = next;
  walks.set(trace, { kind, actor, step });
  return step;
}
