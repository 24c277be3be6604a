/** What a step goes by: anything that happens, a problem, a cold start, the unit that is followed, or one kind of actor. */
import { journeyOf } from '../sim/journey.ts';
import type { Trace } from '../sim/trace.ts';
import { kindName, kindsOf } from './charted.ts';
import type { Followed } from './lab-view.ts';
import { isColdStart, isProblem } from './step-kinds.ts';

export interface ByChoice {
  /** As it stands in the view and the address; '': anything. */
  readonly by: string;
  readonly text: string;
}

/** What the steps of a run can be gone through by. */
export function byChoices(trace: Trace, follow: Followed | null): readonly ByChoice[] {
  return [
    { by: '', text: 'anything' },
    { by: 'problem', text: 'problem' },
    { by: 'cold', text: 'cold start' },
    ...(follow ? [{ by: 'followed', text: `followed ${kindName(follow.kind).toLowerCase()}` }] : []),
    ...kindsOf(trace).map((kind) => ({ by: kind, text: kindName(kind).toLowerCase() })),
  ];
}

/** Whether a step is one of those; null: all of them are, or there is nothing of the kind. */
export function wantedBy(
  trace: Trace,
  by: string,
  follow: Followed | null,
): ((step: number) => boolean) | null {
  if (by === 'problem') return (step) => isProblem(trace, step);
  if (by === 'cold') return (step) => isColdStart(trace, step);
  if (by === 'followed') {
    const steps = new Set(follow ? (journeyOf(trace, follow)?.steps ?? []) : []);
    return steps.size === 0 ? null : (step) => steps.has(step);
  }
  const kind = trace.kinds.findIndex(({ name }) => name === by);
  return kind < 0 ? null : (step) => trace.kind[step] === kind;
}
