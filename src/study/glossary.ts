/** A word of the glossary: one meaning, in at most two sentences, and where it is at work. */
import { z } from './zod.ts';

const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));

export const Term = z.strictObject({
  id,
  title: z.string().check(z.minLength(1)),
  /** May carry the marks of `inline-text.ts`. */
  text: z.string().check(z.minLength(1)),
  /** Other words for it. */
  also: z.array(z.string().check(z.minLength(1))),
  lessons: z.array(id),
  scenarios: z.array(id),
  facts: z.array(id),
  /** Other terms worth a look. */
  see: z.array(id),
});
export type Term = z.infer<typeof Term>;
