/** A step of a trace as one plain sentence: what happened, and as far as the step knows, why. */
import { formatCount, formatDuration, formatTime } from './format-time.ts';
import { keyLetters } from './key-letters.ts';
import { NONE, type Trace } from './trace.ts';
import type { Words } from './words.ts';

/** By kind of actor: the place of each by its number, and whether there are several. */
interface Homes {
  readonly places: readonly number[];
  readonly several: boolean;
}

const homesOfTraces = new WeakMap<Trace, readonly Homes[]>();

function homesOf(trace: Trace, kind: number): Homes {
  let homes = homesOfTraces.get(trace);
  if (!homes) {
    const places: number[][] = trace.kinds.map(() => []);
    for (let step = 0; step < trace.length; step += 1) {
      places[trace.kind[step]!]![trace.actor[step]!] ??= trace.place[step]!;
    }
    homes = places.map((of) => ({ places: of, several: of.some((place) => place !== of[0]) }));
    homesOfTraces.set(trace, homes);
  }
  return homes[kind] ?? { places: [], several: false };
}

/**
 * What an actor is called in a sentence: `request 3`, `environment 1`, `the function`; where there are
 * such actors at several places also whose it is, `message 3 of orders`, and of what there is one of at
 * each, `function thumbs`. Those of the scenario's own function go without.
 */
export function nameOf(trace: Trace, kind: number, actor: number, words: Words): string {
  const name = trace.kinds[kind]?.name ?? '';
  const pattern = words.actors[name] ?? `${name} {number}`;
  const called = pattern.replace('{number}', formatCount(actor + 1));
  const { places, several } = homesOf(trace, kind);
  const place = places[actor] ?? 0;
  if (called.includes('{place}')) return called.replace('{place}', trace.places[place]?.name ?? '');
  // What there is one of at each place is called by the place.
  if (pattern === called && place > 0) return `${name} ${trace.places[place]!.name}`;
  return several && place > 0 ? `${called} of ${trace.places[place]!.name}` : called;
}

/** What an alias points to that points to no version: AWS's name, in every language. */
const LATEST = '$LATEST';

/** The other actor of a step, by its own kind; empty where there is none. */
function nameOfOther(trace: Trace, step: number, words: Words): string {
  const other = trace.other[step]!;
  if (other >= 0) return nameOf(trace, trace.otherKind[step]!, other, words);
  return trace.kinds[trace.kind[step]!]!.name === 'alias' ? LATEST : '';
}

/** The actor's step before this one; with `first`, its very first; the step itself when it has none. */
function earlierStep(trace: Trace, step: number, first: boolean): number {
  let found = step;
  if (trace.from[step] === NONE) return found;
  for (let earlier = step - 1; earlier >= 0; earlier -= 1) {
    if (trace.actor[earlier] !== trace.actor[step] || trace.kind[earlier] !== trace.kind[step]) continue;
    found = earlier;
    if (!first || trace.from[earlier] === NONE) break;
  }
  return found;
}

/** The number of this step among those in a row with which the actor leaves the state it leaves. */
function countOf(trace: Trace, step: number): number {
  let count = 1;
  for (let at = earlierStep(trace, step, false); at !== step; count += 1) {
    if (trace.from[at] !== trace.from[step]) break;
    const before = earlierStep(trace, at, false);
    if (before === at) break;
    at = before;
  }
  return count;
}

/** A limit counts from the step that set it, all else from the last change of state. */
function durationUs(trace: Trace, step: number): number {
  const isDelay = trace.events[trace.event[step]!]?.startsWith('after ') === true;
  const begin = isDelay && trace.cause[step]! >= 0 ? trace.cause[step]! : earlierStep(trace, step, false);
  return trace.at[step]! - trace.at[begin]!;
}

/** The key in `words.sentences` that tells this step; undefined when the words have none. */
export function sentenceKey(trace: Trace, step: number, words: Words): string | undefined {
  const { name, states } = trace.kinds[trace.kind[step]!]!;
  const reason = trace.reasons[trace.reason[step]!] ?? '';
  const to = states[trace.to[step]!] ?? '';
  const from = trace.from[step] === NONE ? '' : (states[trace.from[step]!] ?? '');
  const sentences = words.sentences[name] ?? {};
  const keys = [`${from} > ${to}`, `${reason} > ${to}`, reason, to];
  return keys.find((key) => key in sentences);
}

/**
 * A step as part of a sentence, without capital and full stop, to stand after `because`. Steps
 * without words of their own say which state was reached.
 */
export function narrateClause(trace: Trace, step: number, words: Words): string {
  const kind = trace.kind[step]!;
  const { name, states } = trace.kinds[kind]!;
  const key = sentenceKey(trace, step, words);
  const sentence = key === undefined ? '{actor}: {to}' : words.sentences[name]![key]!;
  return sentence.replace(/\{(\w+)\}/g, (_, place: string) => {
    switch (place) {
      case 'actor':
        return nameOf(trace, kind, trace.actor[step]!, words);
      case 'other':
        return nameOfOther(trace, step, words);
      case 'original':
        return nameOfOther(trace, earlierStep(trace, step, true), words);
      case 'amount':
        return formatCount(trace.amount[step]!);
      case 'count':
        return formatCount(countOf(trace, step));
      case 'share':
        return `${trace.amount[step]! / 100}\u202f%`;
      case 'key':
        return keyLetters(trace.amount[step]!);
      case 'place':
        return trace.places[trace.place[step]!]?.name ?? '';
      case 'from':
        return states[trace.from[step]!] ?? '';
      case 'to':
        return states[trace.to[step]!] ?? '';
      case 'duration':
        return formatDuration(durationUs(trace, step));
      default:
        return formatDuration(trace.at[step]! - trace.at[earlierStep(trace, step, true)]!);
    }
  });
}

function asSentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}

/**
 * One plain sentence for a step: "Request 3 finds no environment free, so environment 2 is made for
 * it." The words are those of content/words.json, or a translation of it.
 */
export function narrate(trace: Trace, step: number, words: Words): string {
  return asSentence(narrateClause(trace, step, words));
}

/** One sentence that says how and when a run ended. */
export function narrateEnd(trace: Trace, words: Words): string {
  const { end } = trace;
  const key = end.kind === 'bound' ? end.bound : end.kind;
  const filled: Record<string, string> = { time: formatTime(trace.endUs) };
  if (end.kind === 'bound') {
    filled['limit'] = end.bound === 'time' ? formatDuration(end.limit) : formatCount(end.limit);
  }
  if (end.kind === 'law') {
    filled['law'] = end.law;
    filled['step'] = formatCount(end.step);
    filled['seed'] = String(end.seed);
  }
  return asSentence(words.ends[key].replace(/\{(\w+)\}/g, (_, place: string) => filled[place] ?? ''));
}
