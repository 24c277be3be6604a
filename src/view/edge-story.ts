/** What the picture of an edge location needs to know of a whole run: what came from the cache, and since when it keeps what. */
import { bisector } from 'd3';
import { NONE, type Trace } from '../sim/trace.ts';
import { kindIn } from './stands.ts';

export type Look = 'hit' | 'miss' | 'expired';

export interface EdgeStory {
  /** Moments of the looks into the cache, in order, by what they found. */
  readonly looks: Readonly<Record<Look, readonly number[]>>;
  /** By number of the object, from 1: when its answer came into the cache, in order. */
  readonly keptUs: ReadonlyMap<number, readonly number[]>;
  /** Answers from the cache and from the origin: when they came, and how long all so far have taken, µs. */
  readonly answered: Readonly<Record<'cache' | 'origin', Answers>>;
}

interface Answers {
  readonly atUs: number[];
  readonly sumUs: number[];
}

const known = new WeakMap<Trace, EdgeStory>();
const LOOKS: Readonly<Record<string, Look>> = {
  'cache: hit': 'hit',
  'cache: miss': 'miss',
  'cache: expired': 'expired',
};

/** The edge location's story; read once and kept with the trace. */
export function edgeStoryOf(trace: Trace): EdgeStory {
  const before = known.get(trace);
  if (before) return before;
  const kind = kindIn(trace, 'viewer');
  const states = trace.kinds[kind]?.states ?? [];
  const looks: Record<Look, number[]> = { hit: [], miss: [], expired: [] };
  const keptUs = new Map<number, number[]>();
  const answered = { cache: { atUs: [], sumUs: [] }, origin: { atUs: [], sumUs: [] } } as Record<
    'cache' | 'origin',
    Answers
  >;
  const bornUs: number[] = [];
  const wasHit: boolean[] = [];
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind) continue;
    const viewer = trace.actor[step]!;
    const at = trace.at[step]!;
    if (trace.from[step] === NONE) bornUs[viewer] = at;
    const look = LOOKS[trace.reasons[trace.reason[step]!]!];
    if (look !== undefined) {
      looks[look].push(at);
      wasHit[viewer] = look === 'hit';
    }
    const from = states[trace.from[step]!] ?? '';
    const to = states[trace.to[step]!]!;
    const comesBack = from === 'origin' || from === 'origin response';
    if (comesBack && (to === 'viewer response' || to === 'answered')) {
      const object = trace.amount[step]!;
      const list = keptUs.get(object);
      if (list) list.push(at);
      else keptUs.set(object, [at]);
    }
    if (to === 'answered') {
      const { atUs, sumUs } = answered[wasHit[viewer] === true ? 'cache' : 'origin'];
      atUs.push(at);
      sumUs.push((sumUs.at(-1) ?? 0) + at - bornUs[viewer]!);
    }
  }
  const story: EdgeStory = { looks, keptUs, answered };
  known.set(trace, story);
  return story;
}

const inOrder = bisector((value: number) => value);

/** How many looks have found this by a moment. */
export function looksBy(story: EdgeStory, look: Look, atUs: number): number {
  return inOrder.right(story.looks[look], atUs);
}

/** How long answers have taken on average by a moment, µs; null: none yet. */
export function meanUs(story: EdgeStory, from: 'cache' | 'origin', atUs: number): number | null {
  const { atUs: moments, sumUs } = story.answered[from];
  const count = inOrder.right(moments, atUs);
  return count === 0 ? null : sumUs[count - 1]! / count;
}

/** When an object's answer last came into the cache, µs; -1: it never has. */
export function keptSince(story: EdgeStory, object: number, atUs: number): number {
  const moments = story.keptUs.get(object) ?? [];
  const count = inOrder.right(moments, atUs);
  return count === 0 ? -1 : moments[count - 1]!;
}
