/** A fact as a row of a table: its value at a date, since when, and whether it changed later. */
import type { Day } from './as-of.ts';
import { compareDates } from './as-of.ts';
import type { Fact } from './fact.ts';
import { formatParts, formatValue, type FormattedPart } from './format-value.ts';
import type { ListedEntry, ListedFact } from './listed-fact.ts';
import { valueAt, type ValueAt } from './value-at.ts';

export interface LimitRow {
  readonly id: string;
  readonly title: string;
  readonly topic: string;
  readonly kind: Fact['kind'];
  readonly status: ValueAt['status'];
  /** The value in words; of the first entry to come where the feature does not exist yet. */
  readonly text: string;
  /** Composite values, part by part; else empty. */
  readonly parts: readonly FormattedPart[];
  readonly since: Since;
  /** The entry the value comes from. */
  readonly entry: ListedEntry;
  /** The next change after the date. */
  readonly next: { readonly from: string; readonly text: string } | null;
  /** How many values it had before this one, and has had after it. */
  readonly earlier: number;
  readonly later: number;
  readonly adjustable: boolean;
  readonly settable: boolean;
}

/**
 * What the date of a value means. `since`: in force from that day. `about`: from near it.
 * `firstRead`: held before too, only read there first. `notBefore`: its feature comes with that day.
 */
export interface Since {
  readonly meaning: 'since' | 'about' | 'firstRead' | 'notBefore';
  readonly date: string;
}

function sinceOf(fact: Row, found: ValueAt<ListedEntry>): Since {
  const date = found.entry.from;
  if (found.status === 'beforeIntroduction') return { meaning: 'notBefore', date };
  if (fact.start === 'firstRead' && found.entry === fact.history[0]) return { meaning: 'firstRead', date };
  return { meaning: found.entry.datePrecision === 'approximate' ? 'about' : 'since', date };
}

/** What a row is made from: a fact, or one as lists carry it. */
type Row = Omit<ListedFact, 'said'>;

/** The row of a fact at a date. Throws RangeError when the date is none. */
export function limitRow(fact: Row, asOf: Day): LimitRow {
  const found = valueAt(fact, asOf);
  const { entry } = found;
  const coming = fact.history.filter((candidate) => compareDates(candidate.from, asOf) > 0);
  // Before the first reading its value already holds: the next change is the one after it.
  const changes = found.status === 'beforeFirstRead' ? coming.slice(1) : coming;
  const next = changes[0];
  return {
    id: fact.id,
    title: fact.title,
    topic: fact.topic,
    kind: fact.kind,
    status: found.status,
    text: formatValue(fact, entry.value),
    parts: formatParts(fact, entry.value),
    since: sinceOf(fact, found),
    entry,
    next: next ? { from: next.from, text: formatValue(fact, next.value) } : null,
    earlier: found.status === 'inForce' ? fact.history.indexOf(entry) : 0,
    later: changes.length,
    adjustable: fact.adjustable === true,
    settable: fact.settable === true,
  };
}
