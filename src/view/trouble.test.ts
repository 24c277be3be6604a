import { describe, expect, it } from 'vitest';
import { REASONS } from '../sim/vocabulary.ts';
import { isTroubleReason } from './trouble.ts';

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
