/** What a rule of the configuration check is, what it says, and what most rules are made of. */
import { formatDay } from './format-day.ts';
import { fieldOf, type Configuration, type FieldKey, type GroupId } from './check-fields.ts';
import { isComposite } from './composite.ts';
import type { FactValue } from './fact.ts';
import { formatQuantity } from './format-value.ts';
import type { FactsAt } from './value-at.ts';

/** `did-not-exist`: the feature came later. `unknown`: AWS documents nothing, or no fact here says it. */
export type Verdict = 'ok' | 'warning' | 'refused' | 'unknown' | 'did-not-exist' | 'not-given';

/** A value that would be allowed: as text of its field, and as words for a button. */
export interface Nearest {
  readonly field: FieldKey;
  readonly text: string;
  readonly label: string;
  /** What taking it over does, where “Use” and the label would not say it. */
  readonly act?: string;
}

export interface Finding {
  readonly verdict: Verdict;
  /** Why, in a sentence whose figures come from facts or from what was given. */
  readonly reason: string;
  readonly nearest?: Nearest;
}

export interface Rule {
  /** Permanent: links and tests name it. */
  readonly id: string;
  readonly group: GroupId;
  readonly title: string;
  /** Fields it reads; the first is the one it judges. */
  readonly inputs: readonly FieldKey[];
  /** Null: it has nothing to do with this configuration. */
  readonly check: (configuration: Configuration, read: Reading) => Finding | null;
}

/** Reads facts at a date and remembers which ones were asked for. */
export class Reading {
  readonly at: FactsAt;
  readonly cited = new Set<string>();

  constructor(at: FactsAt) {
    this.at = at;
  }

  /** The value in force, or one part of it; undefined: no fact says it at the date. */
  value(id: string, part?: string): FactValue | null | undefined {
    this.cited.add(id);
    const value = this.at.valueOf(id);
    if (part === undefined) return value;
    return value !== undefined && isComposite(value) ? value[part] : undefined;
  }

  number(id: string, part?: string): number | undefined {
    const value = this.value(id, part);
    return typeof value === 'number' ? value : undefined;
  }

  /** The words of a list; of a single word, that word; empty: there is none. */
  words(id: string, part?: string): readonly string[] {
    const value = this.value(id, part);
    if (typeof value === 'string') return [value];
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  }

  /** The day the feature of a fact came, if it was not there yet. */
  since(id: string): string | undefined {
    this.cited.add(id);
    return this.at.introducedOn(id);
  }
}

export function ok(reason: string): Finding {
  return { verdict: 'ok', reason };
}

export function warning(reason: string, nearest?: Nearest): Finding {
  return { verdict: 'warning', reason, ...(nearest && { nearest }) };
}

export function refused(reason: string, nearest?: Nearest): Finding {
  return { verdict: 'refused', reason, ...(nearest && { nearest }) };
}

export function unknown(reason: string): Finding {
  return { verdict: 'unknown', reason };
}

export function notGiven(reason: string): Finding {
  return { verdict: 'not-given', reason };
}

/**
 * What is said of a feature that had not come yet at the date; null where it was there.
 *
 * @param id fact of the feature
 * @param nearest what does without it
 */
export function notYet(read: Reading, id: string, feature: string, nearest?: Nearest): Finding | null {
  const since = read.since(id);
  if (since === undefined) return null;
  return {
    verdict: 'did-not-exist',
    reason: `${feature} came ${dated(since)}.`,
    ...(nearest && { nearest }),
  };
}

/** `on 25 Nov 2019`, `in Nov 2019`. */
export function dated(day: string): string {
  return `${day.length === 10 ? 'on' : 'in'} ${formatDay(day)}`;
}

/** `yes` and `no`, numbers, and words as a field takes them. */
export function suggest(field: FieldKey, value: number | string | boolean): Nearest {
  if (typeof value === 'boolean') {
    const text = value ? 'yes' : 'no';
    return { field, text, label: text };
  }
  if (typeof value === 'string') return { field, text: value, label: value };
  return { field, text: String(value), label: quantity(field, value) };
}

/** A field with nothing in it. @param act see {@link Nearest} */
export function leftOut(field: FieldKey, act?: string): Nearest {
  return { field, text: '', label: 'none', ...(act !== undefined && { act }) };
}

/** A number in the unit of its field, in words. */
export function quantity(field: FieldKey, value: number): string {
  return formatQuantity(value, fieldOf(field).unit);
}

export interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Distance of allowed values, counted from the least. */
  readonly step?: number | undefined;
  /** What the bound comes from, to be said after it: `, less what must stay unreserved`. */
  readonly because?: string;
}

/** The allowed value that is nearest to a number: inside the bounds, and on a step. */
function nearestWithin(value: number, { min = 0, max = Infinity, step }: Bounds): number {
  const inside = Math.min(Math.max(value, min), max);
  if (step === undefined || step <= 0) return inside;
  const steps = Math.round((inside - min) / step);
  const most = max === Infinity ? steps : Math.floor((max - min) / step);
  return min + Math.min(steps, most) * step;
}

/** Judges a number by bounds. Its sentence begins with the number. */
export function within(field: FieldKey, value: number, bounds: Bounds): Finding {
  const { min, max, step, because = '' } = bounds;
  const given = quantity(field, value);
  const nearest = suggest(field, nearestWithin(value, bounds));
  if (min !== undefined && max !== undefined && min === max && value !== min) {
    return refused(`${given} cannot be set: it is always ${quantity(field, min)}${because}.`, nearest);
  }
  if (max !== undefined && value > max) {
    return refused(`${given} is more than ${quantity(field, max)}, the most allowed${because}.`, nearest);
  }
  if (min !== undefined && value < min) {
    return refused(`${given} is less than ${quantity(field, min)}, the least allowed${because}.`, nearest);
  }
  if (step !== undefined && step > 0 && !isOnStep(value - (min ?? 0), step)) {
    const steps = `${quantity(field, min ?? 0)} or more, in steps of ${quantity(field, step)}`;
    return refused(`${given} is between two settings: ${steps}${because}.`, nearest);
  }
  if (min !== undefined && max !== undefined) {
    if (min === max) return ok(`${given} is what it always is.`);
    return ok(`${given} is within ${quantity(field, min)} to ${quantity(field, max)}${because}.`);
  }
  if (max !== undefined) return ok(`${given} is within ${quantity(field, max)}, the most allowed${because}.`);
  if (min !== undefined) return ok(`${given} is at least ${quantity(field, min)}, as it must be${because}.`);
  return unknown(`AWS documents no bound for ${given}.`);
}

function isOnStep(distance: number, step: number): boolean {
  const steps = distance / step;
  return Math.abs(steps - Math.round(steps)) < 1e-9;
}

/** A sentence for what no fact says. */
export function noFact(what: string): Finding {
  return unknown(`No fact here says ${what} at this date.`);
}
