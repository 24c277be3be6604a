/** The small signs of what happened, on a square of 16 centred at 0: for marks in flight, the log and the causes. */
import type { Trace } from '../sim/trace.ts';
import { jarMarks, lookOf } from './jar.ts';
import { circle, path, rect, words, type Mark } from './mark.ts';

export type Glyph =
  | 'request'
  | 'waiting'
  | 'init'
  | 'restore'
  | 'invoke'
  | 'frozen'
  | 'shutdown'
  | 'crashed'
  | 'retired'
  | 'succeeded'
  | 'failed'
  | 'throttled'
  | 'denied'
  | 'refused'
  | 'checked'
  | 'setting';

const STROKE = { fill: 'none', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;
const CROSS = 'M-3.6-3.6L3.6 3.6M3.6-3.6L-3.6 3.6';

/** HTTP status the caller gets where the service itself answers. */
const CODES = { denied: '403', refused: '400', checked: '204' } as const;

/** A disc with two bars. */
function throttleMarks(): Mark[] {
  return [
    circle('disc', 0, 0, 6.5, { class: 'fill-throttled stroke-throttled-line', 'stroke-width': 1.25 }),
    path('bars', 'M-2-2.8V2.8M2-2.8V2.8', { class: 'stroke-throttled-bar', 'stroke-width': 1.75 }),
  ];
}

/** A pill with the status; solid ink where the request ended outside the happy path. */
function codeMarks(glyph: 'denied' | 'refused' | 'checked'): Mark[] {
  const solid = glyph !== 'checked';
  return [
    rect('pill', -14, -8, 28, 16, {
      rx: 8,
      class: solid ? 'fill-ink stroke-ink' : 'fill-stage stroke-ink',
      'stroke-width': 1.25,
    }),
    words('code', 0, 4, CODES[glyph], {
      class: `t-note t-num font-semibold ${solid ? 'fill-on-ink' : ''}`,
      'text-anchor': 'middle',
    }),
  ];
}

/** The marks of a glyph. */
export function glyphMarks(glyph: Glyph): Mark[] {
  switch (glyph) {
    case 'request':
      return [circle('dot', 0, 0, 5, { class: 'fill-ink' })];
    case 'waiting':
      return [circle('dot', 0, 0, 4.5, { class: 'fill-stage stroke-ink', 'stroke-width': 1.5 })];
    case 'succeeded':
      return [
        path('tick', 'M-5 .2L-1.4 4L5.4-4', { ...STROKE, class: 'stroke-succeeded-line', 'stroke-width': 2 }),
      ];
    case 'failed':
      return [path('cross', CROSS, { ...STROKE, class: 'stroke-failed-line', 'stroke-width': 2 })];
    case 'throttled':
      return throttleMarks();
    case 'denied':
    case 'refused':
    case 'checked':
      return codeMarks(glyph);
    case 'retired':
      return [path('cross', CROSS, { ...STROKE, class: 'stroke-shutdown-line', 'stroke-width': 1.5 })];
    case 'setting':
      return [
        path('rails', 'M-5-3.5H5M-5 3.5H5', { class: 'stroke-ink2', 'stroke-width': 1.5 }),
        rect('core', -2, -2, 4, 4, { class: 'fill-ink2' }),
      ];
    case 'init':
    case 'restore':
    case 'invoke':
    case 'frozen':
    case 'shutdown':
    case 'crashed':
      return jarMarks({ x: -4.5, ground: 5.5, width: 9, height: 11 }, glyph, 0.6);
  }
}

const OF_REQUEST: Readonly<Record<string, Glyph>> = {
  sent: 'request',
  waiting: 'waiting',
  running: 'request',
  throttled: 'throttled',
  denied: 'denied',
  refused: 'refused',
  checked: 'checked',
  succeeded: 'succeeded',
  failed: 'failed',
};

/** The sign of a step: of the state it led to. */
export function glyphOf(trace: Trace, step: number): Glyph {
  const kind = trace.kinds[trace.kind[step]!]!;
  const state = kind.states[trace.to[step]!] ?? '';
  if (kind.name === 'request') return OF_REQUEST[state] ?? 'request';
  if (kind.name !== 'environment') return 'setting';
  if (state === 'retired') return 'retired';
  const look = lookOf(state);
  return look === 'free' ? 'shutdown' : look;
}
