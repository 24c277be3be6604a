/** How services that invoke asynchronously bring their event to Lambda's queue. */
import type { FactReader } from './fact-reader.ts';

/** Attempts of one kind, one after the other. */
export interface DeliveryPhase {
  readonly attempts: number;
  /** Wait before the first and before the last of them, µs; between the two it grows. */
  readonly fromUs: number;
  readonly toUs: number;
}

export interface DeliveryRules {
  /** SNS to Lambda: further attempts after the first, phase by phase (fact sns-delivery). */
  readonly sns: readonly DeliveryPhase[];
  /** EventBridge to Lambda: so many further attempts, for so long, whichever ends first (fact eventbridge-delivery). */
  readonly eventBridge: { readonly retries: number; readonly forUs: number };
  /** CloudWatch Logs while it invoked synchronously: retries of a throttled batch; null: asynchronously (fact cloudwatch-logs-delivery). */
  readonly cloudWatchLogs: { readonly retries: number } | null;
}

export function resolveDeliveryRules(facts: FactReader): DeliveryRules {
  const attempts = facts.counts('sns-delivery', 'attempts');
  const from = facts.waitsUs('sns-delivery', 'from');
  const to = facts.waitsUs('sns-delivery', 'to');
  return {
    sns: attempts.map((count, index) => ({
      attempts: count,
      fromUs: from[index] ?? 0,
      toUs: to[index] ?? 0,
    })),
    eventBridge: {
      retries: facts.figure('eventbridge-delivery', 'retries'),
      forUs: facts.secondsUs('eventbridge-delivery', 'hours') * 3600,
    },
    cloudWatchLogs:
      facts.word('cloudwatch-logs-delivery', 'invocation') === 'synchronously'
        ? { retries: facts.figure('cloudwatch-logs-delivery', 'retries') }
        : null,
  };
}
