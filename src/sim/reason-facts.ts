/**
 * What a step rests on: facts about AWS, and where AWS says nothing, simplifications of the model. By reason code, as data
 * (content/reason-facts.json); the model itself reads no fact.
 */
import type { Trace } from './trace.ts';
import { z } from './zod.ts';

/** Id of a fact, and after a dot the part of its value: `async-retries.default`. */
const FactRef = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*(\.[A-Za-z0-9]+)?$/));

const Rest = z.strictObject({
  facts: z.optional(z.array(FactRef)),
  simplifications: z.optional(z.array(z.string())),
});
export type Rest = z.infer<typeof Rest>;

export const ReasonFacts = z.strictObject({
  /** By reason code; of steps without one of their own by kind and state reached, `event > waiting`. */
  rests: z.record(z.string(), Rest),
  /** Reasons that neither a documented behaviour nor an assumption decides. */
  restsOnNothing: z.array(z.string()),
});
export type ReasonFacts = z.infer<typeof ReasonFacts>;

const NOTHING: Rest = {};

/** What a step rests on. A reason that was taken over from the step's cause has been told there. */
export function restOf(trace: Trace, step: number, { rests }: ReasonFacts): Rest {
  const { name, states } = trace.kinds[trace.kind[step]!]!;
  const reason = trace.reasons[trace.reason[step]!] ?? '';
  const cause = trace.cause[step]!;
  const isOwn = reason !== '' && (cause < 0 || trace.reason[cause] !== trace.reason[step]);
  const byState = rests[`${name} > ${states[trace.to[step]!] ?? ''}`];
  const byReason = rests[reason];
  return (isOwn ? (byReason ?? byState) : (byState ?? byReason)) ?? NOTHING;
}

/** A reference taken apart. */
export function readFactRef(ref: string): { readonly id: string; readonly part?: string } {
  const [id = '', part] = ref.split('.');
  return part === undefined ? { id } : { id, part };
}
