/** A fact as lists carry it: its values and their dates, without what was noted and where it was read. */
import type { Entry, Fact } from './fact.ts';
import { formatValue } from './format-value.ts';

export type ListedEntry = Omit<Entry, 'note' | 'doubt' | 'sources'>;

export interface ListedFact extends Omit<Fact, 'history' | 'noteClaims'> {
  /** Oldest first, as in the fact. */
  readonly history: readonly ListedEntry[];
  /** How many statements of the source notes are about it. */
  readonly said: number;
}

/** What a list shows of a fact. */
export function listFact({ history, noteClaims, ...fact }: Fact): ListedFact {
  return {
    ...fact,
    history: history.map(({ from, datePrecision, value }) => ({ from, datePrecision, value })),
    said: noteClaims.length,
  };
}

/**
 * Whether an entry of a fact's history says when its value began. The first one does only where its feature was
 * introduced with it: else the value was merely read there first and held before too.
 */
export function isChange(fact: ListedFact, entry: ListedEntry): boolean {
  return fact.start === 'introduced' || entry !== fact.history[0];
}

/** Whether two entries read the same: what is not shown to readers may differ. */
export function readSame(fact: ListedFact, one: ListedEntry, other: ListedEntry): boolean {
  return one === other || formatValue(fact, one.value) === formatValue(fact, other.value);
}
