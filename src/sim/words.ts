/**
 * The words people read about a run, as data: sentences by what happened, meanings by state and
 * reason. They live in content/words.json, so that the model holds no prose and a translation is
 * another file.
 */
import { z } from './zod.ts';

const text = z.string().check(z.minLength(1));
const texts = z.record(text, text);

/**
 * A sentence without capital and full stop, with places to fill: `{actor}`, `{other}`, the states
 * `{from}` and `{to}`, `{duration}` spent in the state left, `{since}` the actor began, the `{amount}` of
 * the step, that as a `{share}` (it is in hundredths of a percent) or as the letters of a `{key}`, the `{count}` of its steps in a row from the same state, the `{place}` the actor belongs to, and the `{original}` that the actor is a copy of.
 */
const Sentence = z
  .string()
  .check(
    z.regex(
      /^(?!.*\.$)([^{}]|\{(actor|other|original|from|to|duration|since|amount|share|key|count|place)\})+$/,
    ),
  );

export const Words = z.strictObject({
  $schema: z.optional(z.string()),
  /** What an actor is called; `{number}` counts from 1. Where it says the `{place}`, that is not added when there are several. */
  actors: z.record(text, text),
  /**
   * By kind of actor, then by what happened, the first that is there: `state left > state reached`,
   * `reason > state reached`, `reason`, `state reached`.
   */
  sentences: z.record(text, z.record(text, Sentence)),
  /** By kind of actor, then state: what it means, in one line. */
  states: z.record(text, texts),
  /** What a reason code means, in one line. */
  reasons: texts,
  /** How a cause is joined to what it brought about. */
  joins: z.strictObject({ because: text, and: text, until: text }),
  /** How a run ended. `{time}`, `{limit}`, `{law}`, `{step}` and `{seed}` where they apply. */
  ends: z.strictObject({
    horizon: text,
    drained: text,
    steps: text,
    time: text,
    bytes: text,
    moment: text,
    stopped: text,
    law: text,
  }),
});
export type Words = z.infer<typeof Words>;
