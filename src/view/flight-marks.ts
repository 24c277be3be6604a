/** How requests under way are drawn: falling with a short trail, coming back with their outcome, bouncing off a full bench. */
import { cubicAt, cubicUntil } from './cubic.ts';
import type { Flight } from './flights.ts';
import type { FlowLayout } from './flow-layout.ts';
import { glyphMarks, type Glyph } from './glyph.ts';
import { group, path, round, words, type Mark } from './mark.ts';
import { lengthOf, pointAt, stretch, type Point } from './polyline.ts';
import type { Story } from './story.ts';

/** The way from the caller to what it leads to. */
function wayOut(flight: Flight, story: Story, layout: FlowLayout): Point[] {
  const { rail, outY, backY, ports } = layout;
  const out = flight.way === 'out' || flight.state === 'throttled';
  const travelY = out ? outY : backY;
  const port = out ? ports.out : ports.back;
  const start: Point[] = port[1] === travelY ? [port] : [port, [port[0], travelY]];
  if (flight.environment >= 0 && layout.detail !== 'blocks') {
    const place = story.placeOf[flight.environment]!;
    const jar = layout.jarAt(place);
    const x = jar.x + jar.width / 2;
    const y = jar.ground - jar.height - 11;
    if (place < layout.columns) return [...start, [x, travelY], [x, y]];
    // To a lower row it falls between the jars above, never through one.
    const gap = x - layout.pitch / 2;
    return [...start, [gap, travelY], [gap, y], [x, y]];
  }
  if (flight.environment >= 0) {
    const x = (layout.groundFrom + layout.groundTo) / 2;
    return [...start, [x, travelY], [x, layout.grounds[0]! - 108]];
  }
  if (flight.state === 'throttled') {
    const [x, y] = bounceAt(layout);
    return [...start, [x, travelY], [x, y]];
  }
  // Denied, refused, checked: the service answers by itself, just inside its door.
  return [...start, [rail.x + (layout.narrow ? 112 : 28), travelY]];
}

/** Where a request touches the full bench: the top of the last jar of the first row. */
function bounceAt(layout: FlowLayout): Point {
  if (layout.detail === 'blocks') return [layout.groundTo - 8, layout.grounds[0]! - 108];
  const jar = layout.jarAt(layout.columns - 1);
  return [jar.x + jar.width / 2, jar.ground - jar.height - 6];
}

/** The trail's end and its beginning behind the circle. */
const TRAIL_PX = 30;
const GAP_PX = 9;

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

/** Where a bounced request falls: beside the bench where there is room, else at the edge. */
function fallAt(layout: FlowLayout): Point {
  const [x] = bounceAt(layout);
  const beside = Math.min(layout.groundTo + 28, layout.width - 20);
  return [layout.width - x < 60 ? layout.width - 16 : beside, layout.grounds[0]! - 8];
}

const WORDS: Readonly<Record<string, string>> = {
  succeeded: 'succeeded, its answer is on the way back',
  failed: 'failed, its answer is on the way back',
  throttled: 'throttled, status 429',
  denied: 'denied, status 403',
  refused: 'refused, status 400',
  checked: 'checked by a dry run, status 204',
};

/** The marks of all flights at a moment. */
export function flightMarks(flights: readonly Flight[], story: Story, layout: FlowLayout): Mark[] {
  return flights.map((flight) => {
    const way = wayOut(flight, story, layout);
    let parts: Mark[];
    if (flight.way === 'out') parts = flyingMarks(way, flight.share);
    else if (flight.state === 'throttled')
      parts = bouncingMarks(bounceAt(layout), fallAt(layout), flight.share, layout.width);
    else parts = carriedMarks(flight.state as Glyph, way, 1 - flight.share);
    const said = flight.way === 'out' ? 'on its way' : (WORDS[flight.state] ?? flight.state);
    return {
      ...group(`request ${flight.request} ${flight.way}`, parts),
      label: `Request ${flight.request + 1}: ${said}`,
    };
  });
}
