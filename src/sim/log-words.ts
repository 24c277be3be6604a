/** The words for lines of a function's log and for the fields of a REPORT line: data, in content/log-words.json. */
import { LINE_KINDS } from './log-line.ts';
import { z } from './zod.ts';

const text = z.string().check(z.minLength(1));

export const LogWords = z.strictObject({
  /** By kind of line: what it tells, as a sentence. */
  lines: z.record(z.enum(LINE_KINDS), text),
  /** By name of a field: what it means, as a sentence, and the fact about it. */
  fields: z.record(z.string(), z.strictObject({ says: text, fact: z.string() })),
});
export type LogWords = z.infer<typeof LogWords>;
