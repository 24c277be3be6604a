/** The figures of the units of a run: how those of each place ended, how deep queues got, how old records. */
import type { Scenario } from '../sim/scenario.ts';
import type { Summary } from '../sim/summary.ts';
import type { Trace } from '../sim/trace.ts';
import { born, endsBy } from '../view/ledger.ts';
import { titleOf } from '../view/scene-input.ts';

/** Its name, its value, and the measure whose unit it has. */
export type Figure = readonly [name: string, value: number, measure: string];

/** Kinds whose ends are told, with what several of them are called. */
const KINDS: readonly (readonly [kind: string, many: string])[] = [
  ['caller', 'callers'],
  ['viewer', 'viewers'],
  ['notification', 'notifications'],
  ['event', 'events'],
  ['record', 'records'],
  ['message', 'messages'],
  ['delivery', 'records of ends'],
  ['call', 'calls'],
];

/** Further figures, asked of a run that has the kind. */
const MORE: readonly (readonly [kind: string, name: string, measure: string])[] = [
  ['caller', 'a caller waits, longest', 'ageMs.caller.max'],
  ['viewer', 'a viewer waits, longest', 'ageMs.viewer.max'],
  ['event', 'an event takes, longest', 'ageMs.event.max'],
  ['record', 'iterator age, most', 'iteratorAgeMs.max'],
  ['record', 'records waiting, most', 'atOnce.record.waiting+in batch'],
  ['message', 'messages visible, most', 'atOnce.message.visible'],
  ['message', 'messages in flight, most', 'atOnce.message.in flight'],
  ['connection', 'connections, most', 'atOnce.connection.opening+open'],
];

/** The figures of a run beyond those of its requests; none for a run of bare requests. */
export function unitFigures(trace: Trace, scenario: Scenario, summary: Summary): Figure[] {
  const figures: Figure[] = [];
  const placesOf = (kind: string) =>
    trace.places.flatMap((_, place) => (born(trace, kind, place, trace.endUs) > 0 ? [place] : []));
  for (const [kind, many] of KINDS) {
    const places = placesOf(kind);
    for (const place of places) {
      const { name } = trace.places[place]!;
      const of = places.length > 1 ? ` of ${titleOf(scenario, name)}` : '';
      for (const { state, count } of endsBy(trace, kind, place, trace.endUs)) {
        figures.push([`${many}${of}: ${state}`, count, `reached.${kind}.${state}@${name}`]);
      }
    }
  }
  for (const [kind, name, measure] of MORE) {
    const value = placesOf(kind).length > 0 ? summary.figure(measure) : null;
    if (value !== null && value > 0) figures.push([name, value, measure]);
  }
  const drained = figures.length > 0 ? summary.figure('drainedMs') : null;
  if (drained !== null) figures.push(['everything done at', drained, 'drainedMs']);
  return figures;
}
