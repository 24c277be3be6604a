/** What a delivery carries, whichever it is about: an event or a batch of a stream. */
import { deliveryRecord } from './delivery-record.ts';
import type { DeadLetterMessage, InvocationRecord } from './delivery-record.ts';
import { failureRecord } from './failure-record.ts';
import type { FailureRecord } from './failure-record.ts';
import type { Scenario } from './scenario.ts';
import type { Trace } from './trace.ts';

export type SentRecord = InvocationRecord | DeadLetterMessage | FailureRecord;

/**
 * The record or message that a step of a `delivery` brings to its target.
 *
 * @param startsOn day of the run's first moment, `YYYY-MM-DD`.
 * @returns null for a step of another actor, and for what a call or a service puts into a target.
 */
export function sentRecord(
  trace: Trace,
  step: number,
  scenario: Pick<Scenario, 'settings'>,
  startsOn: string,
): SentRecord | null {
  return deliveryRecord(trace, step, startsOn) ?? failureRecord(trace, step, scenario, startsOn);
}
