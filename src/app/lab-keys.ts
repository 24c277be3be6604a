/** Every key of the Lab: what it is called, what it does, in words and by name. The list and the page read this one table. */
import type { Panel } from './lab-view.ts';

/** What a key asks for. */
export type LabAction =
  | 'play'
  | 'next moment'
  | 'previous moment'
  | 'start'
  | 'end'
  | 'next by kind'
  | 'previous by kind'
  | 'next problem'
  | 'previous problem'
  | 'loop'
  | 'begin stretch'
  | 'end stretch'
  | 'clear stretch'
  | 'bookmark'
  | 'follow'
  | 'faster'
  | 'slower'
  | 'closer'
  | 'further'
  | 'seed'
  | Panel;

export interface LabKey {
  /** As they stand on the keys. */
  readonly keys: readonly string[];
  /** Event keys, each with what it asks for; none: another part of the page answers to them. */
  readonly acts: Readonly<Record<string, LabAction>>;
  readonly does: string;
}

export const LAB_KEYS: readonly LabKey[] = [
  { keys: ['Space'], acts: { ' ': 'play' }, does: 'play or pause' },
  {
    keys: ['→', '←'],
    acts: { ArrowRight: 'next moment', ArrowLeft: 'previous moment' },
    does: 'to the next, the previous event',
  },
  { keys: ['Home', 'End'], acts: { Home: 'start', End: 'end' }, does: 'to the start, to the end' },
  {
    keys: ['.', ','],
    acts: { '.': 'next by kind', ',': 'previous by kind' },
    does: 'step, step back by what is chosen beside Step',
  },
  {
    keys: ['n', 'p'],
    acts: { n: 'next problem', p: 'previous problem' },
    does: 'to the next, the previous problem',
  },
  {
    keys: ['+', '−'],
    acts: { '+': 'faster', '=': 'faster', '-': 'slower', '−': 'slower' },
    does: 'faster, slower',
  },
  {
    keys: ['[', ']'],
    acts: { '[': 'begin stretch', ']': 'end stretch' },
    does: 'a stretch begins, ends at the moment',
  },
  { keys: ['l'], acts: { l: 'loop' }, does: 'repeat the stretch, or no more' },
  { keys: ['Esc'], acts: { Escape: 'clear stretch' }, does: 'no stretch' },
  { keys: ['b'], acts: { b: 'bookmark' }, does: 'bookmark the moment' },
  { keys: ['f'], acts: { f: 'follow' }, does: 'follow the request at hand' },
  {
    keys: ['z', 'x'],
    acts: { z: 'closer', x: 'further' },
    does: 'show less, more of the time axis',
  },
  {
    keys: ['1', '…', '5'],
    acts: { 1: 'metrics', 2: 'logs', 3: 'unit', 4: 'world', 5: 'compare' },
    does: 'metrics, logs, one request, in words, what if',
  },
  { keys: ['r'], acts: { r: 'seed' }, does: 'roll another seed' },
  { keys: ['/'], acts: {}, does: 'another scenario' },
  {
    keys: ['Tab'],
    acts: {},
    does: 'to the next control; in the picture arrows go from mark to mark, Enter picks it',
  },
  { keys: ['?'], acts: {}, does: 'this list' },
];

/** What a key asks for; undefined: nothing of the Lab. */
export function actionOf(key: string): LabAction | undefined {
  for (const { acts } of LAB_KEYS) if (Object.hasOwn(acts, key)) return acts[key];
  return undefined;
}
