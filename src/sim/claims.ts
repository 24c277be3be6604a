/** What a scenario says will happen, held against what did. */
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

/** Equal up to what division leaves in the last digits. */
function isEqual(found: number, expected: number): boolean {
  return Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
}

function holds(is: Claim['is'], found: number): boolean {
  if ('equal' in is) return isEqual(found, is.equal);
  if ('atLeast' in is) return found >= is.atLeast || isEqual(found, is.atLeast);
  if ('atMost' in is) return found <= is.atMost || isEqual(found, is.atMost);
  const distance = Math.abs(found - is.about);
  return distance <= is.within || isEqual(distance, is.within);
}

/** Every claim of a scenario against the figures of one of its runs; nothing to measure: it does not hold. */
export function checkClaims(scenario: Pick<Scenario, 'claims'>, summary: Summary): ClaimResult[] {
  return scenario.claims.map((claim) => {
    const found = measureOf(summary, claim.measure);
    return { id: claim.id, holds: found !== null && holds(claim.is, found), expected: claim.is, found };
  });
}
