/** What goes between callers and the environments that work for them, and on to those who see what came of it. */
import { formatCount } from '../sim/format-time.ts';
import { ANYWHERE, callerSide, jarSide, STUB, wireOf } from './caller-wires.ts';
import type { CallerLayout } from './caller-layout.ts';
import { cubicAt, type Cubic } from './cubic.ts';
import { askOf } from './detached.ts';
import { bouncingMarks } from './flight-shapes.ts';
import { lookBack, lookOut, takerFor, type FlightTaker, type UnderWay } from './flight-takers.ts';
import { flightsAt, requestTraffic, TO_ENVIRONMENTS, type Flight } from './flights.ts';
import { glyphMarks } from './glyph.ts';
import type { Rack } from './jar-rack.ts';
import { nextStep } from './ledger.ts';
import { as, group, named, round, type Mark } from './mark.ts';
import type { CrowdLook } from './moving-crowd.ts';
import { pointAt, type Point } from './polyline.ts';
import { CROWD_FROM, isRate, windowAt } from './rate.ts';
import { backRates, rateMark } from './rate-marks.ts';
import type { SceneInput } from './scene-input.ts';
import { codeMarks } from './seen-marks.ts';
import { seenEnds } from './seen-ends.ts';
import { signOfGlyph } from './sign-of.ts';
import { kindIn, standsOf } from './stands.ts';
import { storyOf } from './story.ts';
import { countBetween, firstAfter, mostWithin, trafficOf, type Flow } from './traffic.ts';

/** What is under way: requests to the door and in, answers back along their wire, and ends to those who see them. */
export function callerFlights(input: SceneInput, layout: CallerLayout, rack: Rack | null): UnderWay {
  const { trace, atUs, flightUs, world } = input;
  if (flightUs <= 0) return { marks: [], crowd: null };
  const [outWindow, backWindow] = [windowAt(atUs, flightUs, 'out'), windowAt(atUs, flightUs, 'back')];
  const story = storyOf(trace);
  const traffic = requestTraffic(trace, story);
  const isRated = ({ key, births, ends }: Flow): boolean => {
    const out = countBetween(trace, births, ...outWindow);
    const back = countBetween(trace, ends, ...backWindow);
    // Every jar that is drawn singly has a wire of its own.
    const isSpread = key === TO_ENVIRONMENTS && rack?.jar !== 0;
    const ways = isSpread ? 2 * Math.max(1, world.environments.length) : 1;
    return isRate(isSpread ? out + back : Math.max(out, back), ways);
  };
  // They share the way to the door: where some of them are told by their rate all are, and none is drawn over it.
  const [rated, singly] = traffic.some(isRated) ? [traffic, []] : [[], traffic];
  const flights = flightsAt(trace, story, atUs, flightUs, singly);
  const taker = takerFor(flights.length, flights.length > CROWD_FROM, null);
  const bouncing = flights.flatMap((flight) => takeRequest(taker, flight, input, layout, rack));
  const { marks, crowd } = taker.done();
  const rates: Mark[] = [];
  if (rated.length > 0) {
    const from = callerSide(input, layout, ANYWHERE);
    const out = rated.reduce((sum, { births }) => sum + countBetween(trace, births, ...outWindow), 0);
    const most = mostWithin(trace, traffic, flightUs);
    rates.push(
      rateMark({
        key: 'requests',
        units: 'Requests',
        way: [from, doorStep(from, layout)],
        outUs: outWindow[1] - outWindow[0],
        backUs: backWindow[1] - backWindow[0],
        out: out === 0 ? null : { count: out, most, word: 'on their way' },
        back: backRates(trace, rated, backWindow, most),
      }),
    );
  }
  return { marks: [...marks, ...bouncing, ...rates, ...endFlights(input, layout)], crowd };
}

/** Just before Lambda's door. */
function doorStep(from: Point, { door }: CallerLayout): Point {
  return door.isLying ? [from[0], door.top - 14] : [door.x - 8, from[1]];
}

