/** Rates on a board: the marks of ways with more on them than can be told apart. */
import { listed } from '../sim/listed.ts';
import type { Trace } from '../sim/trace.ts';
import { hasFork, upToPart, type Shared } from './board-ways.ts';
import type { Mark } from './mark.ts';
import type { Point } from './polyline.ts';
import { backRates, rateMark, type FigurePlace } from './rate-marks.ts';
import { countBetween, type Flow } from './traffic.ts';

/** px from a way that forks to the figures under it: since when it is split stands between. */
const UNDER_FORK = 50;
/** px from the middle of a wire to the baseline of figures over it and under it. */
const [OVER, UNDER] = [9, 17];
/** px between two columns of a board. */
const GAP_PX = 44;

/** The lying pieces of a way. */
function lying(way: readonly Point[]): (readonly [Point, Point])[] {
  return way.slice(1).flatMap((b, index) => (way[index]![1] === b[1] ? [[way[index]!, b] as const] : []));
}

/** Under the lowest stem of a part with forks: nothing else goes there. */
function underFork({ to }: Shared['on'][number]): FigurePlace {
  const lowest = Math.max(...[...to.part.inlets!.values()].map(({ y }) => y));
  return { x: to.x + 12, isCentred: false, room: Infinity, under: to.y + lowest + UNDER_FORK };
}

/** Between two columns: over the highest of ways that leave a part there, or under the lowest. */
function inGap(sheaf: readonly Shared[]): FigurePlace | undefined {
  const { x, part } = sheaf[0]!.on[0]!.from;
  const right = x + part.width;
  const heights = sheaf.flatMap(({ on }) =>
    lying(on[0]!.way).flatMap(([[x1, y], [x2]]) =>
      Math.min(x1, x2) >= right && Math.min(x1, x2) < right + GAP_PX ? [y] : [],
    ),
  );
  if (heights.length === 0) return undefined;
  return {
    x: right + GAP_PX / 2,
    isCentred: true,
    room: GAP_PX,
    over: Math.min(...heights) - OVER,
    under: Math.max(...heights) + UNDER,
  };
}

/**
 * Before the part that it leads to: a long way to where nothing comes back from, a tray, goes past other parts, and
 * in its middle figures would stand on one of those.
 */
function beforeEnd({ on, isTwoWay }: Shared): FigurePlace | undefined {
  const [a, b] = on[0]!.way as readonly [Point, Point];
  if (isTwoWay || a[1] !== b[1] || b[0] - a[0] < 3 * GAP_PX) return undefined;
  const x = on[0]!.to.x - GAP_PX / 2;
  return { x, isCentred: true, room: GAP_PX, over: b[1] - OVER, under: b[1] + UNDER };
}

/** Where figures stand, if not simply beside their way. */
function placeOf(sheaf: readonly Shared[]): FigurePlace | undefined {
  const [first] = sheaf[0]!.on;
  if (sheaf.length === 1 && hasFork(first!)) return underFork(first!);
  return sheaf.length > 1 || first!.way.length > 2 ? inGap(sheaf) : beforeEnd(sheaf[0]!);
}

/** Where the part ends that a way leads to: beside it may stand another, with figures of its own. */
function endOf({ on }: Shared): number {
  const { x, part } = on[0]!.to;
  return x + part.width;
}

/** `Requests`, `Batches`, `Deliveries`: what a flow is of. */
function unitsOf(trace: Trace, { births }: Flow): string {
  const { name } = trace.kinds[trace.kind[births[0]!]!]!;
  if (name === 'request' && births.some((birth) => trace.amount[birth]! > 1)) return 'Batches';
  return `${name.charAt(0).toUpperCase()}${name.slice(1).replace(/y$/, 'ie')}s`;
}

/**
 * A mark for each sheaf. Flows that share a way share its figures; so do those that part at the fork of an alias,
 * where each version's own share is counted beside it, and ways that leave a part side by side.
 *
 * @param most were under way at once on any way of the run
 */
export function boardRates(
  trace: Trace,
  sheaves: readonly (readonly Shared[])[],
  most: number,
  outWindow: readonly [fromUs: number, toUs: number],
  backWindow: readonly [fromUs: number, toUs: number],
): Mark[] {
  const outOf = ({ on }: Shared) =>
    on.reduce((sum, { flow }) => sum + countBetween(trace, flow.births, ...outWindow), 0);
  const backOf = ({ on }: Shared) =>
    on.reduce((sum, { flow }) => sum + countBetween(trace, flow.ends, ...backWindow), 0);
  return sheaves.flatMap((sheaf, index) => {
    const flows = sheaf.flatMap(({ on }) => on.map(({ flow }) => flow));
    const bands = sheaf.map((shared) => ({
      way: hasFork(shared.on[0]!) ? upToPart(shared.on[0]!) : shared.on[0]!.way,
      out: outOf(shared),
      back: backOf(shared),
    }));
    const count = bands.reduce((sum, { out }) => sum + out, 0);
    const back = backRates(trace, flows, backWindow, most);
    // Nothing just now, between much before and much to come.
    if (count === 0 && back.length === 0) return [];
    const place = placeOf(sheaf);
    return rateMark({
      key: String(index),
      units: listed([...new Set(flows.map((flow) => unitsOf(trace, flow)))]),
      way: bands[0]!.way,
      bands,
      ...(place && { place }),
      rightX: endOf(sheaf[0]!),
      outUs: outWindow[1] - outWindow[0],
      backUs: backWindow[1] - backWindow[0],
      out: count === 0 ? null : { count, most, word: 'on their way' },
      back,
    });
  });
}
