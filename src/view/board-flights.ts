/**
 * Units on their way between the parts of a board. A flight ends when the model says that its unit is there, and an
 * answer's begins when the model says that the work has ended: nothing is shown before its cause.
 */
import { NONE } from '../sim/trace.ts';
import { stepAt } from '../sim/world.ts';
import { placeAsked } from './alias-story.ts';
import { askedAt, connect, connectPort, type Placed } from './board-wires.ts';
import { glyphMarks, glyphOfEnd, type Glyph } from './glyph.ts';
import { firstStep } from './ledger.ts';
import { circle, group, path, rect, round, type Mark } from './mark.ts';
import { lengthOf, pointAt, stretch, type Point } from './polyline.ts';
import type { SceneInput } from './scene-input.ts';

/** More steps than these in the time of a flight would be a blur; more flights than these too. */
const MOST_STEPS = 2_000;
const MOST_FLIGHTS = 80;
const TRAIL_PX = 26;

const TOKENS: Readonly<Record<string, Glyph>> = {
  request: 'request',
  event: 'event',
  notification: 'event',
  message: 'message',
  record: 'record',
  delivery: 'delivery',
  call: 'waiting',
  caller: 'request',
};

/** More than these on one way at once are thinned out: every second, every third, always the same ones. */
const MOST_ON_WAY = 3;

/** On a dark line a unit stands out by its rim. */
function rimmed(parts: readonly Mark[]): Mark[] {
  return [circle('rim', 0, 0, 7.5, { class: 'fill-stage' }), ...parts];
}

/** A batch: a pill with its units. */
function batchMarks(items: number): Mark[] {
  const shown = Math.min(items, 4);
  const width = shown * 6 + 8;
  return [
    rect('pill', -width / 2, -6, width, 12, {
      rx: 6,
      class: 'fill-stage stroke-invoke-line',
      'stroke-width': 1.5,
    }),
    path(
      'units',
      Array.from({ length: shown }, (_, index) => `M${-width / 2 + 5 + index * 6} -2h4v4h-4Z`).join(''),
      { class: 'fill-invoke' },
    ),
  ];
}

function tokenMark(
  key: string,
  way: readonly Point[],
  share: number,
  parts: readonly Mark[],
  label: string,
): Mark {
  const [x, y] = pointAt(way, share);
  const length = lengthOf(way) || 1;
  const from = Math.max(0, share - TRAIL_PX / length);
  return {
    ...group(key, [
      path('trail', stretch(way, from, Math.max(from, share - 8 / length)), {
        class: 'fill-none stroke-ink2',
        'stroke-width': 1.25,
        'stroke-linecap': 'round',
      }),
      group('unit', parts, { transform: `translate(${round(x)} ${round(y)})` }),
    ]),
    label,
  };
}

interface Flight {
  readonly number: number;
  /** The way it is on. */
  readonly on: string;
  readonly mark: Mark;
}

/** No more than a few on each way: of many every second, fourth, eighth by number. */
function thinned(flights: readonly Flight[]): Mark[] {
  const onWay = new Map<string, number>();
  for (const { on } of flights) onWay.set(on, (onWay.get(on) ?? 0) + 1);
  return flights.flatMap(({ number, on, mark }) => {
    let every = 1;
    while (onWay.get(on)! / every > MOST_ON_WAY) every *= 2;
    return number % every === 0 ? [mark] : [];
  });
}

