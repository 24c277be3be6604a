/** A date as a number that grows by one a year. */
import { FIRST_DAY, firstDayOf } from './as-of.ts';

/**
 * 2020-07-02 is about 2020.5: days as shares of months of 31 are exact enough for a line.
 *
 * @param date as facts write it: `2018`, `2018-10`, `2018-10-10`
 */
export function yearOf(date: string): number {
  const [year = 0, month = 1, day = 1] = (firstDayOf(date) ?? FIRST_DAY).split('-').map(Number);
  return year + (month - 1 + (day - 1) / 31) / 12;
}
