/** A transition of a machine in words: what makes it happen, what must hold, and how long it takes to come. */
import chartWords from '../../content/chart-words.json';
import { delayFigures } from '../sim/delay-figures.ts';
import { FigureSite } from '../sim/figure-site.ts';
import type { Statechart, StatechartTransition } from '../sim/statechart.ts';
import { wordsFor } from '../sim/step-words.ts';
import { figureAmount } from './chain-text.ts';
import type { RunResult } from './run-client.ts';

const AFTER = 'after ';

/**
 * `after the function timeout (3 s), if Init is being repeated`.
 *
 * @param step any step of the actor whose machine it is, for the lengths of its delays; -1: none is told.
 */
export function transitionText(
  { trace, scenario, rules }: RunResult,
  chart: Statechart,
  transition: StatechartTransition,
  step: number,
): string {
  const { event, guard } = transition;
  return `${whenText()}${ifText()}`;

  function whenText(): string {
    if (event === '') return wordsFor(chartWords.events, chart.kind, '') ?? '';
    if (!event.startsWith(AFTER)) return `when ${wordsFor(chartWords.events, chart.kind, event) ?? event}`;
    const delay = event.slice(AFTER.length);
    const [length] = step < 0 ? [] : delayFigures(new FigureSite(trace, scenario, rules, step), delay);
    const amount = length === undefined ? '' : ` (${figureAmount(length)})`;
    return `after ${wordsFor(chartWords.delays, chart.kind, delay) ?? delay}${amount}`;
  }

  function ifText(): string {
    if (guard !== '') return `, if ${wordsFor(chartWords.guards, chart.kind, guard) ?? guard}`;
    // Candidates are tried in order: the last one is taken when none before it is.
    const others = chart.transitions.filter((one) => one.from === transition.from && one.event === event);
    return others.length > 1 && others.at(-1) === transition ? ', otherwise' : '';
  }
}
