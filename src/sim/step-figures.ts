/**
 * The figures in play at a step: what it measured, and what that was held against. Each says where it comes from: a
 * setting of the scenario, a fact of the date, or the run itself.
 */
import { FigureSite } from './figure-site.ts';
import { invocationFigures } from './invocation-figures.ts';
import { releaseFigures } from './release-figures.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import { sourceFigures } from './source-figures.ts';
import type { StepFigure } from './step-figure.ts';
import type { Trace } from './trace.ts';

/**
 * The figures that decided a step, the deciding ones first; empty where none did.
 *
 * @param step number of a step of the trace.
 * @param rules of the date the run was made by.
 */
export function stepFigures(
  trace: Trace,
  scenario: Scenario,
  rules: Rules,
  step: number,
): readonly StepFigure[] {
  if (step < 0 || step >= trace.length) return [];
  const site = new FigureSite(trace, scenario, rules, step);
  return [...invocationFigures(site), ...sourceFigures(site), ...releaseFigures(site)];
}
