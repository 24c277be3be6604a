/** The words for figures of steps, for what followed from one, and for what moves a machine: data, in content/. */
import { NONE, type Trace } from './trace.ts';
import { z } from './zod.ts';

const text = z.string().check(z.minLength(1));
const texts = z.record(z.string(), text);

/** What followed from a step, summed up: steps of one sort with their noun. */
export const FollowedSort = z.strictObject({
  one: text,
  many: text,
  /** Reason codes; or `kind: from > to`, `kind: > to` from whatever state. A step is of the first sort that fits. */
  when: z.array(text).check(z.minLength(1)),
});
export type FollowedSort = z.infer<typeof FollowedSort>;

export const StepWords = z.strictObject({
  /** By name of a figure, with its `{value}`. */
  figures: z.record(z.string(), z.string().check(z.regex(/^[^{}]*\{value\}[^{}]*$/))),
  ledTo: z.array(FollowedSort),
});
export type StepWords = z.infer<typeof StepWords>;

/** By name, or by kind and name, `reader isFull`, where kinds mean different things by it. */
export const ChartWords = z.strictObject({
  /** What must hold, to stand after `if`. */
  guards: texts,
  /** What happens, to stand after `when`; the empty event is at once. */
  events: texts,
  /** What passes, to stand after `after`. */
  delays: texts,
});
export type ChartWords = z.infer<typeof ChartWords>;

/** The words for a name of a kind; undefined: there are none. */
export function wordsFor(
  words: Readonly<Record<string, string>>,
  kind: string,
  name: string,
): string | undefined {
  return words[`${kind} ${name}`] ?? words[name];
}

/** The steps of each sort, sorts without any left out; what is of no sort comes last, under `null`. */
export function sortFollowed(
  trace: Trace,
  steps: Uint32Array,
  sorts: readonly FollowedSort[],
): readonly { readonly sort: FollowedSort | null; readonly steps: readonly number[] }[] {
  const found: number[][] = [...sorts, null].map(() => []);
  const places = new Map<string, number>();
  sorts.forEach(({ when }, at) => {
    for (const key of when) if (!places.has(key)) places.set(key, at);
  });
  for (const step of steps) {
    const { name, states } = trace.kinds[trace.kind[step]!]!;
    const from = trace.from[step] === NONE ? '' : (states[trace.from[step]!] ?? '');
    const to = states[trace.to[step]!] ?? '';
    const reason = trace.reasons[trace.reason[step]!] ?? '';
    // A reason that was taken over from the cause was counted there.
    const cause = trace.cause[step]!;
    const isOwn = cause < 0 || trace.reason[cause] !== trace.reason[step];
    const at =
      (isOwn ? places.get(reason) : undefined) ??
      places.get(`${name}: ${from} > ${to}`) ??
      (from === to ? undefined : places.get(`${name}: > ${to}`));
    found[at ?? sorts.length]!.push(step);
  }
  return found.flatMap((of, at) => (of.length > 0 ? [{ sort: sorts[at] ?? null, steps: of }] : []));
}
