import { describe, expect, it } from 'vitest';
import { simulate } from '../sim/run.ts';
import { summarize } from '../sim/summary.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { smallQueue } from '../sim/testing/small-queue.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { smallStream } from '../sim/testing/small-stream.ts';
import type { Scenario } from '../sim/scenario.ts';
import { unitConclusion, unitsSoFar } from './unit-conclusion.ts';

const concluded = (scenario: Scenario) => {
  const trace = simulate(scenario, idealRules);
  return unitConclusion(trace, scenario, summarize(trace));
};
const bad: Scenario['faults'] = [{ id: 'bad', title: '', on: true, kind: 'bad-item', which: [2] }];

describe('what units come to', () => {
  it('is said of all of them where all end alike', () => {
    expect(concluded(smallQueue({ messages: [0, 10, 20] }))).toMatch(
      /^All three messages are deleted\. The slowest takes /,
    );
    expect(concluded(smallStream({ records: [0] }))).toMatch(/^The one record is processed\./);
  });

  it('counts each end, and a dead letter not twice', () => {
    const scenario = smallQueue({
      messages: [0, 5000],
      queue: { maxReceiveCount: 1, deadLetterQueue: 'dead' },
      resources: { dead: { type: 'queue' } },
      mapping: { batchSize: 1 },
      faults: bad,
    });
    expect(concluded(scenario)).toMatch(/^Of two messages one is deleted and one is dead-lettered\./);
  });

  it('says nothing of bare requests', () => {
    expect(concluded(smallScenario({ requests: [0] }))).toBeNull();
  });

  it('tells at a moment no more than what has come', () => {
    const scenario = smallStream({ records: [1000, 2000, 3000] });
    const trace = simulate(scenario, idealRules);
    expect(unitsSoFar(trace, scenario, 500_000)).toBe('No record has come yet.');
    expect(unitsSoFar(trace, scenario, 2_050_000)).toBe(
      'Two records have come: one is processed and one has not ended.',
    );
  });
});
