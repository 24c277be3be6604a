/** Environments of several functions on one ground, each function a run of its own at its own moment. */
import { formatCount } from '../sim/format-time.ts';
import type { Trace } from '../sim/trace.ts';
import { worldAt } from '../sim/world.ts';
import { bouncingMarks, carriedMarks, flyingMarks } from './flight-shapes.ts';
import { flightsAt, type Flight } from './flights.ts';
import type { Glyph } from './glyph.ts';
import { groundMarks, isStarting, jarMarks, lookOf, type JarShape } from './jar.ts';
import { circle, group, path, round, words, type Mark } from './mark.ts';
import type { Scene } from './scene.ts';
import type { Point } from './polyline.ts';
import { startShare, storyOf } from './story.ts';

export interface BenchGroup {
  readonly id: string;
  /** The function's name. */
  readonly name: string;
  /** What it shows: `idle 10 minutes`. */
  readonly note: string;
  readonly trace: Trace;
  /** The run's moment. */
  readonly atUs: number;
  /** How long a flight takes, simulated µs; 0: none. */
  readonly flightUs: number;
  /** Room is kept for what bounces off. */
  readonly throttles?: boolean;
}

export interface BenchInput {
  readonly groups: readonly BenchGroup[];
  /** px of the whole ground; it runs from edge to edge. */
  readonly width: number;
  /** px left free at each end. */
  readonly margin: number;
}

interface Place {
  readonly group: BenchGroup;
  readonly x: number;
  readonly width: number;
  readonly row: number;
}

interface Layout {
  readonly jar: number;
  readonly pitch: number;
  readonly places: readonly Place[];
  readonly rows: number;
  /** No function is wider than the page. */
  readonly fits: boolean;
}

/** Jars and the space between them, from large to small. */
const SIZES: readonly (readonly [jar: number, pitch: number])[] = [
  [52, 62],
  [44, 53],
  [36, 44],
  [30, 36],
  [22, 27],
];
const BETWEEN = 40;
const BOUNCE = 72;

function rowsFor(input: BenchInput, jar: number, pitch: number): Layout {
  const room = input.width - 2 * input.margin;
  const sizes = input.groups.map((one) => {
    const { places } = storyOf(one.trace);
    return Math.max(places * pitch - (pitch - jar), jar) + (one.throttles ? BOUNCE : 0);
  });
  const rows: number[][] = [[]];
  let used = 0;
  sizes.forEach((size, index) => {
    const next = used === 0 ? size : used + BETWEEN + size;
    if (used > 0 && next > room) {
      rows.push([index]);
      used = size;
    } else {
      rows.at(-1)!.push(index);
      used = next;
    }
  });
  const places = rows.flatMap((members, row) => {
    const total = members.reduce((sum, index) => sum + sizes[index]!, 0);
    // What is left over goes between the groups, so that the last one ends at the margin.
    const gap = members.length > 1 ? Math.min(80, (room - total) / (members.length - 1)) : 0;
    let x = input.margin;
    return members.map((index) => {
      const place = { group: input.groups[index]!, x, width: sizes[index]!, row };
      x += sizes[index]! + gap;
      return place;
    });
  });
  return { jar, pitch, places, rows: rows.length, fits: sizes.every((size) => size <= room) };
}

function layoutOf(input: BenchInput): Layout {
  const tried = SIZES.map(([jar, pitch]) => rowsFor(input, jar, pitch));
  // One row if jars stay large enough for it; else rows of middling jars, as on a phone.
  const wanted = input.width < 600 ? 1 : 2;
  return (
    tried.find((layout) => layout.rows === 1) ??
    tried.find((layout, index) => index >= wanted && layout.fits) ??
    tried.at(-1)!
  );
}

const AIR = 84;
const FOOT = 72;

function flightMark(flight: Flight, shape: JarShape, last: JarShape, top: number): Mark {
  const x = shape.x + shape.width / 2;
  const over = shape.ground - shape.height - 11;
  const way: Point[] = [
    [x, top],
    [x, over],
  ];
  let parts: Mark[];
  if (flight.state === 'throttled' && flight.way === 'back') {
    const from: Point = [last.x + last.width / 2, last.ground - last.height - 6];
    parts = bouncingMarks(from, [last.x + last.width + 28, last.ground - 9], flight.share, Infinity);
  } else if (flight.way === 'out') parts = flyingMarks(way, flight.share);
  else {
    // An answer leaves the jar upwards and is soon out of sight.
    const up: Point[] = [
      [x, over],
      [x, over - 28],
    ];
    parts = carriedMarks(flight.state as Glyph, up, flight.share);
  }
  return group(`request ${flight.request} ${flight.way}`, parts);
}

function groupMarks(place: Place, layout: Layout): Mark {
  const { group: one, x } = place;
  const { jar, pitch } = layout;
  const height = Math.round(jar * 1.34);
  const row = AIR + height + FOOT;
  const ground = place.row * row + AIR + height;
  const story = storyOf(one.trace);
  const world = worldAt(one.trace, one.atUs);
  const shapeAt = (index: number): JarShape => ({ x: x + index * pitch, ground, width: jar, height });
  const last = shapeAt(Math.max(0, story.places - 1));
  const jars = world.environments.map((environment) => {
    const shape = shapeAt(story.placeOf[environment.number]!);
    const look = lookOf(environment.state);
    const level = isStarting(look) ? startShare(story, environment.number, environment.step, one.atUs) : 0;
    const marks = [...jarMarks(shape, look, level), ...(environment.ready ? groundMarks(shape, true) : [])];
    if (isStarting(look) && environment.request >= 0) {
      const waits = { class: 'fill-page stroke-ink', 'stroke-width': 1.5 };
      marks.push(circle('waiting', shape.x + jar / 2, ground - height - 12, 5, waits));
    }
    return group(`environment ${environment.number}`, marks);
  });
  const flights = flightsAt(one.trace, story, one.atUs, one.flightUs).map((flight) =>
    flightMark(
      flight,
      flight.environment >= 0 ? shapeAt(story.placeOf[flight.environment]!) : last,
      last,
      ground - height - AIR + 8,
    ),
  );
  const end = last.x + jar;
  return group(`function ${one.id}`, [
    group('jars', jars),
    group('flights', flights),
    path('span', `M${round(x)} ${ground + 14}v5H${round(end)}v-5`, {
      class: 'fill-none stroke-edge',
      'stroke-width': 1,
    }),
    words('name', x, ground + 39, one.name, { class: 't-ui font-semibold' }),
    words('note', x, ground + 57, one.note, { class: 't-label t-num fill-ink2' }),
  ]);
}

/** The scene of the bench. */
export function benchScene(input: BenchInput): Scene {
  const layout = layoutOf(input);
  const row = AIR + Math.round(layout.jar * 1.34) + FOOT;
  const grounds = Array.from({ length: layout.rows }, (_, index) => {
    const y = index * row + row - FOOT;
    return path(`ground ${index}`, `M0 ${y}H${input.width}`, { class: 'stroke-ink', 'stroke-width': 1.5 });
  });
  const standing = input.groups.reduce(
    (sum, one) => sum + worldAt(one.trace, one.atUs).environments.length,
    0,
  );
  return {
    width: input.width,
    height: layout.rows * row,
    marks: [group('grounds', grounds), ...layout.places.map((place) => groupMarks(place, layout))],
    label:
      `${formatCount(standing)} execution environments of ${formatCount(input.groups.length)} functions on one bench, ` +
      `each in its state: ${input.groups.map((one) => `${one.name}, ${one.note}`).join('; ')}.`,
  };
}
