/** An answer to a question about a bill: figures for a chart, and what they say in a sentence. */
import { billOf } from './bill-of.ts';
import type { Bill } from './bill.ts';
import { Decimal, plain, printedUsd } from './decimal.ts';
import type { PricedFact } from './priced-fact.ts';
import type { FunctionInput, Usage } from './usage.ts';

/** A line of a chart: for each x, US dollars. */
export interface AnswerLine {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly usd: number }[];
  /** In force at the page's date, or beside it. */
  readonly role: 'main' | 'beside';
  /** It stays as it is until the next point: a price that holds until it changes. */
  readonly isStepped?: boolean;
}

/** A place of a chart worth a word: where the usage stands, where two lines cross. */
export interface AnswerMark {
  readonly x: number;
  readonly usd: number;
  readonly text: string;
  readonly note?: string;
}

export interface Answer {
  readonly lines: readonly AnswerLine[];
  readonly marks: readonly AnswerMark[];
  /** Places on the x axis alone: where a tier begins, where a rule changed. */
  readonly edges: readonly { readonly x: number; readonly text: string }[];
  /** What the chart says: its surprising part first. */
  readonly conclusion: string;
  /** What it takes for granted. */
  readonly assumptions: readonly string[];
}

/** What an answer is made from: a usage, which of its functions is asked about, and the facts. */
export interface Asked {
  readonly usage: Usage;
  readonly index: number;
  readonly facts: readonly PricedFact[];
}

/** The bill with the function changed. */
export function billWith({ usage, index, facts }: Asked, change: Partial<FunctionInput>): Bill {
  const functions = usage.functions.map((fn, at) => (at === index ? { ...fn, ...change } : fn));
  return billOf({ ...usage, functions }, facts);
}

/** An amount as a number: exact enough to be drawn, never to be added up. */
export function drawn(usd: string): number {
  return new Decimal(usd).toNumber();
}

/** The last whole number from `least` to `most` for which something holds, which holds up to there and no further; null: it never does. */
export function lastWhere(least: number, most: number, holds: (value: number) => boolean): number | null {
  if (!holds(least)) return null;
  let low = least;
  let high = most;
  while (low < high) {
    const middle = low + Math.ceil((high - low) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** `$0.0123` for what cents cannot show, else to the cent. */
export function smallUsd(usd: Decimal): string {
  if (usd.eq(0) || usd.abs().gte('0.1')) return printedUsd(usd);
  return `$${plain(usd.prec(3))}`;
}

/** How much less or more, in words: `53 % less`, `the same`. */
export function compared(from: number, to: number, less = 'less', more = 'more'): string {
  if (from === 0) return to === 0 ? 'the same' : more;
  const percent = Math.round((Math.abs(to - from) / from) * 100);
  if (percent === 0) return 'about the same';
  return `${percent}\u202f% ${to < from ? less : more}`;
}
