/** Rates on a board: the mark of every way with more on it than can be told apart. */
import { listed } from '../sim/listed.ts';
import type { Trace } from '../sim/trace.ts';
import type { Placed } from './board-wires.ts';
import type { Mark } from './mark.ts';
import type { Point } from './polyline.ts';
import { backRates, rateMark } from './rate-marks.ts';
import { countBetween, type Flow } from './traffic.ts';

/** What may be between two parts at a moment: a flow of the traffic with its way. */
export interface Busy {
  readonly flow: Flow;
  readonly way: readonly Point[];
  readonly to: Placed;
}

/** Whether a way leads on through the fork of an alias. */
export const hasFork = ({ to }: Busy) => to.part.inlets !== undefined;

/** Up to the part's edge: what leads on through the fork is there as wide as its share. */
export function upToPart({ way, to }: Busy): readonly Point[] {
  const inside = way.findIndex(([x, y]) => x >= to.x && y >= to.y);
  return inside < 2 ? way.slice(0, 2) : way.slice(0, inside);
}

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

/** `Requests`, `Batches`: what a flow is of. */
function unitsOf(trace: Trace, { births }: Flow): string {
  const { name } = trace.kinds[trace.kind[births[0]!]!]!;
  if (name === 'request' && births.some((birth) => trace.amount[birth]! > 1)) return 'Batches';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}s`;
}

/**
 * The marks. Flows that share a way share its figures; so do those that part at the fork of an alias, where each
 * version's own share is counted beside it.
 *
 * @param ways the flows of each
 * @param most were under way at once on any way of the run
 */
export function boardRates(
  trace: Trace,
  ways: readonly (readonly Busy[])[],
  most: number,
  outWindow: readonly [fromUs: number, toUs: number],
  backWindow: readonly [fromUs: number, toUs: number],
): Mark[] {
  return ways.flatMap((on, index) => {
    const flows = on.map(({ flow }) => flow);
    const count = flows.reduce((sum, { births }) => sum + countBetween(trace, births, ...outWindow), 0);
    const back = backRates(trace, flows, backWindow, most);
    // Nothing just now, between much before and much to come.
    if (count === 0 && back.length === 0) return [];
    return rateMark({
      key: String(index),
      units: listed([...new Set(flows.map((flow) => unitsOf(trace, flow)))]),
      way: hasFork(on[0]!) ? upToPart(on[0]!) : on[0]!.way,
      ...(hasFork(on[0]!) && { figuresAt: lowest(on.map(({ way }) => lying(way))) }),
      outUs: outWindow[1] - outWindow[0],
      backUs: backWindow[1] - backWindow[0],
      out: count === 0 ? null : { count, most, word: 'on their way' },
      back,
    });
  });
}
