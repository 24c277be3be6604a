/** How many requests took how long in each stretch of time: rows that grow like a logarithm, counted. */
import { bisectRight } from 'd3';
import { binAt, type Bins } from './bins.ts';
import type { HeatCells } from './chart-model.ts';
import type { Samples } from './run-samples.ts';

/** Bounds of rows within a power of ten. */
const MANTISSAS = [1, 1.5, 2, 3, 5, 7] as const;

/** The bounds that hold all values from the least to the most, ms: `[100, 150, 200]`. */
export function heatEdges(leastMs: number, mostMs: number): number[] {
  const edges: number[] = [];
  for (let power = -3; power < 8; power += 1)
    for (const mantissa of MANTISSAS) edges.push(Number(`${mantissa}e${power}`));
  const first = Math.max(0, bisectRight(edges, leastMs) - 1);
  return edges.slice(first, Math.max(first + 1, bisectRight(edges, mostMs)) + 1);
}

/** The cells of samples in ms; what is faster than the fastest row counts in it. */
export function heatOf({ atUs, values, steps }: Samples, bins: Bins): HeatCells {
  let [least, most] = [Infinity, 0];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const edges = values.length === 0 ? [1, 10] : heatEdges(Math.max(0.001, least), most);
  const rows = edges.length - 1;
  const counts = new Uint32Array(bins.count * rows);
  const slowest = new Float64Array(bins.count * rows).fill(-1);
  const slowestStep = new Int32Array(bins.count * rows).fill(-1);
  let greatest = 0;
  let row = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    // Neighbours are mostly alike: the row of the last one is a good guess.
    while (row < rows - 1 && value >= edges[row + 1]!) row += 1;
    while (row > 0 && value < edges[row]!) row -= 1;
    const cell = binAt(bins, atUs[index]!) * rows + row;
    const count = (counts[cell]! += 1);
    if (count > greatest) greatest = count;
    if (value > slowest[cell]!) {
      slowest[cell] = value;
      slowestStep[cell] = steps[index]!;
    }
  }
  return { edges, counts, steps: slowestStep, most: greatest };
}
