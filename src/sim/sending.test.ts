import { expect, it } from 'vitest';
import { eventScenario, failing } from './cases/event-scenario.ts';
import { deliveryAt } from './delivery-at.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import { sendingAt } from './sending.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallStream } from './testing/small-stream.ts';

/** Every sending of a run, in order. */
function sendingsOf(scenario: Scenario) {
  const trace = simulate(scenario, idealRules);
  return Array.from({ length: trace.length }, (_, step) => step)
    .filter((step) => trace.kinds[trace.kind[step]!]!.name === 'delivery')
    .map((step) => sendingAt(trace, step, scenario, idealRules));
}

const letters = (notPermitted: boolean) =>
  eventScenario({
    id: 'sendings',
    horizonMs: 1e9,
    arrivals: { kind: 'list', requests: [{ atMs: 0 }] },
    handlerMs: 1000,
    async: {},
    function: { async: { maximumRetryAttempts: 0, deadLetterQueue: 'dead', onFailure: 'failed' } },
    faults: [failing()],
    settings: {
      resources: { dead: { type: 'queue' }, failed: { type: 'target', service: 'sqs', notPermitted } },
    },
  });

it('is a dead letter and a record at once, each with who sends it where', () => {
  expect(sendingsOf(letters(false))).toMatchObject([
    { role: 'dead letter', from: 0, event: 0, to: 'dead', lost: null, record: { body: { event: 1 } } },
    { role: 'on failure', from: 0, event: 0, to: 'failed', lost: null, record: { version: '1.0' } },
  ]);
});

it('is lost without the permission to send', () => {
  expect(sendingsOf(letters(true))[1]).toMatchObject({
    role: 'on failure',
    lost: 'lost: destination not permitted',
  });
});

it('is found from the message that it became, and from no other step', () => {
  const trace = simulate(letters(false), idealRules);
  const namesOf = (steps: readonly number[]) => steps.map((step) => trace.kinds[trace.kind[step]!]!.name);
  const steps = Array.from({ length: trace.length }, (_, step) => step);
  const of = steps.filter((step) => deliveryAt(trace, step) >= 0);
  expect([...new Set(namesOf(of))].toSorted()).toEqual(['delivery', 'message']);
  expect(namesOf(of)).toHaveLength(namesOf(steps).filter((name) => /delivery|message/.test(name)).length);
  expect(deliveryAt(trace, -1)).toBe(-1);
});

it('tells of a batch until when its first record can be fetched', () => {
  const scenario = smallStream({
    records: [500, 1000],
    stream: { retentionMs: 86_400_000 },
    mapping: { onFailure: 'failures', maximumRetryAttempts: 0, windowMs: 1000 },
    resources: { failures: { type: 'target', service: 'sqs' } },
    faults: [{ id: 'bad', title: 'Bad records', on: true, kind: 'bad-item', which: [2] }],
  });
  expect(sendingsOf(scenario)).toMatchObject([
    {
      role: 'batch given up',
      mapping: 'reader',
      stream: 'stream',
      size: 2,
      to: 'failures',
      firstLeavesUs: 86_400_500_000,
      keptUs: 86_400_000_000,
      lost: null,
    },
  ]);
});
