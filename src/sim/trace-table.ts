/**
 * A trace as a table: a row a step, numbers in place of codes where they are numbers, names where they are names. What
 * is exported can be read by whoever does not know the engine.
 */
import type { CsvCell } from './csv-line.ts';
import { NONE, type Trace } from './trace.ts';

/** The columns, in the order of a row. Numbers of actors count from 1; where there is none a cell is null. */
export const TRACE_COLUMNS = [
  'step',
  'at_us',
  'kind',
  'number',
  'event',
  'cause_step',
  'from',
  'to',
  'reason',
  'other_kind',
  'other_number',
  'place',
  'amount',
] as const;

/** The row of a step, 0 to length - 1. `step` and `cause_step` count from 0, as everywhere in a trace. */
export function traceRow(trace: Trace, step: number): readonly CsvCell[] {
  const kind = trace.kinds[trace.kind[step]!]!;
  const cause = trace.cause[step]!;
  const from = trace.from[step]!;
  const other = trace.other[step]!;
  const otherKind = trace.otherKind[step]!;
  return [
    step,
    trace.at[step]!,
    kind.name,
    trace.actor[step]! + 1,
    trace.events[trace.event[step]!] ?? null,
    cause < 0 ? null : cause,
    from === NONE ? null : (kind.states[from] ?? null),
    kind.states[trace.to[step]!] ?? null,
    trace.reasons[trace.reason[step]!] || null,
    otherKind === NONE ? null : (trace.kinds[otherKind]?.name ?? null),
    other < 0 ? null : other + 1,
    trace.places[trace.place[step]!]?.name ?? null,
    trace.amount[step]!,
  ];
}
