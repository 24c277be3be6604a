/**
 * Samples of a run put into equal stretches of time, with the statistics CloudWatch gives of each.
 *
 * A value counts in the stretch in which it falls: [n × period, (n + 1) × period); one at the very end of a run of
 * whole periods in the last. Percentiles are nearest-rank: the smallest value that at least the given share of all
 * does not exceed. Source, read 2026-11-20: Amazon CloudWatch User Guide, "CloudWatch statistics definitions", which
 * says what a percentile means and not how it is found between two samples.
 */
import type { Samples } from './run-samples.ts';

export interface Bins {
  readonly periodUs: number;
  readonly count: number;
  /** End of the run, µs: of the last stretch, which may be cut. */
  readonly endUs: number;
}

/** @param endUs end of the run; a run of no length has one stretch. */
export function binsOf(endUs: number, periodUs: number): Bins {
  return { periodUs, endUs, count: Math.max(1, Math.ceil(endUs / periodUs)) };
}

/** Number of the stretch that a moment belongs to. */
export function binAt({ periodUs, count }: Bins, atUs: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(atUs / periodUs)));
}

/** When a stretch ends, µs. */
export function binEndUs({ periodUs, endUs, count }: Bins, bin: number): number {
  return bin >= count - 1 ? endUs : (bin + 1) * periodUs;
}

const SECOND = 1_000_000;

/** The periods a reader can choose, µs; below a second for runs that are over in some seconds. */
const PERIODS_US = [
  SECOND / 100,
  SECOND / 10,
  SECOND,
  10 * SECOND,
  60 * SECOND,
  300 * SECOND,
  3600 * SECOND,
] as const;

/** The finest period CloudWatch keeps Lambda's metrics at. */
export const CLOUDWATCH_PERIOD_US = 60 * SECOND;

/** More stretches than these are too fine to be seen. */
const MOST_BINS = 1500;
/** What a chart is first shown with. */
const GOOD_BINS = 120;

/** Those of the periods that make sense for a run of this length; one at least. */
export function periodsFor(endUs: number): readonly number[] {
  const fine = PERIODS_US.filter(
    (period) => endUs / period <= MOST_BINS && (period < endUs || period <= SECOND),
  );
  const wanted = fine.filter((period) => period >= SECOND || endUs < 10 * SECOND);
  return wanted.length > 0 ? wanted : [PERIODS_US.at(-1)!];
}

/** The period that a run's charts begin with: the finest with not too many stretches. */
export function periodFor(endUs: number): number {
  const offered = periodsFor(endUs);
  return offered.find((period) => endUs / period <= GOOD_BINS) ?? offered.at(-1)!;
}

/** Sum and maximum of each stretch, and the step behind them; NaN and -1 where there is no sample. */
export interface BinSums {
  readonly count: Float64Array;
  readonly sum: Float64Array;
  readonly max: Float64Array;
  /** The step of the first sample that has the maximum. */
  readonly maxStep: Int32Array;
}

export function sumsOf({ atUs, values, steps }: Samples, bins: Bins): BinSums {
  const count = new Float64Array(bins.count);
  const sum = new Float64Array(bins.count);
  const max = new Float64Array(bins.count).fill(NaN);
  const maxStep = new Int32Array(bins.count).fill(-1);
  for (let index = 0; index < atUs.length; index += 1) {
    const bin = binAt(bins, atUs[index]!);
    const value = values[index]!;
    count[bin]! += 1;
    sum[bin]! += value;
    if (!(value <= max[bin]!)) {
      max[bin] = value;
      maxStep[bin] = steps[index]!;
    }
  }
  return { count, sum, max, maxStep };
}

/** Nearest rank among sorted values; NaN: there are none. */
export function nearestRank(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return NaN;
  return sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)]!;
}

/** The samples of each stretch in the order of their values. */
export interface SortedBins {
  readonly values: Float64Array;
  /** Where those of each stretch begin in `values`; one more entry for the end. */
  readonly starts: Uint32Array;
}

export interface BinPercentiles {
  /** By share, in the order asked for: the value in each stretch; NaN where there is no sample. */
  readonly values: readonly Float64Array[];
  /** A sample's step with that value; -1: none. */
  readonly steps: readonly Int32Array[];
  readonly sorted: SortedBins;
}

/** Percentiles of each stretch. @param shares .5 for p50, 1 for the maximum */
export function percentilesOf(samples: Samples, bins: Bins, shares: readonly number[]): BinPercentiles {
  const { atUs, values, steps } = samples;
  const { length } = values;
  const binOf = new Uint32Array(length);
  const starts = new Uint32Array(bins.count + 1);
  for (let index = 0; index < length; index += 1) {
    const bin = binAt(bins, atUs[index]!);
    binOf[index] = bin;
    starts[bin + 1]! += 1;
  }
  for (let bin = 0; bin < bins.count; bin += 1) starts[bin + 1]! += starts[bin]!;
  const next = starts.slice();
  const sorted = new Float64Array(length);
  for (let index = 0; index < length; index += 1) sorted[next[binOf[index]!]!++] = values[index]!;
  const found = shares.map(() => new Float64Array(bins.count).fill(NaN));
  for (let bin = 0; bin < bins.count; bin += 1) {
    const own = sorted.subarray(starts[bin], starts[bin + 1]).sort();
    shares.forEach((share, at) => (found[at]![bin] = nearestRank(own, share)));
  }
  const foundSteps = shares.map(() => new Int32Array(bins.count).fill(-1));
  for (let index = 0; index < length; index += 1) {
    const bin = binOf[index]!;
    const value = values[index]!;
    for (let at = 0; at < shares.length; at += 1)
      if (found[at]![bin] === value && foundSteps[at]![bin]! < 0) foundSteps[at]![bin] = steps[index]!;
  }
  return { values: found, steps: foundSteps, sorted: { values: sorted, starts } };
}

