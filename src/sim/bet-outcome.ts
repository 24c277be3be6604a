/** What became of a bet in a run: read off its figures. */
import type { NumberBet, OrderBet, PickBet } from './bet.ts';
import { isMet } from './expected.ts';
import { measureOf, type Summary } from './summary.ts';

/** The options that hold, by number: exactly one in the scenario's own run, none or several under changed settings. */
export function pickedByRun(bet: PickBet, summary: Summary): readonly number[] {
  return bet.options.flatMap(({ when }, index) => {
    const found = measureOf(summary, when.measure);
    return found !== null && isMet(when.is, found) ? [index] : [];
  });
}

/** What happened, in the bet's own unit; null: the run has nothing to measure. */
export function numberOfRun(bet: Pick<NumberBet, 'measure' | 'unit'>, summary: Summary): number | null {
  const found = measureOf(summary, bet.measure);
  if (found === null) return null;
  return bet.unit === 'seconds' ? Math.round(found) / 1000 : found;
}

export interface Happening {
  /** The thing's number among the things of the bet. */
  readonly thing: number;
  /** null: it never came. */
  readonly atMs: number | null;
}

/** The things in the order in which they came; those that never did last, as the bet has them. */
export function orderOfRun(bet: OrderBet, summary: Summary): readonly Happening[] {
  return bet.things
    .map(({ at }, thing) => ({ thing, atMs: measureOf(summary, at) }))
    .sort((a, b) => (a.atMs ?? Infinity) - (b.atMs ?? Infinity) || a.thing - b.thing);
}
