/** Durations by chance: a distribution of milliseconds becomes whole microseconds, one at a time. */
import { MAX_US, usFromMs, wholeUs } from './microseconds.ts';
import { exp, ln, normalQuantile, sqrt } from './portable-math.ts';
import { ScenarioError } from './problem.ts';
import type { Stream } from './random.ts';
import type { Distribution } from './settings/quantity.ts';

/**
 * Draws from a distribution: each call gives whole microseconds from 0 to `MAX_US` (greater draws,
 * possible only with extreme settings, become `MAX_US`).
 *
 * Every draw takes exactly one uniform of the stream, a constant none; and draws grow with that
 * uniform (but for `hyper-exponential` and `empirical`). So two runs that differ in a mean meet
 * the same luck, and draw n of one belongs to draw n of the other.
 *
 * `path` names the setting in a `ScenarioError`, thrown when the numbers contradict each other.
 */
export function sampler(distribution: Distribution, stream: Stream, path = ''): () => number {
  if (typeof distribution === 'number') {
    const us = usFromMs(distribution);
    return () => us;
  }
  switch (distribution.kind) {
    case 'uniform': {
      const { minMs, maxMs } = distribution;
      if (maxMs < minMs) {
        const at = path === '' ? 'maxMs' : `${path}.maxMs`;
        const expected = `at least minMs, ${minMs}`;
        throw new ScenarioError([
          { path: at, found: `${maxMs}`, expected, message: `${at}: found ${maxMs}, expected ${expected}.` },
        ]);
      }
      const minUs = minMs * 1000;
      const rangeUs = maxMs * 1000 - minUs;
      return () => wholeUs(minUs + rangeUs * stream.uniform());
    }
    case 'exponential': {
      const us = distribution.meanMs * 1000;
      return () => wholeUs(-us * ln(1 - stream.uniform()));
    }
    case 'log-normal': {
      const us = distribution.medianMs * 1000;
      const sigma = distribution.sigma;
      // The quantile of 0 is minus infinity: half the smallest other uniform stands in for it.
      return () => wholeUs(us * exp(sigma * normalQuantile(stream.uniform() || 5.551115123125783e-17)));
    }
    case 'hyper-exponential': {
      const { first, firstUs, secondUs } = phases(distribution.meanMs, distribution.cv2);
      const second = 1 - first;
      return () => {
        // One uniform chooses the phase; where it fell within the phase's share is uniform again.
        const u = stream.uniform();
        return u < first
          ? wholeUs(-firstUs * ln(1 - u / first))
          : wholeUs(-secondUs * ln(1 - (u - first) / second));
      };
    }
    case 'empirical': {
      const values = Float64Array.from(distribution.valuesMs, usFromMs);
      return () => values[stream.int(values.length)]!;
    }
  }
}

/** Two exponential phases that each carry half of the mean: `first` is the chance of the shorter one. */
function phases(meanMs: number, cv2: number): { first: number; firstUs: number; secondUs: number } {
  const first = (1 + sqrt((cv2 - 1) / (cv2 + 1))) / 2;
  return { first, firstUs: (meanMs * 500) / first, secondUs: (meanMs * 500) / (1 - first) };
}

/** The mean of a distribution in microseconds, not rounded, at most `MAX_US`. */
export function meanUs(distribution: Distribution): number {
  if (typeof distribution === 'number') return usFromMs(distribution);
  switch (distribution.kind) {
    case 'uniform':
      return (distribution.minMs + distribution.maxMs) * 500;
    case 'exponential':
    case 'hyper-exponential':
      return distribution.meanMs * 1000;
    case 'log-normal':
      return Math.min(
        MAX_US,
        distribution.medianMs * 1000 * exp((distribution.sigma * distribution.sigma) / 2),
      );
    case 'empirical':
      return distribution.valuesMs.reduce((sum, ms) => sum + usFromMs(ms), 0) / distribution.valuesMs.length;
  }
}
