/**
 * Units on their way between the parts of a board. A flight ends when the model says that its unit is there, and an
 * answer's begins when the model says that the work has ended: nothing is shown before its cause. A wire with more
 * on it than can be told apart shows its rate.
 */
import type { Trace } from '../sim/trace.ts';
import { placeAsked } from './alias-story.ts';
import { askedAt, connect, connectPort, type Placed } from './board-wires.ts';
import { boardRates, hasFork, upToPart, type Busy } from './board-rates.ts';
import {
  lookBack,
  lookOfBatch,
  lookOut,
  pillWidth,
  takerFor,
  type FlightTaker,
  type UnderWay,
} from './flight-takers.ts';
import type { Glyph } from './glyph.ts';
import type { TrailShape } from './crowd-maker.ts';
import { backwards, beside, lengthOf, measured, type Point, type Way } from './polyline.ts';
import { CROWD_FROM, isCrowded, isRate, UNIT_PX, windowAt } from './rate.ts';
import type { SceneInput } from './scene-input.ts';
import { countBetween, firstAfter, mostAround, mostWithin, trafficOf, type Flow } from './traffic.ts';

const TRAIL: TrailShape = { class: 'stroke-ink2', width: 1.25, from: 26, to: 8 };

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

/** Who answers: what ends here goes back to who sent it. */
const ANSWERED: ReadonlySet<string> = new Set(['request', 'call']);

/** Units that share a way on the board: sent from one place to another, by one reader, for one name of a function. */
function boardTraffic({ trace, scenario }: SceneInput): readonly Flow[] {
  const reader = trace.kinds.findIndex(({ name }) => name === 'reader');
  const request = trace.kinds.findIndex(({ name }) => name === 'request');
  const isToken = trace.kinds.map(({ name }) => TOKENS[name] !== undefined);
  return trafficOf(
    trace,
    'board',
    (birth) => {
      const kind = trace.kind[birth]!;
      if (!isToken[kind]!) return -1;
      const cause = trace.cause[birth]!;
      const [causeKind, causePlace] = cause < 0 ? [0, 0] : [trace.kind[cause]! + 1, trace.place[cause]!];
      const asked = kind === request ? placeAsked(trace, scenario, trace.actor[birth]!) + 1 : 0;
      const sender = causeKind === reader + 1 ? (trace.actor[cause]! + 1) % 4096 : 0;
      const [from, to] = [causeKind * 256 + causePlace, kind * 256 + trace.place[birth]!];
      return ((from * 65_536 + to) * 512 + asked) * 4096 + sender;
    },
    (kind) => ANSWERED.has(trace.kinds[kind]!.name),
  );
}

/** Finds the ways of flows on a board as it stands. */
function waysOn(
  { trace, scenario }: SceneInput,
  placed: ReadonlyMap<string, Placed>,
  relays: ReadonlyMap<string, string>,
  narrow: boolean,
): (birth: number) => Omit<Busy, 'flow'> | null {
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
            [to.x + EDGE, to.y],
            [to.x + EDGE, to.y + inside[0]![1]],
          ]
        : [];
    return [...way, ...edge, ...inside.map(([x, y]): Point => [to.x + x, to.y + y])];
  };
  return (birth) => {
    const [from, to] = [senderOf(birth), holderOf(birth)];
    if (!from || !to || from === to) return null;
    const way = wayOf(birth, from, to);
    return way.length === 0 ? null : { way, to };
  };
}

/** px from the middle of a wire on which answers come back to what goes out beside it, and to the answers. */
const LANE = 7;

/** px from a part's edge to what comes in along it, on a phone. */
const EDGE = 5;

/** The flows of a way and how much room each unit has on it. */
interface Shared {
  readonly on: readonly Busy[];
  /** Answers come back along it: what goes out keeps to one side, answers to the other. */
  readonly isTwoWay: boolean;
}

const pills = new WeakMap<Flow, number>();

/** px of the widest unit of a flow: the pill of its largest batch, else a token. */
function unitPx({ kind, amount, kinds }: Trace, flow: Flow): number {
  const before = pills.get(flow);
  if (before !== undefined) return before;
  let most = 1;
  if (kinds[kind[flow.births[0]!]!]!.name === 'request')
    for (const birth of flow.births) most = Math.max(most, amount[birth]!);
  const px = most > 1 ? pillWidth(most) : UNIT_PX;
  pills.set(flow, px);
  return px;
}

/** Flows that share a way: the whole of it, or up to the part whose fork then leads them apart. */
function sharedWays(all: readonly Busy[], isAnswered: (flow: Flow) => boolean): Shared[] {
  const ways = new Map<string, Busy[]>();
  for (const one of all) {
    const key = (hasFork(one) ? one.way.slice(0, 2) : one.way).join(' ');
    const list = ways.get(key);
    if (list) list.push(one);
    else ways.set(key, [one]);
  }
  return [...ways.values()].map((on) => ({ on, isTwoWay: on.some(({ flow }) => isAnswered(flow)) }));
}