/** How many of sorted values, from one position to before another, are no more than a value. */
function countUpTo(values: Float64Array, from: number, until: number, value: number): number {
  let [low, high] = [from, until];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - from;
}

export interface RangeFigures {
  readonly count: number;
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** Figures of all samples of some stretches, without sorting them again; null: there are none. */
export function figuresOver(sorted: SortedBins, first: number, end: number): RangeFigures | null {
  const { values, starts } = sorted;
  const count = starts[end]! - starts[first]!;
  if (count === 0) return null;
  let [least, most] = [Infinity, -Infinity];
  for (let bin = first; bin < end; bin += 1) {
    if (starts[bin] === starts[bin + 1]) continue;
    least = Math.min(least, values[starts[bin]!]!);
    most = Math.max(most, values[starts[bin + 1]! - 1]!);
  }
  const rank = Math.ceil(count / 2);
  const upTo = (value: number) => {
    let sum = 0;
    for (let bin = first; bin < end; bin += 1)
      sum += countUpTo(values, starts[bin]!, starts[bin + 1]!, value);
    return sum;
  };
  // Fewer than `rank` are no more than `low`; at least so many are no more than `high`.
  let [low, high] = [least, most];
  if (upTo(low) >= rank) return { count, least, median: least, most };
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (upTo(middle) >= rank) high = middle;
    else low = middle;
  }
  return { count, least, median: high, most };
}

export interface BinLevels {
  readonly max: Float64Array;
  /** The step that brought it to its most; -1: it stood there from the start. */
  readonly maxStep: Int32Array;
}

/** The most a level came to in each stretch. @param before where it stands until its first change; NaN: it is none */
export function levelsOf(changes: Samples, bins: Bins, before = 0): BinLevels {
  const { atUs, values, steps, length } = changes;
  const max = new Float64Array(bins.count);
  const maxStep = new Int32Array(bins.count);
  let level = before;
  let step = -1;
  let next = 0;
  for (let bin = 0; bin < bins.count; bin += 1) {
    const fromUs = bin * bins.periodUs;
    const untilUs = bin === bins.count - 1 ? Infinity : fromUs + bins.periodUs;
    // What changed at the very start of the stretch was over by then.
    for (; next < length && atUs[next]! <= fromUs; next += 1) {
      level = values[next]!;
      step = steps[next]!;
    }
    let [most, mostStep] = [level, step];
    for (; next < length && atUs[next]! < untilUs; next += 1) {
      level = values[next]!;
      step = steps[next]!;
      // Of several changes at one moment only the last is seen.
      if (atUs[next + 1] === atUs[next] || Number.isNaN(level) || level <= most) continue;
      [most, mostStep] = [level, step];
    }
    max[bin] = most;
    maxStep[bin] = mostStep;
  }
  return { max, maxStep };
}

/** The greatest age of what is the oldest in each stretch, µs; NaN: there was none. @param born levels of birth, µs */
export function oldestOf(born: Samples, bins: Bins): Float64Array {
  const ages = new Float64Array(bins.count).fill(NaN);
  for (let index = 0; index < born.length; index += 1) {
    const bornUs = born.values[index]!;
    if (Number.isNaN(bornUs)) continue;
    const sinceUs = born.atUs[index]!;
    const untilUs = born.atUs[index + 1] ?? bins.endUs;
    const last = binAt(bins, untilUs);
    for (let bin = binAt(bins, sinceUs); bin <= last; bin += 1) {
      const age = Math.min(untilUs, binEndUs(bins, bin)) - bornUs;
      if (!(age <= ages[bin]!)) ages[bin] = age;
    }
  }
  return ages;
}

/**
 * When all of each stretch and of those before it is known: its end, or later, where a sample that belongs to it came
 * to light later (how long an invocation took is known when it ends).
 */
export function knownUs(bins: Bins, samples: readonly Samples[], at: Float64Array): Float64Array {
  const known = Float64Array.from({ length: bins.count }, (_, bin) => binEndUs(bins, bin));
  for (const { atUs, steps } of samples)
    for (let index = 0; index < atUs.length; index += 1) {
      const bin = binAt(bins, atUs[index]!);
      const told = at[steps[index]!] ?? 0;
      if (told > known[bin]!) known[bin] = told;
    }
  for (let bin = 1; bin < bins.count; bin += 1) known[bin] = Math.max(known[bin]!, known[bin - 1]!);
  return known;
}

/** How many stretches, from the first, are known at a moment. */
export function shownBins(known: Float64Array, seenUs: number): number {
  let [low, high] = [0, known.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (known[middle]! <= seenUs) low = middle + 1;
    else high = middle;
  }
  return low;
}
