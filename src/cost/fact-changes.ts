/** What changed when: every dated change, and what differs between two dates. */
import { compareDates, type Day } from './as-of.ts';
import { isComposite } from './composite.ts';
import type { FactValue } from './fact.ts';
import { formatParts, formatValue } from './format-value.ts';
import { isChange, readSame, type ListedEntry, type ListedFact } from './listed-fact.ts';
import { valueAt } from './value-at.ts';

/** One change of one fact. */
export interface Change {
  readonly fact: ListedFact;
  /** The value before; null: its feature comes with it. */
  readonly before: ListedEntry | null;
  readonly after: ListedEntry;
  /** The value reads as before: only what was noted beside it is another. */
  readonly same: boolean;
}

/** Every change there has been, the latest first; at one date in the order of the facts. */
export function changesOf(facts: readonly ListedFact[]): Change[] {
  return facts
    .flatMap((fact) =>
      fact.history.flatMap((after, index): Change[] => {
        if (!isChange(fact, after)) return [];
        const before = fact.history[index - 1] ?? null;
        return [{ fact, before, after, same: before !== null && readSame(fact, before, after) }];
      }),
    )
    .sort((a, b) => compareDates(b.after.from, a.after.from));
}

/**
 * Which way a value went. `more` and `fewer`: of a list, or of the parts of a value. `new`: its feature came.
 * `gone`: seen backwards, it was not there yet. `other`: none of these, or several at once.
 */
export type Direction = 'up' | 'down' | 'more' | 'fewer' | 'new' | 'gone' | 'other';

const OPPOSITE: Readonly<Record<Direction, Direction>> = {
  up: 'down',
  down: 'up',
  more: 'fewer',
  fewer: 'more',
  new: 'gone',
  gone: 'new',
  other: 'other',
};

/** The same way, walked backwards. */
export function opposite(direction: Direction): Direction {
  return OPPOSITE[direction];
}

/** What differs between two dates about one fact. */
export interface Difference {
  readonly fact: ListedFact;
  /** In force at the first date; null: not there yet. */
  readonly first: ListedEntry | null;
  /** In force at the second date. */
  readonly second: ListedEntry | null;
  readonly direction: Direction;
  /** The entries that began between the two dates, after the earlier and up to the later, oldest first. */
  readonly changes: readonly ListedEntry[];
}

/**
 * The facts that read otherwise at one date than at another, in their order. Which date is the earlier does not
 * matter: turned round, `first` and `second` change places and every direction is the opposite one.
 * Throws RangeError when one of the dates is none.
 */
export function differences(facts: readonly ListedFact[], from: Day, to: Day): Difference[] {
  const isForward = compareDates(from, to) <= 0;
  const [early, late] = isForward ? [from, to] : [to, from];
  return facts.flatMap((fact): Difference[] => {
    const [first, second] = [entryAt(fact, from), entryAt(fact, to)];
    if (first === second || (first && second && readSame(fact, first, second))) return [];
    const changes = fact.history.filter(
      (entry) =>
        isChange(fact, entry) && compareDates(entry.from, early) > 0 && compareDates(entry.from, late) <= 0,
    );
    const direction =
      first === null ? 'new' : second === null ? 'gone' : directionOf(fact, first.value, second.value);
    return [{ fact, first, second, direction, changes }];
  });
}

/** The entry that holds at a date; a value that was read later is taken to hold before. null: not there yet. */
function entryAt(fact: ListedFact, date: Day): ListedEntry | null {
  const found = valueAt(fact, date);
  return found.status === 'beforeIntroduction' ? null : found.entry;
}

/** Which way one value of a fact lies from another. */
export function directionOf(fact: ListedFact, then: FactValue, now: FactValue): Direction {
  if (!isComposite(then) || !isComposite(now)) return plainDirection(then, now) ?? 'other';
  const parts = [...new Set([...Object.keys(then), ...Object.keys(now)])].filter(
    (part) => fact.parts?.[part]?.hidden !== true,
  );
  const ways = parts.flatMap((part): Direction[] => {
    const [one, other] = [then[part], now[part]];
    if (one === undefined) return ['more'];
    if (other === undefined) return ['fewer'];
    const way = plainDirection(one, other);
    return way === null ? [] : [way];
  });
  const [first = 'other', ...rest] = new Set(ways);
  return rest.length === 0 ? first : 'other';
}

/** null: the same. No limit is more than any number. */
function plainDirection(then: unknown, now: unknown): Direction | null {
  if (JSON.stringify(then) === JSON.stringify(now)) return null;
  const [one, other] = [figure(then), figure(now)];
  if (one !== null && other !== null) return one < other ? 'up' : 'down';
  if (Array.isArray(then) && Array.isArray(now)) return listDirection(then, now);
  return 'other';
}

function figure(value: unknown): number | null {
  if (value === null) return Infinity;
  return typeof value === 'number' ? value : null;
}

function listDirection(then: readonly unknown[], now: readonly unknown[]): Direction {
  const pairs = then.map((value, index) => [figure(value), figure(now[index])] as const);
  if (then.length === now.length && pairs.every(([one, other]) => one !== null && other !== null)) {
    if (pairs.every(([one, other]) => one! <= other!)) return 'up';
    return pairs.every(([one, other]) => one! >= other!) ? 'down' : 'other';
  }
  if (now.length > then.length && then.every((value) => now.includes(value))) return 'more';
  return now.length < then.length && now.every((value) => then.includes(value)) ? 'fewer' : 'other';
}

/** Of a list after another: what came and what went, in words. null: they are no lists, or have little in common. */
export function listChange(before: unknown, after: unknown): string | null {
  if (!Array.isArray(before) || !Array.isArray(after)) return null;
  const come = after.filter((word) => !before.includes(word));
  const gone = before.filter((word) => !after.includes(word));
  if (gone.length * 2 > before.length) return null;
  return [...come.map((word) => `+ ${word}`), ...gone.map((word) => `\u2212 ${word}`)].join(', ') || null;
}

/** What is another of a value, in words. */
export interface ChangedLine {
  /** The part; empty where the value has none. */
  readonly label: string;
  /** null: it was not there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What differs between two values of a fact: line by line of its parts, those that read the same left out. */
export function changedLines(fact: ListedFact, before: FactValue, after: FactValue): ChangedLine[] {
  const [one, other] = [linesOf(fact, before), linesOf(fact, after)];
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((label) => {
    const line = { label, before: one.get(label) ?? null, after: other.get(label) ?? null };
    return line.before === line.after ? [] : [line];
  });
}

function linesOf(fact: ListedFact, value: FactValue): ReadonlyMap<string, string> {
  const parts = formatParts(fact, value);
  return parts.length === 0
    ? new Map([['', formatValue(fact, value)]])
    : new Map(parts.map(({ label, text }) => [label, text]));
}
