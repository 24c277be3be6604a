/** Grading: a question, an answer and, where the engine is the key, what the run found. */
import type { Holds, Question, Tolerance } from './question.ts';
import { partsOf } from './question.ts';
import { z } from './zod.ts';

/** What a reader may answer. It is stored with every result, so its shapes are permanent. */
export const Answer = z.union([
  z.strictObject({ option: z.string() }),
  z.strictObject({ options: z.array(z.string()) }),
  z.strictObject({ order: z.array(z.string()) }),
  z.strictObject({ value: z.number() }),
]);
export type Answer = z.infer<typeof Answer>;

/** What the run found: the value at the question's measure. */
export interface Outcome {
  readonly value: number;
}

/** One option, item or number after grading. */
export interface Verdict {
  /** Id of the option or item; `answer` for the number given, `expected` for the right one. */
  readonly id: string;
  /** The reader said it. */
  readonly said: boolean;
  /** It is right (an order item: it stands in its place). */
  readonly right: boolean;
  readonly reason: string;
}

export interface Grade {
  readonly correct: boolean;
  readonly verdicts: readonly Verdict[];
  /** The right answer in the shape an answer has. */
  readonly expected: Answer;
  /** Order only, by the reader's places from 0: where the item there belongs. */
  readonly places?: readonly { readonly id: string; readonly belongs: number }[];
}

/** Whether `value` lies within the tolerance of `expected`. */
export function isClose(value: number, expected: number, tolerance: Tolerance): boolean {
  const allowed = 'abs' in tolerance ? tolerance.abs : tolerance.share * Math.abs(expected);
  /* Decimal fractions such as 0.1 have no exact double: the last bits never decide. */
  return Math.abs(value - expected) <= allowed + Math.abs(expected) * 1e-9;
}

function holds(rule: Holds, value: number): boolean {
  if ('equal' in rule) return value === rule.equal;
  if ('atLeast' in rule) return value >= rule.atLeast;
  if ('atMost' in rule) return value <= rule.atMost;
  return value >= rule.between[0] && value <= rule.between[1];
}

interface Numeric {
  readonly tolerance: Tolerance;
  readonly reason: string;
  readonly slips: readonly { readonly value: number; readonly reason: string }[];
  readonly otherwise: string;
}

function gradeNumber(numeric: Numeric, expected: number, value: number): Grade {
  const correct = isClose(value, expected, numeric.tolerance);
  const right: Verdict = { id: 'expected', said: correct, right: true, reason: numeric.reason };
  const slip = numeric.slips.find((one) => isClose(value, one.value, numeric.tolerance));
  const wrong: Verdict = {
    id: 'answer',
    said: true,
    right: false,
    reason: slip?.reason ?? numeric.otherwise,
  };
  return { correct, verdicts: correct ? [right] : [wrong, right], expected: { value: expected } };
}

/**
 * Grades one answer.
 * @param outcome needed for `predict` questions: the measure as the run found it.
 * @throws TypeError when the answer is not of the question's kind, names what is not there, or the
 *   outcome of a prediction is missing or matches no option or more than one (a fault of the content).
 */
export function grade(question: Question, answer: Answer, outcome?: Outcome): Grade {
  const known = new Set(partsOf(question).map((part) => part.id));
  const named =
    'option' in answer
      ? [answer.option]
      : 'options' in answer
        ? answer.options
        : 'order' in answer
          ? answer.order
          : [];
  const stranger = named.find((one) => !known.has(one));
  if (stranger !== undefined) throw new TypeError(`question ${question.id} has no option ${stranger}`);

  if (question.kind === 'one' && 'option' in answer) {
    const verdicts = question.options.map((part) => ({
      id: part.id,
      said: part.id === answer.option,
      right: part.right,
      reason: part.reason,
    }));
    const expected = question.options.find((part) => part.right)!.id;
    return { correct: answer.option === expected, verdicts, expected: { option: expected } };
  }
  if (question.kind === 'several' && 'options' in answer) {
    const said = new Set(answer.options);
    const verdicts = question.options.map((part) => ({
      id: part.id,
      said: said.has(part.id),
      right: part.right,
      reason: part.reason,
    }));
    const expected = question.options.filter((part) => part.right).map((part) => part.id);
    return {
      correct: verdicts.every((verdict) => verdict.said === verdict.right),
      verdicts,
      expected: { options: expected },
    };
  }
  if (question.kind === 'order' && 'order' in answer) {
    const right = question.items.map((item) => item.id);
    if (answer.order.length !== right.length || new Set(answer.order).size !== right.length) {
      throw new TypeError(`question ${question.id} orders ${right.length} items, each once`);
    }
    const places = answer.order.map((item) => ({ id: item, belongs: right.indexOf(item) }));
    const verdicts = places.map(({ id, belongs }, at) => ({
      id,
      said: true,
      right: belongs === at,
      reason: question.items[belongs]!.reason,
    }));
    return {
      correct: verdicts.every((verdict) => verdict.right),
      verdicts,
      expected: { order: right },
      places,
    };
  }
  if (question.kind === 'number' && 'value' in answer)
    return gradeNumber(question, question.expected, answer.value);
  if (question.kind === 'predict') {
    if (outcome === undefined) throw new TypeError(`question ${question.id} is graded by its run`);
    if (question.answer.as === 'number' && 'value' in answer)
      return gradeNumber(question.answer, outcome.value / (question.answer.per ?? 1), answer.value);
    if (question.answer.as === 'options' && 'option' in answer) {
      const right = question.answer.options.filter((part) => holds(part.holds, outcome.value));
      if (right.length !== 1)
        throw new TypeError(`question ${question.id}: ${right.length} options hold for ${outcome.value}`);
      const verdicts = question.answer.options.map((part) => ({
        id: part.id,
        said: part.id === answer.option,
        right: part === right[0],
        reason: part.reason,
      }));
      return { correct: answer.option === right[0]!.id, verdicts, expected: { option: right[0]!.id } };
    }
  }
  throw new TypeError(`question ${question.id} of kind ${question.kind} is not answered that way`);
}
