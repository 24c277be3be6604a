/** The figures of a run as the lab tells them, and their values in words. */
import { formatCount, formatDuration } from '../sim/format-time.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Summary } from '../sim/summary.ts';
import type { Trace } from '../sim/trace.ts';
import { unitFigures, type Figure } from './unit-figures.ts';

/** Figures that are told even where they are none. */
const ALWAYS = new Set(['counts.offered', 'counts.cold', 'counts.warm', 'counts.succeeded']);

/** Every figure of a run that is worth telling, its units first; what never happened is left out. */
export function runFigures(trace: Trace, scenario: Scenario, summary: Summary): readonly Figure[] {
  const { counts, latencyMs, concurrency, environments } = summary;
  const rows: readonly (readonly [name: string, value: number | null, measure: string])[] = [
    ['requests offered', counts.offered, 'counts.offered'],
    ['cold', counts.cold, 'counts.cold'],
    ['warm', counts.warm, 'counts.warm'],
    ['succeeded', counts.succeeded, 'counts.succeeded'],
    ['failed', counts.failed, 'counts.failed'],
    ['throttled', counts.throttled, 'counts.throttled'],
    ['denied', counts.denied, 'counts.denied'],
    ['Init repeated', counts.initRepeated, 'counts.initRepeated'],
    ['time taken, median', latencyMs.p50, 'latencyMs.p50'],
    ['time taken, slowest', latencyMs.max, 'latencyMs.max'],
    ['at once, most', concurrency.max, 'concurrency.max'],
    ['environments made', environments.created, 'environments.created'],
    ['environments at once, most', environments.max, 'environments.max'],
  ];
  const told = rows.flatMap(([name, value, measure]): Figure[] =>
    value !== null && (value !== 0 || ALWAYS.has(measure)) ? [[name, value, measure]] : [],
  );
  return [...unitFigures(trace, scenario, summary), ...told];
}

/** A figure with the unit its place in the summary implies. */
export function formatMeasure(measure: string, value: number): string {
  if (/Ms(\.|$)/.test(measure)) return formatDuration(value * 1000);
  return Number.isInteger(value) ? formatCount(value) : String(Number(value.toPrecision(3)));
}
