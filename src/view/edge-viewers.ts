/** Viewers' requests on their way: out to the origin or back from the cache, standing where a function runs for them. */
import { formatCount } from '../sim/format-time.ts';
import { NONE, type Trace } from '../sim/trace.ts';
import type { ActorView, RequestView } from '../sim/world.ts';
import type { EdgeLayout, Stop } from './edge-layout.ts';
import { ageText } from './environment-marks.ts';
import { carriedMarks, flyingMarks } from './flight-shapes.ts';
import { glyphOfEnd } from './glyph.ts';
import type { Rack } from './jar-rack.ts';
import { waitShare } from './ledger.ts';
import { as, group, named, type Mark } from './mark.ts';
import { note, pickable } from './part.ts';
import { lengthOf, type Point } from './polyline.ts';
import { isCrowded, isRate, windowAt } from './rate.ts';
import { rateMark } from './rate-marks.ts';
import type { SceneInput } from './scene-input.ts';
import { signOfGlyph } from './sign-of.ts';
import { kindIn } from './stands.ts';
import { countBetween, densest, firstAfter, mostWithin, stepsBy } from './traffic.ts';
import { callerMarks } from './unit-marks.ts';

/** A function at an event. */
export interface StopRack {
  readonly place: number;
  readonly rack: Rack;
  /** The same function serves an earlier event too, and its jars stand there. */
  readonly sameAs: Stop | null;
}

/** Index into the layout's points: the stops in the order of a miss, with the cache's doors between. */
const POINT: Readonly<Record<string, number>> = {
  arriving: 0,
  'viewer request': 1,
  'origin request': 3,
  origin: 4,
  'origin response': 5,
  'viewer response': 7,
  answered: 8,
  failed: 8,
};
const [CACHE_OUT, CACHE_BACK] = [2, 6];
/** Standing side by side at one stop; more are counted. */
const MOST_STANDING = 7;

/** The way from one state to the next: on along the points, or round inside the cache. */
function wayOf(layout: EdgeLayout, from: string, to: string, isHit: boolean): Point[] {
  const { points } = layout;
  const [a, b] = [POINT[from] ?? 0, POINT[to] ?? 0];
  if (b < a) return [points[a]!, points[b]!];
  const turnsEarly = isHit || (to === 'failed' && a < CACHE_OUT);
  if (turnsEarly && a < CACHE_OUT && b > CACHE_BACK) {
    const back = points.slice(CACHE_BACK, b + 1);
    return to === 'failed' && a > 0
      ? [points[a]!, points[POINT['viewer response']!]!, points[b]!]
      : [...points.slice(a, CACHE_OUT + 1), ...back];
  }
  if (to === 'failed' && a === POINT['origin request']) {
    return [points[a]!, points[POINT['origin response']!]!, ...points.slice(CACHE_BACK)];
  }
  const origin = POINT['origin']!;
  return a === origin && b > a
    ? [points[a]!, layout.corner, ...points.slice(a + 1, b + 1)]
    : points.slice(a, b + 1);
}

/** Where a viewer's request stands: under the jar that runs for it, else at its stop. */
function standOf(
  viewer: ActorView,
  layout: EdgeLayout,
  racks: ReadonlyMap<Stop, StopRack>,
  requests: ReadonlyMap<number, RequestView>,
): Point {
  const at = layout.points[POINT[viewer.state] ?? 0]!;
  const stop = racks.get(viewer.state as Stop);
  const request = requests.get(viewer.step);
  if (!stop || !request || request.environment < 0 || stop.rack.jar === 0 || stop.sameAs !== null) return at;
  const [x, y] = stop.rack.footOf(request.environment);
  const { rack: box } = layout.stops[viewer.state as Stop];
  return layout.narrow ? [at[0], box.y + box.height - stop.rack.height + y - 18] : [box.x + x, at[1]];
}

