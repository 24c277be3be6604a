/** The `asof` of an address, read. */
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
