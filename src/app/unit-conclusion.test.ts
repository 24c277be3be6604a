import { describe, expect, it } from 'vitest';
import deadLetterQueue from '../../content/scenarios/dead-letter-queue.json';
import edgeCache from '../../content/scenarios/edge-cache.json';
import onSuccessChain from '../../content/scenarios/on-success-chain.json';
import roleNotAssumed from '../../content/scenarios/role-not-assumed.json';
import { readScenario } from '../sim/read-scenario.ts';
import { simulate } from '../sim/run.ts';
import { summarize } from '../sim/summary.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { smallQueue } from '../sim/testing/small-queue.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { smallStream } from '../sim/testing/small-stream.ts';
import type { Scenario } from '../sim/scenario.ts';
import { rulesAt } from './rules.ts';
import { TODAY } from './today.ts';
import { unitConclusion, unitsSoFar } from './unit-conclusion.ts';

const concluded = (scenario: Scenario, rules = idealRules) => {
  const trace = simulate(scenario, rules);
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

  it('says who is denied what', () => {
    const denied = (file: unknown, of: string, more = {}) => {
      const read = readScenario(file, 'file');
      if (!('scenario' in read)) throw new Error('cannot be read');
      const fault = { id: 'denied', title: '', on: true, kind: 'permission-missing', of, ...more } as const;
      return concluded({ ...read.scenario, faults: [...read.scenario.faults, fault] }, rulesAt(TODAY)) ?? '';
    };
    const trust = { action: 'sts:AssumeRole', fromMs: 1 };
    // What fails at once takes no time, so no slowest is told.
    expect(denied(deadLetterQueue, 'uploads')).toBe(
      'All three events are denied: the policy of the target does not let the service in.',
    );
    // A retry is no end: the events run out of retries.
    expect(denied(deadLetterQueue, 'function', trust)).toMatch(
      /two run out of retries\. .* Six invocations are denied: Lambda may not assume the function’s role\.$/,
    );
    expect(denied(onSuccessChain, 'function')).toMatch(
      /^All six events succeed\. .* Six records of ends are lost: the role may not send there\.$/,
    );
    expect(denied(edgeCache, 'look-at-viewer', trust)).toMatch(
      /eleven fail\. .* Eleven invocations are denied: Lambda may not assume the function’s role\.$/,
    );
    expect(denied(roleNotAssumed, 'caller')).toBe(
      'All eight callers are denied: the caller may not invoke the function.',
    );
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
