import { describe, expect, it } from 'vitest';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { REASONS } from '../sim/vocabulary.ts';
import { lookAt } from './testing/look.ts';
import { isTrouble, isTroubleReason } from './trouble.ts';

describe('trouble', () => {
  it('is what failed, was turned away, given up or lost', () => {
    for (const reason of [
      'handler: error',
      'throttled: concurrency',
      'given up: too old',
      'failed: bisected',
      'lost: dead letter not permitted',
      'service error',
    ])
      expect(isTroubleReason(reason), reason).toBe(true);
  });

  it('is a caller that waits no more, though no reason stands beside it', () => {
    const { trace } = lookAt(
      smallScenario({
        function: { timeoutMs: 60_000, handlerMs: 40_000 },
        settings: {
          caller: {
            service: 'api-gateway',
            invocationType: 'RequestResponse',
            permitted: true,
            timeoutMs: 29_000,
          },
        },
        requests: [0],
        horizonMs: 100_000,
      }),
    );
    const steps = Array.from({ length: trace.length }, (_, step) => step);
    expect(steps.filter((step) => isTrouble(trace, step)).map((step) => trace.at[step])).toEqual([
      29_000_000,
    ]);
  });

  it('is not what goes as it should', () => {
    for (const reason of [
      '',
      'handler: returned',
      'batch: processed',
      'retry: after back-off',
      'sent: on failure',
      'cache: miss',
      'polling: may read',
    ])
      expect(isTroubleReason(reason), reason).toBe(false);
    expect(REASONS.filter(isTroubleReason).length).toBeLessThan(REASONS.length / 2);
  });
});
