import { describe, expect, it } from 'vitest';
import coldStart from '../../content/scenarios/cold-start.json';
import { readScenario } from '../sim/read-scenario.ts';
import { simulate } from '../sim/run.ts';
import { TRACE_COLUMNS, traceRow } from '../sim/trace-table.ts';
import { rulesAt } from './rules.ts';
import { TODAY } from './today.ts';
import { traceCsv, traceJson } from './trace-file.ts';

const read = readScenario(coldStart, 'cold-start');
if (!('scenario' in read)) throw new Error('cold-start.json cannot be read');
const { scenario } = read;
const trace = simulate(scenario, rulesAt(TODAY));

describe('a run as a file', () => {
  it('as JSON is one document with a row a step', () => {
    const facts = { scenario, contentVersion: 'v', asOf: TODAY, hash: 'ab12' };
    const parsed: unknown = JSON.parse([...traceJson(trace, facts)].join(''));
    expect(parsed).toMatchObject({
      scenario,
      hash: 'ab12',
      seed: scenario.seed,
      length: trace.length,
      columns: TRACE_COLUMNS,
      steps: Array.from({ length: trace.length }, (_, step) => traceRow(trace, step)),
    });
  });

  it('as CSV has a header and a line a step', () => {
    const lines = [...traceCsv(trace)].join('').trimEnd().split('\r\n');
    expect(lines[0]).toBe(TRACE_COLUMNS.join(','));
    expect(lines).toHaveLength(trace.length + 1);
    expect(lines.every((line) => line.split(',').length === TRACE_COLUMNS.length)).toBe(true);
  });
});
