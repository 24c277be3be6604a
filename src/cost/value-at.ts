/** Which value of a fact is in force at a date. */
import { compareDates, firstDayOf, type Day } from './as-of.ts';
import type { Entry, Fact, FactValue } from './fact.ts';

export type ValueAt<E = Entry> =
  | { readonly status: 'inForce'; readonly entry: E }
  /** Its feature did not exist yet: `entry` is the first value to come. */
  | { readonly status: 'beforeIntroduction'; readonly entry: E }
  /** Nobody read it that early; the first value is taken to hold before too. */
  | { readonly status: 'beforeFirstRead'; readonly entry: E };

/** As much of a fact as telling its value at a date needs. */
interface Dated<E> {
  readonly start: Fact['start'];
  readonly history: readonly E[];
}

/**
 * The value in force at a date (`2023-11` means its first day): the last entry that began on or
 * before it. Before the first entry the answer depends on whether the feature was introduced with it
 * or merely read there first; `entry` is then the first one.
 */
export function valueAt<E extends { readonly from: string }>(fact: Dated<E>, date: string): ValueAt<E> {
  let entry: E | undefined;
  for (const candidate of fact.history) {
    if (compareDates(candidate.from, date) > 0) break;
    entry = candidate;
  }
  if (entry) return { status: 'inForce', entry };
  const first = fact.history[0]!;
  return { status: fact.start === 'introduced' ? 'beforeIntroduction' : 'beforeFirstRead', entry: first };
}

/** The facts as one date sees them: what the simulator resolves its rules from. */
export interface FactsAt {
  readonly asOf: Day;
  /** The value in force; undefined: unknown fact, or its feature did not exist yet. */
  valueOf(id: string): FactValue | undefined;
  /** Every value the fact has had, oldest first, and since when; empty: unknown fact. */
  historyOf(id: string): readonly { readonly from: string; readonly value: FactValue }[];
  /** When its feature will be introduced, if it did not exist yet at the date. */
  introducedOn(id: string): string | undefined;
}

/** As much of a fact as its values at a date need: a list's entries carry no sources. */
interface Valued extends Dated<{ readonly from: string; readonly value: FactValue }> {
  readonly id: string;
}

/** Looks at facts from a date. Throws RangeError when the date is none. */
export function factsAt(facts: readonly Valued[], date: string): FactsAt {
  const asOf = firstDayOf(date);
  if (asOf === null) throw new RangeError(`Not a date: "${date}".`);
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  return {
    asOf,
    valueOf(id) {
      const fact = byId.get(id);
      if (!fact) return undefined;
      const found = valueAt(fact, asOf);
      return found.status === 'beforeIntroduction' ? undefined : found.entry.value;
    },
    historyOf: (id) => byId.get(id)?.history ?? [],
    introducedOn(id) {
      const fact = byId.get(id);
      const found = fact && valueAt(fact, asOf);
      return found?.status === 'beforeIntroduction' ? found.entry.from : undefined;
    },
  };
}
