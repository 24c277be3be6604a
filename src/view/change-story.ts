/** What operators change in a run: which call, when, and what became of it. */
import { changesInOrder } from '../sim/release-plan.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Change } from '../sim/settings/change-settings.ts';
import { NONE, type Trace } from '../sim/trace.ts';
import { kindIn } from './stands.ts';

export interface MadeChange {
  readonly change: Change;
  /** Number of its operation. */
  readonly number: number;
  /** When it was made or refused, µs; Infinity: the run ends before. */
  readonly atUs: number;
  /** The step of the answer; -1: the run ends before. */
  readonly step: number;
  readonly isRefused: boolean;
  /** Why it was refused: a reason code; empty: it was not. */
  readonly reason: string;
}

const known = new WeakMap<Trace, readonly MadeChange[]>();

/** The changes of a run in the order in which they are made; read once and kept with the trace. */
export function changesOf(trace: Trace, scenario: Pick<Scenario, 'changes'>): readonly MadeChange[] {
  const before = known.get(trace);
  if (before) return before;
  const made: MadeChange[] = changesInOrder(scenario).map((change, number) => ({
    change,
    number,
    atUs: Infinity,
    step: -1,
    isRefused: false,
    reason: '',
  }));
  const kind = kindIn(trace, 'operation');
  if (kind >= 0) {
    const { states, isFinal } = trace.kinds[kind]!;
    for (let step = 0; step < trace.length; step += 1) {
      if (trace.kind[step] !== kind || trace.from[step] === NONE || !isFinal[trace.to[step]!]) continue;
      const number = trace.actor[step]!;
      const one = made[number];
      if (!one) continue;
      const isRefused = states[trace.to[step]!] === 'refused';
      const reason = isRefused ? trace.reasons[trace.reason[step]!]! : '';
      made[number] = { ...one, atUs: trace.at[step]!, step, isRefused, reason };
    }
  }
  known.set(trace, made);
  return made;
}

/** The change that a step goes back to, along its causes; null: none. */
export function changeBehind(
  trace: Trace,
  scenario: Pick<Scenario, 'changes'>,
  step: number,
): MadeChange | null {
  const kind = kindIn(trace, 'operation');
  if (kind < 0) return null;
  for (let one = step; one >= 0; one = trace.cause[one]!) {
    if (trace.kind[one] === kind) return changesOf(trace, scenario)[trace.actor[one]!] ?? null;
  }
  return null;
}
