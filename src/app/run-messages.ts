/** What the page and the run worker say to each other. */
import type { Day } from '../cost/as-of.ts';
import type { Problem } from '../sim/problem.ts';
import type { Rules } from '../sim/rules.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Statechart } from '../sim/statechart.ts';
import type { Trace } from '../sim/trace.ts';
import type { RunDigest } from './run-digest.ts';

export type ToWorker =
  /** `run` answers with the whole trace, `digest` with what two runs are compared by. */
  | { readonly kind: 'run' | 'digest'; readonly id: number; readonly scenario: Scenario; readonly asOf: Day }
  /** Answers with what these measure of the run, and nothing else. */
  | {
      readonly kind: 'goal';
      readonly id: number;
      readonly scenario: Scenario;
      readonly asOf: Day;
      readonly measures: readonly string[];
    }
  | { readonly kind: 'cancel'; readonly id: number };

export type FromWorker =
  | {
      readonly kind: 'progress';
      readonly id: number;
      readonly share: number;
      readonly atUs: number;
      readonly steps: number;
    }
  | {
      readonly kind: 'done';
      readonly id: number;
      readonly rules: Rules;
      /** The machines of the run's actors by kind, read where the engine is. */
      readonly charts: Readonly<Record<string, Statechart>>;
      readonly trace: Trace;
      readonly hash: string;
    }
  | { readonly kind: 'digest'; readonly id: number; readonly digest: RunDigest }
  /** In the order of the measures; null where the run has nothing to measure. */
  | { readonly kind: 'goal'; readonly id: number; readonly found: readonly (number | null)[] }
  | {
      readonly kind: 'problems';
      readonly id: number;
      readonly problems: readonly Problem[];
      /** The day whose rules allow what those of the date refuse; null: none do. */
      readonly allowedDay: Day | null;
    }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
