import { describe, expect, it } from 'vitest';
import { simulate } from '../run.ts';
import { idealRules } from '../testing/ideal-rules.ts';
import { poissonScenario } from './case-scenario.ts';
import data from './cold-starts.json';
import { allowance, measureSteadyState, type Measured, type Tolerance } from './measured.ts';

/** Requests after the warm-up, which is a tenth of them. */
const REQUESTS = 1_000_000;

describe(data.title, () => {
  it.each(data.cases)('$id', { timeout: 120_000 }, ({ id, inputs, expected, tolerance }) => {
    const seconds = REQUESTS / inputs.ratePerSec;
    const scenario = poissonScenario(id, inputs, { seed: 1, durationSec: 1.1 * seconds });
    const found = measureSteadyState(simulate(scenario, idealRules), 0.1 * seconds * 1e6);
    for (const [key, allowed] of Object.entries(tolerance) as [keyof Measured, Tolerance][]) {
      const value = (expected as unknown as Measured)[key];
      const distance = Math.abs(found[key] - value);
      expect(distance, `${key}: found ${found[key]}, expected ${value}`).toBeLessThanOrEqual(
        allowance(allowed, value, found.requests),
      );
    }
  });
});
