/** Calendar time on a line, from Lambda's preview to the day the facts were last checked. */
import { ticks } from 'd3';
import { FIRST_DAY } from '../cost/as-of.ts';
import { yearOf } from '../cost/year-of.ts';
import { round } from './mark.ts';

export interface FactTime {
  readonly from: number;
  readonly to: number;
  /** px of a date as facts write it: `2018`, `2018-10`, `2018-10-10`. */
  readonly x: (date: string) => number;
}

/** The line between two px; `today` stands at its end. */
export function factTime(today: string, from: number, to: number): FactTime {
  const [first, last] = [yearOf(FIRST_DAY), yearOf(today)];
  const share = (date: string) => Math.min(1, Math.max(0, (yearOf(date) - first) / (last - first)));
  return { from, to, x: (date) => round(from + share(date) * (to - from)) };
}

/** Years that stand under the line, about 70 px apart at least. */
export function yearTicks(time: FactTime, today: string): { readonly x: number; readonly text: string }[] {
  const [first, last] = [yearOf(FIRST_DAY), yearOf(today)];
  return ticks(first, last, Math.max(2, Math.floor((time.to - time.from) / 70)))
    .filter((year) => Number.isInteger(year))
    .map((year) => ({ x: time.x(String(year)), text: String(year) }));
}
