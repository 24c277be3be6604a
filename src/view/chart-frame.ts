/** Where the parts of a chart stand: lanes, their scales, the axis of time. */
import { max, range, ticks } from 'd3';
import { rangeOf, type ChartLine, type ChartModel, type ChartUnit } from './chart-model.ts';
import { timeFrame, type TimeFrame } from './time-axis.ts';
import type { Stretch } from './time-window.ts';

/** px: for what stands on the axis of values, right of the plot, and below it. */
const GUTTER = 60;
const RIGHT = 8;
const AXIS = 26;
const LEGEND = 22;
const PLOT = 128;
const LANE = 52;
const LANE_NAME = 16;
const HEAT_ROW = 13;

export interface Lane {
  readonly name: string;
  /** px of the ground, of the top, and of the lowest that bars hang to. */
  readonly base: number;
  readonly top: number;
  readonly bottom: number;
  /** px of a value. */
  readonly y: (value: number) => number;
  /** Values that stand on the axis. */
  readonly ticks: readonly number[];
}

export interface ChartFrame {
  readonly width: number;
  readonly height: number;
  readonly time: TimeFrame;
  readonly lanes: readonly Lane[];
  /** px of the upper and lower end of all plots, and of the axis. */
  readonly top: number;
  readonly axisY: number;
  readonly legendY: number | null;
}

/** The axis of time of a chart: as that of the time stack, between other margins; what lies beyond is not held to its ends. */
function chartTime(endUs: number, width: number, windowUs: Stretch | null): TimeFrame {
  const [from, to] = [GUTTER, width - RIGHT];
  const frame = timeFrame(Math.max(1, endUs), width, windowUs);
  const { startUs } = frame;
  const length = frame.endUs - startUs;
  const within = (share: number) => Math.min(1, Math.max(0, share));
  const x = Object.assign((us: number) => from + ((us - startUs) / length) * (to - from), {
    invert: (px: number) => startUs + within((px - from) / (to - from)) * length,
  });
  return { ...frame, x, from, to, narrow: true };
}

const isDown = ({ look }: ChartLine) => look === 'down' || look === 'throttled';

/** The highest value of some lines; what is stacked counts together. */
function highest(lines: readonly ChartLine[], isStacked: boolean): number {
  if (!isStacked || lines.length === 0) return max(lines, ({ values }) => max(values)) ?? 0;
  return (
    max(lines[0]!.values, (_, bin) => lines.reduce((sum, { values }) => sum + (values[bin]! || 0), 0)) ?? 0
  );
}

/** Lines that are in the legend. */
export function legendOf({ form, lines, lanes }: ChartModel): readonly ChartLine[] {
  if (form === 'heat') return [];
  // Where lanes have names, each first line is named by its lane.
  const looks = new Map<string, ChartLine>();
  for (const line of lines) {
    const isNamed = lanes.length > 1 && line.look === 'area' && lines.every(({ look }) => look !== 'dashed');
    if (!isNamed && !looks.has(line.name)) looks.set(line.name, line);
  }
  return looks.size > 1 || lanes.length > 1 ? [...looks.values()] : [];
}

/** Lengths of time between two marks of an axis that people count in, s. */
const LENGTHS: readonly number[] = [
  ...[-6, -5, -4, -3, -2, -1].flatMap((power) => [1, 2, 5].map((mantissa) => Number(`${mantissa}e${power}`))),
  1,
  2,
  5,
  10,
  20,
  30,
  ...[1, 2, 5, 10, 20, 30].map((minutes) => minutes * 60),
  ...[1, 2, 4, 6, 12, 24, 48, 96].map((hours) => hours * 3600),
];

/** Values that stand on an axis, no more than so many from 0 up, in steps that can be read. */
function ticksOf(least: number, most: number, count: number, unit: ChartUnit): number[] {
  if (unit !== 'ms' && unit !== 's')
    return ticks(least, most, count).filter((tick) => unit !== 'count' || Number.isInteger(tick));
  const perSecond = unit === 'ms' ? 1000 : 1;
  const step =
    (LENGTHS.find((length) => most / (length * perSecond) <= count) ?? LENGTHS.at(-1)!) * perSecond;
  return range(0, Math.floor(most / step + 1e-9) + 1).map((at) => at * step);
}

/**
 * @param width px of the whole chart
 * @param windowUs the part of the run that it shows; null: all of it. Values are to the scale of that part.
 */
export function chartFrame(model: ChartModel, width: number, windowUs: Stretch | null = null): ChartFrame {
  const { form, lanes, heat, bins, unit } = model;
  const time = chartTime(bins.endUs, width, windowUs);
  const [first, end] = rangeOf(bins, bins.count, time.isPart ? [time.startUs, time.endUs] : null);
  const lines = time.isPart
    ? model.lines.map((line) => ({ ...line, values: line.values.subarray(first, end) }))
    : model.lines;
  const hasLegend = legendOf(model).length > 0;
  let y = hasLegend ? LEGEND : 6;
  const top = y;
  const placed = lanes.map((name, lane): Lane => {
    const own = lines.filter((line) => line.lane === lane);
    if (form === 'heat') {
      const rows = heat!.edges.length - 1;
      const laneTop = y;
      const base = (y += rows * Math.max(HEAT_ROW, Math.min(32, Math.floor(PLOT / rows))));
      const rowTall = (base - laneTop) / rows;
      return { name, base, top: laneTop, bottom: base, ticks: [], y: (row) => base - row * rowTall };
    }
    if (name !== '') y += LANE_NAME;
    const laneTop = y;
    const ups = own.filter((line) => !isDown(line));
    const isStacked = form === 'stack';
    const stacked = isStacked ? ups.filter(({ key }) => key !== 'total') : ups;
    const both = form === 'bars' ? ups.filter(({ look }) => look === 'up' || look === 'strong') : stacked;
    const most = Math.max(highest(both, isStacked || form === 'bars'), highest(ups, false));
    const least = highest(own.filter(isDown), false);
    const tall = lanes.length > 1 ? LANE : PLOT;
    const least1 = unit === 'count' ? 1 : unit === 'share' ? 1 : 0;
    const highest1 = Math.max(least1, most) || 1;
    // By hand: d3's scale would bring colours and formats along.
    const scale = (value: number) => laneTop + tall - ((tall - 4) * (value + least)) / (highest1 + least);
    y += tall + (lane < lanes.length - 1 ? 6 : 0);
    const shown = ticksOf(-least, highest1, lanes.length > 1 ? 2 : 4, unit);
    return { name, base: scale(0), top: laneTop, bottom: laneTop + tall, ticks: shown, y: scale };
  });
  const axisY = Math.round(y);
  return { width, height: axisY + AXIS, time, lanes: placed, top, axisY, legendY: hasLegend ? 12 : null };
}
