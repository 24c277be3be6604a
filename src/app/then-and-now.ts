/** One scenario by the rules of several dates, side by side. */
import type { Day } from '../cost/as-of.ts';
import { listed } from '../sim/listed.ts';
import { formatDay } from '../cost/format-day.ts';
import { differenceSentence, type RunColumn, type Where } from './run-columns.ts';
import { TODAY } from './today.ts';

/** What became of the scenario by the rules of a date. */
export interface DateColumn extends RunColumn {
  readonly day: Day;
}

/** The dates at which the notes that this app teaches from were written, and today. */
const DAYS: readonly Day[] = ['2018-02-01', '2021-01-01', TODAY];

/** The dates that are set side by side, in order: those, and the page's own where it is another. */
export function comparedDays(ofPage: Day): readonly Day[] {
  return [...new Set([...DAYS, ofPage])].toSorted();
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** A date as a sentence says it: `today`, `February 2018`, `9 Mar 2021`. */
export function dayInWords(day: Day): string {
  if (day === TODAY) return 'today';
  return day.endsWith('-01') ? `${MONTHS[Number(day.slice(5, 7)) - 1]!} ${day.slice(0, 4)}` : formatDay(day);
}

/** The same for the head of a column: `today`, `Feb 2018`, `9 Mar 2021`. */
export function dayAsHead(day: Day): string {
  return day === TODAY ? 'today' : formatDay(day.endsWith('-01') ? day.slice(0, 7) : day);
}

/**
 * How a sentence speaks of the dates of its columns: `by the rules of February 2018`, further ones `by those of …`.
 * Today alone needs no rules named. One for each sentence.
 */
export function byRulesOf(ofColumns: readonly Day[]): Where {
  let isNamed = false;
  return (indices) => {
    const days = [...new Set(indices.map((index) => ofColumns[index]!))];
    if (days.length === 1 && days[0] === TODAY) return 'today';
    const noun = isNamed ? 'those' : 'the rules';
    isNamed = true;
    return `by ${noun} of ${listed(days.map(dayInWords))}`;
  };
}

/** The sentence: what differs most between the dates, and at which of them the scenario cannot be. */
export function dateSentence(columns: readonly DateColumn[]): string {
  return differenceSentence(columns, byRulesOf(columns.map(({ day }) => day)));
}
