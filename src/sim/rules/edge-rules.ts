/** Functions that run with CloudFront, beside its edge (Lambda@Edge). */
import type { FactReader } from './fact-reader.ts';

/** Limits of the events on one side of the cache. */
export interface EdgeSide {
  readonly timeoutUs: number;
  /** MB. */
  readonly memoryMaxMb: number;
}

export interface EdgeRules {
  /** viewer-request and viewer-response (facts edge-timeout, edge-memory). */
  readonly viewer: EdgeSide;
  /** origin-request and origin-response. */
  readonly origin: EdgeSide;
}

/** Null: there was no Lambda@Edge yet (fact edge-events). */
export function resolveEdgeRules(facts: FactReader): EdgeRules | null {
  if (!facts.exists('edge-events')) return null;
  const memoryMb = (name: 'viewer' | 'origin'): number =>
    // Origin events had Lambda's own limit before the fact gave them one.
    name === 'origin' && !facts.has('edge-memory', name)
      ? facts.figure('memory-max')
      : facts.figure('edge-memory', name);
  const side = (name: 'viewer' | 'origin'): EdgeSide => ({
    timeoutUs: facts.secondsUs('edge-timeout', name),
    memoryMaxMb: memoryMb(name),
  });
  return {
    viewer: side('viewer'),
    origin: side('origin'),
  };
}