/** The flights at a moment. */
export function boardFlights(
  input: SceneInput,
  placed: ReadonlyMap<string, Placed>,
  relays: ReadonlyMap<string, string>,
  narrow: boolean,
): Mark[] {
  const { trace, scenario, atUs, flightUs } = input;
  if (flightUs <= 0) return [];
  const first = stepAt(trace, atUs - flightUs) + 1;
  const last = stepAt(trace, atUs + flightUs);
  if (last - first > MOST_STEPS) return [];
  const holders = new Map<string, Placed>();
  for (const one of placed.values()) for (const kind of one.part.holds) holders.set(kind, one);
  const holderOf = (step: number): Placed | undefined =>
    holders.get(`${trace.kinds[trace.kind[step]!]!.name}@${trace.place[step]!}`);
  const outside = [...placed.values()].find(({ part }) => part.holds.includes('outside@caller'));
  const senderOf = (birth: number): Placed | undefined =>
    trace.cause[birth]! >= 0 ? holderOf(trace.cause[birth]!) : outside;
  const all = [...placed.values()];
  const keyOf = (one: Placed) => [...placed].find(([, other]) => other === one)?.[0] ?? '';
  /** The network between a function and what it calls. */
  const relayOf = (from: Placed, to: Placed): Placed | undefined => {
    if (relays.size === 0) return undefined;
    const relay = relays.get(`${keyOf(from)} ${keyOf(to)}`);
    return relay === undefined ? undefined : placed.get(relay);
  };
  /** The way of a unit: along the wire of whoever sent it, where that has one. */
  const wayOf = (birth: number, from: Placed, to: Placed): Point[] => {
    const cause = trace.cause[birth]!;
    const name = cause < 0 ? '' : `${trace.kinds[trace.kind[cause]!]!.name} ${trace.actor[cause]!}`;
    const port = narrow ? undefined : from.part.ports?.get(name);
    const relay = relayOf(from, to);
    // There is no room to draw a way past the network on a phone.
    if (narrow && relay) return [];
    const exit = relay?.part.ports?.get(`way ${trace.places[trace.place[birth]!]!.name}`);
    if (relay && exit) {
      // Inside along the edge, then out beside the words on its way.
      const edge = relay.x + 5;
      const [inside, ...out] = [...connect(from, relay, all, narrow), ...connectPort(relay, to, exit.y)];
      const turn = out.findIndex(([x]) => x > edge);
      const [enters, leaves] = [out.slice(0, turn), out.slice(turn)];
      const entryY = enters.at(-1)?.[1] ?? inside![1];
      return [inside!, ...enters, [edge, entryY], [edge, relay.y + exit.y], ...leaves];
    }
    if (!to.part.inlets || trace.kinds[trace.kind[birth]!]!.name !== 'request')
      return port ? connectPort(from, to, port.y) : connect(from, to, all, narrow);
    // On through the fork, whole, to the version that it is for.
    const asked = trace.places[placeAsked(trace, scenario, trace.actor[birth]!)]?.name;
    const target = askedAt(to, asked);
    const way = port ? connectPort(from, target, port.y) : connect(from, target, all, narrow);
    const inside = to.part.inlets.get(asked ?? '')?.ways.get(trace.place[birth]!) ?? [];
    // On a phone it comes from above: down the edge, past the name.
    const edge: Point[] =
      narrow && inside.length > 0
        ? [
            [to.x + 3, to.y],
            [to.x + 3, to.y + inside[0]![1]],
          ]
        : [];
    return [...way, ...edge, ...inside.map(([x, y]): Point => [to.x + x, to.y + y])];
  };
  const flights: Flight[] = [];
  for (let step = first; step <= last; step += 1) {
    const kind = trace.kinds[trace.kind[step]!]!;
    const token = TOKENS[kind.name];
    if (token === undefined) continue;
    const at = trace.at[step]!;
    const isBirth = trace.from[step] === NONE;
    const number = trace.actor[step]!;
    const key = `${kind.name} ${number}`;
    if (isBirth && at > atUs) {
      const [from, to] = [senderOf(step), holderOf(step)];
      if (!from || !to || from === to) continue;
      const items = kind.name === 'request' ? trace.amount[step]! : 1;
      const unit = items > 1 ? batchMarks(items) : glyphMarks(token);
      const parts = to.part.inlets ? rimmed(unit) : unit;
      const way = wayOf(step, from, to);
      if (way.length === 0) continue;
      flights.push({
        number,
        on: `${from.part.key} ${way[0]![1]} ${to.part.key}`,
        mark: tokenMark(`${key} out`, way, 1 - (at - atUs) / flightUs, parts, `${key}: on its way`),
      });
    } else if (at <= atUs && at + flightUs > atUs && kind.isFinal[trace.to[step]!] === true) {
      if (kind.name !== 'request' && kind.name !== 'call') continue;
      const birth = isBirth ? step : firstStep(trace, trace.kind[step]!, number);
      const [from, to] = [holderOf(step), birth < 0 ? undefined : senderOf(birth)];
      if (!from || !to || from === to) continue;
      const state = kind.states[trace.to[step]!]!;
      const way = wayOf(birth, to, from).toReversed();
      if (way.length === 0) continue;
      flights.push({
        number,
        on: `${from.part.key} ${way[0]![1]} ${to.part.key}`,
        mark: tokenMark(
          `${key} back`,
          way,
          (atUs - at) / flightUs,
          from.part.inlets ? rimmed(glyphMarks(glyphOfEnd(state))) : glyphMarks(glyphOfEnd(state)),
          `${key}: ${state}`,
        ),
      });
    }
    if (flights.length > MOST_FLIGHTS) return [];
  }
  return thinned(flights);
}
