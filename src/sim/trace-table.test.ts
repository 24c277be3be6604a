import { describe, expect, it } from 'vitest';
import { simulate } from './run.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { TRACE_COLUMNS, traceRow } from './trace-table.ts';

const trace = simulate(smallScenario({}), idealRules);
const rows = Array.from({ length: trace.length }, (_, step) => traceRow(trace, step));
const column = (name: (typeof TRACE_COLUMNS)[number]) => rows.map((row) => row[TRACE_COLUMNS.indexOf(name)]);

describe('a trace as a table', () => {
  it('has a row a step in the order of time, with names where they are names', () => {
    expect(rows.every((row) => row.length === TRACE_COLUMNS.length)).toBe(true);
    expect(column('step')).toEqual([...rows.keys()]);
    expect(column('at_us')).toEqual([...trace.at.subarray(0, trace.length)]);
    expect(column('kind')).toContain('environment');
    expect(column('to')).toContain('frozen');
    expect(column('from')[0]).toBeNull();
    expect(column('cause_step')[0]).toBeNull();
    const counted = column('number').filter((number) => number === 0);
    expect(counted).toEqual([]);
  });

  it('names causes that came before', () => {
    const causes = column('cause_step').map((cause, step) => ({ cause, step }));
    expect(causes.filter(({ cause, step }) => cause !== null && Number(cause) >= step)).toEqual([]);
    expect(causes.some(({ cause }) => cause !== null)).toBe(true);
  });
});
