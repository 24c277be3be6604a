/** Every dated change of a price, and whether it touches a bill. */
import { FIRST_DAY, firstDayOf, type Day } from './as-of.ts';
import { billOf } from './bill-of.ts';
import type { PricedFact } from './priced-fact.ts';
import type { Usage } from './usage.ts';

/** A value that began on a day. */
export interface PriceChange {
  readonly id: string;
  readonly title: string;
  /** The bill of that day would be another without it. */
  readonly touches: boolean;
}

export interface DayOfChanges {
  readonly day: Day;
  /** Those that touch the bill last. */
  readonly changes: readonly PriceChange[];
  /** The bill as printed by the prices of the day. */
  readonly printed: string;
}

/** After every day. */
const NEVER = '9999-12-31';

/** The days on which prices changed, oldest first. What was merely read first on a day, or was there from the
 * preview on, is no change. */
export function priceChanges(usage: Usage, facts: readonly PricedFact[], today: Day): DayOfChanges[] {
  const byDay = new Map<Day, { readonly fact: PricedFact; readonly at: number }[]>();
  for (const fact of facts)
    for (const [at, { from }] of fact.history.entries()) {
      const day = firstDayOf(from) ?? NEVER;
      if ((at === 0 && fact.start === 'firstRead') || day <= FIRST_DAY || day > today) continue;
      byDay.set(day, [...(byDay.get(day) ?? []), { fact, at }]);
    }
  return [...byDay]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, begun]) => {
      const then = { ...usage, asOf: day };
      const bill = billOf(then, facts);
      const changes = begun.map(({ fact, at }) => {
        const others = facts.map((one) => (one === fact ? without(fact, at) : one));
        const other = billOf(then, others);
        const touches = other.totalUsd !== bill.totalUsd || other.refused.length !== bill.refused.length;
        return { id: fact.id, title: fact.title, touches };
      });
      const ordered = changes.toSorted((a, b) => Number(a.touches) - Number(b.touches));
      return { day, changes: ordered, printed: bill.printedTotal };
    });
}

/** The fact as if one of its values had never begun. */
function without(fact: PricedFact, at: number): PricedFact {
  const history = fact.history.filter((_, index) => index !== at);
  return { ...fact, history: history.length > 0 ? history : [{ ...fact.history[at]!, from: NEVER }] };
}
