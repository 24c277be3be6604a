import { readAmount } from '../cost/amount.ts';
import type { Decimal } from '../cost/decimal.ts';

/** A number that an answer is asked with. */
export interface AnswerAmount {
  readonly value: Decimal;
  /** What is wrong with the text, in a sentence; empty: nothing. */
  readonly problem: string;
}

/** Reads a setting of an answer; where its text cannot be read, the value is the fallback's. */
export function answerAmount(
  text: string,
  label: string,
  fallback: string,
  most: string,
  least = '0',
): AnswerAmount {
  const read = readAmount(text, { label, most, least });
  if (read.ok) return { value: read.value, problem: '' };
  const other = readAmount(fallback, { label });
  if (!other.ok) throw new Error(other.message);
  return { value: other.value, problem: read.message };
}
