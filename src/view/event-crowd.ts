/** Many events on one track: stacked where they are on their way, before the stations and at them; piles where they do not fit. */
import { formatCount } from '../sim/format-time.ts';
import type { ActorView } from '../sim/world.ts';
import type { EventSettings } from './event-settings.ts';
import { eventWords, lookOfEvent } from './event-rows.ts';
import { eventStoryOf } from './event-story.ts';
import { waitShare } from './ledger.ts';
import { as, group, named, path, rect, round, type Mark } from './mark.ts';
import { note, pickable } from './part.ts';
import type { Point } from './polyline.ts';
import { trackX, type RetryTrack } from './retry-track.ts';
import type { SceneInput } from './scene-input.ts';
import { deliveredBefore, SIGN_OF_EVENT } from './sign-of.ts';
import { eventMarks, twiceMark, type UnitState } from './unit-marks.ts';

/** Diameters, largest first, with the most events that are drawn so. */
const SIZES = [
  { d: 14, most: 24 },
  { d: 11, most: 60 },
  { d: 8, most: 160 },
  { d: 6, most: 400 },
  { d: 4, most: Infinity },
] as const;
/** Smaller ones are one shape a look. */
const SINGLY_FROM = 8;

const FILL: Readonly<Record<UnitState, string>> = {
  idle: 'fill-ink3',
  running: 'fill-invoke',
  waiting: 'fill-ink3',
  failed: 'fill-failed',
  throttled: 'fill-throttled',
};

const WORD: Readonly<Record<UnitState, string>> = {
  idle: 'waiting for a place',
  running: 'running',
  waiting: 'waiting',
  failed: 'waiting for the next attempt',
  throttled: 'turned away, waiting to be tried again',
};

interface Stack {
  /** Left edge, px. */
  readonly x: number;
  readonly look: UnitState;
  /** Columns the stack may take. */
  readonly columns: number;
  readonly events: ActorView[];
}

/** The stacks of a moment at the largest size at which all of them fit, or at the smallest. */
function stacksFor(
  input: SceneInput,
  events: readonly ActorView[],
  track: RetryTrack,
  height: number,
): { readonly wide: number; readonly stacks: ReadonlyMap<string, Stack> } {
  const sizes = SIZES.filter(({ most }) => events.length <= most);
  for (const { d } of sizes) {
    const stacks = stacksAt(input, events, track, d);
    const fits = [...stacks.values()].every(
      (stack) => Math.ceil(stack.events.length / stack.columns) * d <= height,
    );
    if (fits || d === SIZES.at(-1)!.d) return { wide: d, stacks };
  }
  return { wide: SIZES.at(-1)!.d, stacks: new Map() };
}

function stacksAt(
  input: SceneInput,
  events: readonly ActorView[],
  track: RetryTrack,
  wide: number,
): ReadonlyMap<string, Stack> {
  const { trace, atUs } = input;
  const story = eventStoryOf(trace);
  const stacks = new Map<string, Stack>();
  for (const event of events) {
    const look = lookOfEvent(event.state);
    const share = waitShare(trace, event.step, event.sinceUs, atUs);
    const failures = story.failures[event.step]!;
    const { x, at } = trackX(track, failures, event.state, share);
    const station = Math.min(failures, track.stations.length - 1);
    const room =
      station === 0 ? track.stations[0]! : (track.stations[station]! - track.stations[station - 1]!) / 3;
    // Those at a station stand leftwards from it, those before it further left; on the way, in bins as wide as they are.
    const atStation = Math.max(1, Math.floor((room * 0.3) / wide));
    const columns =
      at === 'way'
        ? 1
        : at === 'station'
          ? atStation
          : Math.max(1, Math.floor((room - wide) / wide) - atStation);
    const left =
      at === 'way'
        ? binOf(track, station, share, wide)
        : at === 'station'
          ? x - wide / 2
          : x - wide * (0.6 + atStation);
    const key = at === 'way' ? `way ${station} ${left}` : `${at} ${station} ${look}`;
    const stack = stacks.get(key) ?? { x: left, look, columns, events: [] };
    stacks.set(key, stack);
    stack.events.push(event);
  }
  return stacks;
}

