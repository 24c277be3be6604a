/** Recognises a number with a unit as a value that a fact has or had. */
import { isComposite } from '../src/cost/composite.ts';
import type { Fact } from '../src/cost/fact.ts';

/** A number with a unit in one measure: milliseconds, bytes, a share, dollars, or a number of something. */
interface Quantity {
  readonly dimension: string;
  readonly amount: number;
}

const SECOND = 1000;
const DAY = 86_400 * SECOND;

/** What one of a unit is. */
const MEASURES: Readonly<Record<string, Quantity>> = {
  µs: { dimension: 'ms', amount: 0.001 },
  microsecond: { dimension: 'ms', amount: 0.001 },
  ms: { dimension: 'ms', amount: 1 },
  millisecond: { dimension: 'ms', amount: 1 },
  s: { dimension: 'ms', amount: SECOND },
  sec: { dimension: 'ms', amount: SECOND },
  second: { dimension: 'ms', amount: SECOND },
  min: { dimension: 'ms', amount: 60 * SECOND },
  minute: { dimension: 'ms', amount: 60 * SECOND },
  h: { dimension: 'ms', amount: 3600 * SECOND },
  hr: { dimension: 'ms', amount: 3600 * SECOND },
  hour: { dimension: 'ms', amount: 3600 * SECOND },
  day: { dimension: 'ms', amount: DAY },
  week: { dimension: 'ms', amount: 7 * DAY },
  byte: { dimension: 'bytes', amount: 1 },
  kb: { dimension: 'bytes', amount: 1024 },
  kilobyte: { dimension: 'bytes', amount: 1024 },
  mb: { dimension: 'bytes', amount: 1024 ** 2 },
  megabyte: { dimension: 'bytes', amount: 1024 ** 2 },
  gb: { dimension: 'bytes', amount: 1024 ** 3 },
  gigabyte: { dimension: 'bytes', amount: 1024 ** 3 },
  tb: { dimension: 'bytes', amount: 1024 ** 4 },
  '%': { dimension: '%', amount: 1 },
  percent: { dimension: '%', amount: 1 },
  'per cent': { dimension: '%', amount: 1 },
  usd: { dimension: 'USD', amount: 1 },
  $: { dimension: 'USD', amount: 1 },
  dollar: { dimension: 'USD', amount: 1 },
  cent: { dimension: 'USD', amount: 0.01 },
};

const PER = /(?:\/|\b(?:a|an|per|each|every)\b)\s*(s|seconds?|min|minutes?|h|hours?|days?|months?)$/;

/** What a unit measures, as written in a text or in a fact; `requests a second` and `polls/s` are both rates. */
function measureOf(unit: string): Quantity {
  const words = unit
    .toLowerCase()
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim();
  const rate = PER.exec(words);
  // `MB/s` and a dollar an hour stay what they are.
  if (rate && !/^(?:[kmg]b|usd)/.test(words)) return { dimension: `per ${rate[1]![0]}`, amount: 1 };
  // `% of the target`, `GB of memory in use`, `USD per GB-second`: the first word says what is measured.
  const word = words in MEASURES ? words : words.split(/[ /]/)[0]!.replace(/([kmgt])ib$/, '$1b');
  const singular = word.length > 2 ? word.replace(/s$/, '') : word;
  return MEASURES[word] ?? MEASURES[singular] ?? { dimension: singular, amount: 1 };
}

/** Parts without a unit whose name says what is counted. */
const COUNTED_PARTS: Readonly<Record<string, string>> = {
  factor: 'times',
  retries: 'retries',
  attempts: 'attempts',
};

/** Every number of a fact's value with its unit. */
function numbersOf(fact: Fact, value: unknown, unit: string): { value: number; unit: string }[] {
  if (typeof value === 'number') return unit === '' ? [] : [{ value, unit }];
  if (Array.isArray(value)) return value.flatMap((one) => numbersOf(fact, one, unit));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([part, inner]) => {
    const own = isComposite(value) ? (fact.parts?.[part]?.unit ?? COUNTED_PARTS[part]) : undefined;
    return numbersOf(fact, inner, own ?? (fact.parts?.[part] ? '' : unit));
  });
}

/** A value that a fact has or had. */
export interface KnownValue {
  readonly fact: string;
  readonly from: string;
  /** When the next value came; null: it holds today. */
  readonly until: string | null;
}

/** Looks up which facts a number with a unit is a value of. */
export type FactValues = (value: number, unit: string) => readonly KnownValue[];

/** The values of some facts, to look numbers up in. */
export function factValues(facts: Iterable<Fact>): FactValues {
  const known = new Map<string, KnownValue[]>();
  const keyOf = (value: number, unit: string) => {
    const { dimension, amount } = measureOf(unit);
    return `${Number((value * amount).toPrecision(9))} ${dimension}`;
  };
  for (const fact of facts) {
    fact.history.forEach((entry, index) => {
      const until = fact.history[index + 1]?.from ?? null;
      for (const { value, unit } of numbersOf(fact, entry.value, fact.unit)) {
        const key = keyOf(value, unit);
        const values = known.get(key) ?? [];
        if (values.at(-1)?.fact === fact.id) values[values.length - 1] = { ...values.at(-1)!, until };
        else values.push({ fact: fact.id, from: entry.from, until });
        known.set(key, values);
      }
    });
  }
  return (value, unit) => known.get(keyOf(value, unit)) ?? [];
}
