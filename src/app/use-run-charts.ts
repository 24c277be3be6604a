/** The charts of a run: read off it in slices, so that the page answers meanwhile, and kept with its trace. */
import { useEffect, useState } from 'react';
import facts from 'virtual:run-prices';
import { pricesAt, type Prices } from '../cost/prices.ts';
import { factsAt } from '../cost/value-at.ts';
import type { Trace } from '../sim/trace.ts';
import { binsOf } from '../view/bins.ts';
import { CHARTS, type ChartModel } from '../view/chart-model.ts';
import { chartOf } from '../view/run-charts.ts';
import { readRun, type RunSamples } from '../view/run-samples.ts';
import type { RunResult } from './run-client.ts';

/** Steps between two looks at the clock, and how long a slice may last. */
const FEW_STEPS = 2000;
const SLICE_MS = 10;

const known = new WeakMap<Trace, RunSamples>();
const prices = new Map<string, Prices>();

function pricesOf(day: string): Prices {
  let found = prices.get(day);
  if (!found) prices.set(day, (found = pricesAt(factsAt(facts, day))));
  return found;
}

/** Lets the page do what it has to between two slices. */
async function breath(): Promise<void> {
  return new Promise((done) => {
    setTimeout(done);
  });
}

export interface RunCharts {
  readonly samples: RunSamples;
  /** In the order in which they are shown. */
  readonly charts: readonly ChartModel[];
  /** False while some are still being made. */
  readonly isWhole: boolean;
}

/** Hears of the charts as they are made, until it returns false. */
async function makeCharts(
  result: RunResult,
  periodUs: number,
  scope: number,
  tell: (charts: RunCharts) => boolean,
): Promise<void> {
  const { trace, scenario, rules } = result;
  const ofDay = pricesOf(rules.asOf);
  let samples = known.get(trace);
  if (!samples) {
    const reading = readRun(trace, scenario, rules, ofDay);
    for (let isOver = false; !isOver;) {
      const until = performance.now() + SLICE_MS;
      do isOver = reading.advance(FEW_STEPS);
      while (!isOver && performance.now() < until);
      await breath();
    }
    ({ samples } = reading);
    known.set(trace, samples);
  }
  const bins = binsOf(trace.endUs, periodUs);
  const charts: ChartModel[] = [];
  for (const id of CHARTS) {
    const chart = chartOf({ samples, scenario, rules, prices: ofDay, bins, scope }, id);
    if (!chart) continue;
    charts.push(chart);
    if (!tell({ samples, charts: [...charts], isWhole: false })) return;
    await breath();
  }
  tell({ samples, charts, isWhole: true });
}

/**
 * The charts of a run with a period and a scope; null until the first is there. While others are made the last ones of
 * the same run stay.
 */
export function useRunCharts(result: RunResult, periodUs: number, scope: number): RunCharts | null {
  const [made, setMade] = useState<{ readonly of: RunResult; readonly charts: RunCharts } | null>(null);
  useEffect(() => {
    let isWanted = true;
    void makeCharts(result, periodUs, scope, (charts) => {
      if (isWanted)
        setMade((before) =>
          before?.of === result && before.charts.isWhole && !charts.isWhole ? before : { of: result, charts },
        );
      return isWanted;
    });
    return () => {
      isWanted = false;
    };
  }, [result, periodUs, scope]);
  return made?.of === result ? made.charts : null;
}