/** The crowd of a moment in a body of a height; its marks stand on the body's lower edge. */
export function crowdOnTrack(
  input: SceneInput,
  events: readonly ActorView[],
  track: RetryTrack,
  settings: EventSettings,
  height: number,
): Mark[] {
  const { trace, atUs } = input;
  const { wide, stacks } = stacksFor(input, events, track, height);
  const marks: Mark[] = [];
  const shapes = new Map<
    UnitState,
    { readonly d: string[]; readonly units: ActorView[]; readonly at: Point[]; size: number }
  >();
  // Those turned away stand on those that wait for a place, at the same station.
  const heights = new Map<number, number>();
  const ways = [...stacks].filter(([key]) => key.startsWith('way'));
  const tallest = Math.max(0, ...ways.map(([, stack]) => stack.events.length));
  const asBars = tallest * wide > height;
  if (asBars)
    marks.push(
      ...barMarks(
        ways.map(([, stack]) => stack),
        wide,
        tallest,
        height,
        track,
      ),
    );
  for (const [key, { x, look, columns, events: inStack }] of stacks) {
    if (asBars && key.startsWith('way')) continue;
    const base = key.startsWith('before') ? (heights.get(x) ?? 0) : 0;
    const own = fitting(inStack.length, columns * wide, height - base, wide);
    if (own === null) {
      marks.push(...pileMarks(key, x, look, Math.max(columns, 2), wide, inStack.length, height, base));
      if (key.startsWith('before')) heights.set(x, height);
      continue;
    }
    const { d, columns: across } = own;
    if (key.startsWith('before')) heights.set(x, base + Math.ceil(inStack.length / across) * d);
    inStack.forEach((event, index) => {
      const cx = x + wide - d / 2 - (index % across) * d;
      const cy = height - base - d / 2 - Math.floor(index / across) * d;
      if (d < SINGLY_FROM) {
        const r = d / 2 - 0.5;
        const shape = shapes.get(look) ?? { d: [], units: [], at: [], size: d };
        shapes.set(look, shape);
        shape.d.push(`M${round(cx - r)} ${round(cy)}a${r} ${r} 0 1 1 0 .01Z`);
        shape.units.push(event);
        shape.at.push([cx, cy]);
        return;
      }
      const share = waitShare(trace, event.step, event.sinceUs, atUs);
      marks.push(
        as(
          SIGN_OF_EVENT[look],
          pickable(
            'event',
            event.number,
            event.step,
            eventWords(event, input, settings).name,
            [cx - d / 2, cy - d / 2, d, d],
            [
              ...eventMarks(cx, cy, d / 2 - 1, look, share),
              ...(deliveredBefore(trace, 'event', event.number) < 0 ? [] : [twiceMark(cx, cy, d / 2 - 3)]),
            ],
          ),
        ),
      );
    });
  }
  for (const [look, { d, units, at, size }] of shapes) {
    marks.push({
      ...path(`crowd ${look}`, d.join(''), { class: FILL[look] }),
      is: SIGN_OF_EVENT[look],
      crowd: {
        kind: 'event',
        numbers: units.map(({ number }) => number),
        steps: units.map(({ step }) => step),
        at,
        size,
        nameOf: (index) => eventWords(units[index]!, input, settings).name,
      },
    });
  }
  return marks;
}

/** Left edge of the bin of an event on its way to a station: none reaches into a station. */
function binOf(track: RetryTrack, station: number, share: number, wide: number): number {
  const [a, b] = [track.stations[station - 1]!, track.stations[station]!];
  const bins = Math.max(1, Math.floor((b - a - wide - 2) / wide));
  return a + wide / 2 + 1 + Math.min(bins - 1, Math.floor(share * bins)) * wide;
}

/** The largest size, not above the crowd's own, at which so many fit into a box; null: none. */
function fitting(
  count: number,
  width: number,
  height: number,
  largest: number,
): { d: number; columns: number } | null {
  for (const { d } of SIZES) {
    if (d > largest) continue;
    const columns = Math.max(1, Math.floor(width / d));
    if (Math.ceil(count / columns) * d <= height) return { d, columns };
  }
  return null;
}

/** More on the way than can be drawn singly: a bar a bin, to scale, and the number of those on each stretch. */
function barMarks(
  stacks: readonly Stack[],
  wide: number,
  tallest: number,
  height: number,
  track: RetryTrack,
): Mark[] {
  const marks: Mark[] = [];
  const totals = new Map<number, number>();
  for (const { x, look, events } of stacks) {
    const station = track.stations.findIndex((at) => at > x);
    totals.set(station, (totals.get(station) ?? 0) + events.length);
    const tall = Math.max(1, ((height - 18) * events.length) / tallest);
    const bar = rect(`bar ${round(x)}`, x, height - tall, wide - 0.5, tall, { class: FILL[look] });
    marks.push(named(`${formatCount(events.length)} events: ${WORD[look]}`, as(SIGN_OF_EVENT[look], bar)));
  }
  for (const [station, total] of totals) {
    const own = stacks.filter(({ x }) => track.stations.findIndex((at) => at > x) === station);
    const middle = own.reduce((sum, { x, events }) => sum + (x + wide / 2) * events.length, 0) / total;
    marks.push(note(`total ${station}`, middle, 11, formatCount(total), 'fill-ink font-semibold', 'middle'));
  }
  return marks;
}

/** More than fit: a block with their number. */
function pileMarks(
  key: string,
  x: number,
  look: UnitState,
  columns: number,
  d: number,
  count: number,
  height: number,
  base: number,
): Mark[] {
  const width = Math.max(10, columns * d);
  const right = x + d;
  const top = 14;
  return [
    named(
      `${formatCount(count)} events: ${WORD[look]}`,
      as(
        SIGN_OF_EVENT[look],
        group(`pile ${key}`, [
          rect('block', right - width, top, width, Math.max(4, height - base - top), {
            ...(look === 'throttled' ? { fill: 'url(#texture-throttled)' } : { class: FILL[look] }),
            rx: 1,
          }),
          note(
            'count',
            Math.max(0, right - width / 2),
            top - 4,
            formatCount(count),
            'fill-ink font-semibold',
            'middle',
          ),
        ]),
      ),
    ),
  ];
}
