/**
 * A fact about AWS Lambda: a quota, a price or a behaviour, with the values it has had and where each
 * was read. What a reader sees as a number comes from one of these.
 */
import { firstDayOf } from './as-of.ts';
import { isComposite } from './composite.ts';
import { UNITS } from './units.ts';
import { z } from './zod.ts';

const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
const date = z
  .string()
  .check(z.refine((text) => firstDayOf(text) !== null, 'expected a date: 2023, 2023-11 or 2023-11-27'));
const day = z
  .string()
  .check(z.refine((text) => text.length === 10 && firstDayOf(text) !== null, 'expected a day: 2023-11-27'));
const sentence = z.string().check(z.minLength(1));
const unit = z
  .string()
  .check(z.refine((text) => UNITS.includes(text), 'expected a unit that stands in src/cost/units.ts'));
const unitOrNone = z
  .string()
  .check(
    z.refine((text) => text === '' || UNITS.includes(text), 'expected a unit of src/cost/units.ts, or none'),
  );

/** Where a value was read: publisher's title, address, date of the text if it has one, date it was read. */
export const Source = z.strictObject({
  title: sentence,
  url: z.url({ protocol: /^https$/ }),
  /** Date of the text itself; absent where the page carries none. */
  textDate: z.optional(date),
  /** The day it was last read. */
  read: day,
  /** What it says, in our words. */
  says: sentence,
});
export type Source = z.infer<typeof Source>;

const scalar = z.union([z.number(), z.string(), z.boolean(), z.null()]);
const list = z.array(z.union([z.number(), z.string()])).check(z.minLength(1));

/** A figure, a word, yes or no, a list, or named parts of these (one level deeper for tables by Region). */
export const FactValue = z.union([
  z.number(),
  z.string(),
  z.boolean(),
  list,
  z.record(z.string(), z.union([scalar, list, z.record(z.string(), scalar)])),
]);
export type FactValue = z.infer<typeof FactValue>;

export const Entry = z.strictObject({
  /** First day of the value, or of the source it was first read in. */
  from: date,
  /**
   * `as-sourced`: a source gives the day. `approximate`: near it (a release or page that follows the
   * change). `unknown-start`: only the first reading is known.
   */
  datePrecision: z.enum(['as-sourced', 'approximate', 'unknown-start']),
  value: FactValue,
  note: z.optional(sentence),
  /** Why the value itself, not only its date, is uncertain. */
  doubt: z.optional(sentence),
  sources: z.array(Source).check(z.minLength(1)),
});
export type Entry = z.infer<typeof Entry>;

/** What one of the five source notes said about the fact, and whether it is so. */
const NoteClaim = z.strictObject({
  /** Number of the note, from 1, in the order of their file names. */
  note: z.int().check(z.gte(1), z.lte(5)),
  claim: sentence,
  verdict: z.enum(['current', 'was true', 'never accurate', 'unverified']),
  /** With `was true`: until when. */
  until: z.optional(date),
  comment: z.optional(sentence),
});

const PartSpec = z.strictObject({
  label: sentence,
  unit: z.optional(unit),
  /** A pair of numbers is a range: from the first to the second. */
  range: z.optional(z.literal(true)),
  /** Not shown to readers: an identifier. */
  hidden: z.optional(z.literal(true)),
});

/** A table has a record for each of its rows; rows, by Region or by runtime, need no names. */
function isTable(value: Readonly<Record<string, unknown>>): boolean {
  return Object.values(value).every((row) => typeof row === 'object' && row !== null && !Array.isArray(row));
}

export const Fact = z
  .strictObject({
    id,
    title: sentence,
    topic: id,
    kind: z.enum(['quota', 'price', 'behaviour']),
    /** Unit of the value; empty where it has none. Parts may have their own. */
    unit: unitOrNone,
    /** Names and units of the parts of a composite value, in the order they are shown. */
    parts: z.optional(z.record(z.string(), PartSpec)),
    /**
     * `introduced`: before the first entry the feature did not exist.
     * `firstRead`: the first value held before too; its date is only the first reading.
     */
    start: z.enum(['introduced', 'firstRead']),
    /** AWS raises it on request. */
    adjustable: z.optional(z.boolean()),
    /** A user chooses it, within the value. */
    settable: z.optional(z.boolean()),
    history: z.array(Entry).check(z.minLength(1)),
    noteClaims: z.array(NoteClaim),
  })
  .check(
    z.superRefine((fact, context) => {
      const used = new Set<string>();
      fact.history.forEach((entry, index) => {
        const before = fact.history[index - 1];
        if (before && (firstDayOf(entry.from) ?? '') <= (firstDayOf(before.from) ?? '')) {
          context.addIssue({
            code: 'custom',
            path: ['history', index, 'from'],
            message: `"${entry.from}" does not come after the entry before it, "${before.from}"`,
          });
        }
        if (entry.datePrecision === 'unknown-start' && (index > 0 || fact.start === 'introduced')) {
          context.addIssue({
            code: 'custom',
            path: ['history', index, 'datePrecision'],
            message: '"unknown-start" belongs to the first entry of a fact with start "firstRead"',
          });
        }
        entry.sources.forEach(({ textDate, read }, at) => {
          if (textDate !== undefined && (firstDayOf(textDate) ?? '') > read) {
            context.addIssue({
              code: 'custom',
              path: ['history', index, 'sources', at, 'read'],
              message: `"${read}" is before the date of the text, "${textDate}"`,
            });
          }
        });
        if (isComposite(entry.value) && (fact.parts || !isTable(entry.value))) {
          for (const part of Object.keys(entry.value)) {
            used.add(part);
            if (!(part in (fact.parts ?? {}))) {
              context.addIssue({
                code: 'custom',
                path: ['history', index, 'value', part],
                message: `the part "${part}" has no name under "parts"`,
              });
            }
          }
        }
      });
      for (const part of Object.keys(fact.parts ?? {})) {
        if (!used.has(part)) {
          context.addIssue({
            code: 'custom',
            path: ['parts', part],
            message: 'no value of the history has this part',
          });
        }
      }
      fact.noteClaims.forEach((claim, index) => {
        if ((claim.verdict === 'was true') !== (claim.until !== undefined)) {
          context.addIssue({
            code: 'custom',
            path: ['noteClaims', index, 'until'],
            message: '"until" stands with the verdict "was true", and only there',
          });
        }
      });
    }),
  );
export type Fact = z.infer<typeof Fact>;

/** Reads an array of facts; throws an error that names the file, the fact and every fault. */
export function readFacts(input: unknown, file: string): Fact[] {
  const result = z.array(Fact).safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const index = typeof issue.path[0] === 'number' ? issue.path[0] : -1;
    const item: unknown = Array.isArray(input) ? input[index] : undefined;
    const name =
      typeof item === 'object' && item !== null && 'id' in item ? String(item.id) : `number ${index + 1}`;
    return `${file}: fact ${name}: ${issue.path.slice(1).join('.')}: ${issue.message}`;
  });
  throw new Error(lines.join('\n'));
}
