/** One unit under way, drawn: falling with a short trail, carried as a sign, bouncing off a full bench. */
import { cubicAt, cubicUntil } from './cubic.ts';
import { glyphMarks, type Glyph } from './glyph.ts';
import { group, path, round, words, type Mark } from './mark.ts';
import { lengthOf, pointAt, stretch, type Point } from './polyline.ts';

/** The trail's end and its beginning behind the circle. */
export const TRAIL_PX = 30;
export const GAP_PX = 9;

/** A request on its way: a solid circle with a short trail. */
export function flyingMarks(way: readonly Point[], share: number): Mark[] {
  const [x, y] = pointAt(way, share);
  const px = lengthOf(way);
  const from = Math.max(0, share - TRAIL_PX / px);
  return [
    path('trail', stretch(way, from, Math.max(from, share - GAP_PX / px)), {
      class: 'fill-none stroke-edge',
      'stroke-width': 1.25,
      'stroke-linecap': 'round',
    }),
    group('dot', glyphMarks('request'), { transform: `translate(${round(x)} ${round(y)})` }),
  ];
}

/** A sign on its way, with nothing behind it. */
export function carriedMarks(glyph: Glyph, way: readonly Point[], share: number): Mark[] {
  const [x, y] = pointAt(way, share);
  return [group('sign', glyphMarks(glyph), { transform: `translate(${round(x)} ${round(y)})` })];
}

/** A throttled request bounces off in an arc and falls beside the bench, as a disc with its status. */
export function bouncingMarks(from: Point, to: Point, share: number, width: number): Mark[] {
  // The status stands beside the disc, on the side where there is room.
  const side = to[0] + 44 <= width ? 1 : -1;
  const arc = [from, [from[0] + 10, from[1] - 26], [to[0] - 6, from[1] - 18], to] as const;
  const [x, y] = cubicAt(arc, share);
  return [
    path('arc', cubicUntil(arc, share), {
      class: 'fill-none stroke-throttled-line',
      'stroke-width': 1.25,
      'stroke-dasharray': '3 3',
    }),
    group('disc', glyphMarks('throttled'), { transform: `translate(${round(x)} ${round(y)})` }),
    words('code', x + side * 12, y + 4, '429', {
      class: 't-label t-num font-semibold fill-throttled-text',
      'text-anchor': side > 0 ? 'start' : 'end',
    }),
  ];
}
