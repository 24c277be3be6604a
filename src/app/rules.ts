/**
 * The rules in force at a date. They are resolved from the facts when the app is built
 * (`build/rule-periods.ts`): a page that runs scenarios needs the figures, not their histories and sources.
 */
import periods from 'virtual:rule-periods';
import { compareDates, firstDayOf, type Day } from '../cost/as-of.ts';
import type { Rules } from '../sim/rules.ts';

/** The days since which other rules are in force than on the day before, in order. */
export const ruleDays: readonly Day[] = periods.map(({ from }) => from);

const resolved = new Map<string, Rules>();

/** The rules of a date, the same object each time. @throws RangeError when it is no date, or before the first. */
export function rulesAt(date: string): Rules {
  let rules = resolved.get(date);
  if (!rules) {
    const period = periods.findLast(({ from }) => compareDates(from, date) <= 0);
    if (!period) throw new RangeError(`There are no rules for ${date}.`);
    rules = { ...period.rules, asOf: firstDayOf(date)! };
    resolved.set(date, rules);
  }
  return rules;
}
