import { describe, expect, it } from 'vitest';
import { simulate } from '../run.ts';
import { summarize } from '../summary.ts';
import { idealRules } from '../testing/ideal-rules.ts';
import { poissonScenario, type PoissonInputs } from './case-scenario.ts';
import { allowance, type Tolerance } from './measured.ts';
import data from './transients.json';

/** Mean cold starts, and mean requests still running at the end, of many runs from an empty start. */
function meansOf(id: string, inputs: PoissonInputs, durationSec: number, runs: number) {
  let cold = 0;
  let running = 0;
  for (let seed = 1; seed <= runs; seed += 1) {
    const { counts } = summarize(simulate(poissonScenario(id, inputs, { seed, durationSec }), idealRules));
    cold += counts.cold;
    running += counts.inFlight;
  }
  return { meanColdStarts: cold / runs, meanRunning: running / runs };
}

describe(data.title, () => {
  it.each(data.cases)('$id', { timeout: 120_000 }, ({ id, inputs, expected, tolerance }) => {
    for (const [key, allowed] of Object.entries(tolerance) as [
      'meanColdStarts' | 'meanRunning',
      Tolerance & { forRuns: number },
    ][]) {
      const durationSec = 'atSec' in inputs ? inputs.atSec : inputs.durationSec;
      const found = meansOf(id, inputs, durationSec, allowed.forRuns)[key];
      const value = (expected as Record<typeof key, number>)[key];
      expect(Math.abs(found - value), `${key}: found ${found}, expected ${value}`).toBeLessThanOrEqual(
        allowance(allowed, value, allowed.forRuns),
      );
    }
  });
});
