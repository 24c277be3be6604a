/** The run that answers a prediction: the engine is the key. */
import type { Rules } from '../sim/rules.ts';
import type { Scenario } from '../sim/scenario.ts';
import { measureOf, summarize, type Summary } from '../sim/summary.ts';
import type { PredictQuestion } from '../study/question.ts';
import { runFigure, type FigureRun } from './lesson-figures/figure-run.ts';

export interface Proof {
  readonly run: FigureRun;
  readonly summary: Summary;
  /** What the run found at the question's measure. */
  readonly value: number;
}

/**
 * Runs a prediction.
 * @throws ScenarioError when its settings do not fit the scenario, TypeError when the run has no such measure.
 */
export function prove(question: PredictQuestion, scenario: Scenario, rules: Rules): Proof {
  const run = runFigure(scenario, question.settings, rules);
  const summary = summarize(run.trace);
  const value = measureOf(summary, question.measure);
  if (value === null) throw new TypeError(`question ${question.id}: the run has no ${question.measure}`);
  return { run, summary, value };
}
