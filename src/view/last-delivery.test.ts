import { expect, it } from 'vitest';
import { eventScenario, failing } from '../sim/cases/event-scenario.ts';
import { simulate } from '../sim/run.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { lastDelivery } from './last-delivery.ts';

it('finds the last delivery to a place up to a moment', () => {
  const trace = simulate(
    eventScenario({
      id: 'deliveries',
      horizonMs: 1e9,
      arrivals: { kind: 'list', requests: [{ atMs: 0 }, { atMs: 5000 }] },
      handlerMs: 1000,
      async: {},
      function: { async: { maximumRetryAttempts: 0, deadLetterQueue: 'dead', onFailure: 'failed' } },
      faults: [failing()],
      settings: { resources: { dead: { type: 'queue' }, failed: { type: 'target', service: 'sqs' } } },
    }),
    idealRules,
  );
  const at = (name: string, us: number) => {
    const step = lastDelivery(
      trace,
      trace.places.findIndex((place) => place.name === name),
      us,
    );
    return step < 0 ? null : `${trace.reasons[trace.reason[step]!]!}, ${trace.at[step]! / 1000}`;
  };
  expect(['dead', 'failed'].map((name) => at(name, 999_999))).toEqual([null, null]);
  expect(at('dead', 1_000_000)).toBe('sent: dead letter, 1000');
  expect(at('failed', 5_999_999)).toBe('sent: on failure, 1000');
  expect(at('failed', 1e12)).toBe('sent: on failure, 6000');
  expect(at('function', 1e12)).toBeNull();
});
