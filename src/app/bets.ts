/**
 * What a reader can predict before a run: the figures the scenario's claims are about, asked as
 * questions. What happened is read off the run.
 */
import type { Scenario } from '../sim/scenario.ts';
import { measureOf, type Summary } from '../sim/summary.ts';
import { askOf, type Ask } from './bet-asks.ts';

export interface Bet extends Ask {
  /** A measure of the run's summary: `counts.cold`. */
  readonly measure: string;
}

/** As many as the strip has room for. */
const MOST_BETS = 3;

/** One figure answers the other: a second bet on it would be none. */
const SAME: readonly (readonly [string, string])[] = [
  ['counts.cold', 'counts.warm'],
  ['counts.initRepeated', 'counts.initOverLimit'],
  ['latencyMs.max', 'latencyMs.mean'],
];

/** The bets of a scenario, from its claims in their order. */
export function betsOf(scenario: Scenario): readonly Bet[] {
  const bets: Bet[] = [];
  for (const { measure } of scenario.claims) {
    const ask = askOf(measure, scenario);
    const twin = SAME.some(
      (pair) => pair.includes(measure) && bets.some((bet) => pair.includes(bet.measure)),
    );
    if (!ask || twin || bets.some((bet) => bet.measure === measure)) continue;
    bets.push({ measure, ...ask });
  }
  return bets.slice(0, MOST_BETS);
}

/** What happened, in the bet's own unit; null: the run has nothing to measure. */
export function outcomeOf(bet: Bet, summary: Summary): number | null {
  const found = measureOf(summary, bet.measure);
  if (found === null) return null;
  return bet.unit === 'seconds' ? Math.round(found) / 1000 : found;
}

/** Reads what the reader typed: a number of 0 or more, `2.5 s` and `2,5` too; null: not a number. */
export function readBet(text: string): number | null {
  const match = /^\s*(\d+(?:[.,]\d+)?)\s*(ms|s)?\s*$/.exec(text);
  if (!match) return null;
  const value = Number(match[1]!.replace(',', '.'));
  return match[2] === 'ms' ? value / 1000 : value;
}

/** A value as the strip says it. */
export function betText(bet: Bet, value: number): string {
  return bet.unit === 'seconds' ? `${value}\u202fs` : String(value);
}

/** Whether what was said counts as what happened: a count exactly, a time within a tenth. */
export function isRight(bet: Bet, said: number, happened: number): boolean {
  return bet.unit === 'count' ? said === happened : Math.abs(said - happened) <= 0.1 * happened;
}
