import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFacts } from '../cost/fact.ts';
import { pricesAt } from '../cost/prices.ts';
import { factsAt } from '../cost/value-at.ts';
import { simulate } from '../sim/run.ts';
import type { Scenario } from '../sim/scenario.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { binsOf } from '../view/bins.ts';
import type { BinRange, ChartId } from '../view/chart-model.ts';
import { chartOf } from '../view/run-charts.ts';
import { readRun } from '../view/run-samples.ts';
import { chartConclusion } from './chart-conclusion.ts';

const file = 'content/facts/pricing.json';
const prices = pricesAt(factsAt(readFacts(JSON.parse(readFileSync(file, 'utf8')), file), '2026-11-20'));

function conclusions(scenario: Scenario) {
  const trace = simulate(scenario, idealRules);
  const reading = readRun(trace, scenario, idealRules, prices);
  while (!reading.advance(1000));
  const { samples } = reading;
  const bins = binsOf(trace.endUs, 1_000_000);
  return (id: ChartId, range: BinRange = [0, bins.count]) => {
    const model = chartOf({ samples, scenario, rules: idealRules, prices, bins, scope: -1 }, id)!;
    return chartConclusion({ model, samples, scope: -1, range });
  };
}

const NARROW = '\u202f';

describe('what a chart says', () => {
  // Cold at 0 (390 ms), then four warm ones of 40 ms, a second apart.
  const steady = conclusions(smallScenario({ requests: [0, 1000, 2000, 3000, 4000] }));

  it('names where p99 stands highest, beside the median, and the cold starts there', () => {
    expect(steady('latency').text).toBe(
      `p99 is 390${NARROW}ms from 0:00 to 0:01, ten times the median of 40${NARROW}ms: one cold start.`,
    );
    expect(steady('latency').step).toBeGreaterThan(0);
  });

  it('says so where all are alike, or few', () => {
    expect(steady('duration').text).toBe(`Each of five invocations takes 40${NARROW}ms.`);
    expect(steady('init').text).toBe(`One Init phase takes 300${NARROW}ms.`);
    expect(steady('latency', [0, 2]).text).toBe(
      `The slowest of two requests takes 390${NARROW}ms, the fastest 40${NARROW}ms.`,
    );
    expect(steady('traffic').text).toBe('None of five invocations fails, and nothing is throttled.');
  });

  it('is of the stretch, and of nothing that has not been seen', () => {
    expect(steady('init', [1, 5]).text).toBe('No environment initialises.');
    expect(steady('latency', [0, 0]).text).toBe('Nothing of it has been seen yet.');
  });

  it('counts what fails and what is throttled, and leads to the first of the worst stretch', () => {
    const bad = conclusions(
      smallScenario({
        requests: [0, [100, 500], 200, 2000, [4000, 500]],
        horizonMs: 4500,
        settings: { concurrencyLimit: 2 },
        faults: [{ id: 'last', title: 'last', on: true, kind: 'function-error', which: [5] }],
      }),
    );
    expect(bad('traffic').text).toBe(
      'Of four invocations one fails, most from 0:04 to 0:04.50, and one request is throttled.',
    );
    expect(bad('traffic', [0, 2]).text).toBe(
      'No invocation fails, but one request is throttled, most from 0:00 to 0:01.',
    );
    expect(bad('concurrency').text).toBe(
      'Up to two requests run at once, first from 0:00 to 0:01: all that is allowed.',
    );
  });

  it('tells what most of the money is for, in the stretch alone where there is one', () => {
    // Five requests of 200 nano-dollars; 340 + 4 × 40 ms of 128 MB: 1,041.7.
    expect(steady('spend').text).toBe(`$0.00000204: 51${NARROW}% of it is duration.`);
    // One request, and 380 ms instead of 340: 791.7 instead of 708.3, each rounded.
    expect(steady('spend', [1, 2]).text).toBe(
      `$0.000000284 in this stretch: 70${NARROW}% of it is requests.`,
    );
  });
});
