import { describe, expect, it } from 'vitest';
import { simulate } from '../run.ts';
import { idealRules } from '../testing/ideal-rules.ts';
import { eventScenario, waitsOf } from './event-scenario.ts';
import data from './event-queue.json';
import { allowance, type Tolerance } from './measured.ts';

/** Events after the warm-up, which is a tenth of them. */
const EVENTS = 1_000_000;

describe(data.title, () => {
  it.each(data.cases)('$id', { timeout: 120_000 }, ({ id, inputs, expected, tolerance }) => {
    const seconds = EVENTS / inputs.ratePerSec;
    const scenario = eventScenario({
      id,
      horizonMs: 1100 * seconds,
      arrivals: { kind: 'poisson', ratePerSec: inputs.ratePerSec },
      handlerMs: { kind: 'exponential', meanMs: 1000 * inputs.meanServiceSec },
      async: { whenThrottled: 'wait' },
      concurrencyLimit: inputs.concurrency,
    });
    const trace = simulate(scenario, idealRules);
    expect(trace.end.kind).toBe('horizon');
    const found = waitsOf(trace, 0.1 * seconds * 1e6);
    for (const [key, allowed] of Object.entries(tolerance) as ['pWait' | 'meanWaitSec', Tolerance][]) {
      const value = expected[key];
      expect(
        Math.abs(found[key] - value),
        `${key}: found ${found[key]}, expected ${value}`,
      ).toBeLessThanOrEqual(allowance(allowed, value, found.events));
    }
  });
});
