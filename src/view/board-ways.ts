/** The ways that units take between the parts of a board, and the lanes on them. */
import { placeAsked } from './alias-story.ts';
import { askedAt, connect, connectPort, type Placed } from './board-wires.ts';
import { backwards, beside, measured, type Point, type Way } from './polyline.ts';
import { UNIT_PX } from './rate.ts';
import type { SceneInput } from './scene-input.ts';
import type { Flow } from './traffic.ts';

/** What may be between two parts at a moment: a flow of the traffic with its way. */
export interface Busy {
  readonly flow: Flow;
  readonly way: readonly Point[];
  readonly from: Placed;
  readonly to: Placed;
  /** The network that it goes through. */
  readonly relay?: Placed;
}

/** What a caller sends; all else that nothing in the run has caused comes about where it is. */
const ASKED: ReadonlySet<string> = new Set(['request', 'event', 'caller']);

/** px from the middle of a wire on which answers come back to what goes out beside it, and to the answers. */
const LANE = 7;

/** px from a part's edge to what comes in along it, on a phone. */
const EDGE = 5;

/** px outside the frame of a network to the middle of a way past its words. */
const FRAME = 3;

/** Whether a way leads on through the fork of an alias. */
export const hasFork = ({ to }: Pick<Busy, 'to'>) => to.part.inlets !== undefined;

/** Up to the part's edge: what leads on through the fork is there as wide as its share. */
export function upToPart({ way, to }: Pick<Busy, 'way' | 'to'>): readonly Point[] {
  const inside = way.findIndex(([x, y]) => x >= to.x && y >= to.y);
  return inside < 2 ? way.slice(0, 2) : way.slice(0, inside);
}

/** px between the wires of a part's actors, where each has one. */
function apart({ from }: Busy): number {
  const heights = [...(from.part.ports?.values() ?? [])].map(({ y }) => y).toSorted((a, b) => a - b);
  return Math.min(...heights.map((y, index) => y - (heights[index - 1] ?? -Infinity)));
}

/** Finds the ways of flows on a board as it stands. */
export function waysOn(
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
  const senderOf = (birth: number): Placed | undefined => {
    if (trace.cause[birth]! >= 0) return holderOf(trace.cause[birth]!);
    return ASKED.has(trace.kinds[trace.kind[birth]!]!.name) ? outside : undefined;
  };
  const all = [...placed.values()];
  const keyOf = (one: Placed) => [...placed].find(([, other]) => other === one)?.[0] ?? '';
  /** The network between a function and what it calls. */
  const relayOf = (from: Placed, to: Placed): Placed | undefined => {
    if (relays.size === 0) return undefined;
    const relay = relays.get(`${keyOf(from)} ${keyOf(to)}`);
    return relay === undefined ? undefined : placed.get(relay);
  };
  const joined = (from: Placed, to: Placed) => {
    const way = connect(from, to, all, narrow);
    return narrow ? lastGap(way, from, to, all) : way;
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
      // Along its frame: inside there are words.
      const enters = connect(from, relay, all, narrow).slice(0, -1);
      const leaves = connectPort(relay, to, exit.y).slice(1);
      const [left, right] = [relay.x - FRAME, relay.x + relay.part.width + FRAME];
      const bottom = relay.y + relay.part.height + FRAME;
      const out: Point[] = [
        [right, bottom],
        [right, relay.y + exit.y],
      ];
      return [...enters, [left, enters.at(-1)![1]], [left, bottom], ...out, ...leaves];
    }
    if (!to.part.inlets || trace.kinds[trace.kind[birth]!]!.name !== 'request')
      return port ? connectPort(from, to, port.y) : joined(from, to);
    // On through the fork, whole, to the version that it is for.
    const asked = trace.places[placeAsked(trace, scenario, trace.actor[birth]!)]?.name;
    const target = askedAt(to, asked);
    const way = port ? connectPort(from, target, port.y) : joined(from, target);
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
    if (way.length === 0) return null;
    const relay = relayOf(from, to);
    return { way, from, to, ...(relay && { relay }) };
  };
}

/**
 * On a phone, what goes past other parts is seen only between the last of them and the one that it is for: there is
 * no room beside them.
 */
function lastGap(way: Point[], from: Placed, to: Placed, all: readonly Placed[]): Point[] {
  const [start, end] = [way[0]!, way.at(-1)!];
  if (from.y === to.y) return way;
  const isDown = end[1] > start[1];
  const [top, bottom] = isDown ? [start[1], end[1]] : [end[1], start[1]];
  const passed = all.filter(
    ({ x, y, part }) =>
      x <= end[0] && x + part.width >= end[0] && y > top - 4 && y + part.height < bottom + 4,
  );
  if (passed.length === 0) return way;
  const y = isDown
    ? Math.max(...passed.map((one) => one.y + one.part.height)) + 3
    : Math.min(...passed.map((one) => one.y)) - 3;
  return [[end[0], y], end];
}

/** The ways of a flow's units and of their answers, so far apart that neither covers the other. */
export interface Lanes {
  readonly out: Way;
  readonly back: Way;
}

/**
 * The lanes of a way.
 *
 * @param isTwoWay answers come back along it
 * @param unitPx width of the widest unit
 */
export function lanesOf(one: Busy, isTwoWay: boolean, unitPx: number, narrow: boolean): Lanes {
  const { way } = one;
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
  const lane = narrow ? Math.max(LANE, (unitPx + UNIT_PX) / 4) : Math.min(LANE, apart(one) / 4);
  return { out: measured(beside(way, -lane)), back: backwards(measured(beside(way, lane))) };
}

/** The flows of a way. */
export interface Shared {
  readonly on: readonly Busy[];
  /** Answers come back along it: what goes out keeps to one side, answers to the other. */
  readonly isTwoWay: boolean;
}

/** Flows by the way that they share: the whole of it, or up to the part whose fork then leads them apart. */
export function sharedWays(all: readonly Busy[], isAnswered: (flow: Flow) => boolean): Shared[] {
  const ways = new Map<string, Busy[]>();
  for (const one of all) {
    const key = (hasFork(one) ? one.way.slice(0, 2) : one.way).join(' ');
    const list = ways.get(key);
    if (list) list.push(one);
    else ways.set(key, [one]);
  }
  return [...ways.values()].map((on) => ({ on, isTwoWay: on.some(({ flow }) => isAnswered(flow)) }));
}

/** px between two ways that leave a part on one side, from which on each has room for figures of its own. */
const APART = 56;

/** Ways in sheaves: those that leave the same part on the same side, no further apart than figures need. */
export function sheavesOf(ways: readonly Shared[], narrow: boolean): Shared[][] {
  if (narrow) return ways.map((one) => [one]);
  const start = ({ on }: Shared) => on[0]!.way[0]!;
  const sides = new Map<string, Shared[]>();
  for (const one of ways) {
    const side = `${one.on[0]!.from.part.key} ${start(one)[0]}`;
    sides.set(side, [...(sides.get(side) ?? []), one]);
  }
  return [...sides.values()].flatMap((side) => {
    const sheaves: Shared[][] = [];
    for (const one of side.toSorted((a, b) => start(a)[1] - start(b)[1])) {
      const last = sheaves.at(-1);
      // Wires of one part's actors are one sheaf with those between them that are at rest.
      const isNear = last && (apart(one.on[0]!) < APART || start(one)[1] - start(last.at(-1)!)[1] < APART);
      if (isNear) last.push(one);
      else sheaves.push([one]);
    }
    return sheaves;
  });
}
