/** What the page of limits shows of all facts: words that are looked for, and filters. It stands in the address. */
import { compareDates, firstDayOf, type Day } from '../cost/as-of.ts';
import type { Fact } from '../cost/fact.ts';
import { isChange, readSame, type ListedEntry, type ListedFact } from '../cost/listed-fact.ts';
import { valueAt } from '../cost/value-at.ts';
import type { SearchText } from './search-text.ts';

/** Filters that are on or off, by their names in the address. */
export const FLAGS = ['adjustable', 'settable', 'differs', 'said'] as const;
export type Flag = (typeof FLAGS)[number];

export const KINDS = ['quota', 'price', 'behaviour'] as const satisfies readonly Fact['kind'][];

export interface LimitsView {
  /** As typed. */
  readonly q: string;
  /** Any of these; none: all. */
  readonly kinds: ReadonlySet<Fact['kind']>;
  readonly flags: ReadonlySet<Flag>;
  /** Changed after this date; empty: whenever. */
  readonly changed: string;
}

export const ALL: LimitsView = { q: '', kinds: new Set(), flags: new Set(), changed: '' };

/** Reads an address; what it does not know or cannot read is no filter. */
export function readLimitsView(search: SearchText): LimitsView {
  const kinds = (search['kind'] ?? '').split(',');
  return {
    q: search['q'] ?? '',
    kinds: new Set(KINDS.filter((kind) => kinds.includes(kind))),
    flags: new Set(FLAGS.filter((flag) => search[flag] === 'on')),
    changed: firstDayOf(search['changed'] ?? '') === null ? '' : search['changed']!,
  };
}

/** The part of the address that means this view; undefined: it does not stand there. */
export function printLimitsView(view: LimitsView): Readonly<Record<string, string | undefined>> {
  return {
    q: view.q === '' ? undefined : view.q,
    kind: KINDS.filter((kind) => view.kinds.has(kind)).join(',') || undefined,
    changed: view.changed || undefined,
    ...Object.fromEntries(FLAGS.map((flag) => [flag, view.flags.has(flag) ? 'on' : undefined])),
  };
}

/** Whether a fact reads otherwise at a date than today; one that was not there yet does. */
export function differsFrom(fact: ListedFact, day: Day, today: Day): boolean {
  const [then, now] = [valueAt(fact, day), valueAt(fact, today)];
  return then.status === 'beforeIntroduction' || !readSame(fact, then.entry, now.entry);
}

/** The changes of a fact after a date, oldest first. */
function changesAfter(fact: ListedFact, date: string): readonly ListedEntry[] {
  return fact.history.filter((entry) => isChange(fact, entry) && compareDates(entry.from, date) > 0);
}

/** The dates a filter compares with. */
export interface LimitsDates {
  readonly day: Day;
  readonly today: Day;
}

/** Whether a fact passes the filters, the words aside. */
export function passes(fact: ListedFact, view: LimitsView, { day, today }: LimitsDates): boolean {
  const { kinds, flags, changed } = view;
  return (
    (kinds.size === 0 || kinds.has(fact.kind)) &&
    (!flags.has('adjustable') || fact.adjustable === true) &&
    (!flags.has('settable') || fact.settable === true) &&
    (!flags.has('said') || fact.said > 0) &&
    (!flags.has('differs') || differsFrom(fact, day, today)) &&
    (changed === '' || changesAfter(fact, changed).length > 0)
  );
}

/** The view with a kind or a filter turned on or off. */
export function toggled(view: LimitsView, what: Fact['kind'] | Flag): LimitsView {
  const flip = <T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> =>
    set.has(one) ? new Set([...set].filter((each) => each !== one)) : new Set([...set, one]);
  return isFlag(what)
    ? { ...view, flags: flip(view.flags, what) }
    : { ...view, kinds: flip(view.kinds, what) };
}

function isFlag(what: string): what is Flag {
  return (FLAGS as readonly string[]).includes(what);
}

/** How many of some facts there would be with a filter on, all others as they are; of a kind, of that kind alone. */
export function countWith(
  facts: readonly ListedFact[],
  view: LimitsView,
  what: Fact['kind'] | Flag,
  dates: LimitsDates,
): number {
  const withIt: LimitsView = isFlag(what)
    ? { ...view, flags: new Set([...view.flags, what]) }
    : { ...view, kinds: new Set([what]) };
  return facts.filter((fact) => passes(fact, withIt, dates)).length;
}

/** Whether anything is looked for or filtered. */
export function isNarrowed({ q, kinds, flags, changed }: LimitsView): boolean {
  return q.trim() !== '' || kinds.size > 0 || flags.size > 0 || changed !== '';
}
