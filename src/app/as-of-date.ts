/** The `asof` of an address, read; and dates as words. */
import { parseAsOf, type Day } from '../cost/as-of.ts';
import { TODAY } from './today.ts';

export interface AsOfDate {
  readonly day: Day;
  readonly isToday: boolean;
  /** The URL names a date; without one a scenario may bring its own. */
  readonly chosen: boolean;
  /** What is wrong with the date in the URL; empty: nothing. */
  readonly problem: string;
}

/** Reads the text of `asof`; nonsense gives today and says so. */
export function readAsOf(text: string | undefined): AsOfDate {
  if (text === undefined) return { day: TODAY, isToday: true, chosen: false, problem: '' };
  const read = parseAsOf(text, TODAY);
  if (read.ok) return { day: read.day, isToday: read.isToday, chosen: true, problem: '' };
  return { day: TODAY, isToday: true, chosen: false, problem: read.message };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2018-02-01` as `1 Feb 2018`: the same everywhere, without a locale. */
export function formatDay(day: string): string {
  const [year = '', month = '1', date] = day.split('-');
  const name = MONTHS[Number(month) - 1] ?? '';
  if (!day.includes('-')) return year;
  return date === undefined ? `${name} ${year}` : `${Number(date)} ${name} ${year}`;
}
