/**
 * Simulated time in words, the same everywhere: no locale, no time zone. A narrow no-break space
 * (U+202F) joins number and unit.
 */

const NARROW = '\u202f';
const SECOND_US = 1_000_000;
const MINUTE_US = 60 * SECOND_US;
const HOUR_US = 60 * MINUTE_US;
const DAY_US = 24 * HOUR_US;

/** Whole number with a comma every three digits: 1,000,000. */
export function formatCount(value: number): string {
  const digits = String(Math.abs(Math.round(value)));
  let grouped = '';
  for (let end = digits.length; end > 0; end -= 3) {
    const part = digits.slice(Math.max(0, end - 3), end);
    grouped = grouped === '' ? part : `${part},${grouped}`;
  }
  return Math.round(value) < 0 ? `\u2212${grouped}` : grouped;
}

/**
 * A moment of a run as a clock shows it: `0:02.24`, `1:19.05`, `1:02:03.50`. Digits that do not fit
 * are cut, not rounded: a clock never shows what has not happened yet.
 *
 * @param us - simulated time, whole microseconds, 0 or more
 * @param digits - digits after the second's point, 0 to 6
 */
export function formatTime(us: number, digits = 2): string {
  const whole = Math.max(0, Math.floor(us));
  const hours = Math.floor(whole / HOUR_US);
  const minutes = Math.floor((whole % HOUR_US) / MINUTE_US);
  const seconds = Math.floor((whole % MINUTE_US) / SECOND_US);
  const fraction =
    digits === 0
      ? ''
      : `.${String(whole % SECOND_US)
          .padStart(6, '0')
          .slice(0, digits)}`;
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  const head = hours === 0 ? String(minutes) : `${formatCount(hours)}:${twoDigits(minutes)}`;
  return `${head}:${twoDigits(seconds)}${fraction}`;
}

/** Three significant digits of a number of microseconds, as whole microseconds. */
function toThreeDigitsUs(us: number): number {
  let unit = 1;
  while (us / unit >= 1000) unit *= 10;
  return Math.round(us / unit) * unit;
}

/** A number of at most three digits after the point, without trailing zeros. */
function plain(us: number, unitUs: number): string {
  const thousandths = Math.round((us / unitUs) * 1000);
  const rest = String(thousandths % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  const whole = String(Math.floor(thousandths / 1000));
  return rest === '' ? whole : `${whole}.${rest}`;
}

/** Two neighbouring units, the smaller left out when it is none: `10 min`, `2 h 5 min`. */
function pair(us: number, largeUs: number, large: string, smallUs: number, small: string): string {
  const smalls = Math.round(us / smallUs);
  const perLarge = largeUs / smallUs;
  const first = `${formatCount(Math.floor(smalls / perLarge))}${NARROW}${large}`;
  const rest = smalls % perLarge;
  return rest === 0 ? first : `${first} ${String(rest)}${NARROW}${small}`;
}

/**
 * A length of time as a person says it: `412 ms`, `61.1 s`, `10 min`, `2 h 5 min`. Below two
 * minutes three digits count; above, whole seconds, then whole minutes, then whole hours.
 *
 * @param us - microseconds, 0 or more
 */
export function formatDuration(us: number): string {
  const rounded = toThreeDigitsUs(Math.max(0, us));
  if (rounded === 0) return `0${NARROW}ms`;
  if (rounded < 1000) return `${String(rounded)}${NARROW}µs`;
  if (rounded < SECOND_US) return `${plain(rounded, 1000)}${NARROW}ms`;
  if (rounded < 2 * MINUTE_US) return `${plain(rounded, SECOND_US)}${NARROW}s`;
  if (Math.round(us / SECOND_US) * SECOND_US < HOUR_US) return pair(us, MINUTE_US, 'min', SECOND_US, 's');
  if (Math.round(us / MINUTE_US) * MINUTE_US < DAY_US) return pair(us, HOUR_US, 'h', MINUTE_US, 'min');
  return pair(us, DAY_US, 'd', HOUR_US, 'h');
}
