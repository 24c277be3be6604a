/** What is sent because of an end, with all there is to say of it: from whom, to where, what it holds. */
import { deliveryAt } from './delivery-at.ts';
import type { InvocationRecord } from './delivery-record.ts';
import { givenUpBatch } from './failure-record.ts';
import { usFromMs } from './microseconds.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import { sentRecord, type SentRecord } from './sent-record.ts';
import type { Trace } from './trace.ts';

interface Sent {
  /** Step of its delivery. */
  readonly step: number;
  /** Id of where it goes. */
  readonly to: string;
  /** Why it does not arrive, as a reason code; null: it arrives. */
  readonly lost: string | null;
  /** Of a lost one: what would have arrived. */
  readonly record: SentRecord;
}

/** A dead letter, or what a destination is told of an asynchronous event. */
export interface SentOfEvent extends Sent {
  readonly role: 'dead letter' | 'on failure' | 'on success';
  /** Number of the place of its function. */
  readonly from: number;
  /** Number of the event within its kind, from 0. */
  readonly event: number;
}

/** What an on-failure destination is told of a batch of a stream that was given up. */
export interface SentOfBatch extends Sent {
  readonly role: 'batch given up';
  /** Ids of the mapping and of the stream it reads. */
  readonly mapping: string;
  readonly stream: string;
  /** Records in the batch. */
  readonly size: number;
  /** When the first of its records leaves the stream, simulated µs. */
  readonly firstLeavesUs: number;
  /** How long the stream keeps a record, µs. */
  readonly keptUs: number;
}

export type Sending = SentOfEvent | SentOfBatch;

/**
 * What the delivery carries that a step has to do with.
 *
 * @param step of the delivery, or of the message or event that it became (see `deliveryAt`).
 * @returns null: there is no such delivery.
 */
export function sendingAt(
  trace: Trace,
  step: number,
  scenario: Pick<Scenario, 'settings'>,
  rules: Rules,
): Sending | null {
  const delivery = deliveryAt(trace, step);
  const record = delivery < 0 ? null : sentRecord(trace, delivery, scenario, rules.asOf);
  if (record === null) return null;
  const reason = trace.reasons[trace.reason[delivery]!]!;
  const sent: Sent = {
    step: delivery,
    to: trace.places[trace.place[delivery]!]!.name,
    lost: reason.startsWith('lost: ') ? reason : null,
    record,
  };
  const batch = givenUpBatch(trace, delivery, scenario);
  if (batch !== null) {
    const { mapping, stream, size, service, first } = batch;
    const resource = scenario.settings.resources![stream];
    const setMs = resource?.type === 'stream' ? resource.retentionMs : undefined;
    const keptUs = setMs === undefined ? rules.streams.retention[service].defaultUs : usFromMs(setMs);
    const firstLeavesUs = first.bornUs + keptUs;
    return { ...sent, role: 'batch given up', mapping, stream, size, firstLeavesUs, keptUs };
  }
  const isLetter = 'body' in record;
  const isSuccess = !isLetter && (record as InvocationRecord).requestContext.condition === 'Success';
  return {
    ...sent,
    role: isLetter ? 'dead letter' : isSuccess ? 'on success' : 'on failure',
    from: trace.place[trace.cause[delivery]!]!,
    event: trace.other[delivery]!,
  };
}
