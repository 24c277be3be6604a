/** What a mapping for a stream does, and what the streams themselves keep and give. */
import type { FactReader } from './fact-reader.ts';

/** Streams Lambda reads. */
export const STREAM_SERVICES = ['kinesis', 'dynamodb'] as const;
export type StreamService = (typeof STREAM_SERVICES)[number];

export const STARTING_POSITIONS = ['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP'] as const;
export type StartingPosition = (typeof STARTING_POSITIONS)[number];

type ByService<T> = Readonly<Record<StreamService, T>>;

export interface Retention {
  readonly defaultUs: number;
  readonly minUs: number;
  readonly maxUs: number;
}

export interface StreamRules {
  /** Largest batch as it is sent to the function, bytes (fact payload-sync). */
  readonly payloadBytes: number;
  /** Records in a batch (fact stream-batch-size). */
  readonly batchSizeDefault: number;
  readonly batchSizeMax: ByService<number>;
  /** Time between two polls of a shard, µs (fact stream-polling-rate). */
  readonly pollEveryUs: ByService<number>;
  /** Where reading can start (fact starting-position). */
  readonly startingPositions: ByService<readonly StartingPosition[]>;
  /** Longest batching window, µs (fact batch-window); 0: there was none yet. */
  readonly windowMaxUs: number;
  /** Batches of one shard at once (fact parallelization-factor); 1: more was not possible yet. */
  readonly parallelizationMax: number;
  /** Most retries that can be set (fact stream-max-retries); null: no limit could be set yet. Unless set there is no limit. */
  readonly retriesMax: number | null;
  /** Bounds of the longest age of a record, µs (fact max-record-age); null: could not be set yet. Unless set there is no limit. */
  readonly ageMinUs: number | null;
  readonly ageMaxUs: number | null;
  /** Kinds of on-failure destination (fact stream-destinations); null: there were none yet. */
  readonly onFailure: readonly ('SQS' | 'SNS' | 'S3')[] | null;
  /** Longest tumbling window, µs (fact tumbling-window); null: there was none yet. */
  readonly tumblingMaxUs: number | null;
  /** Consumers with throughput of their own (fact kinesis-consumers); null: not as a trigger yet. */
  readonly fanOut: {
    readonly consumersMax: number;
    /** How long a record takes to arrive on average, µs. */
    readonly delayUs: number;
  } | null;
  /** How long a stream keeps its records, µs (facts kinesis-retention, dynamodb-stream-retention). */
  readonly retention: ByService<Retention>;
  /** What one shard gives (facts kinesis-shard, dynamodb-stream-read). */
  readonly shard: {
    readonly kinesis: {
      /** Reads a second, all readers that share it together. */
      readonly readsPerSec: number;
      readonly recordsPerRead: number;
      readonly bytesPerRead: number;
    };
    /** Functions that can read one shard of a table's stream without being throttled. */
    readonly dynamodb: {
      readonly readers: number;
      readonly recordsPerRead: number;
      readonly bytesPerRead: number;
    };
  };
}

export function resolveStreamRules(facts: FactReader): StreamRules {
  const retention = (id: string): Retention => {
    const defaultUs = facts.secondsUs(id, 'default');
    return {
      defaultUs,
      minUs: facts.has(id, 'min') ? facts.secondsUs(id, 'min') : defaultUs,
      maxUs: facts.has(id, 'max') ? facts.secondsUs(id, 'max') : defaultUs,
    };
  };
  const age = facts.exists('max-record-age');
  return {
    payloadBytes: facts.figure('payload-sync') * 1024 * 1024,
    batchSizeDefault: facts.figure('stream-batch-size', 'default'),
    batchSizeMax: {
      kinesis: facts.figure('stream-batch-size', 'kinesisMax'),
      dynamodb: facts.figure('stream-batch-size', 'dynamodbMax'),
    },
    pollEveryUs: {
      kinesis: Math.round(1_000_000 / facts.figure('stream-polling-rate', 'kinesis')),
      dynamodb: Math.round(1_000_000 / facts.figure('stream-polling-rate', 'dynamodb')),
    },
    startingPositions: {
      kinesis: facts.wordsOf(STARTING_POSITIONS, 'starting-position', 'kinesis'),
      dynamodb: facts.wordsOf(STARTING_POSITIONS, 'starting-position', 'dynamodb'),
    },
    windowMaxUs: facts.exists('batch-window') ? facts.secondsUs('batch-window', 'max') : 0,
    parallelizationMax: facts.exists('parallelization-factor')
      ? facts.figure('parallelization-factor', 'max')
      : 1,
    retriesMax: facts.exists('stream-max-retries') ? facts.figure('stream-max-retries', 'max') : null,
    ageMinUs: age ? facts.secondsUs('max-record-age', 'min') : null,
    ageMaxUs: age ? facts.secondsUs('max-record-age', 'max') : null,
    onFailure: facts.exists('stream-destinations')
      ? facts.wordsOf(['SQS', 'SNS', 'S3'], 'stream-destinations')
      : null,
    tumblingMaxUs: facts.exists('tumbling-window') ? facts.secondsUs('tumbling-window', 'max') : null,
    fanOut: facts.exists('kinesis-consumers')
      ? {
          consumersMax: facts.figure('kinesis-consumers', 'consumers'),
          delayUs: facts.figure('kinesis-consumers', 'delayMs') * 1000,
        }
      : null,
    retention: {
      kinesis: retention('kinesis-retention'),
      dynamodb: retention('dynamodb-stream-retention'),
    },
    shard: {
      kinesis: {
        readsPerSec: facts.figure('kinesis-shard', 'readsPerSec'),
        recordsPerRead: facts.figure('kinesis-shard', 'recordsPerRead'),
        bytesPerRead: facts.figure('kinesis-shard', 'readMB') * 1024 * 1024,
      },
      dynamodb: {
        readers: facts.figure('ddb-readers', 'singleRegion'),
        recordsPerRead: facts.figure('dynamodb-stream-read', 'records'),
        bytesPerRead: facts.figure('dynamodb-stream-read', 'readMB') * 1024 * 1024,
      },
    },
  };
}
