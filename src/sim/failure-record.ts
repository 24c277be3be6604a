/**
 * What the on-failure destination of a stream's mapping gets of a batch that was given up: where the
 * records stood, not the records. While they are still in the stream they can be read again with it.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Retain discarded batch records for a Kinesis
 * Data Streams event source" (an example of a record); fact stream-failure-record (its parts and the
 * conditions). A bucket gets the records as well, which the model does not have.
 */
import { arnOf, executedVersion } from './function-named.ts';
import { requestId } from './request-id.ts';
import type { Scenario } from './scenario.ts';
import { shardOf } from './stream-keys.ts';
import { NONE } from './trace.ts';
import type { Trace } from './trace.ts';
import { isoTime } from './utc-time.ts';

export type StreamCondition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

export interface BatchInfo {
  readonly shardId: string;
  /** Ascending within a shard. */
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
  readonly approximateArrivalOfFirstRecord: string;
  readonly approximateArrivalOfLastRecord: string;
  readonly batchSize: number;
  readonly streamArn: string;
}

export interface FailureRecord {
  readonly requestContext: {
    readonly requestId: string;
    readonly functionArn: string;
    readonly condition: StreamCondition;
    readonly approximateInvokeCount: number;
  };
  /** Only of a batch that was sent. */
  readonly responseContext?: {
    readonly statusCode: 200;
    /** Number of the version, or `$LATEST`. */
    readonly executedVersion: string;
    readonly functionError: 'Unhandled';
  };
  readonly version: '1.0';
  readonly timestamp: string;
  readonly KinesisBatchInfo?: BatchInfo;
  readonly DDBStreamBatchInfo?: BatchInfo;
}

/** A reader begins a new batch with these reasons. */
const BEGINS = [
  'batch: polled',
  'batch: full',
  'batch: 6 MB',
  'batch: window ended',
  'batch: tumbling window ended',
];

/** And has done with the one before, or a part of it, with these. */
const ENDS = ['batch: processed', 'batch: gone', 'failed: given up', 'failed: bisected'];

/** A batch that was given up, as the step of its delivery tells of it. */
export interface GivenUpBatch {
  readonly mapping: string;
  readonly stream: string;
  readonly service: 'kinesis' | 'dynamodb';
  /** Where the first and the last of its records stood. */
  readonly first: Position;
  readonly last: Position;
  readonly size: number;
  readonly invocations: number;
  /** What its last invocation ran: the number of a version, or `$LATEST`. */
  readonly executedVersion: string;
  /** Its retries were used up; otherwise its records were too old. */
  readonly isGivenUp: boolean;
}

/**
 * The batch that a delivery tells of.
 *
 * @param step of the `delivery`.
 * @returns null for a step of another actor, or a delivery that tells of no batch of a stream.
 */
export function givenUpBatch(
  trace: Trace,
  step: number,
  { settings }: Pick<Scenario, 'settings'>,
): GivenUpBatch | null {
  const nameOf = (at: number) => trace.kinds[trace.kind[at]!]!.name;
  const end = trace.cause[step]!;
  if (nameOf(step) !== 'delivery' || end < 0) return null;
  const isGivenUp = nameOf(end) === 'reader';
  const isTooOld = nameOf(end) === 'record' && trace.reasons[trace.reason[end]!] === 'discarded: too old';
  if (!isGivenUp && !isTooOld) return null;
  const { name: mapping } = trace.places[trace.place[end]!]!;
  const source = settings.mappings?.[mapping]?.source ?? '';
  const stream = settings.resources?.[source];
  if (stream?.type !== 'stream') return null;
  const records = isGivenUp ? caused(trace, end) : droppedWith(trace, end);
  const positions = positionsOf(trace, trace.place[end]!, stream.shards, records);
  return {
    mapping,
    stream: source,
    service: stream.service,
    first: positions[0]!,
    last: positions.at(-1)!,
    size: records.length,
    ...attemptsAt(trace, trace.other[step]!, end),
    isGivenUp,
  };
}

/**
 * The record that a delivery carries.
 *
 * @param step of the `delivery`.
 * @param startsOn day of the run's first moment, `YYYY-MM-DD`.
 * @returns null for a step of another actor, or a delivery that tells of no batch of a stream.
 */
