import { FIRST_DAY, firstDayOf, type Day } from '../src/cost/as-of.ts';
import type { Fact } from '../src/cost/fact.ts';

/** The first day, and every later one on which a value of a fact begins, oldest first: between them nothing changes. */
export function changeDays(facts: readonly Fact[]): Day[] {
  const starts = facts.flatMap(({ history }) => history.map(({ from }) => firstDayOf(from)!));
  return [...new Set([FIRST_DAY, ...starts.filter((day) => day > FIRST_DAY)])].sort();
}
