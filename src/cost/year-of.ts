/** A day as a number that grows by one a year. */
import type { Day } from './as-of.ts';

/** 2020-07-02 is about 2020.5: days as shares of months of 31 are exact enough for a line. */
export function yearOf(day: Day): number {
  const [year = '0', month = '1', date = '1'] = day.split('-');
  return Number(year) + (Number(month) - 1) / 12 + (Number(date) - 1) / 372;
}
