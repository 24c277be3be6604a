/** The sign of each invocation model: how its units come to an environment, in the marks the pictures are made of. */
import { jarMarks } from './jar.ts';
import { circle, group, path, rect, type Mark } from './mark.ts';

/** The model as scenarios name it. */
type Model = 'direct' | 'push-synchronous' | 'push-asynchronous' | 'stream' | 'queue';

export const EMBLEM = { width: 120, height: 40 } as const;

const GROUND = 33;
const WIRE = { class: 'fill-none stroke-edge', 'stroke-width': 1.25, 'stroke-linecap': 'round' } as const;

function jar(): Mark[] {
  return [
    ...jarMarks({ x: 92, ground: GROUND, width: 22, height: 27 }, 'invoke'),
    path('ground', `M88 ${GROUND}H118`, { class: 'stroke-ink2', 'stroke-width': 1.5 }),
  ];
}

function square(key: string, x: number): Mark {
  return rect(key, x, 14, 11, 11, { rx: 2, class: 'fill-stage stroke-ink2', 'stroke-width': 1.25 });
}

function pill(key: string, x: number, y: number): Mark {
  return rect(key, x, y, 18, 9, { rx: 4.5, class: 'fill-stage stroke-ink2', 'stroke-width': 1.25 });
}

/** What comes before the jar. */
function source(model: Model): Mark[] {
  switch (model) {
    case 'direct':
      return [
        path('way', 'M16 20H86m-5-3.5l5 3.5-5 3.5', WIRE),
        circle('request', 46, 20, 4.5, { class: 'fill-ink' }),
      ];
    case 'push-synchronous':
      return [
        path('way', 'M34 14H86m-5-3.5l5 3.5-5 3.5M86 27H36m5-3.5l-5 3.5 5 3.5', WIRE),
        circle('clock', 19, 20, 11, { class: 'fill-stage stroke-ink', 'stroke-width': 1.5 }),
        path('waited', 'M19 20V12.5A7.5 7.5 0 0 1 25.5 23.75Z', { class: 'fill-ink' }),
      ];
    case 'push-asynchronous':
      return [
        path('queue', 'M14 9H68M14 31H68', WIRE),
        path('way', 'M70 20H86m-5-3.5l5 3.5-5 3.5', WIRE),
        ...[24, 41, 58].map((x) =>
          group(`event ${x}`, [
            circle('ring', x, 20, 5.5, { class: 'fill-stage stroke-ink', 'stroke-width': 1.5 }),
            circle('core', x, 20, 2, { class: 'fill-ink' }),
          ]),
        ),
      ];
    case 'stream':
      return [
        path('rails', 'M6 10H70M6 29H70', { ...WIRE, class: 'fill-none stroke-ink2' }),
        path('way', 'M72 20H86m-5-3.5l5 3.5-5 3.5', WIRE),
        square('record 0', 14),
        square('record 1', 28),
        square('record 2', 42),
        square('record 3', 56),
      ];
    case 'queue':
      return [
        path('box', 'M6 7V34H70V7', { ...WIRE, class: 'fill-none stroke-ink2' }),
        path('way', 'M72 20H86m-5-3.5l5 3.5-5 3.5', WIRE),
        pill('message 0', 12, 21),
        pill('message 1', 36, 22),
        pill('message 2', 22, 9),
        rect('message 3', 46, 9, 18, 9, {
          rx: 4.5,
          class: 'fill-none stroke-ink3',
          'stroke-width': 1.25,
          'stroke-dasharray': '2.5 2',
        }),
      ];
  }
}

/** The marks of a model's sign, on 120 × 40 px. */
export function emblemMarks(model: Model): Mark[] {
  return [...source(model), ...jar()];
}
