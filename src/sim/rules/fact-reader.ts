/** Facts read strictly: a figure the rules rest on is there, and is what they expect, or the run does not start. */

/** What rules are resolved from: facts seen from a date. `src/cost/value-at.ts` makes one. */
export interface FactValues {
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The value in force at the date; undefined: no such fact, or its feature did not exist yet. */
  valueOf(id: string): unknown;
  /** Every value the fact has had or will have, oldest first, and since when. */
  historyOf(id: string): readonly { readonly from: string; readonly value: unknown }[];
  /** When its feature will be introduced, if it did not exist yet at the date. */
  introducedOn(id: string): string | undefined;
}

/** Thrown when a fact the rules rest on is missing or not of the expected form; names the fact. */
export class RulesError extends Error {
  readonly fact: string;

  constructor(fact: string, problem: string) {
    super(`Fact "${fact}": ${problem}.`);
    this.name = 'RulesError';
    this.fact = fact;
  }
}

/** How a value reads in an error message. */
export function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 80);
}

/** A pair of figures, the smaller first. */
export type Span = readonly [least: number, most: number];

/** Reads facts, and parts of composite ones. Every method throws RulesError and names the fact. */
export interface FactReader {
  readonly asOf: string;
  /** Whether the feature a fact is about existed at the date. A fact that is not there at all is an error. */
  exists(id: string): boolean;
  /** The value in force; of a composite one the named part. */
  value(id: string, part?: string): unknown;
  /** Whether the composite value in force has the part, and it is not null. */
  has(id: string, part: string): boolean;
  /** A whole number above 0, in the fact's own unit. */
  figure(id: string, part?: string): number;
  /** A whole number from 0. */
  count(id: string, part?: string): number;
  /** Seconds from 0, as whole microseconds. */
  secondsUs(id: string, part?: string): number;
  /** Waits in seconds, as whole microseconds. */
  waitsUs(id: string, part?: string): readonly number[];
  /** Whole numbers from 0 in order; one at least. */
  counts(id: string, part?: string): readonly number[];
  /** Two figures, the smaller first. */
  span(id: string, part: string): Span;
  /** Yes or no. */
  flag(id: string, part?: string): boolean;
  /** A word, or several. */
  word(id: string, part?: string): string;
  /** Words in order; one at least. */
  words(id: string, part?: string): readonly string[];
  /** Of a list that grows: since when each of its words stands in it, those to come among them. */
  sinceWhen(id: string): ReadonlyMap<string, string>;
  /** Words that all belong to a set. */
  wordsOf<T extends string>(known: readonly T[], id: string, part?: string): readonly T[];
}

export function factReader(facts: FactValues): FactReader {
  const value = (id: string, part?: string): unknown => {
    const whole = facts.valueOf(id);
    if (whole === undefined) throw new RulesError(id, `no value at ${facts.asOf}, and the rules need one`);
    if (part === undefined) return whole;
    const inner = partsOf(whole)?.[part];
    if (inner === undefined) throw new RulesError(id, `found ${shown(whole)}; expected the part ${part}`);
    return inner;
  };
  const expected = (id: string, found: unknown, what: string, part?: string): RulesError =>
    new RulesError(id, `${part === undefined ? '' : `${part}: `}found ${shown(found)}; expected ${what}`);
  const whole = (least: number, what: string) => (id: string, part?: string) => {
    const found = value(id, part);
    if (typeof found !== 'number' || !Number.isSafeInteger(found) || found < least)
      throw expected(id, found, what, part);
    return found;
  };
  const us = (id: string, found: unknown, part?: string): number => {
    const result = typeof found === 'number' ? Math.round(found * 1_000_000) : Number.NaN;
    if (!Number.isSafeInteger(result) || result < 0) throw expected(id, found, 'seconds from 0', part);
    return result;
  };
  const list = (id: string, part?: string): readonly unknown[] => {
    const found = value(id, part);
    if (!Array.isArray(found) || found.length === 0) throw expected(id, found, 'a list', part);
    return found;
  };
  const words = (id: string, part?: string): readonly string[] =>
    list(id, part).map((found) => {
      if (typeof found !== 'string' || found === '') throw expected(id, found, 'words', part);
      return found;
    });
  return {
    asOf: facts.asOf,
    exists: (id) => {
      if (facts.introducedOn(id) !== undefined) return false;
      value(id);
      return true;
    },
    value,
    has: (id, part) => {
      const inner = partsOf(value(id))?.[part];
      return inner !== undefined && inner !== null;
    },
    figure: whole(1, 'a whole number above 0'),
    count: whole(0, 'a whole number from 0'),
    secondsUs: (id, part) => us(id, value(id, part), part),
    waitsUs: (id, part) => list(id, part).map((found) => us(id, found, part)),
    counts: (id, part) =>
      list(id, part).map((found) => {
        if (typeof found !== 'number' || !Number.isSafeInteger(found) || found < 0)
          throw expected(id, found, 'whole numbers from 0', part);
        return found;
      }),
    span: (id, part) => {
      const [least, most, ...rest] = list(id, part);
      if (
        typeof least !== 'number' ||
        typeof most !== 'number' ||
        !Number.isSafeInteger(least) ||
        !Number.isSafeInteger(most) ||
        least < 0 ||
        most < least ||
        rest.length > 0
      ) {
        throw expected(id, [least, most, ...rest], 'two whole numbers, the smaller first', part);
      }
      return [least, most];
    },
    flag: (id, part) => {
      const found = value(id, part);
      if (typeof found !== 'boolean') throw expected(id, found, 'true or false', part);
      return found;
    },
    word: (id, part) => {
      const found = value(id, part);
      if (typeof found !== 'string' || found === '') throw expected(id, found, 'a word', part);
      return found;
    },
    words,
    sinceWhen: (id) => {
      if (facts.introducedOn(id) === undefined) words(id);
      const since = new Map<string, string>();
      for (const { from, value: found } of facts.historyOf(id)) {
        if (!Array.isArray(found)) throw expected(id, found, 'a list');
        for (const word of found) if (!since.has(String(word))) since.set(String(word), from);
      }
      return since;
    },
    wordsOf: <T extends string>(known: readonly T[], id: string, part?: string) =>
      words(id, part).map((word) => {
        const one = known.find((each) => each === word);
        if (one === undefined) throw expected(id, word, `one of ${known.join(', ')}`, part);
        return one;
      }),
  };
}

function partsOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}
