/** Wires from callers to the environments that work for them, cut where nobody waits any more; and what goes along them. */
import { formatCount } from '../sim/format-time.ts';
import { stepAt, type ActorView, type RequestView } from '../sim/world.ts';
import { requestsByAsker } from './attended.ts';
import type { CallerLayout } from './caller-layout.ts';
import { cubicAt, cubicUntil, type Cubic } from './cubic.ts';
import { askOf } from './detached.ts';
import { bouncingMarks } from './flight-marks.ts';
import { flightsAt, type Flight } from './flights.ts';
import { glyphMarks, type Glyph } from './glyph.ts';
import type { Rack } from './jar-rack.ts';
import { nextStep } from './ledger.ts';
import { as, circle, group, named, path, rect, round, type Mark } from './mark.ts';
import { note } from './part.ts';
import { pointAt, type Point } from './polyline.ts';
import type { SceneInput } from './scene-input.ts';
import { codeMarks } from './seen-marks.ts';
import { seenEnds } from './seen-ends.ts';
import { signOfGlyph } from './sign-of.ts';
import { kindIn, standsOf } from './stands.ts';
import { storyOf } from './story.ts';
import { textWidth } from './text-width.ts';

const LINE = { 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;

/** The side of an environment's jar that faces the callers. */
function jarSide(input: SceneInput, layout: CallerLayout, rack: Rack | null, environment: number): Point {
  if (rack) {
    const [x, y] = rack.topOf(environment);
    return [layout.rack.x + x, layout.rack.y + y - 6];
  }
  const shape = layout.jarAt(standsOf(input.trace, 'environment').standOf[environment]!);
  return [shape.x - 3, shape.ground - shape.height / 2];
}

/** Where a caller's wire begins. */
function callerSide(input: SceneInput, layout: CallerLayout, caller: number): Point {
  const stand = standsOf(input.trace, 'caller').standOf[caller] ?? 0;
  if (layout.isRows) {
    const right = layout.narrow ? layout.rowRight + 6 : layout.box.x + layout.box.width + 3;
    return [right, layout.ringAt(stand)[1]];
  }
  return layout.narrow
    ? [layout.width / 2, layout.crowd.y + layout.crowd.height + 22]
    : [layout.box.x + layout.box.width, layout.box.y + layout.box.height / 2];
}

function wireOf(a: Point, b: Point): Cubic {
  const middle = (a[0] + b[0]) / 2;
  return [a, [middle, a[1]], [middle, b[1]], b];
}

/** More ends than these in the time of a flight would be a blur. */
const MOST_ENDS = 12;

/** px of a cut wire that is left at the jar. */
const STUB = { wide: 74, narrow: 34 } as const;

/** The wires of a moment; crowds have one between them. */
export function wireMarks(
  input: SceneInput,
  layout: CallerLayout,
  callers: readonly ActorView[],
  detached: readonly RequestView[],
  rack: Rack | null,
): Mark[] {
  if (rack) return [crowdWire(layout, callers)];
  const byAsk = requestsByAsker(input);
  const marks: Mark[] = [];
  for (const caller of callers) {
    const request = caller.state === 'calling' ? byAsk.get(caller.step) : undefined;
    if (!request || request.environment < 0) continue;
    const curve = wireOf(
      callerSide(input, layout, caller.number),
      jarSide(input, layout, rack, request.environment),
    );
    const waits = request.state === 'waiting';
    const name = `Request ${formatCount(request.number + 1)} of caller ${formatCount(caller.number + 1)}: ${
      waits ? 'waits until its environment has started' : 'its environment works for it'
    }`;
    marks.push(
      named(
        name,
        path(`wire ${caller.number}`, cubicUntil(curve, 1), {
          ...LINE,
          class: `fill-none ${waits ? 'stroke-ink2' : 'stroke-invoke-line'}`,
          'stroke-width': 1.75,
          ...(waits ? { 'stroke-dasharray': '3 4' } : {}),
        }),
      ),
    );
  }
  for (const request of detached) {
    if (request.environment < 0) continue;
    const [x, y] = jarSide(input, layout, rack, request.environment);
    const end = layout.door.x - (layout.narrow ? STUB.narrow : STUB.wide - 30);
    const said = 'nobody waits';
    const wide = textWidth(said, 11.5);
    marks.push({
      ...group(`cut ${request.number}`, [
        path('stub', `M${round(x)} ${y}H${round(end + 7)}`, {
          ...LINE,
          class: 'fill-none stroke-invoke-line',
          'stroke-width': 1.75,
          'stroke-dasharray': '3 4',
        }),
        group('cut', glyphMarks('failed'), { transform: `translate(${round(end)} ${y})` }),
        ...(layout.narrow
          ? [
              rect('behind', layout.door.x - 8 - wide, y - 22, wide + 4, 14, { class: 'fill-stage' }),
              note('said', layout.door.x - 6, y - 11, said, 'fill-failed-text font-semibold', 'end'),
            ]
          : []),
      ]),
      label: `Request ${formatCount(request.number + 1)} goes on, and nobody waits for its answer`,
    });
  }
  return marks;
}

function crowdWire(layout: CallerLayout, callers: readonly ActorView[]): Mark {
  const { box, sheet, narrow, crowd } = layout;
  const calling = callers.filter(({ state }) => state === 'calling').length;
  const y = box.y + box.height / 2;
  const way = narrow
    ? `M${crowd.x + 30} ${crowd.y + crowd.height + 42}V${sheet.y - 3}m-3.5-5l3.5 5 3.5-5`
    : `M${box.x + box.width + 3} ${y}H${sheet.x - 6}m-5-3.5l5 3.5-5 3.5`;
  return path('wire', way, {
    ...LINE,
    class: `fill-none ${calling > 0 ? 'stroke-invoke-line' : 'stroke-edge'}`,
    'stroke-width': calling > 0 ? 1.75 : 1.25,
  });
}

/** The signs on jars of a rack that work although nobody waits. */
export function cutSigns(layout: CallerLayout, detached: readonly RequestView[], rack: Rack): Mark[] {
  if (rack.jar < 10) return [];
  const r = Math.min(6, rack.jar * 0.34);
  return detached
    .filter(({ environment }) => environment >= 0)
    .map((request): Mark => {
      const [x, top] = rack.topOf(request.environment);
      return {
        ...group(
          `cut ${request.number}`,
          [
            circle('disc', 0, 0, r, { class: 'fill-stage stroke-failed-line', 'stroke-width': 1.25 }),
            group('cross', glyphMarks('failed'), { transform: `scale(${round(r / 8)})` }),
          ],
          { transform: `translate(${round(layout.rack.x + x)} ${round(layout.rack.y + top + 2)})` },
        ),
        label: `Request ${formatCount(request.number + 1)} goes on, and nobody waits for its answer`,
      };
    });
}

function along(key: string, curve: Cubic, share: number, parts: readonly Mark[], label: string): Mark {
  const [x, y] = cubicAt(curve, Math.min(1, Math.max(0, share)));
  return named(label, group(key, parts, { transform: `translate(${round(x)} ${round(y)})` }));
}

/** What is under way: requests to the door and in, answers back along their wire, and ends to those who see them. */
export function callerFlights(input: SceneInput, layout: CallerLayout, rack: Rack | null): Mark[] {
  const { trace, atUs, flightUs } = input;
  const marks = flightsAt(trace, storyOf(trace), atUs, flightUs).flatMap((flight) =>
    requestFlight(flight, input, layout, rack),
  );
  return [...marks, ...endFlights(input, layout)];
}

function requestFlight(flight: Flight, input: SceneInput, layout: CallerLayout, rack: Rack | null): Mark[] {
  const { trace } = input;
  const ask = askOf(input, flight.request);
  if (ask < 0) return [];
  const from = callerSide(input, layout, trace.actor[ask]!);
  const { door } = layout;
  const doorStep: Point = door.isLying ? [from[0], door.top - 14] : [door.x - 8, from[1]];
  const to = flight.environment >= 0 ? jarSide(input, layout, rack, flight.environment) : doorStep;
  const name = `Request ${formatCount(flight.request + 1)}`;
  if (flight.way === 'out') {
    return [
      as(
        'request',
        along(
          `request ${flight.request} out`,
          wireOf(from, to),
          flight.share,
          glyphMarks('request'),
          `${name}: on its way`,
        ),
      ),
    ];
  }
  if (flight.environment < 0 && flight.state === 'throttled') {
    const fall: Point = door.isLying ? [from[0] + 70, door.top - 14] : [door.x - 16, door.turnedY - 6];
    return [
      named(
        `${name}: throttled, status 429`,
        as(
          'throttled',
          group(
            `request ${flight.request} back`,
            bouncingMarks(doorStep, fall, flight.share, door.isLying ? layout.width : door.x),
          ),
        ),
      ),
    ];
  }
  const next = nextStep(trace, ask);
  const isHeard = next >= 0 && trace.cause[next] === flight.step;
  // An answer that nobody waits for ends where its wire is cut.
  const end: Point =
    isHeard || rack ? from : [layout.door.x - (layout.narrow ? STUB.narrow : STUB.wide - 30), to[1]];
  return [
    as(
      signOfGlyph(flight.state as Glyph),
      along(
        `request ${flight.request} back`,
        wireOf(to, end),
        flight.share,
        glyphMarks(flight.state as Glyph),
        `${name}: ${flight.state}, ${isHeard ? 'its answer is on the way back' : 'nobody waits for its answer'}`,
      ),
    ),
  ];
}

/** What callers have just heard of goes on to those behind them. */
function endFlights(input: SceneInput, layout: CallerLayout): Mark[] {
  const { trace, atUs, flightUs } = input;
  if (flightUs <= 0 || layout.narrow) return [];
  const kind = kindIn(trace, 'caller');
  const { isFinal = [], states = [] } = trace.kinds[kind] ?? {};
  const ends = seenEnds(input, 'caller');
  const marks: Mark[] = [];
  for (let step = stepAt(trace, atUs); step >= 0 && trace.at[step]! > atUs - flightUs; step -= 1) {
    if (trace.kind[step] !== kind || isFinal[trace.to[step]!] !== true) continue;
    const state = states[trace.to[step]!]!;
    const end = ends.find((one) => one.state === state);
    const stand = standsOf(trace, 'caller').standOf[trace.actor[step]!]!;
    const y = layout.isRows ? layout.ringAt(stand)[1] : layout.box.y + layout.box.height / 2;
    const row = ends.indexOf(end!) * 30 + 50;
    const way: Point[] = [
      [layout.box.x - 4, y],
      [layout.seen.x + layout.seen.width - 30, Math.min(row, layout.height - 20)],
    ];
    const [x, at] = pointAt(way, (atUs - trace.at[step]!) / flightUs);
    const pill = codeMarks(end?.code ?? '', end?.isGood ?? false, -14, 0);
    marks.push(
      named(
        `Caller ${formatCount(trace.actor[step]! + 1)}: ${state}`,
        as(
          signOfGlyph(end?.glyph ?? 'failed'),
          group(
            `caller ${trace.actor[step]!} back`,
            pill.width > 0 ? pill.marks : glyphMarks(end?.glyph ?? 'failed'),
            {
              transform: `translate(${round(x)} ${round(at)})`,
            },
          ),
        ),
      ),
    );
    if (marks.length > MOST_ENDS) return [];
  }
  return marks;
}
