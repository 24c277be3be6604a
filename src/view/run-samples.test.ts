import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFacts } from '../cost/fact.ts';
import { pricesAt } from '../cost/prices.ts';
import { spendOver } from '../cost/spend.ts';
import { factsAt } from '../cost/value-at.ts';
import { metricsOf } from '../sim/metrics.ts';
import { simulate } from '../sim/run.ts';
import type { Rules } from '../sim/rules.ts';
import type { Scenario } from '../sim/scenario.ts';
import { anyTopology } from '../sim/testing/any-topology.ts';
import { bindingRules } from '../sim/testing/binding-rules.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { isSound } from '../sim/testing/is-sound.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { usageOf } from '../sim/usage.ts';
import { EXTRA } from './extra-samples.ts';
import { layersOf, readRun, type Samples } from './run-samples.ts';

const file = 'content/facts/pricing.json';
const prices = pricesAt(factsAt(readFacts(JSON.parse(readFileSync(file, 'utf8')), file), '2026-11-20'));

function read(scenario: Scenario, rules: Rules = idealRules, slice = 7) {
  const trace = simulate(scenario, rules);
  const reading = readRun(trace, scenario, rules, prices);
  while (!reading.advance(slice));
  return { trace, samples: reading.samples };
}

const pairs = ({ atUs, values, steps }: Samples) =>
  values.map((value, at) => [atUs[at]! / 1000, value, steps[at]]);

describe('samples of a run', () => {
  // Cold from 0: created in 50 ms, Init 300 ms, handler 40 ms; at 1 s warm, for 60 ms.
  const { trace, samples } = read(smallScenario({ requests: [0, [1000, 60]] }));

  it('belong to the moment of the invocation and name the step of its end', () => {
    const duration = pairs(samples.within('Duration', -1));
    expect(duration.map(([atMs, value]) => [atMs, value])).toEqual([
      [0, 40],
      [1000, 60],
    ]);
    expect(duration.map(([, , step]) => trace.at[Number(step)]! / 1000)).toEqual([390, 1060]);
  });

  it('tell latency with the Init a request waits for, Init alone, and which requests were cold', () => {
    expect(pairs(samples.within(EXTRA.latency, -1)).map(([atMs, value]) => [atMs, value])).toEqual([
      [0, 390],
      [1000, 60],
    ]);
    expect(pairs(samples.within(EXTRA.init, -1)).map(([, value]) => value)).toEqual([300]);
    expect(samples.within(EXTRA.cold, -1).length).toBe(1);
  });

  it('price it: two requests and 340 + 60 ms of 128 MB', () => {
    const { parts } = spendOver(samples.uses, samples.standing, prices, [trace.endUs]);
    // 0.4 s × 0.125 GB × 16,666.7 nano-dollars = 833.3.
    expect(parts).toEqual([
      { part: 'requests', nanoUsd: [400n] },
      { part: 'duration', nanoUsd: [833n] },
    ]);
  });

  it('are what the metrics count, and uses add up to what was used, in any architecture', () => {
    fc.assert(
      fc.property(
        anyTopology(false).filter((scenario) => isSound(scenario, bindingRules)),
        (scenario) => {
          const run = read(scenario, bindingRules, 100);
          for (const { metric, place, minutes } of metricsOf(run.trace)) {
            if (metric.statistic !== 'Sum') continue;
            const own = run.samples.of(metric.name, place);
            expect(own.values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(
              minutes.reduce((all, { sum }) => all + sum, 0),
              6,
            );
          }
          const usage = usageOf(run.trace, scenario, bindingRules);
          const used = (what: string) =>
            run.samples.uses
              .filter((use) => use.what === what)
              .reduce((sum, { quantities }) => sum + quantities.reduce((all, one) => all + one, 0), 0);
          const told = usage.functions.reduce(
            (sum, { onDemand, snapStart, memoryMb }) =>
              sum + (onDemand.billedMs + snapStart.initMs) * 1000 * memoryMb,
            0,
          );
          expect(used('duration')).toBe(told);
          expect(used('requests')).toBeGreaterThanOrEqual(
            usage.functions.reduce(
              (sum, { onDemand, provisioned }) => sum + onDemand.requests + provisioned.requests,
              0,
            ),
          );
        },
      ),
      { numRuns: 15 },
    );
  }, 30_000);
});

describe('what stands', () => {
  it('is an interval for each, given back last in, first out', () => {
    const spells = [
      { fromMs: 0, toMs: 10, count: 1 },
      { fromMs: 10, toMs: 20, count: 3 },
      { fromMs: 20, toMs: 30, count: 2 },
      { fromMs: 40, toMs: 50, count: 1 },
    ];
    expect(layersOf(spells)).toEqual([
      { fromUs: 0, toUs: 30_000 },
      { fromUs: 10_000, toUs: 30_000 },
      { fromUs: 10_000, toUs: 20_000 },
      { fromUs: 40_000, toUs: 50_000 },
    ]);
  });
});
