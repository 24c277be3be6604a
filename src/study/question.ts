/**
 * A question: what is asked, a reason for everything that can be answered, and what it rests on.
 * A question about behaviour (`predict`) stores no answer: it names a scenario, the settings that are
 * changed and the measure to read, and the run is the key.
 *
 * Texts may carry `[[412 ms]]` (the example's own number), `{fact:init-limit}` (a fact's value at the
 * date), `{run:counts.cold}` (a figure of the proof run, predict only) and `` `code` ``.
 */
import { z } from './zod.ts';

const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
const text = z.string().check(z.minLength(1));

/** What a question stands on: a fact of `content/facts`, or a scenario anyone can run. */
const Rests = z.union([z.strictObject({ fact: id }), z.strictObject({ scenario: id })]);

/** Fields of every kind. Ids are permanent: progress refers to them; order and texts may change. */
const base = {
  id,
  stem: text,
  /** 1: recall, 2: use, 3: combine. */
  difficulty: z.literal([1, 2, 3]),
  rests: Rests,
  /** Claims of the source notes it tests, `c-042`. */
  claims: z.array(z.string().check(z.regex(/^c-\d{3}$/))),
};

/** One thing that can be chosen, and why choosing it is right or wrong. */
const option = {
  id,
  text,
  reason: text,
  /** The belief that makes it tempting, where it has a name: `one-first-request-a-day`. */
  misconception: z.optional(id),
};

/** How far from the expected number an answer may lie: in the unit, or as a share of the number. */
const Tolerance = z.union([
  z.strictObject({ abs: z.number().check(z.gte(0)) }),
  z.strictObject({ share: z.number().check(z.gte(0), z.lte(1)) }),
]);
export type Tolerance = z.infer<typeof Tolerance>;

/** A wrong number that people arrive at, and how. */
const Slip = z.strictObject({ value: z.number(), reason: text, misconception: z.optional(id) });

const numeric = {
  unit: z.string(),
  tolerance: Tolerance,
  /** Why the right number is right. */
  reason: text,
  /** Numbers people reach by a known mistake, each with its own reason. */
  slips: z.array(Slip),
  /** Said to any other wrong number. */
  otherwise: text,
};

const One = z.strictObject({
  kind: z.literal('one'),
  ...base,
  options: z.array(z.strictObject({ ...option, right: z.boolean() })).check(z.minLength(2)),
});

const Several = z.strictObject({
  kind: z.literal('several'),
  ...base,
  options: z.array(z.strictObject({ ...option, right: z.boolean() })).check(z.minLength(2)),
});

const Order = z.strictObject({
  kind: z.literal('order'),
  ...base,
  /** In the right order; shown shuffled. */
  items: z.array(z.strictObject({ id, text, reason: text })).check(z.minLength(3)),
});

const Numeric = z.strictObject({ kind: z.literal('number'), ...base, expected: z.number(), ...numeric });

/** Which values of the measure make an option the right one. */
const Holds = z.union([
  z.strictObject({ equal: z.number() }),
  z.strictObject({ atLeast: z.number() }),
  z.strictObject({ atMost: z.number() }),
  z.strictObject({ between: z.tuple([z.number(), z.number()]) }),
]);
export type Holds = z.infer<typeof Holds>;

const Predict = z.strictObject({
  kind: z.literal('predict'),
  ...base,
  rests: z.strictObject({ scenario: id }),
  /** Changes laid over the scenario: tunable keys or paths, as in the lab's address. */
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Path into the run's summary: `counts.cold`, `latencyMs.max`. */
  measure: z.string().check(z.regex(/^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/)),
  answer: z.discriminatedUnion('as', [
    z.strictObject({
      as: z.literal('options'),
      options: z.array(z.strictObject({ ...option, holds: Holds })).check(z.minLength(2)),
    }),
    z.strictObject({
      as: z.literal('number'),
      ...numeric,
      /** Answered value = measured value / per (25,500 ms answered as 25.5 with unit s: per 1,000). */
      per: z.optional(z.number().check(z.positive())),
    }),
  ]),
  /** What the proof run shows, one sentence under its picture. */
  proof: text,
});

export const Question = z.discriminatedUnion('kind', [One, Several, Order, Numeric, Predict]).check(
  z.superRefine((question, context) => {
    const ids = partsOf(question).map((part) => part.id);
    const twice = ids.find((one, at) => ids.indexOf(one) !== at);
    if (twice !== undefined) {
      context.issues.push({
        code: 'custom',
        input: question,
        path: ['options'],
        message: `the id ${twice} stands twice`,
      });
    }
    const rights =
      question.kind === 'one' || question.kind === 'several'
        ? question.options.filter((part) => part.right).length
        : 1;
    if (rights === 0 || (question.kind === 'one' && rights > 1)) {
      context.issues.push({
        code: 'custom',
        input: question,
        path: ['options'],
        message: `${rights} options are right`,
      });
    }
  }),
);
export type Question = z.infer<typeof Question>;
export type PredictQuestion = Extract<Question, { kind: 'predict' }>;

/** The questions of one lesson. */
export const Quiz = z
  .strictObject({
    $schema: z.optional(z.string()),
    id,
    title: text,
    lesson: id,
    questions: z.array(Question).check(z.minLength(1)),
  })
  .check(
    z.superRefine((quiz, context) => {
      const ids = quiz.questions.map((question) => question.id);
      const twice = ids.find((one, at) => ids.indexOf(one) !== at);
      if (twice !== undefined) {
        context.issues.push({
          code: 'custom',
          input: quiz,
          path: ['questions'],
          message: `the id ${twice} stands twice`,
        });
      }
    }),
  );
export type Quiz = z.infer<typeof Quiz>;

export interface Part {
  readonly id: string;
  readonly text: string;
  readonly reason: string;
}

/** What the reader chooses among or puts in order, as stored; empty for a number. */
export function partsOf(question: Question): readonly Part[] {
  if (question.kind === 'order') return question.items;
  if (question.kind === 'one' || question.kind === 'several') return question.options;
  if (question.kind === 'predict' && question.answer.as === 'options') return question.answer.options;
  return [];
}

/**
 * The order in which the items of an `order` question are first shown: fixed by the question's id, so
 * that a server's page and a browser's agree, and never the right one.
 */
export function firstOrder(question: Extract<Question, { kind: 'order' }>): string[] {
  const right = question.items.map((item) => item.id);
  let state = 2_166_136_261;
  for (const sign of question.id) state = Math.imul(state ^ (sign.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  const shown = [...right];
  for (let at = shown.length - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = (state >>> 16) % (at + 1);
    [shown[at], shown[other]] = [shown[other]!, shown[at]!];
  }
  if (shown.every((item, at) => item === right[at])) shown.push(shown.shift()!);
  return shown;
}
