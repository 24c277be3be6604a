/** What Lambda does with an event it accepted and answers for later. */
import type { FactReader } from './fact-reader.ts';

/** Where the record of an event can go that has been dealt with or given up. */
export const TARGET_KINDS = ['SQS', 'SNS', 'Lambda', 'EventBridge', 'S3'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** Services an endless round is recognised through. */
export const LOOP_SERVICES = ['Lambda', 'SQS', 'SNS', 'S3'] as const;
export type LoopService = (typeof LOOP_SERVICES)[number];

export interface RecursionRules {
  /** Invocations in one chain of events, about; the next one is stopped. */
  readonly chain: number;
  readonly services: readonly LoopService[];
  /** Whether a function can be told to let its rounds go on. */
  readonly canBeAllowed: boolean;
}

export interface AsyncRules {
  /** Largest event, bytes (fact payload-async). */
  readonly payloadBytes: number;
  /** Further attempts after an error of the function (fact async-retries); min equals max while it could not be set. */
  readonly retriesDefault: number;
  readonly retriesMin: number;
  readonly retriesMax: number;
  /** Waits before the first, second, … further attempt, µs (fact async-retry-delays). */
  readonly retryWaitsUs: readonly number[];
  /** Longest stay in the event queue, µs (fact async-event-age); min equals max while it could not be set. */
  readonly eventAgeDefaultUs: number;
  readonly eventAgeMinUs: number;
  readonly eventAgeMaxUs: number;
  /** Waits after a throttle or a fault of the service, growing from the first to the second, µs (fact async-throttle-backoff). How they grow is not documented. */
  readonly throttleBackoff: { readonly fromUs: number; readonly toUs: number };
  /** Kinds of dead-letter queue (fact dlq); null: there were none yet. */
  readonly deadLetterTargets: readonly TargetKind[] | null;
  /** Kinds of destination (fact destinations); null: there were none yet. */
  readonly destinations: {
    readonly onSuccess: readonly TargetKind[];
    readonly onFailure: readonly TargetKind[];
  } | null;
  /** Endless rounds that are stopped (fact recursion-detection); null: none were yet. */
  readonly recursion: RecursionRules | null;
}

export function resolveAsyncRules(facts: FactReader): AsyncRules {
  const retriesDefault = facts.count('async-retries', 'default');
  const eventAgeDefaultUs = facts.secondsUs('async-event-age', 'default');
  return {
    payloadBytes: facts.figure('payload-async') * 1024,
    retriesDefault,
    retriesMin: facts.has('async-retries', 'min') ? facts.count('async-retries', 'min') : retriesDefault,
    retriesMax: facts.has('async-retries', 'max') ? facts.count('async-retries', 'max') : retriesDefault,
    retryWaitsUs: facts.waitsUs('async-retry-delays'),
    eventAgeDefaultUs,
    eventAgeMinUs: facts.has('async-event-age', 'min')
      ? facts.secondsUs('async-event-age', 'min')
      : eventAgeDefaultUs,
    eventAgeMaxUs: facts.has('async-event-age', 'max')
      ? facts.secondsUs('async-event-age', 'max')
      : eventAgeDefaultUs,
    throttleBackoff: {
      fromUs: facts.secondsUs('async-throttle-backoff', 'from'),
      toUs: facts.secondsUs('async-throttle-backoff', 'to'),
    },
    deadLetterTargets: facts.exists('dlq') ? facts.wordsOf(TARGET_KINDS, 'dlq', 'targets') : null,
    destinations: facts.exists('destinations')
      ? {
          onSuccess: facts.wordsOf(TARGET_KINDS, 'destinations', 'onSuccess'),
          onFailure: facts.wordsOf(TARGET_KINDS, 'destinations', 'onFailure'),
        }
      : null,
    recursion: facts.exists('recursion-detection')
      ? {
          chain: facts.figure('recursion-detection', 'chain'),
          services: facts.wordsOf(LOOP_SERVICES, 'recursion-detection', 'services'),
          canBeAllowed: facts.flag('recursion-detection', 'canBeAllowed'),
        }
      : null,
  };
}
