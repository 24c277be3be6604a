/** What the simulator leaves out or assumes where AWS documents nothing: named, dated, with its evidence. */
import { firstDayOf } from './as-of.ts';
import { Source } from './fact.ts';
import { z } from './zod.ts';

const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));

export const Simplification = z.strictObject({
  id,
  title: z.string().check(z.minLength(1)),
  /** What AWS says, what it does not say, and what happens here. May carry `{fact:…}` and `[[…]]`. */
  text: z.string().check(z.minLength(1)),
  /** The day it was last compared with what AWS documents. */
  since: z.string().check(z.refine((text) => firstDayOf(text) === text, 'expected a day: 2026-11-20')),
  facts: z.array(id),
  sources: z.array(Source),
});
export type Simplification = z.infer<typeof Simplification>;
