/**
 * The date whose rules are in force. Dates are calendar days written `2023-11-27`, or less exactly
 * `2023-11` and `2023`, which mean the first day of the month or year. No clock is read: `today` is
 * the day the facts were last checked, a constant of the content.
 */

/** A whole day, `YYYY-MM-DD`: what every date becomes once it is read. */
export type Day = string;

/** The preview of Lambda; nothing is known about earlier days. */
export const FIRST_DAY: Day = '2014-11-01';

export type AsOf =
  | { readonly ok: true; readonly day: Day; readonly isToday: boolean }
  | { readonly ok: false; readonly message: string };

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days of a month of the Gregorian calendar; `month` counts from 1. */
function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : MONTH_DAYS[month - 1]!;
}

/** The first day a written date means (`2023-11` is `2023-11-01`), or null if it is no date. */
export function firstDayOf(date: string): Day | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date);
  if (!match) return null;
  const [, year, month = '01', day = '01'] = match;
  const monthNumber = Number(month);
  if (monthNumber < 1 || monthNumber > 12) return null;
  const dayNumber = Number(day);
  if (dayNumber < 1 || dayNumber > daysIn(Number(year), monthNumber)) return null;
  return `${year}-${month}-${day}`;
}

/**
 * Negative if `a` is the earlier date, positive if it is the later one, 0 if both mean the same first
 * day. Throws RangeError on a text that is no date: dates of the content are checked when it is read.
 */
export function compareDates(a: string, b: string): number {
  const dayA = firstDayOf(a);
  const dayB = firstDayOf(b);
  if (dayA === null || dayB === null) throw new RangeError(`Not a date: "${dayA === null ? a : b}".`);
  return dayA < dayB ? -1 : dayA > dayB ? 1 : 0;
}

/**
 * Reads an as-of date as a person or a URL gives it: `today`, `2021`, `2021-03` or `2021-03-09`,
 * between November 2014 and `today`. The message says what was found and what is accepted.
 */
export function parseAsOf(text: string, today: Day): AsOf {
  const given = text.trim();
  if (given.toLowerCase() === 'today') return { ok: true, day: today, isToday: true };
  const accepted = `"today" or a date from 2014-11 to ${today}, written 2021, 2021-03 or 2021-03-09`;
  let day = firstDayOf(given);
  if (day === null) {
    const found = given === '' ? 'nothing' : `"${given.slice(0, 40)}"`;
    return { ok: false, message: `The as-of date is ${found}; expected ${accepted}.` };
  }
  // The year of the preview, given as a year only, means its first day that has rules.
  if (given === FIRST_DAY.slice(0, 4)) day = FIRST_DAY;
  if (day < FIRST_DAY) {
    return {
      ok: false,
      message: `"${given}" is before Lambda's preview of November 2014; expected ${accepted}.`,
    };
  }
  if (day > today) {
    return {
      ok: false,
      message: `"${given}" is after ${today}, the day the facts were last checked; expected ${accepted}.`,
    };
  }
  return { ok: true, day, isToday: day === today };
}
