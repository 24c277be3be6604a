/** Which steps of a run a reader looks for: problems, cold starts, what one actor did. */
import type { Trace } from '../sim/trace.ts';
import { isTrouble } from '../view/trouble.ts';

function reasonOf(trace: Trace, step: number): string {
  return trace.reasons[trace.reason[step]!] ?? '';
}

/** Something went wrong in this step. */
export function isProblem(trace: Trace, step: number): boolean {
  return isTrouble(trace, step);
}

/** A request found no free environment in this step. */
export function isColdStart(trace: Trace, step: number): boolean {
  return reasonOf(trace, step).startsWith('cold: ');
}

/** What operators do, and what moves because of it: each of its steps is worth a word. */
const RARE: ReadonlySet<string> = new Set([
  'operation',
  'alias',
  'deployment',
  'allocation',
  'creation',
  'stack',
  'version',
]);

/** Worth a word while the run plays: cold starts, problems, changes, the end of an environment. */
export function isNotable(trace: Trace, step: number): boolean {
  const kind = trace.kinds[trace.kind[step]!]!.name;
  if (kind === 'alarm') return trace.from[step] !== trace.to[step];
  return (
    isProblem(trace, step) ||
    isColdStart(trace, step) ||
    reasonOf(trace, step).startsWith('retired: ') ||
    RARE.has(kind)
  );
}

/** The environment a step is about; undefined: none. */
export function environmentOf(trace: Trace, step: number): number | undefined {
  if (step < 0) return undefined;
  const kind = trace.kinds[trace.kind[step]!]?.name;
  if (kind === 'environment') return trace.actor[step];
  if (kind === 'request' && trace.other[step]! >= 0) return trace.other[step];
  return undefined;
}

/** What the reader wants to see of the log. */
export type LogFilter =
  | { readonly kind: 'all' }
  | { readonly kind: 'cold' }
  | { readonly kind: 'problems' }
  | { readonly kind: 'kind'; readonly actorKind: number }
  | { readonly kind: 'actor'; readonly actorKind: number; readonly actor: number };

/** The numbers of the steps a filter lets through, in order. */
export function stepsFor(trace: Trace, filter: LogFilter): Uint32Array {
  const found = new Uint32Array(trace.length);
  let count = 0;
  for (let step = 0; step < trace.length; step += 1) {
    const wanted =
      filter.kind === 'all'
        ? true
        : filter.kind === 'cold'
          ? isColdStart(trace, step)
          : filter.kind === 'problems'
            ? isProblem(trace, step)
            : filter.kind === 'kind'
              ? trace.kind[step] === filter.actorKind
              : isOf(trace, step, filter.actorKind, filter.actor);
    if (wanted) found[count++] = step;
  }
  return found.subarray(0, count);
}

/** The actor's own steps, and those of others that name it. */
function isOf(trace: Trace, step: number, kind: number, actor: number): boolean {
  if (trace.kind[step] === kind && trace.actor[step] === actor) return true;
  return trace.otherKind[step] === kind && trace.other[step] === actor;
}

/** Position of the last of these steps at or before `step`; -1: none. */
export function positionOf(steps: Uint32Array, step: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (steps[middle]! <= step) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
