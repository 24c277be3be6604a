/** What a scenario says will happen, held against what did. */
import { isMet } from './expected.ts';
import type { Claim, Scenario } from './scenario.ts';
import { measureOf, type Summary } from './summary.ts';

export interface ClaimResult {
  readonly id: string;
  readonly holds: boolean;
  /** As the scenario states it: `{ equal: 3 }`, `{ about: 7.7, within: 0.2 }`. */
  readonly expected: Claim['is'];
  /** Null when the run has nothing to measure. */
  readonly found: number | null;
}

/** Every claim of a scenario against the figures of one of its runs; nothing to measure: it does not hold. */
export function checkClaims(scenario: Pick<Scenario, 'claims'>, summary: Summary): ClaimResult[] {
  return scenario.claims.map((claim) => {
    const found = measureOf(summary, claim.measure);
    return { id: claim.id, holds: found !== null && isMet(claim.is, found), expected: claim.is, found };
  });
}
