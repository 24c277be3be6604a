/** What pictures of asynchronous events need to know of a whole run: failures so far, and rounds of those that lead to each other. */
import { NONE, type Trace } from '../sim/trace.ts';
import { kindIn } from './stands.ts';

export interface EventStory {
  /** By step of an event: attempts of it that have ended with an error, and how often it was turned away since. */
  readonly failures: Uint16Array;
  readonly turnedAway: Uint16Array;
  /** By number of the event: how many before it in its chain, itself included, were for the same function. */
  readonly turn: readonly number[];
  /** By number of the event: how many in its chain, for whichever function. */
  readonly depth: readonly number[];
  /** By number of the place: the most turns of a chain in the run; 1: nothing leads to itself. */
  readonly mostTurns: readonly number[];
}

const known = new WeakMap<Trace, EventStory>();

/** The events' story; read once and kept with the trace. */
export function eventStoryOf(trace: Trace): EventStory {
  const before = known.get(trace);
  if (before) return before;
  const kind = kindIn(trace, 'event');
  const states = trace.kinds[kind]?.states ?? [];
  const [waiting, backingOff] = [states.indexOf('waiting'), states.indexOf('backing off')];
  const exhausted = states.indexOf('retries exhausted');
  const failures = new Uint16Array(trace.length);
  const turnedAway = new Uint16Array(trace.length);
  /** By step: the event in whose chain it is; -1: in none. */
  const chain = new Int32Array(trace.length).fill(-1);
  const failed: number[] = [];
  const away: number[] = [];
  const parent: number[] = [];
  const place: number[] = [];
  const turn: number[] = [];
  const depth: number[] = [];
  const mostTurns = trace.places.map(() => 0);
  for (let step = 0; step < trace.length; step += 1) {
    const cause = trace.cause[step]!;
    if (cause >= 0) chain[step] = chain[cause]!;
    if (trace.kind[step] !== kind) continue;
    const event = trace.actor[step]!;
    if (trace.from[step] === NONE) {
      const from = chain[step]!;
      parent[event] = from;
      place[event] = trace.place[step]!;
      depth[event] = from < 0 ? 1 : depth[from]! + 1;
      let same = from;
      while (same >= 0 && place[same] !== place[event]) same = parent[same]!;
      const nth = same < 0 ? 1 : turn[same]! + 1;
      turn[event] = nth;
      const at = trace.place[step]!;
      mostTurns[at] = Math.max(mostTurns[at]!, nth);
    }
    chain[step] = event;
    const to = trace.to[step]!;
    if (to === waiting || to === exhausted) {
      failed[event] = (failed[event] ?? 0) + 1;
      away[event] = 0;
    } else if (to === backingOff) away[event] = (away[event] ?? 0) + 1;
    failures[step] = failed[event] ?? 0;
    turnedAway[step] = away[event] ?? 0;
  }
  const story: EventStory = { failures, turnedAway, turn, depth, mostTurns };
  known.set(trace, story);
  return story;
}
