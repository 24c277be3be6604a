/** Values of charts in words, and in cells of tables and files. */
import { formatUsd, plainUsd } from '../cost/money.ts';
import { formatCount, formatDuration, formatTime } from '../sim/format-time.ts';
import { csvLine, type CsvCell } from '../sim/csv-line.ts';
import { binEndUs, type Bins } from './bins.ts';
import type { ChartModel, ChartUnit } from './chart-model.ts';
import { percent } from './percent.ts';

/** A value with its unit; `none` where there is none. */
export function valueText(value: number, unit: ChartUnit): string {
  if (Number.isNaN(value)) return 'none';
  switch (unit) {
    case 'count':
      return formatCount(value);
    case 'ms':
      return formatDuration(value * 1000);
    case 's':
      return formatDuration(value * 1_000_000);
    case 'share':
      return percent(value);
    case 'usd':
      return formatUsd(BigInt(Math.round(value)));
  }
}

/** Digits after the second's point that a period needs. */
export function periodDigits(periodUs: number): number {
  return periodUs >= 1_000_000 ? 0 : periodUs >= 100_000 ? 1 : 2;
}

/** A stretch of a chart: `3:00 to 4:00`. */
export function binText(bins: Bins, bin: number): string {
  const digits = periodDigits(bins.periodUs);
  const isCut = binEndUs(bins, bin) % bins.periodUs !== 0;
  return `${formatTime(bin * bins.periodUs, digits)} to ${formatTime(binEndUs(bins, bin), isCut ? 2 : digits)}`;
}

/** `10 s`, `5 min`. */
export function periodText(periodUs: number): string {
  const minutes = periodUs / 60_000_000;
  return minutes === 1 ? `${minutes}\u202fmin` : formatDuration(periodUs);
}

const UNITS: Readonly<Record<ChartUnit, string>> = {
  count: 'count',
  ms: 'ms',
  s: 's',
  share: 'share',
  usd: 'USD',
};

/** Heads of the columns after the stretch, in the order of the cells. */
export function columnsOf({ lines, heat, lanes }: ChartModel): readonly string[] {
  if (heat) return ['requests', ...lines.map(({ name }) => name)];
  return lines.map(({ name, lane }) =>
    lanes.length > 1 && lanes[lane] !== name ? `${lanes[lane]}: ${name}` : name,
  );
}

/** How many requests a stretch of a heat map holds. */
function heatCount({ heat }: ChartModel, bin: number): number {
  const rows = heat!.edges.length - 1;
  let count = 0;
  for (let row = 0; row < rows; row += 1) count += heat!.counts[bin * rows + row]!;
  return count;
}

/** The cells of a stretch in words. */
export function cellsOf(model: ChartModel, bin: number): readonly string[] {
  const values = model.lines.map(({ values: own }) => valueText(own[bin]!, model.unit));
  return model.heat ? [formatCount(heatCount(model, bin)), ...values] : values;
}

/** What stands in a stretch, in one line: `3:00 to 4:00: p50 120 ms, p99 2.3 s`. */
export function readout(model: ChartModel, bin: number): string {
  const names = columnsOf(model);
  const cells = cellsOf(model, bin).flatMap((cell, at) => (cell === 'none' ? [] : [`${names[at]!} ${cell}`]));
  return `${binText(model.bins, bin)}: ${cells.length === 0 ? 'nothing' : cells.join(', ')}`;
}

function plainCell(value: number, unit: ChartUnit): CsvCell {
  if (Number.isNaN(value)) return null;
  return unit === 'usd' ? plainUsd(BigInt(Math.round(value))) : Math.round(value * 1e6) / 1e6;
}

const seconds = (us: number) => us / 1_000_000;

/**
 * The values of a chart as CSV (RFC 4180), a line a stretch, with seconds since the start of the run and the unit in
 * the head. Of a heat map: also a column for each row, by its bounds in ms.
 *
 * @param shown how many stretches, from the first
 */
export function chartCsv(model: ChartModel, shown: number): string {
  const { bins, lines, heat, unit } = model;
  const rows = heat ? heat.edges.length - 1 : 0;
  const withUnit = (name: string) => `${name} (${UNITS[unit]})`;
  const names = columnsOf(model);
  const head = heat
    ? [
        ...Array.from(
          { length: rows },
          (_, row) => `${heat.edges[row]!} to ${heat.edges[row + 1]!} ms (requests)`,
        ),
        ...names.slice(1).map(withUnit),
      ]
    : names.map(withUnit);
  const all = [csvLine(['from (s)', 'to (s)', ...head])];
  for (let bin = 0; bin < shown; bin += 1) {
    const counts = Array.from({ length: rows }, (_, row) => heat!.counts[bin * rows + row]!);
    const values = lines.map(({ values: own }) => plainCell(own[bin]!, unit));
    all.push(csvLine([seconds(bin * bins.periodUs), seconds(binEndUs(bins, bin)), ...counts, ...values]));
  }
  return `${all.join('\r\n')}\r\n`;
}
