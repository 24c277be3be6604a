/** What a mapping for a queue does, and what the queues themselves keep and hide. */
import type { FactReader, Span } from './fact-reader.ts';
import type { Retention } from './stream-rules.ts';

/** How a mapping that is given pollers of its own scales. */
export interface ProvisionedPollers {
  /** Bounds of the two settings. */
  readonly minPollers: Span;
  readonly maxPollers: Span;
  /** Concurrent invocations a minute can add. */
  readonly perMinute: number;
  readonly maxConcurrency: number;
  /** What one poller can do. */
  readonly perPoller: {
    readonly bytesPerSec: number;
    readonly concurrent: number;
    readonly pollsPerSec: number;
  };
}

export interface QueueMappingRules {
  /** Messages in a batch (fact sqs-batch-size). */
  readonly batchSizeDefault: number;
  /** Standard queue; above batchSizeMaxWithoutWindow only with a window. */
  readonly batchSizeMaxStandard: number;
  readonly batchSizeMaxWithoutWindow: number;
  /** FIFO queue; null: could not be a source yet. */
  readonly batchSizeMaxFifo: number | null;
  /** Longest batching window of a standard queue, µs (fact batch-window-sqs); 0: there was none yet. */
  readonly windowMaxUs: number;
  /** The window a larger batch needs at least, µs. */
  readonly windowMinForLargeUs: number;
  /** With a window and little traffic a batch may wait this long even if the window is shorter, µs; 0: there was no window yet. */
  readonly windowLowTrafficUs: number;
  /** Largest batch as it is sent to the function, bytes (fact payload-sync). */
  readonly payloadBytes: number;
  /** Concurrent invocations for a standard queue (fact sqs-scaling). */
  readonly scaling: {
    readonly initial: number;
    readonly perMinute: number;
    readonly max: number;
    /** What it goes down to when there is little to do; null: not documented at the date. */
    readonly idleMin: number | null;
  };
  /** Bounds of maximum concurrency (fact sqs-max-concurrency); null: could not be set yet. */
  readonly maximumConcurrency: { readonly min: number; readonly max: number } | null;
  /** Pollers of its own (fact sqs-provisioned-mode); null: not possible yet. */
  readonly provisioned: ProvisionedPollers | null;
  /** The visibility timeout AWS advises is this many function timeouts (fact sqs-visibility); null: no advice yet. */
  readonly visibilityFactor: number | null;
  /** Whether the advice adds the batching window. */
  readonly visibilityAddsWindow: boolean;
  /** maxReceiveCount AWS advises at least (fact sqs-visibility); null: no advice yet. */
  readonly maxReceiveCountAdvised: number | null;
}

export interface QueueRules {
  /** How long a received message is hidden, µs (fact sqs-visibility-timeout). */
  readonly visibilityDefaultUs: number;
  readonly visibilityMaxUs: number;
  /** How long a queue keeps its messages, µs (fact sqs-retention). */
  readonly retention: Retention;
  /** Longest wait of a receive for a message, µs (fact sqs-long-poll). */
  readonly longPollUs: number;
  /** Messages one receive gives at most (fact sqs-receive). */
  readonly receiveMax: number;
  /** Largest message, bytes (fact sqs-message-size). */
  readonly messageBytes: number;
  /** Messages that can be received and not yet deleted (fact sqs-in-flight); fifo null: no FIFO queues yet. */
  readonly inFlightMax: { readonly standard: number; readonly fifo: number | null };
  /** A message of a FIFO queue sent again within this time is not taken again, µs (fact sqs-deduplication); null: no FIFO queues yet. */
  readonly deduplicationUs: number | null;
  /** The mapping; null: SQS could not be a source yet (fact sqs-source). */
  readonly mapping: QueueMappingRules | null;
}

export function resolveQueueRules(facts: FactReader): QueueRules {
  return {
    visibilityDefaultUs: facts.secondsUs('sqs-visibility-timeout', 'default'),
    visibilityMaxUs: facts.secondsUs('sqs-visibility-timeout', 'max'),
    retention: {
      defaultUs: facts.secondsUs('sqs-retention', 'default'),
      minUs: facts.secondsUs('sqs-retention', 'min'),
      maxUs: facts.secondsUs('sqs-retention', 'max'),
    },
    longPollUs: facts.secondsUs('sqs-long-poll'),
    receiveMax: facts.figure('sqs-receive'),
    messageBytes: facts.figure('sqs-message-size') * 1024,
    inFlightMax: {
      standard: facts.figure('sqs-in-flight', 'standard'),
      fifo: facts.has('sqs-in-flight', 'fifo') ? facts.figure('sqs-in-flight', 'fifo') : null,
    },
    deduplicationUs: facts.exists('sqs-deduplication') ? facts.secondsUs('sqs-deduplication') : null,
    mapping: facts.exists('sqs-source') ? resolveMapping(facts) : null,
  };
}

function resolveMapping(facts: FactReader): QueueMappingRules {
  const advice = facts.exists('sqs-visibility');
  const window = facts.exists('batch-window-sqs');
  return {
    batchSizeDefault: facts.figure('sqs-batch-size', 'default'),
    batchSizeMaxStandard: facts.figure('sqs-batch-size', 'standardMax'),
    batchSizeMaxWithoutWindow: facts.figure('sqs-batch-size', 'withoutWindow'),
    batchSizeMaxFifo: facts.exists('sqs-fifo-source') ? facts.figure('sqs-fifo-source', 'batchMax') : null,
    windowMaxUs: window ? facts.secondsUs('batch-window-sqs', 'max') : 0,
    windowMinForLargeUs: window ? facts.secondsUs('batch-window-sqs', 'minForLargeBatch') : 0,
    windowLowTrafficUs: window ? facts.secondsUs('batch-window-sqs', 'lowTraffic') : 0,
    payloadBytes: facts.figure('payload-sync') * 1024 * 1024,
    scaling: {
      initial: facts.figure('sqs-scaling', 'initial'),
      perMinute: facts.figure('sqs-scaling', 'perMinute'),
      max: facts.figure('sqs-scaling', 'max'),
      idleMin: facts.has('sqs-scaling', 'idleMin') ? facts.figure('sqs-scaling', 'idleMin') : null,
    },
    maximumConcurrency: facts.exists('sqs-max-concurrency')
      ? {
          min: facts.figure('sqs-max-concurrency', 'min'),
          max: facts.figure('sqs-max-concurrency', 'max'),
        }
      : null,
    provisioned: facts.exists('sqs-provisioned-mode') ? resolveProvisioned(facts) : null,
    visibilityFactor: advice ? facts.figure('sqs-visibility', 'factor') : null,
    visibilityAddsWindow: advice && facts.flag('sqs-visibility', 'plusWindow'),
    maxReceiveCountAdvised:
      advice && facts.has('sqs-visibility', 'maxReceiveCount')
        ? facts.figure('sqs-visibility', 'maxReceiveCount')
        : null,
  };
}

function resolveProvisioned(facts: FactReader): ProvisionedPollers {
  const id = 'sqs-provisioned-mode';
  return {
    minPollers: facts.span(id, 'minPollers'),
    maxPollers: facts.span(id, 'maxPollers'),
    perMinute: facts.figure(id, 'perMinute'),
    maxConcurrency: facts.figure(id, 'maxConcurrency'),
    perPoller: {
      bytesPerSec: facts.figure(id, 'pollerMBps') * 1024 * 1024,
      concurrent: facts.figure(id, 'pollerConcurrent'),
      pollsPerSec: facts.figure(id, 'pollerPolls'),
    },
  };
}
