/** Exact bounds of a count of successes, for tests. */

/**
 * The interval outside of which a binomial count falls with at most `error` in all, half of it on either side.
 *
 * @param n draws.
 * @param p chance of each.
 */
export function binomialBounds(n: number, p: number, error: number): readonly [least: number, most: number] {
  // Probabilities relative to that of the likeliest count, up and down from there.
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const weights = new Float64Array(n + 1);
  weights[mode] = 1;
  for (let k = mode; k < n; k++) weights[k + 1] = (weights[k]! * (n - k) * p) / ((k + 1) * (1 - p));
  for (let k = mode; k > 0; k--) weights[k - 1] = (weights[k]! * k * (1 - p)) / ((n - k + 1) * p);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const tail = (whole * error) / 2;
  let least = 0;
  for (let below = weights[0]!; below <= tail; below += weights[least]!) least++;
  let most = n;
  for (let above = weights[n]!; above <= tail; above += weights[most]!) most--;
  return [least, most];
}
