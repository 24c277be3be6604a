/** Days in words, the same everywhere: no locale. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2018-02-01` as `1 Feb 2018`, `2018-02` as `Feb 2018`, `2018` as it is. */
export function formatDay(day: string): string {
  const [year = '', month = '1', date] = day.split('-');
  const name = MONTHS[Number(month) - 1] ?? '';
  if (!day.includes('-')) return year;
  return date === undefined ? `${name} ${year}` : `${Number(date)} ${name} ${year}`;
}
