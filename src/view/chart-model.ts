/** A chart of a run as plain values: what its picture, its table, its file and its sentence are all made of. */
import type { Bins, SortedBins } from './bins.ts';

export type ChartUnit = 'count' | 'ms' | 's' | 'share' | 'usd';

/** How a row of values is drawn; `failed` and `throttled` are states and have their colour, all else is ink. */
export type LineLook =
  | 'area'
  | 'strong'
  | 'plain'
  | 'faint'
  | 'dashed'
  | 'dots'
  | 'up'
  | 'failed'
  | 'down'
  | 'throttled'
  | 'limit';

/** One value in each stretch of time. */
export interface ChartLine {
  readonly key: string;
  /** `p99`, `Errors`. */
  readonly name: string;
  /** By stretch; NaN: there is none. Money is in nano-dollars. */
  readonly values: Float64Array;
  /** By stretch: the step behind the value; -1: none. */
  readonly steps: Int32Array;
  readonly look: LineLook;
  /** Which of the lanes it stands in, from 0. */
  readonly lane: number;
}

/** How many requests took how long, stretch by stretch. */
export interface HeatCells {
  /** Bounds of the rows, ms, ascending: row n is [edges[n], edges[n + 1]). */
  readonly edges: readonly number[];
  /** By stretch × rows + row. */
  readonly counts: Uint32Array;
  /** The end of the slowest request of each. */
  readonly steps: Int32Array;
  readonly most: number;
}

export const CHARTS = [
  'latency',
  'duration',
  'init',
  'traffic',
  'concurrency',
  'provisioned',
  'front',
  'front-latency',
  'iterator-age',
  'mapping',
  'queue',
  'oldest-message',
  'events',
  'event-queue',
  'event-age',
  'deliveries',
  'spend',
] as const;
export type ChartId = (typeof CHARTS)[number];

export interface ChartModel {
  readonly id: ChartId;
  readonly title: string;
  /** AWS's names of what it shows; empty: CloudWatch has no such metric. */
  readonly metrics: readonly string[];
  readonly form: 'lines' | 'bars' | 'levels' | 'stack' | 'heat';
  readonly unit: ChartUnit;
  readonly bins: Bins;
  readonly lines: readonly ChartLine[];
  /** Names of the lanes; one without a name where there are none. */
  readonly lanes: readonly string[];
  readonly heat?: HeatCells;
  /** When all of each stretch is known, µs. */
  readonly knownUs: Float64Array;
  /** Of percentiles: the samples behind them, for figures of any stretch. */
  readonly sorted?: SortedBins;
  /** What must be known to read it rightly. */
  readonly note: string;
}

/** A line of a chart by its key. */
export function lineOf({ lines }: ChartModel, key: string): ChartLine | undefined {
  return lines.find((line) => line.key === key);
}

/** Stretches from the first to before the second, by number. */
export type BinRange = readonly [first: number, end: number];

/** The stretches that lie in a stretch of time at least in part, among the first so many. */
export function rangeOf(bins: Bins, shown: number, stretchUs: readonly [number, number] | null): BinRange {
  if (!stretchUs) return [0, shown];
  const first = Math.min(shown, Math.max(0, Math.floor(stretchUs[0] / bins.periodUs)));
  return [first, Math.max(first, Math.min(shown, Math.ceil(stretchUs[1] / bins.periodUs)))];
}

/** Where in a range the value is greatest; -1: there is none. */
export function peakOf(values: Float64Array, [first, end]: BinRange): number {
  let peak = -1;
  for (let bin = first; bin < end; bin += 1)
    if (values[bin]! >= 0 && (peak < 0 || values[bin]! > values[peak]!)) peak = bin;
  return peak;
}

/** Sum of what there is in a range. */
export function totalOf(values: Float64Array, [first, end]: BinRange): number {
  let total = 0;
  for (let bin = first; bin < end; bin += 1) total += values[bin]! || 0;
  return total;
}