/** A request goes to the taker; one that bounces off draws its arc. */
function takeRequest(
  taker: FlightTaker,
  flight: Flight,
  input: SceneInput,
  layout: CallerLayout,
  rack: Rack | null,
): Mark[] {
  const { trace } = input;
  const ask = askOf(input, flight.request);
  if (ask < 0) return [];
  const from = callerSide(input, layout, trace.actor[ask]!);
  const { door } = layout;
  const before = doorStep(from, layout);
  const to = flight.environment >= 0 ? jarSide(input, layout, rack, flight.environment) : before;
  const along = (look: CrowdLook, curve: Cubic): Mark[] => {
    const share = Math.min(1, Math.max(0, flight.share));
    taker.at(look, cubicAt(curve, share), 'request', flight.request, flight.step);
    return [];
  };
  if (flight.way === 'out') return along(lookOut('request'), wireOf(from, to));
  if (flight.environment < 0 && flight.state === 'throttled') {
    const fall: Point = door.isLying ? [from[0] + 70, door.top - 14] : [door.x - 16, door.turnedY - 6];
    const arc = bouncingMarks(before, fall, flight.share, door.isLying ? layout.width : door.x);
    const name = `Request ${formatCount(flight.request + 1)}: throttled, status 429`;
    return [named(name, as('throttled', group(`request ${flight.request} back`, arc)))];
  }
  const next = nextStep(trace, ask);
  const isHeard = next >= 0 && trace.cause[next] === flight.step;
  // An answer that nobody waits for ends where its wire is cut.
  const end: Point =
    isHeard || rack ? from : [layout.door.x - (layout.narrow ? STUB.narrow : STUB.wide - 30), to[1]];
  const says = `${flight.state}, ${isHeard ? 'its answer is on the way back' : 'nobody waits for its answer'}`;
  return along(lookBack(flight.state, says), wireOf(to, end));
}

/** What callers have just heard of goes on to those behind them. */
function endFlights(input: SceneInput, layout: CallerLayout): Mark[] {
  const { trace, atUs, flightUs } = input;
  if (layout.narrow) return [];
  const kind = kindIn(trace, 'caller');
  const traffic = trafficOf(
    trace,
    'callers',
    (birth) => (trace.kind[birth] === kind ? 0 : -1),
    (one) => one === kind,
  );
  const { ends: steps } = traffic[0] ?? { ends: new Uint32Array() };
  const { states = [] } = trace.kinds[kind] ?? {};
  const ends = seenEnds(input, 'caller');
  const wayFrom = (y: number, row: number): Point[] => [
    [layout.box.x - 4, y],
    [layout.seen.x + layout.seen.width - 30, Math.min(row * 30 + 50, layout.height - 20)],
  ];
  const middle = layout.box.y + layout.box.height / 2;
  const window = windowAt(atUs, flightUs, 'back');
  if (isRate(countBetween(trace, steps, ...window))) {
    const most = mostWithin(trace, traffic, flightUs);
    return [
      rateMark({
        key: 'ends',
        units: 'What callers got',
        // Level, under what they got in words.
        way: [
          [layout.box.x - 60, middle],
          [layout.box.x - 4, middle],
        ],
        outUs: flightUs,
        backUs: window[1] - window[0],
        out: null,
        back: backRates(trace, traffic, window, most),
      }),
    ];
  }
  const marks: Mark[] = [];
  const last = firstAfter(trace, steps, atUs);
  for (let index = firstAfter(trace, steps, atUs - flightUs); index < last; index += 1) {
    const step = steps[index]!;
    const state = states[trace.to[step]!]!;
    const end = ends.find((one) => one.state === state);
    const stand = standsOf(trace, 'caller').standOf[trace.actor[step]!]!;
    const y = layout.isRows ? layout.ringAt(stand)[1] : middle;
    const [x, at] = pointAt(wayFrom(y, ends.indexOf(end!)), (atUs - trace.at[step]!) / flightUs);
    const pill = codeMarks(end?.code ?? '', end?.isGood ?? false, -14, 0);
    const glyph = end?.glyph ?? 'failed';
    marks.push(
      named(
        `Caller ${formatCount(trace.actor[step]! + 1)}: ${state}`,
        as(
          signOfGlyph(glyph),
          group(`caller ${trace.actor[step]!} back`, pill.width > 0 ? pill.marks : glyphMarks(glyph), {
            transform: `translate(${round(x)} ${round(at)})`,
          }),
        ),
      ),
    );
  }
  return marks;
}
