import { describe, expect, it } from 'vitest';
import { simulate } from '../sim/run.ts';
import { summarize } from '../sim/summary.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { smallQueue } from '../sim/testing/small-queue.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { smallStream } from '../sim/testing/small-stream.ts';
import type { Scenario } from '../sim/scenario.ts';
import { unitFigures } from './unit-figures.ts';

const figures = (scenario: Scenario) => {
  const trace = simulate(scenario, idealRules);
  return Object.fromEntries(
    unitFigures(trace, scenario, summarize(trace)).map(([name, value]) => [name, value]),
  );
};

describe('the figures of units', () => {
  it('tell the ends of each queue apart, and how deep it got', () => {
    const found = figures(
      smallQueue({
        messages: [0, 0, 5000],
        queue: { title: 'Orders', maxReceiveCount: 1, deadLetterQueue: 'dead' },
        resources: { dead: { type: 'queue' } },
        mapping: { batchSize: 1 },
        faults: [{ id: 'bad', title: '', on: true, kind: 'bad-item', which: [3] }],
      }),
    );
    expect(found['messages of Orders: deleted']).toBe(2);
    expect(found['messages of Orders: dead-lettered']).toBe(1);
    expect(found['messages visible, most']).toBe(2);
  });

  it('tell how old records get', () => {
    const found = figures(smallStream({ records: [0, 50] }));
    expect(found['records: processed']).toBe(2);
    expect(found['iterator age, most']).toBeGreaterThan(0);
    expect(found['everything done at']).toBe(200);
  });

  it('are none for bare requests', () => {
    expect(figures(smallScenario({ requests: [0] }))).toEqual({});
  });
});