export function failureRecord(
  trace: Trace,
  step: number,
  scenario: Pick<Scenario, 'settings'>,
  startsOn = '2026-11-20',
): FailureRecord | null {
  const batch = givenUpBatch(trace, step, scenario);
  if (batch === null) return null;
  const { first, last, service, stream, invocations } = batch;
  const functionId = scenario.settings.mappings![batch.mapping]!.function ?? 'function';
  const info: BatchInfo = {
    shardId: `shardId-${String(first.shard).padStart(12, '0')}`,
    startSequenceNumber: sequenceNumber(first),
    endSequenceNumber: sequenceNumber(last),
    approximateArrivalOfFirstRecord: isoTime(startsOn, first.bornUs),
    approximateArrivalOfLastRecord: isoTime(startsOn, last.bornUs),
    batchSize: batch.size,
    streamArn:
      service === 'kinesis'
        ? `arn:aws:kinesis:us-east-1:123456789012:stream/${stream}`
        : `arn:aws:dynamodb:us-east-1:123456789012:table/${stream}/stream/${startsOn}T00:00:00.000`,
  };
  return {
    requestContext: {
      requestId: requestId(trace.seed, trace.kind[step]!, trace.actor[step]!),
      functionArn: arnOf(functionId),
      condition: batch.isGivenUp ? 'RetryAttemptsExhausted' : 'RecordAgeExceeded',
      approximateInvokeCount: invocations,
    },
    ...(invocations > 0
      ? {
          responseContext: {
            statusCode: 200,
            executedVersion: batch.executedVersion,
            functionError: 'Unhandled',
          },
        }
      : {}),
    version: '1.0',
    timestamp: isoTime(startsOn, trace.at[step]!),
    ...(service === 'kinesis' ? { KinesisBatchInfo: info } : { DDBStreamBatchInfo: info }),
  };
}

/** Records that ended because of a reader's step, which come right behind it. */
function caused(trace: Trace, end: number): number[] {
  const records: number[] = [];
  for (let step = end + 1; step < trace.length && trace.cause[step] === end; step++) {
    if (trace.kinds[trace.kind[step]!]!.name === 'record') records.push(trace.actor[step]!);
  }
  return records;
}

/** Records that were dropped for their age together, the last of them at this step. */
function droppedWith(trace: Trace, end: number): number[] {
  const records: number[] = [];
  const isAlike = (step: number) =>
    trace.kind[step] === trace.kind[end] &&
    trace.cause[step] === trace.cause[end] &&
    trace.other[step] === trace.other[end];
  for (let step = end; step >= 0 && isAlike(step); step--) {
    // What did not match a filter and was passed over on the way is none of them.
    if (trace.reason[step] === trace.reason[end]) records.unshift(trace.actor[step]!);
  }
  return records;
}

/** Attempts at the batch that a reader gave up: back to where it was taken, or split. */
function attemptsAt(
  trace: Trace,
  reader: number,
  end: number,
): Pick<GivenUpBatch, 'invocations' | 'executedVersion'> {
  let invocations = 0;
  let ran: string | null = null;
  for (let step = end; step >= 0; step--) {
    const { name, states } = trace.kinds[trace.kind[step]!]!;
    if (name !== 'reader' || trace.actor[step] !== reader) continue;
    const cause = trace.cause[step]!;
    if (ran === null && cause >= 0 && trace.kinds[trace.kind[cause]!]!.name === 'request')
      ran = trace.places[trace.place[cause]!]!.name;
    const reason = trace.reasons[trace.reason[step]!]!;
    if (step < end && ENDS.includes(reason)) break;
    if (states[trace.to[step]!] === 'invoking') invocations++;
    if (BEGINS.includes(reason)) break;
  }
  return { invocations, executedVersion: executedVersion(ran ?? '') };
}

/** Where a record stands in its stream. */
export interface Position {
  readonly shard: number;
  /** Among the records of its shard, from 1. */
  readonly number: number;
  /** When it arrived. */
  readonly bornUs: number;
}

/** Where records of a consumer stood in their shards. */
function positionsOf(trace: Trace, place: number, shards: number, records: readonly number[]): Position[] {
  const wanted = new Map(records.map((record, index) => [record, index]));
  const counts = Array.from({ length: shards }, () => 0);
  const positions: Position[] = [];
  for (let step = 0; step < trace.length; step++) {
    if (trace.from[step] !== NONE || trace.place[step] !== place) continue;
    if (trace.kinds[trace.kind[step]!]!.name !== 'record') continue;
    const shard = shardOf(trace.amount[step]!, shards);
    counts[shard]! += 1;
    const index = wanted.get(trace.actor[step]!);
    if (index !== undefined) positions[index] = { shard, number: counts[shard]!, bornUs: trace.at[step]! };
  }
  return positions;
}

/** A number in the form of AWS's: 56 digits that ascend in a shard. */
function sequenceNumber({ shard, number }: Position): string {
  return `4966${String(shard).padStart(12, '0')}${String(number).padStart(40, '0')}`;
}
