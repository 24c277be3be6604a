/** When a transition of a machine was last taken in a run. */
import type { Statechart, StatechartTransition } from './statechart.ts';
import { NONE, type Trace } from './trace.ts';

/**
 * The last step up to `until` that was this transition; -1: there is none.
 *
 * @param actor of that one alone; -1: of any of the chart's kind.
 */
export function lastTaken(
  trace: Trace,
  chart: Statechart,
  transition: StatechartTransition,
  actor: number,
  until: number,
): number {
  const kind = trace.kinds.findIndex(({ name }) => name === chart.kind);
  const states = trace.kinds[kind]?.states ?? [];
  const begins = chart.states.some(({ name, isInitial }) => isInitial && name === transition.from);
  const from = states.indexOf(transition.from);
  const to = states.indexOf(transition.to);
  // What leads out of the beginning at once is told by the actor's start.
  const event = trace.events.indexOf(transition.event === '' ? 'start' : transition.event);
  // Without a reason of its own it notes none, or its cause's.
  const reason = transition.reason === '' ? -1 : trace.reasons.indexOf(transition.reason);
  for (let step = Math.min(until, trace.length - 1); step >= 0; step -= 1) {
    if (trace.kind[step] !== kind || trace.to[step] !== to || trace.event[step] !== event) continue;
    if (trace.from[step] !== from && !(begins && trace.from[step] === NONE)) continue;
    if (actor >= 0 && trace.actor[step] !== actor) continue;
    if (reason < 0 || trace.reason[step] === reason) return step;
  }
  return -1;
}