/** What is under way at a moment. */
export function boardFlights(
  input: SceneInput,
  placed: ReadonlyMap<string, Placed>,
  relays: ReadonlyMap<string, string>,
  narrow: boolean,
): UnderWay {
  const { trace, atUs, flightUs } = input;
  if (flightUs <= 0) return { marks: [], crowd: null };
  const wayOf = waysOn(input, placed, relays, narrow);
  const flows = boardTraffic(input);
  const [outWindow, backWindow] = [windowAt(atUs, flightUs, 'out'), windowAt(atUs, flightUs, 'back')];
  /** Units of these flows that are under way at the very moment. */
  const countNow = ({ births, ends }: Flow) =>
    countBetween(trace, births, atUs, atUs + flightUs) + countBetween(trace, ends, atUs - flightUs, atUs);
  const going = flows.flatMap((flow) => {
    const counted =
      countBetween(trace, flow.births, ...outWindow) + countBetween(trace, flow.ends, ...backWindow);
    const found = counted + countNow(flow) > 0 ? wayOf(flow.births[0]!) : null;
    return found ? [{ flow, ...found }] : [];
  });
  const isRated = ({ on }: Shared): boolean => {
    const out = mostAround(
      trace,
      on.map(({ flow }) => flow.births),
      outWindow,
    );
    const back = mostAround(
      trace,
      on.map(({ flow }) => flow.ends),
      backWindow,
    );
    const px = Math.min(...on.map(({ way }) => lengthOf(way)));
    const widest = Math.max(...on.map(({ flow }) => unitPx(trace, flow)));
    return isRate(Math.max(out, back)) || isCrowded(out, px, widest) || isCrowded(back, px);
  };
  const shared = sharedWays(going, ({ births }) => ANSWERED.has(trace.kinds[trace.kind[births[0]!]!]!.name));
  const [rates, singly] = [shared.filter(isRated), shared.filter((one) => !isRated(one))];
  const total = singly.reduce(
    (sum, { on }) => sum + on.reduce((own, { flow }) => own + countNow(flow), 0),
    0,
  );
  const taker = takerFor(total, total > CROWD_FROM, TRAIL);
  for (const { on, isTwoWay } of singly)
    for (const one of on) takeFlow(taker, input, one, lanesOf(trace, one, isTwoWay, narrow));
  const underWay = taker.done();
  if (rates.length === 0) return underWay;
  const most = mostWithin(trace, flows, flightUs);
  return {
    ...underWay,
    marks: [
      ...underWay.marks,
      ...boardRates(
        trace,
        rates.map(({ on }) => on),
        most,
        outWindow,
        backWindow,
      ),
    ],
  };
}

/** The ways of a flow's units and of their answers, so far apart that neither covers the other. */
interface Lanes {
  readonly out: Way;
  readonly back: Way;
}

function lanesOf(trace: Trace, one: Busy, isTwoWay: boolean, narrow: boolean): Lanes {
  const { way, flow } = one;
  if (!isTwoWay) return { out: measured(way), back: backwards(measured(way)) };
  if (narrow && hasFork(one)) {
    // There is one lane beside the part's name: what comes in. Answers end where the stem begins.
    const wire = upToPart(one);
    const [top, bottom, , ...stem] = way.slice(wire.length);
    if (top && bottom) {
      const [left, right] = [beside([bottom, ...stem], -LANE), beside([bottom, ...stem], LANE)];
      return { out: measured([...wire, top, ...left]), back: backwards(measured(right)) };
    }
  }
  // On a phone wires stand upright: there a pill is in the way with its whole width.
  const lane = narrow ? Math.max(LANE, (unitPx(trace, flow) + UNIT_PX) / 4) : LANE;
  return { out: measured(beside(way, -lane)), back: backwards(measured(beside(way, lane))) };
}

/** Units of a flow and their answers, each on its lane. */
function takeFlow(
  taker: FlightTaker,
  { trace, atUs, flightUs }: SceneInput,
  { flow, to }: Busy,
  { out, back }: Lanes,
): void {
  const kind = trace.kinds[trace.kind[flow.births[0]!]!]!;
  const token = TOKENS[kind.name]!;
  const hasRim = to.part.inlets !== undefined;
  const lastOut = firstAfter(trace, flow.births, atUs + flightUs);
  for (let index = firstAfter(trace, flow.births, atUs); index < lastOut; index += 1) {
    const step = flow.births[index]!;
    const items = kind.name === 'request' ? trace.amount[step]! : 1;
    const look = items > 1 ? lookOfBatch(items, hasRim) : lookOut(token, hasRim);
    taker.fly(look, out, 1 - (trace.at[step]! - atUs) / flightUs, kind.name, trace.actor[step]!, step);
  }
  const lastBack = firstAfter(trace, flow.ends, atUs);
  for (let index = firstAfter(trace, flow.ends, atUs - flightUs); index < lastBack; index += 1) {
    const step = flow.ends[index]!;
    const state = kind.states[trace.to[step]!]!;
    const share = (atUs - trace.at[step]!) / flightUs;
    taker.fly(lookBack(state, state, hasRim, true), back, share, kind.name, trace.actor[step]!, step);
  }
}
