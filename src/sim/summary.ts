/**
 * The figures of a run, read off its trace alone: what the command line prints, what claims are
 * checked against and what the pictures state.
 */
import { countRun, type Counted, type EnvironmentFigures, type SummaryCounts } from './counted.ts';
import { figureOf } from './figures.ts';
import { parseMeasure } from './measure.ts';
import { seriesOf, type Minute } from './series.ts';
import { SPREAD } from './spread.ts';
import type { Trace } from './trace.ts';
import { REASONS } from './vocabulary.ts';

export interface Summary extends Counted {
  /** What happened in each minute of simulated time, when asked for. */
  readonly series?: readonly Minute[];
  /** Any other figure of the run by its measure (see measure.ts), worked out when asked for; null where there is none. */
  readonly figure: (measure: string) => number | null;
}

export interface SummaryOptions {
  readonly series?: boolean;
  /** Count only requests and environments that begin at or after this moment, and time from there on: leaves out a warm-up. */
  readonly fromUs?: number;
}

const COUNTS = [
  'offered',
  'accepted',
  'throttled',
  'denied',
  'refused',
  'serviceError',
  'checked',
  'cold',
  'warm',
  'succeeded',
  'failed',
  'inFlight',
  'initRepeated',
  'initFailed',
  'initOverLimit',
  'timedOut',
] as const satisfies readonly (keyof SummaryCounts)[];
const ENVIRONMENTS = [
  'mean',
  'max',
  'meanIdle',
  'created',
  'retired',
  'meanLifespanMs',
] as const satisfies readonly (keyof EnvironmentFigures)[];

/** The fixed paths a claim may measure, such as `counts.cold` or `latencyMs.p99`; measure.ts has the families beside them. */
export const measures: readonly string[] = [
  ...COUNTS.map((key) => `counts.${key}`),
  ...SPREAD.map((key) => `latencyMs.${key}`),
  ...SPREAD.map((key) => `concurrency.${key}`),
  ...ENVIRONMENTS.map((key) => `environments.${key}`),
];

/** The value at a measure; null when the run has nothing to measure or there is no such measure. */
export function measureOf(summary: Summary, measure: string): number | null {
  if (!measures.includes(measure)) return summary.figure(measure);
  const [group, key] = measure.split('.') as [
    'counts' | 'latencyMs' | 'concurrency' | 'environments',
    string,
  ];
  return (summary[group] as unknown as Record<string, number | null>)[key] ?? null;
}

/** The figures of a run: what it is counted by, and any other when asked for. */
export function summarize(trace: Trace, options: SummaryOptions = {}): Summary {
  return {
    ...countRun(trace, options.fromUs),
    ...(options.series === true ? { series: seriesOf(trace) } : {}),
    figure: (measure) => {
      const parsed = parseMeasure(measure, { kinds: trace.kinds, reasons: REASONS });
      return 'measure' in parsed ? figureOf(trace, parsed.measure) : null;
    },
  };
}
