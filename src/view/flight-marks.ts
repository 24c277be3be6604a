/** How requests under way are drawn: falling with a short trail, coming back with their outcome, bouncing off a full bench. */
import type { TrailShape } from './crowd-maker.ts';
import { bouncingMarks, GAP_PX, TRAIL_PX } from './flight-shapes.ts';
import { lookBack, lookOut, takerFor, type UnderWay } from './flight-takers.ts';
import { flightsAt, requestTraffic, TO_ENVIRONMENTS, type Flight } from './flights.ts';
import type { FlowLayout } from './flow-layout.ts';
import { group, type Mark } from './mark.ts';
import { measured, type Point, type Way } from './polyline.ts';
import { CROWD_FROM, isRate, windowAt } from './rate.ts';
import { backRates, rateMark } from './rate-marks.ts';
import type { SceneInput } from './scene-input.ts';
import type { Story } from './story.ts';
import { countBetween, mostWithin, type Flow } from './traffic.ts';

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

/** Ways measured so far, out and back, by place or by how the service answered. */
interface Measured {
  readonly out: (Way | undefined)[];
  readonly back: (Way | undefined)[];
  readonly answered: Map<string, Way>;
}

/** The same layout, the same way for all requests of an environment. */
const measures = new WeakMap<FlowLayout, Measured>();

function measuredWay(flight: Flight, story: Story, layout: FlowLayout): Way {
  let known = measures.get(layout);
  if (!known) measures.set(layout, (known = { out: [], back: [], answered: new Map() }));
  if (flight.environment >= 0) {
    const place = story.placeOf[flight.environment]!;
    return (known[flight.way][place] ??= measured(wayOut(flight, story, layout)));
  }
  const key = `${flight.way} ${flight.state}`;
  const way = known.answered.get(key) ?? measured(wayOut(flight, story, layout));
  known.answered.set(key, way);
  return way;
}

const TRAIL: TrailShape = { class: 'stroke-edge', width: 1.25, from: TRAIL_PX, to: GAP_PX };

/** What is under way at a moment: units, or rates where there is more than can be told apart. */
export function flowFlights(
  { trace, atUs, flightUs }: Pick<SceneInput, 'trace' | 'atUs' | 'flightUs'>,
  environments: number,
  story: Story,
  layout: FlowLayout,
): UnderWay {
  if (flightUs <= 0) return { marks: [], crowd: null };
  const [outWindow, backWindow] = [windowAt(atUs, flightUs, 'out'), windowAt(atUs, flightUs, 'back')];
  const traffic = requestTraffic(trace, story);
  const isRated = ({ key, births, ends }: Flow): boolean => {
    const out = countBetween(trace, births, ...outWindow);
    const back = countBetween(trace, ends, ...backWindow);
    // Every jar has a way of its own.
    const ways = key === TO_ENVIRONMENTS && layout.detail !== 'blocks' ? 2 * Math.max(1, environments) : 1;
    return isRate(ways === 1 ? Math.max(out, back) : out + back, ways);
  };
  // They share the rail: where some of them are told by their rate all are, and none is drawn over it.
  const [rated, singly] = traffic.some(isRated) ? [traffic, []] : [[], traffic];
  const flights = flightsAt(trace, story, atUs, flightUs, singly);
  const taker = takerFor(flights.length, flights.length > CROWD_FROM, TRAIL);
  const bouncing: Mark[] = [];
  for (const flight of flights) {
    const { request, step, state } = flight;
    if (flight.way === 'back' && state === 'throttled') {
      const parts = bouncingMarks(bounceAt(layout), fallAt(layout), flight.share, layout.width);
      const label = `Request ${request + 1}: ${WORDS['throttled']!}`;
      bouncing.push({ ...group(`request ${request} back`, parts), label, is: 'throttled' });
      continue;
    }
    const way = measuredWay(flight, story, layout);
    if (flight.way === 'out') taker.fly(lookOut('request'), way, flight.share, 'request', request, step);
    else taker.fly(lookBack(state, WORDS[state]), way, 1 - flight.share, 'request', request, step);
  }
  const { marks, crowd } = taker.done();
  if (rated.length === 0) return { marks: [...marks, ...bouncing], crowd };
  const most = mostWithin(trace, traffic, flightUs);
  const rates = [flowRate(trace, rated, most, layout, outWindow, backWindow)];
  return { marks: [...marks, ...bouncing, ...rates], crowd };
}

/** The rates on the service's rail: what comes in above, what goes back below. */
function flowRate(
  trace: SceneInput['trace'],
  flows: readonly Flow[],
  most: number,
  { ports, outY, backY, rail, narrow }: FlowLayout,
  outWindow: readonly [number, number],
  backWindow: readonly [number, number],
): Mark {
  const right = rail.x + rail.width - (narrow ? 8 : 16);
  const wayAt = (port: Point, y: number): Point[] => [
    port,
    ...(port[1] === y ? [] : [[port[0], y] as const]),
    [right, y],
  ];
  const out = flows.reduce((sum, { births }) => sum + countBetween(trace, births, ...outWindow), 0);
  return rateMark({
    key: 'requests',
    units: 'Requests',
    way: wayAt(ports.out, outY),
    backWay: wayAt(ports.back, backY),
    // On a phone the service's name stands over its rail.
    ...(narrow && {
      place: { x: rail.x + 8, isCentred: false, room: Infinity, under: backY + 17, isRow: true },
    }),
    outUs: outWindow[1] - outWindow[0],
    backUs: backWindow[1] - backWindow[0],
    out: out === 0 ? null : { count: out, most, word: 'on their way' },
    back: backRates(trace, flows, backWindow, most),
  });
}
