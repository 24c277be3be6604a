/** Mean, nearest-rank percentiles and maximum of many values, or of a level over time. */

/** null where there is nothing to measure. */
export interface Spread {
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

export const SPREAD = ['mean', 'p50', 'p95', 'p99', 'max'] as const satisfies readonly (keyof Spread)[];

export const NO_SPREAD: Spread = { mean: null, p50: null, p95: null, p99: null, max: null };

/** Nearest rank: the smallest value that at least the given share of all values does not exceed. Sorts the values. */
export function spreadOf(values: Float64Array, sum: number): Spread {
  const count = values.length;
  if (count === 0) return NO_SPREAD;
  values.sort();
  const rank = (share: number) => values[Math.max(0, Math.ceil(share * count - 1e-9) - 1)]!;
  return { mean: sum / count, p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), max: values[count - 1]! };
}

/** The same of a level over time: `timeAt[n]` is how long it stood at n. */
export function spreadOfLevel(timeAt: Float64Array, max: number): Spread {
  let total = 0;
  let area = 0;
  for (let level = 0; level <= max; level += 1) {
    total += timeAt[level]!;
    area += level * timeAt[level]!;
  }
  if (total === 0) return { ...NO_SPREAD, max };
  const rank = (share: number) => {
    let below = 0;
    for (let level = 0; level <= max; level += 1) {
      below += timeAt[level]!;
      // What rounding takes from a share must not cost it a level.
      if (below >= share * total * (1 - 1e-12)) return level;
    }
    return max;
  };
  return { mean: area / total, p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), max };
}
