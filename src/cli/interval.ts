/** Means over runs, with the interval that holds the true mean 95 times in 100 (Student's t). */

export interface Estimate {
  readonly mean: number;
  /** Both ends of the 95 % interval; null for a single run. */
  readonly interval: readonly [number, number] | null;
  /** Runs that had something to measure. */
  readonly runs: number;
}

/** 97.5 % points of Student's t for 1 to 30 degrees of freedom. */
const T_975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** Beyond the table, the first terms of the expansion around the normal quantile: right to 0.0005. */
function quantile(freedom: number): number {
  const z = 1.959964;
  return (
    T_975[freedom - 1] ??
    z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2)
  );
}

/** Mean and interval of the values that are there; null when none is. */
export function estimate(values: readonly (number | null)[]): Estimate | null {
  const found = values.filter((value) => value !== null);
  const runs = found.length;
  if (runs === 0) return null;
  const mean = found.reduce((sum, value) => sum + value, 0) / runs;
  if (runs === 1) return { mean, interval: null, runs };
  const squares = found.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = quantile(runs - 1) * Math.sqrt(squares / (runs - 1) / runs);
  return { mean, interval: [mean - half, mean + half], runs };
}
