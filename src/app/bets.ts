/**
 * What a reader can predict before a run: the scenario's own questions, or where it has none the figures that
 * its claims are about. What happened is read off the run.
 */
import type { Bet, NumberBet } from '../sim/bet.ts';
import { numberOfRun, pickedByRun } from '../sim/bet-outcome.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Summary } from '../sim/summary.ts';
import { askOf } from './bet-asks.ts';
import { exampleText } from './example-text.ts';

/** What a reader answers. */
export type Answer =
  | { readonly kind: 'pick'; /** Number of the option. */ readonly option: number }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'order'; /** Numbers of the things. */ readonly order: readonly number[] }
  | { readonly kind: 'curve'; /** Values at equal distances of time. */ readonly points: readonly number[] };

/** An answer, and the run it was given about. */
export interface Said {
  readonly answer: Answer;
  readonly runKey: string;
}

/** By the number of the bet. */
export type SaidAll = Readonly<Record<number, Said>>;

/** As many as the strip has room for. */
const MOST_BETS = 3;

/** One figure answers the other: a second bet on it would be none. */
const SAME: readonly (readonly [string, string])[] = [
  ['counts.cold', 'counts.warm'],
  ['counts.initRepeated', 'counts.initOverLimit'],
  ['latencyMs.max', 'latencyMs.mean'],
];

/** The bets of a scenario: its own, or those that its claims give, in their order. */
export function betsOf(scenario: Scenario): readonly Bet[] {
  if (scenario.bets) return scenario.bets.map(withPlainTexts);
  const bets: NumberBet[] = [];
  for (const { measure } of scenario.claims) {
    const ask = askOf(measure, scenario);
    const twin = SAME.some(
      (pair) => pair.includes(measure) && bets.some((bet) => pair.includes(bet.measure)),
    );
    if (!ask || twin || bets.some((bet) => bet.measure === measure)) continue;
    bets.push({ kind: 'number', measure, ...ask });
  }
  return bets.slice(0, MOST_BETS);
}

/** The example's own numbers are marked in the content, and read as they are. */
function withPlainTexts(bet: Bet): Bet {
  const ask = exampleText(bet.ask);
  if (bet.kind === 'pick')
    return { ...bet, ask, options: bet.options.map((one) => ({ ...one, says: exampleText(one.says) })) };
  if (bet.kind === 'order')
    return { ...bet, ask, things: bet.things.map((one) => ({ ...one, says: exampleText(one.says) })) };
  return { ...bet, ask };
}

/** Reads what the reader typed: a number of 0 or more, `2.5 s` and `2,5` too; null: not a number. */
export function readBet(text: string): number | null {
  const match = /^\s*(\d+(?:[.,]\d+)?)\s*(ms|s)?\s*$/.exec(text);
  if (!match) return null;
  const value = Number(match[1]!.replace(',', '.'));
  return match[2] === 'ms' ? value / 1000 : value;
}

/** A value as the strip says it. */
function betText(bet: Pick<NumberBet, 'unit'>, value: number): string {
  return bet.unit === 'seconds' ? `${value}\u202fs` : String(value);
}

/** Whether what was said counts as what happened: a count exactly, a time within a tenth. */
export function isRight(bet: Pick<NumberBet, 'unit'>, said: number, happened: number): boolean {
  return bet.unit === 'count' ? said === happened : Math.abs(said - happened) <= 0.1 * happened;
}

/** What was said, in a sentence. */
export function saidText(bet: Bet, answer: Answer, otherRun: boolean): string {
  const about = otherRun ? ', for other settings' : '';
  if (bet.kind === 'number' && answer.kind === 'number')
    return `You said ${betText(bet, answer.value)}${about}.`;
  if (bet.kind === 'pick' && answer.kind === 'pick')
    return `You said${about}: ${sentence(bet.options[answer.option]?.says ?? '')}`;
  return answer.kind === 'order' ? `You have said an order${about}.` : `You have drawn a curve${about}.`;
}

/** What happened, in a sentence; '': it takes more than one. */
export function happenedText(bet: Bet, summary: Summary): string {
  if (bet.kind === 'number') {
    const found = numberOfRun(bet, summary);
    return found === null ? 'There was none to measure.' : `It was ${betText(bet, found)}.`;
  }
  if (bet.kind !== 'pick') return '';
  const held = pickedByRun(bet, summary).map((option) => sentence(bet.options[option]!.says));
  return held.length === 0 ? 'It was none of these.' : `It was: ${held.join(' ')}`;
}

/** With a full stop, if it has no sign of its own. */
function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
