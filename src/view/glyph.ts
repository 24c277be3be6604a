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
  | 'struck'
  | 'event'
  | 'message'
  | 'record'
  | 'reader'
  | 'caller'
  | 'delivery'
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
    case 'struck':
      return [
        circle('ring', 0, 0, 4.5, { class: 'fill-none stroke-ink2', 'stroke-width': 1.25 }),
        path('stroke', 'M-6 6L6-6', { ...STROKE, class: 'stroke-ink2', 'stroke-width': 1.5 }),
      ];
    case 'event':
      return [
        circle('ring', 0, 0, 5, { class: 'fill-stage stroke-ink', 'stroke-width': 1.5 }),
        circle('core', 0, 0, 1.8, { class: 'fill-ink' }),
      ];
    case 'message':
      return [
        rect('pill', -7, -4.5, 14, 9, { rx: 4.5, class: 'fill-stage stroke-ink', 'stroke-width': 1.5 }),
      ];
    case 'record':
      return [
        rect('square', -4.5, -4.5, 9, 9, { rx: 2, class: 'fill-stage stroke-ink', 'stroke-width': 1.5 }),
      ];
    case 'reader':
      return [
        circle('disc', 0, 0, 5.5, { class: 'fill-stage stroke-ink2', 'stroke-width': 1.5 }),
        path('hand', 'M0 0V-3.6', { ...STROKE, class: 'stroke-ink2', 'stroke-width': 1.5 }),
      ];
    case 'caller':
      return [
        circle('ring', 0, 0, 5, { class: 'fill-stage stroke-ink', 'stroke-width': 1.5 }),
        path('waited', 'M0 0V-3.5A3.5 3.5 0 0 1 3 1.75Z', { class: 'fill-ink2' }),
      ];
    case 'delivery':
      return [rect('unit', -4, -4, 8, 8, { rx: 1.5, class: 'fill-ink' })];
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

/** Ends of other kinds that are told by the sign of what came of them. */
const OF_END: Readonly<Record<string, Glyph>> = {
  succeeded: 'succeeded',
  answered: 'succeeded',
  processed: 'succeeded',
  deleted: 'succeeded',
  delivered: 'delivery',
  accepted: 'succeeded',
  checked: 'checked',
  throttled: 'throttled',
  denied: 'denied',
  refused: 'refused',
  expired: 'struck',
  dropped: 'struck',
  skipped: 'struck',
  filtered: 'struck',
  abandoned: 'struck',
  stopped: 'struck',
  closed: 'struck',
  done: 'setting',
  ready: 'setting',
  removed: 'setting',
  active: 'setting',
};

/** What the kinds are drawn as while they have not ended. */
const OF_KIND: Readonly<Record<string, Glyph>> = {
  event: 'event',
  notification: 'event',
  message: 'message',
  record: 'record',
  reader: 'reader',
  poller: 'reader',
  caller: 'caller',
  viewer: 'caller',
  delivery: 'delivery',
  call: 'waiting',
};

/** States that tell of trouble although the actor goes on. */
const TROUBLE: Readonly<Record<string, Glyph>> = {
  throttled: 'throttled',
  'backing off': 'failed',
  problem: 'denied',
  hanging: 'failed',
};

/** The sign of an end; what is not named here failed. */
export function glyphOfEnd(state: string): Glyph {
  return OF_END[state] ?? 'failed';
}

/** The sign of a step: of the state it led to. */
export function glyphOf(trace: Trace, step: number): Glyph {
  const kind = trace.kinds[trace.kind[step]!]!;
  const code = trace.to[step]!;
  const state = kind.states[code] ?? '';
  if (kind.name === 'request') return OF_REQUEST[state] ?? 'request';
  if (kind.name === 'environment') {
    if (state === 'retired') return 'retired';
    const look = lookOf(state);
    return look === 'free' ? 'shutdown' : look;
  }
  if (kind.isFinal[code] === true) return glyphOfEnd(state);
  if (state === 'invoking' || state === 'trying' || state === 'calling') return 'request';
  return TROUBLE[state] ?? OF_KIND[kind.name] ?? 'setting';
}
