/** What a run is compared by: its figures and its levels over time, small enough to be handed from thread to thread. */
import type { Scenario } from '../sim/scenario.ts';
import { summarize } from '../sim/summary.ts';
import type { Trace } from '../sim/trace.ts';
import { largest } from '../view/history.ts';
import { levelOf, metricsOf, type Metric } from '../view/metric-levels.ts';
import { runFigures } from './run-figures.ts';
import type { Figure } from './unit-figures.ts';

/** How many of something there were over a run. */
export interface RunLevel {
  readonly metric: Metric;
  /** The largest number in each of equal stretches from the start to `endUs`. */
  readonly values: readonly number[];
  readonly max: number;
  /** How many there are at the end. */
  readonly last: number;
  /** When it changed for the last time, simulated µs. */
  readonly endUs: number;
}

export interface RunDigest {
  readonly figures: readonly Figure[];
  readonly levels: readonly RunLevel[];
  /** Steps after which a bound cut the run; null: it ran to its end. */
  readonly cutAfter: number | null;
}

/** Stretches a level is told in: two px each in a wide column. */
const STRETCHES = 160;

/** Moments and ages are no levels. */
const NO_LEVELS: readonly Metric[] = ['coldStarts', 'iteratorAge'];

/** Reads all of it off a trace. */
export function digestOf(trace: Trace, scenario: Scenario): RunDigest {
  const levels = metricsOf(trace)
    .filter((metric) => !NO_LEVELS.includes(metric))
    .map((metric) => {
      const history = levelOf(trace, metric);
      const endUs = history.atUs.at(-1) ?? 0;
      return {
        metric,
        values: largest(history, endUs, STRETCHES),
        max: history.max,
        last: history.count.at(-1) ?? 0,
        endUs,
      };
    });
  return {
    figures: runFigures(trace, scenario, summarize(trace)),
    levels,
    cutAfter: trace.end.kind === 'bound' ? trace.length : null,
  };
}
