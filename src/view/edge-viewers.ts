/** Viewers' requests on their way: out to the origin or back from the cache, standing where a function runs for them. */
import { formatCount } from '../sim/format-time.ts';
import { NONE } from '../sim/trace.ts';
import { stepAt, type ActorView, type RequestView } from '../sim/world.ts';
import type { EdgeLayout, Stop } from './edge-layout.ts';
import { ageText } from './environment-marks.ts';
import { carriedMarks, flyingMarks } from './flight-marks.ts';
import { glyphOfEnd } from './glyph.ts';
import type { Rack } from './jar-rack.ts';
import { waitShare } from './ledger.ts';
import { as, group, named, type Mark } from './mark.ts';
import { note, pickable } from './part.ts';
import type { Point } from './polyline.ts';
import type { SceneInput } from './scene-input.ts';
import { signOfGlyph } from './sign-of.ts';
import { kindIn } from './stands.ts';
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
const MOST_FLIGHTS = 60;

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
  let flying = 0;
  for (const viewer of viewers) {
    const share = flightUs <= 0 ? 1 : (atUs - viewer.sinceUs) / flightUs;
    const label = `Viewer ${formatCount(viewer.number + 1)}, object ${formatCount(viewer.amount)}: ${ABOUT[viewer.state] ?? viewer.state}, ${ageText(atUs - viewer.bornUs)} so far`;
    if (share < 1 && flying < MOST_FLIGHTS) {
      flying += 1;
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
  return [...marks, ...answerMarks(input, layout)];
}

function arrivalOf(input: SceneInput, viewer: ActorView, layout: EdgeLayout): Point[] {
  const { trace } = input;
  const kind = trace.kind[viewer.step]!;
  const from = trace.from[viewer.step]!;
  const isHit = trace.reasons[trace.reason[viewer.step]!] === 'cache: hit';
  return wayOf(layout, from === NONE ? 'arriving' : trace.kinds[kind]!.states[from]!, viewer.state, isHit);
}

/** Answers on their way back: each begins its flight when it has ended. */
function answerMarks(input: SceneInput, layout: EdgeLayout): Mark[] {
  const { trace, atUs, flightUs } = input;
  if (flightUs <= 0) return [];
  const kind = kindIn(trace, 'viewer');
  const { states = [], isFinal = [] } = trace.kinds[kind] ?? {};
  const marks: Mark[] = [];
  for (let step = stepAt(trace, atUs); step >= 0 && trace.at[step]! > atUs - flightUs; step -= 1) {
    if (trace.kind[step] !== kind || isFinal[trace.to[step]!] !== true) continue;
    const from = trace.from[step] === NONE ? 'arriving' : states[trace.from[step]!]!;
    const to = states[trace.to[step]!]!;
    const isHit = trace.reasons[trace.reason[step]!] === 'cache: hit';
    const share = (atUs - trace.at[step]!) / flightUs;
    const glyph = glyphOfEnd(to);
    const carried = carriedMarks(glyph, wayOf(layout, from, to, isHit), share);
    const label = `Viewer ${formatCount(trace.actor[step]! + 1)}: ${to}, its answer is on the way back`;
    marks.push(named(label, as(signOfGlyph(glyph), group(`viewer ${trace.actor[step]!} back`, carried))));
    if (marks.length > MOST_FLIGHTS) return [];
  }
  return marks;
}
