/**
 * Units on their way between the parts of a board. A flight ends when the model says that its unit is there, and an
 * answer's begins when the model says that the work has ended: nothing is shown before its cause. A wire with more
 * on it than can be told apart shows its rate.
 */
import { listed } from '../sim/listed.ts';
import { placeAsked } from './alias-story.ts';
import { askedAt, connect, connectPort, type Placed } from './board-wires.ts';
import { lookBack, lookOfBatch, lookOut, takerFor, type UnderWay } from './flight-takers.ts';
import type { Glyph } from './glyph.ts';
import type { TrailShape } from './crowd-maker.ts';
import { backwards, measured, type Point } from './polyline.ts';
import { CROWD_FROM, isRate, windowAt } from './rate.ts';
import { backRates, rateMark } from './rate-marks.ts';
import type { SceneInput } from './scene-input.ts';
import { countBetween, firstAfter, mostWithin, trafficOf, type Flow } from './traffic.ts';

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

/** What may be between two parts at a moment: a flow of the traffic with its way. */
interface Busy {
  readonly flow: Flow;
  readonly way: readonly Point[];
  readonly to: Placed;
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
            [to.x + 3, to.y],
            [to.x + 3, to.y + inside[0]![1]],
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
  const busy: Busy[] = [];
  const rates: Busy[] = [];
  let total = 0;
  for (const flow of flows) {
    const out = countBetween(trace, flow.births, ...outWindow);
    const back = countBetween(trace, flow.ends, ...backWindow);
    const now =
      countBetween(trace, flow.births, atUs, atUs + flightUs) +
      countBetween(trace, flow.ends, atUs - flightUs, atUs);
    if (out + back + now === 0) continue;
    const found = wayOf(flow.births[0]!);
    if (!found) continue;
    if (isRate(Math.max(out, back))) rates.push({ flow, ...found });
    else {
      busy.push({ flow, ...found });
      total += now;
    }
  }
  const taker = takerFor(total, total > CROWD_FROM, TRAIL);
  for (const { flow, way, to } of busy) {
    const kind = trace.kinds[trace.kind[flow.births[0]!]!]!;
    const token = TOKENS[kind.name]!;
    const hasRim = to.part.inlets !== undefined;
    const out = measured(way);
    const lastOut = firstAfter(trace, flow.births, atUs + flightUs);
    for (let index = firstAfter(trace, flow.births, atUs); index < lastOut; index += 1) {
      const step = flow.births[index]!;
      const items = kind.name === 'request' ? trace.amount[step]! : 1;
      const look = items > 1 ? lookOfBatch(items, hasRim) : lookOut(token, hasRim);
      taker.fly(look, out, 1 - (trace.at[step]! - atUs) / flightUs, kind.name, trace.actor[step]!, step);
    }
    const back = backwards(out);
    const lastBack = firstAfter(trace, flow.ends, atUs);
    for (let index = firstAfter(trace, flow.ends, atUs - flightUs); index < lastBack; index += 1) {
      const step = flow.ends[index]!;
      const state = kind.states[trace.to[step]!]!;
      const share = (atUs - trace.at[step]!) / flightUs;
      taker.fly(lookBack(state, state, hasRim, true), back, share, kind.name, trace.actor[step]!, step);
    }
  }
  const underWay = taker.done();
  if (rates.length === 0) return underWay;
  const most = mostWithin(trace, flows, flightUs);
  return {
    ...underWay,
    marks: [...underWay.marks, ...rateMarks(input, rates, most, outWindow, backWindow)],
  };
}

/** Whether a way leads on through the fork of an alias. */
const hasFork = ({ to }: Busy) => to.part.inlets !== undefined;

/** The longest lying piece of a way: under it there is room for figures before the fork. */
function lying(way: readonly Point[]): readonly Point[] {
  let best: readonly Point[] = way;
  let px = 0;
  for (let index = 1; index < way.length; index += 1) {
    const [a, b] = [way[index - 1]!, way[index]!];
    if (a[1] === b[1] && b[0] - a[0] > px) [px, best] = [b[0] - a[0], [a, b]];
  }
  return best;
}

/** The one of several lying pieces under which nothing else goes. */
const lowest = (pieces: readonly (readonly Point[])[]) =>
  pieces.reduce((low, piece) => (piece[0]![1] > low[0]![1] ? piece : low));

/**
 * A mark for every way with more on it than can be told apart: flows that share a way share its figures, and so do
 * those that part at the fork of an alias, where each version's own share is counted beside it.
 */
function rateMarks(
  { trace }: SceneInput,
  rates: readonly Busy[],
  most: number,
  outWindow: readonly [number, number],
  backWindow: readonly [number, number],
) {
  const ways = new Map<string, Busy[]>();
  for (const one of rates) {
    const key = (hasFork(one) ? one.way.slice(0, 2) : one.way).join(' ');
    const list = ways.get(key);
    if (list) list.push(one);
    else ways.set(key, [one]);
  }
  return [...ways.values()].map((on, index) => {
    const kinds = [...new Set(on.map(({ flow }) => trace.kinds[trace.kind[flow.births[0]!]!]!.name))];
    const sent = on.map(({ flow }) => countBetween(trace, flow.births, ...outWindow));
    const count = sent.reduce((sum, one) => sum + one, 0);
    return rateMark({
      key: String(index),
      units: listed(kinds.map((kind) => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}s`)),
      way: hasFork(on[0]!) ? lowest(on.map(({ way }) => lying(way))) : on[0]!.way,
      ...(hasFork(on[0]!) && { branches: on.map(({ way }, nth) => ({ way, count: sent[nth]! })) }),
      outUs: outWindow[1] - outWindow[0],
      backUs: backWindow[1] - backWindow[0],
      out: count === 0 ? null : { count, most, word: 'on their way' },
      back: backRates(
        trace,
        on.map(({ flow }) => flow),
        backWindow,
        most,
      ),
    });
  });
}
