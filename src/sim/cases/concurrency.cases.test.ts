import { describe, expect, it } from 'vitest';
import { simulate } from '../run.ts';
import { idealRules } from '../testing/ideal-rules.ts';
import { poissonScenario } from './case-scenario.ts';
import data from './concurrency.json';
import { allowance, measureSteadyState, type Measured, type Tolerance } from './measured.ts';

/** Requests after the warm-up, which is a tenth of them. */
const REQUESTS = 1_000_000;

/** A case that holds for any service is tried with three. */
const runs = data.cases.flatMap((each) => {
  const services =
    each.inputs.service === 'any' ? ['exponential', 'constant', 'uniform'] : [each.inputs.service];
  return services.map((service) => ({ ...each, service }));
});

describe(data.title, () => {
  it.each(runs)(
    '$id, service $service',
    { timeout: 120_000 },
    ({ id, service, inputs, expected, tolerance }) => {
      const seconds = REQUESTS / inputs.ratePerSec;
      const run = { seed: 1, durationSec: 1.1 * seconds, service };
      const scenario = poissonScenario(id, inputs, run);
      const found = measureSteadyState(simulate(scenario, idealRules), 0.1 * seconds * 1e6);
      for (const [key, allowed] of Object.entries(tolerance) as [keyof Measured, Tolerance][]) {
        const value = (expected as unknown as Measured)[key];
        const distance = Math.abs(found[key] - value);
        expect(distance, `${key}: found ${found[key]}, expected ${value}`).toBeLessThanOrEqual(
          allowance(allowed, value, found.requests),
        );
      }
    },
  );
});
