/** Simulated time as a moment of the calendar, for logs: the run begins at midnight (UTC) of a day. */

const DAY_US = 86_400_000_000;

/** Days from 1970-01-01 to a day of the (Gregorian) calendar. */
function daysFrom(year: number, month: number, day: number): number {
  // Years that begin in March end with the day that is sometimes there.
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** And back: `2026-11-20`. */
function dayText(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}`;
}

export interface UtcTime {
  /** `2026-11-20`. */
  readonly day: string;
  /** `13:05:09`. */
  readonly clock: string;
  /** Microseconds of the second: `000340`. */
  readonly fraction: string;
}

/**
 * The moment `us` microseconds after midnight of a day.
 *
 * @param day `YYYY-MM-DD`.
 */
export function utcTime(day: string, us: number): UtcTime {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const days = Math.floor(us / DAY_US);
  const seconds = Math.floor((us - days * DAY_US) / 1_000_000);
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    day: dayText(daysFrom(year, month, date) + days),
    clock: `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`,
    fraction: String(us % 1_000_000).padStart(6, '0'),
  };
}

/** As logs write it: `2026-11-20T13:05:09.000Z`. */
export function isoTime(day: string, us: number): string {
  const time = utcTime(day, us);
  return `${time.day}T${time.clock}.${time.fraction.slice(0, 3)}Z`;
}
