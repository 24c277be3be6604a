/** How long invocations are billed for: each rounded up, with its Init phase where that is billed. */
import { Decimal, roundedUp, sum, ZERO } from './decimal.ts';
import { logNormal } from './log-normal.ts';
import type { Duration } from './usage.ts';

export interface ColdStarts {
  /** Of the requests, 0 to 1. */
  readonly share: Decimal;
  readonly initMs: Decimal;
}

export const NO_COLD_STARTS: ColdStarts = { share: ZERO, initMs: ZERO };

/** One invocation. @param stepMs what is billed is a multiple of it */
export function billedMs(durationMs: Decimal, stepMs: Decimal): Decimal {
  return roundedUp(durationMs.div(stepMs)).times(stepMs);
}

/** All of some requests together, ms. @param cold those with an Init phase that is billed */
export function billedMsOfAll(
  duration: Duration,
  requests: Decimal,
  stepMs: Decimal,
  { share, initMs }: ColdStarts,
): Decimal {
  if (duration.kind === 'billed') return duration.totalMs;
  const cold = requests.times(share);
  const warm = requests.minus(cold);
  const mean = (extraMs: Decimal, count: Decimal): Decimal => {
    switch (duration.kind) {
      case 'mean':
        return billedMs(duration.ms.plus(extraMs), stepMs).times(count);
      case 'list':
        // Multiplied before it is divided: then a list that comes out even loses nothing.
        return sum(duration.ms.map((one) => billedMs(one.plus(extraMs), stepMs)))
          .times(count)
          .div(duration.ms.length);
      case 'percentiles':
        return logNormalBilledMs(duration, extraMs, stepMs).times(count);
    }
  };
  return mean(ZERO, warm).plus(cold.eq(ZERO) ? ZERO : mean(initMs, cold));
}

/** Digits that a mean of a distribution is given with. */
const DIGITS = 6;

/** The mean of log-normal durations, each rounded up: their mean, and the mean of what rounding adds. */
function logNormalBilledMs(
  { p50Ms, p95Ms }: Extract<Duration, { kind: 'percentiles' }>,
  extraMs: Decimal,
  stepMs: Decimal,
): Decimal {
  if (p50Ms.eq(p95Ms)) return billedMs(p50Ms.plus(extraMs), stepMs);
  const { mean, quantiles } = logNormal(p50Ms.toNumber(), p95Ms.toNumber());
  const added = sum(
    quantiles.map((ms) => {
      const one = new Decimal(ms).plus(extraMs);
      return billedMs(one, stepMs).minus(one);
    }),
  ).div(quantiles.length);
  return new Decimal(mean).plus(extraMs).plus(added).round(DIGITS);
}
