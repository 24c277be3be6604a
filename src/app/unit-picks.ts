/** The units of a run that one may want to follow: by number, the slowest, one that failed, one that started cold. */
import { lifeIndexOf } from '../sim/life-index.ts';
import type { Trace } from '../sim/trace.ts';
import { UNIT_KINDS, unitOf, type Unit } from '../sim/unit-of.ts';
import { isTrouble } from '../view/trouble.ts';
import { isColdStart } from './step-kinds.ts';

/** A kind that can be followed, and how many of it the run has. */
export interface UnitKind {
  readonly kind: string;
  readonly count: number;
}

/** The kinds of units in a run, what sets off others first. */
export function unitKinds(trace: Trace): readonly UnitKind[] {
  const { countOf } = lifeIndexOf(trace);
  return UNIT_KINDS.flatMap((kind) => {
    const count = countOf(trace.kinds.findIndex(({ name }) => name === kind));
    return count > 0 ? [{ kind, count }] : [];
  });
}

/** Which unit is wanted. */
export type Pick = 'slowest' | 'failed' | 'cold';

/**
 * The next unit of a kind that is such a one, of what the reader has seen; after the last the first again.
 *
 * @param after - number of the unit to go on from; -1: from the first
 * @returns null: none is, as far as was seen
 */
export function pickUnit(
  trace: Trace,
  kindName: string,
  pick: Pick,
  after: number,
  seenUs: number,
): Unit | null {
  const kind = trace.kinds.findIndex(({ name }) => name === kindName);
  const index = lifeIndexOf(trace);
  const count = index.countOf(kind);
  const { at } = trace;
  if (pick === 'slowest') {
    let [slowest, mostUs] = [-1, -1];
    for (let number = 0; number < count; number += 1) {
      const steps = index.stepsOf(kind, number);
      const [first, last] = [steps[0], steps.at(-1)];
      if (first === undefined || last === undefined || at[first]! > seenUs) continue;
      const isOver = trace.kinds[kind]!.isFinal[trace.to[last]!] === true;
      const us = Math.min(isOver ? at[last]! : trace.endUs, seenUs) - at[first]!;
      if (us > mostUs) [slowest, mostUs] = [number, us];
    }
    return slowest < 0 ? null : { kind: kindName, number: slowest };
  }
  if (pick === 'failed') {
    for (let turn = 1; turn <= count; turn += 1) {
      const number = (after + turn) % count;
      const last = index.stepsOf(kind, number).at(-1);
      if (last === undefined || at[last]! > seenUs) continue;
      if (trace.kinds[kind]!.isFinal[trace.to[last]!] === true && isTrouble(trace, last)) {
        return { kind: kindName, number };
      }
    }
    return null;
  }
  let first: Unit | null = null;
  for (let step = 0; step < trace.length && at[step]! <= seenUs; step += 1) {
    if (!isColdStart(trace, step)) continue;
    const unit = unitOf(trace, step);
    if (unit?.kind !== kindName) continue;
    if (unit.number > after) return unit;
    first ??= unit;
  }
  return first;
}