const ABOUT: Readonly<Record<string, string>> = {
  'viewer request': 'waits for the function at viewer request',
  'origin request': 'waits for the function at origin request',
  origin: 'waits for the origin',
  'origin response': 'waits for the function at origin response',
  'viewer response': 'waits for the function at viewer response',
};

/** The marks of those who wait, and of those who have just been answered. */
export function viewerMarks(
  input: SceneInput,
  viewers: readonly ActorView[],
  layout: EdgeLayout,
  racks: ReadonlyMap<Stop, StopRack>,
  requests: ReadonlyMap<number, RequestView>,
  atUs: number,
): Mark[] {
  const { trace, flightUs } = input;
  const marks: Mark[] = [];
  const standing = new Map<string, number>();
  const rated = ratedWays(input, layout);
  for (const viewer of viewers) {
    const share = flightUs <= 0 ? 1 : (atUs - viewer.sinceUs) / flightUs;
    const label = `Viewer ${formatCount(viewer.number + 1)}, object ${formatCount(viewer.amount)}: ${ABOUT[viewer.state] ?? viewer.state}, ${ageText(atUs - viewer.bornUs)} so far`;
    if (share < 1) {
      // It is one of those told by their rate.
      if (rated.has(stretchKey(trace, viewer.step))) continue;
      const way = arrivalOf(input, viewer, layout);
      marks.push(named(label, as('request', group(`viewer ${viewer.number}`, flyingMarks(way, share)))));
      continue;
    }
    const [x0, y0] = standOf(viewer, layout, racks, requests);
    const spot = `${viewer.state} ${x0} ${y0}`;
    const before = standing.get(spot) ?? 0;
    standing.set(spot, before + 1);
    if (before >= MOST_STANDING) continue;
    const isUnderJar =
      (racks.get(viewer.state as Stop)?.rack.jar ?? 0) > 0 &&
      requests.get(viewer.step)?.environment !== undefined;
    // Before the origin they stand behind each other on the way to it.
    const step = viewer.state === 'origin' ? -13 : 13;
    const [x, y] =
      layout.narrow && viewer.state === 'origin'
        ? [x0, y0 + before * step]
        : layout.narrow
          ? [x0 + (isUnderJar ? 0 : before * 12), y0]
          : [x0 + before * step, y0];
    marks.push(
      as(
        'caller',
        pickable(
          'viewer',
          viewer.number,
          viewer.step,
          label,
          [x - 9, y - 9, 18, 18],
          callerMarks(x, y, 6, true, waitShare(trace, viewer.step, viewer.sinceUs, atUs)),
        ),
      ),
    );
  }
  for (const [spot, count] of standing) {
    if (count <= MOST_STANDING) continue;
    const [x, y] = spot.split(' ').slice(-2).map(Number) as [number, number];
    marks.push(
      named(
        `${formatCount(count - MOST_STANDING)} more viewers wait here`,
        note(
          `more ${spot}`,
          x + MOST_STANDING * 13,
          y + 4,
          `+${formatCount(count - MOST_STANDING)}`,
          'fill-ink font-semibold',
        ),
      ),
    );
  }
  return [...marks, ...answerMarks(input, layout, rated), ...rateMarks(input, layout, rated)];
}

/** A stretch of the way: from where, to where, and whether it turns at the cache. */
function stretchKey(trace: Trace, step: number): string {
  const { states } = trace.kinds[trace.kind[step]!]!;
  const from = trace.from[step]!;
  const isHit = trace.reasons[trace.reason[step]!] === 'cache: hit';
  return `${from === NONE ? 'arriving' : states[from]!}>${states[trace.to[step]!]!}>${isHit ? 'hit' : ''}`;
}

/** The steps of all viewers by the stretch they take them along. */
function stretches(trace: Trace): ReadonlyMap<string, Uint32Array> {
  return stepsBy(trace, 'viewers', kindIn(trace, 'viewer'), (step) => stretchKey(trace, step));
}

