/**
 * Durations by their median and 95th percentile: the log-normal distribution that has both. Reckoned with + - * / alone,
 * because the last bit of Math.exp is each engine's own.
 */

/** Standard normal quantiles of the upper half at 40 equal shares; the lower half is their mirror. */
const UPPER = [
  0.031338, 0.094137, 0.157311, 0.221119, 0.285841, 0.351784, 0.419296, 0.488776, 0.560703, 0.635657,
  0.714367, 0.797777, 0.887147, 0.984235, 1.09162, 1.21334, 1.356312, 1.534121, 1.780464, 2.241403,
];
const Z = [...UPPER.map((z) => -z).toReversed(), ...UPPER];
/** The 95th percentile of the standard normal distribution. */
const Z95 = 1.6448536269514722;
const LN2 = Math.LN2;

export interface LogNormal {
  readonly mean: number;
  /** The middle of each of 40 equal shares, in order. */
  readonly quantiles: readonly number[];
}

/** @param p50 above 0 @param p95 no less than p50, in the same unit */
export function logNormal(p50: number, p95: number): LogNormal {
  const sigma = ln(p95 / p50) / Z95;
  return { mean: p50 * exp((sigma * sigma) / 2), quantiles: Z.map((z) => p50 * exp(sigma * z)) };
}

/** Natural logarithm of 1 or more. */
function ln(x: number): number {
  let rest = x;
  let halvings = 0;
  while (rest > 1.5) {
    rest /= 2;
    halvings += 1;
  }
  // ln m = 2 artanh((m - 1) / (m + 1)), which converges quickly between 0.75 and 1.5.
  const y = (rest - 1) / (rest + 1);
  const square = y * y;
  let total = 0;
  let power = y;
  for (let n = 1; n <= 41; n += 2) {
    total += power / n;
    power *= square;
  }
  return 2 * total + halvings * LN2;
}

function exp(x: number): number {
  const doublings = Math.round(x / LN2);
  const rest = x - doublings * LN2;
  let term = 1;
  let total = 1;
  for (let n = 1; n <= 20; n += 1) {
    term *= rest / n;
    total += term;
  }
  for (let n = 0; n < Math.abs(doublings); n += 1) total *= doublings > 0 ? 2 : 0.5;
  return total;
}
