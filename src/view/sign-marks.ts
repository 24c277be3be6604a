/** The signs of the legend, drawn as the pictures draw them, on a square of 14, or wider where a word is in them. */
import { glyphMarks, type Glyph } from './glyph.ts';
import { jarMarks, type Look } from './jar.ts';
import { circle, group, path, rect, type Mark } from './mark.ts';
import type { Sign } from './signs.ts';
import {
  callerMarks,
  eventMarks,
  pillMarks,
  readerMarks,
  recordMarks,
  twiceMark,
  type RecordLook,
} from './unit-marks.ts';

const PLAIN: RecordLook = { letter: 'a', inBatch: false, isBad: false, hasFailed: false, isRead: false };

const STROKE = { 'stroke-width': 1.5, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;

const pill = (isHidden: boolean, receives: number): Mark[] =>
  pillMarks(0.75, 2.5, 12.5, 9, { isHidden, share: 0.4, receives });

const record = (look: Partial<RecordLook>): Mark[] => recordMarks(1, 1, 12, { ...PLAIN, ...look });

const jar = (look: Look): Mark[] => jarMarks({ x: 2.5, ground: 12.5, width: 9, height: 11 }, look, 0.6);

/** A glyph in the middle of the square. */
const glyph = (name: Glyph, scale = 1): Mark[] => [
  group('glyph', glyphMarks(name), { transform: `translate(7 7) scale(${scale})` }),
];

const DRAWN: Readonly<Record<Sign, () => Mark[]>> = {
  caller: () => callerMarks(7, 7, 5.5, true, 0.35),
  'tries-again': () => callerMarks(7, 7, 5.5, false, 0.35),
  request: () => glyph('request'),
  waiting: () => glyph('waiting'),
  event: () => eventMarks(7, 7, 5.5, 'idle', 0),
  duplicate: () => [twiceMark(7, 7, 4), ...eventMarks(7, 7, 4, 'idle', 0)],
  retry: () => eventMarks(7, 7, 5.5, 'failed', 0.6),
  message: () => pill(false, 0),
  'in-flight': () => pill(true, 1),
  'received-again': () => pill(true, 2),
  record: () => record({}),
  'in-batch': () => record({ inBatch: true }),
  batch: () => [
    rect('pill', 0.75, 3.5, 12.5, 7, {
      rx: 3.5,
      class: 'fill-stage stroke-invoke-line',
      'stroke-width': 1.25,
    }),
    path('units', 'M3 5.5h3v3h-3ZM8 5.5h3v3h-3Z', { class: 'fill-invoke' }),
  ],
  bisected: () => [
    path('tried', 'M8 4.5V8.5H13V4.5', { ...STROKE, class: 'fill-none stroke-invoke-line' }),
    path('rest', 'M1 4.5V8.5H6V4.5', {
      ...STROKE,
      class: 'fill-none stroke-invoke-line',
      'stroke-dasharray': '1.5 2',
    }),
  ],
  'bad-record': () => recordMarks(0.5, 0.5, 13, { ...PLAIN, isBad: true, hasFailed: true }),
  read: () => record({ isRead: true }),
  blocked: () => [
    path('rails', 'M0 3.5H14M0 10.5H14', { class: 'stroke-failed-line', 'stroke-width': 1.25 }),
    rect('unit', 8.5, 5, 4, 4, { rx: 1, class: 'fill-stage stroke-ink2' }),
  ],
  fuse: () => [
    rect('whole', 0, 6, 14, 2, { class: 'fill-rule' }),
    rect('burnt', 5, 6, 9, 2, { class: 'fill-ink2' }),
    circle('spark', 5, 7, 2.5, { class: 'fill-ink2' }),
  ],
  polling: () => readerMarks(7, 7, 5.5, 'polling', 0.1),
  invoking: () => readerMarks(7, 7, 6, 'invoking', 0),
  'backing-off': () => readerMarks(7, 7, 5.5, 'backing off', 0.6),
  init: () => jar('init'),
  restore: () => jar('restore'),
  invoke: () => jar('invoke'),
  frozen: () => jar('frozen'),
  'kept-ready': () => [
    ...jarMarks({ x: 3, ground: 10, width: 8, height: 9.5 }, 'frozen', 1),
    path('lines', 'M0.5 11H13.5M0.5 13.5H13.5', { class: 'stroke-ink2', 'stroke-width': 1.25 }),
  ],
  retired: () => jar('shutdown'),
  crashed: () => jar('crashed'),
  'free-place': () => jar('free'),
  succeeded: () => glyph('succeeded'),
  failed: () => glyph('failed'),
  throttled: () => glyph('throttled', 0.9),
  denied: () => [group('glyph', glyphMarks('denied'), { transform: 'translate(15 7)' })],
  dropped: () => glyph('struck'),
  'dead-letter': () => [
    path('tray', 'M1 4V12.5H13V4', { ...STROKE, class: 'fill-none stroke-ink2' }),
    rect('unit', 4.5, 6, 5, 5, { rx: 1, class: 'fill-ink' }),
  ],
  call: () => [circle('call', 7, 7, 4.5, { class: 'fill-invoke' })],
  'cached-object': () => [
    rect('square', 1.5, 1.5, 11, 11, { rx: 2, class: 'fill-stage stroke-ink2', 'stroke-width': 1.25 }),
    rect('left', 3.5, 7, 7, 4, { class: 'fill-ink2' }),
  ],
  said: () => [
    rect('said', 0.75, 2.75, 12.5, 8.5, {
      rx: 2,
      class: 'fill-none stroke-ink',
      'stroke-width': 1.25,
      'stroke-dasharray': '2.5 2',
    }),
    rect('happened', 1, 5, 8, 4, { rx: 1, class: 'fill-ink' }),
  ],
  change: () => [path('sign', 'M3 3.5h8l-4 7Z', { class: 'fill-ink' })],
  interface: () => [
    rect('box', 3, 2.5, 9, 9, { rx: 2, class: 'fill-ink2' }),
    path('plug', 'M0 7h3', { class: 'stroke-ink2', 'stroke-width': 2 }),
  ],
};

/** The marks of a sign. */
/** px; a status is read only at its own size. */
export function signWidth(sign: Sign): number {
  return sign === 'denied' ? 30 : 14;
}

export function signMarks(sign: Sign): Mark[] {
  return DRAWN[sign]();
}
