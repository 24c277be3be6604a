/** Functions that run with CloudFront, beside its edge (Lambda@Edge). */
import type { FactReader } from './fact-reader.ts';

/** Limits of the events on one side of the cache. */
export interface EdgeSide {
  readonly timeoutUs: number;
  /** MB. */
  readonly memoryMaxMb: number;
  /** Largest response a function makes itself, headers included, bytes. */
  readonly responseBytes: number;
}

export interface EdgeRules {
  /** viewer-request and viewer-response (facts edge-timeout, edge-memory, edge-response). */
  readonly viewer: EdgeSide;
  /** origin-request and origin-response. */
  readonly origin: EdgeSide;
  /** In each Region (fact edge-rate). */
  readonly requestsPerSec: number;
  readonly concurrency: number;
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
    responseBytes: facts.figure('edge-response', name) * 1024,
  });
  return {
    viewer: side('viewer'),
    origin: side('origin'),
    requestsPerSec: facts.figure('edge-rate', 'requestsPerSec'),
    concurrency: facts.figure('edge-rate', 'concurrency'),
  };
}