/** Stretches with more on them than can be told apart. */
function ratedWays({ trace, atUs, flightUs }: SceneInput, layout: EdgeLayout): ReadonlySet<string> {
  if (flightUs <= 0) return new Set();
  const window = windowAt(atUs, flightUs, 'back');
  return new Set(
    [...stretches(trace)].flatMap(([key, steps]) => {
      const most = (withinUs: number) => densest(trace, [steps], window, withinUs);
      return isRate(countBetween(trace, steps, ...window)) ||
        isCrowded(most, lengthOf(wayAlong(layout, key)), flightUs)
        ? [key]
        : [];
    }),
  );
}

function wayAlong(layout: EdgeLayout, key: string): Point[] {
  const [from, to, hit] = key.split('>') as [string, string, string];
  return wayOf(layout, from, to, hit === 'hit');
}

/** A way without what of it lies inside the boxes at its ends. */
function between({ viewer, origin, narrow }: EdgeLayout, way: readonly Point[]): Point[] {
  const within = (value: number, from: number, to: number) => Math.min(to, Math.max(from, value));
  return way.map(([x, y]) =>
    narrow
      ? [x, within(y, viewer.y + viewer.height, origin.y)]
      : [within(x, viewer.x + viewer.width, origin.x), y],
  );
}

const most = new WeakMap<Trace, readonly { readonly births: Uint32Array; readonly ends: Uint32Array }[]>();

function rateMarks(input: SceneInput, layout: EdgeLayout, rated: ReadonlySet<string>): Mark[] {
  const { trace, atUs, flightUs } = input;
  if (rated.size === 0) return [];
  const all = stretches(trace);
  const flows = most.get(trace) ?? [...all.values()].map((births) => ({ births, ends: new Uint32Array() }));
  most.set(trace, flows);
  const busiest = mostWithin(trace, flows, flightUs);
  const window = windowAt(atUs, flightUs, 'back');
  const isFinal = (to: string) => to === 'answered' || to === 'failed';
  return [...rated].flatMap((key) => {
    const [, to] = key.split('>') as [string, string, string];
    const count = countBetween(trace, all.get(key)!, ...window);
    if (count === 0) return [];
    const way = wayAlong(layout, key);
    const back = isFinal(to);
    return rateMark({
      key,
      units: 'Viewers',
      // Answers go back along the way that leads to them.
      way: between(layout, back ? way.toReversed() : way),
      outUs: window[1] - window[0],
      backUs: window[1] - window[0],
      out: back ? null : { count, most: busiest, word: `to ${to}` },
      back: back ? [{ count, most: busiest, word: to, glyph: glyphOfEnd(to) }] : [],
    });
  });
}

function arrivalOf({ trace }: SceneInput, viewer: ActorView, layout: EdgeLayout): Point[] {
  return wayAlong(layout, stretchKey(trace, viewer.step));
}

/** Answers on their way back: each begins its flight when it has ended. */
function answerMarks(input: SceneInput, layout: EdgeLayout, rated: ReadonlySet<string>): Mark[] {
  const { trace, atUs, flightUs } = input;
  if (flightUs <= 0) return [];
  const { states = [], isFinal = [] } = trace.kinds[kindIn(trace, 'viewer')] ?? {};
  const marks: Mark[] = [];
  for (const [key, steps] of stretches(trace)) {
    if (rated.has(key) || isFinal[trace.to[steps[0]!]!] !== true) continue;
    const last = firstAfter(trace, steps, atUs);
    for (let index = firstAfter(trace, steps, atUs - flightUs); index < last; index += 1) {
      const step = steps[index]!;
      const to = states[trace.to[step]!]!;
      const glyph = glyphOfEnd(to);
      const carried = carriedMarks(glyph, wayAlong(layout, key), (atUs - trace.at[step]!) / flightUs);
      const label = `Viewer ${formatCount(trace.actor[step]! + 1)}: ${to}, its answer is on the way back`;
      marks.push(named(label, as(signOfGlyph(glyph), group(`viewer ${trace.actor[step]!} back`, carried))));
    }
  }
  return marks;
}
