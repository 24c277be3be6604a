import { describe, expect, it } from 'vitest';
import { simulate } from './run.ts';
import type { Fault, Scenario } from './scenario.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallStream } from './testing/small-stream.ts';
import { outcomes, sends } from './testing/stream-lines.ts';

const run = (scenario: Scenario) => simulate(scenario, idealRules);

describe('a tumbling window', () => {
  const mapping = { tumblingWindowMs: 1000 };

  it('carries a state from batch to batch and closes with a final invocation', () => {
    const trace = run(smallStream({ records: [0, 300, 600, 1200], mapping }));
    expect(sends(trace)).toEqual([
      '0 1 batch: polled',
      '300 1 batch: polled',
      '600 1 batch: polled',
      '1000 3 window: final',
      '1200 1 batch: polled',
      '2000 1 window: final',
    ]);
  });

  it('keeps records of the next window out of its batch', () => {
    const trace = run(smallStream({ records: [[900, 200], [910, 500], 950, 1050, 1060], mapping }));
    expect(sends(trace)).toEqual([
      '900 1 batch: polled',
      '1100 2 batch: tumbling window ended',
      '1600 3 window: final',
      '1700 2 batch: polled',
      '2000 2 window: final',
    ]);
  });

  it('whose final invocation fails pauses the shard', () => {
    const fails: Fault = { id: 'final', title: '', on: true, kind: 'function-error', which: [2, 3] };
    const trace = run(smallStream({ records: [0, 1100], mapping, faults: [fails] }));
    expect(sends(trace)).toEqual([
      '0 1 batch: polled',
      '1000 1 window: final',
      '1200 1 retry: after back-off',
      '1400 1 retry: after back-off',
      '1500 1 batch: polled',
      '2000 1 window: final',
    ]);
    const given = run(
      smallStream({ records: [0, 1100], mapping: { ...mapping, maximumRetryAttempts: 1 }, faults: [fails] }),
    );
    expect(outcomes(given)).toContain('1300 1 failed: given up');
  });

  it('with a batching window is sent when a record of the next window comes', () => {
    const trace = run(smallStream({ records: [800, 1100], mapping: { ...mapping, windowMs: 600 } }));
    expect(sends(trace)).toEqual([
      '1100 1 batch: tumbling window ended',
      '1200 1 window: final',
      '1900 1 batch: window ended',
      '2000 1 window: final',
    ]);
  });
});
