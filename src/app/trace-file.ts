/** A run as a file: everything that happened, step by step, as JSON or as CSV. */
import type { Scenario } from '../sim/scenario.ts';
import type { Trace } from '../sim/trace.ts';
import { csvLine } from '../sim/csv-line.ts';
import { TRACE_COLUMNS, traceRow } from '../sim/trace-table.ts';

/** Rows of one piece of text. */
const ROWS = 5000;

export interface TraceFacts {
  readonly scenario: Scenario;
  readonly contentVersion: string;
  /** The date whose rules it ran by. */
  readonly asOf: string;
  readonly hash: string;
}

/** The CSV in pieces: a header, then a line a step. */
export function* traceCsv(trace: Trace): Generator<string> {
  yield `${csvLine(TRACE_COLUMNS)}\r\n`;
  for (let from = 0; from < trace.length; from += ROWS) {
    let piece = '';
    const until = Math.min(trace.length, from + ROWS);
    for (let step = from; step < until; step += 1) piece += `${csvLine(traceRow(trace, step))}\r\n`;
    yield piece;
  }
}

/** The JSON in pieces: what ran and by which rules, then `columns` and `steps`, a row each. */
export function* traceJson(trace: Trace, facts: TraceFacts): Generator<string> {
  const { engineVersion, seed, endUs, end, places, length } = trace;
  const head = { ...facts, engineVersion, seed, endUs, end, places, length, columns: TRACE_COLUMNS };
  yield `${JSON.stringify(head, null, 1).replace(/\n\}$/, ',')}\n "steps": [`;
  for (let from = 0; from < trace.length; from += ROWS) {
    const until = Math.min(trace.length, from + ROWS);
    const rows: string[] = [];
    for (let step = from; step < until; step += 1) rows.push(JSON.stringify(traceRow(trace, step)));
    yield `${from === 0 ? '' : ','}\n${rows.join(',\n')}`;
  }
  yield '\n]}\n';
}
