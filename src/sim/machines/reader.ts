/**
 * What reads one shard of a stream for one mapping, or one of the shard's parallel parts: it polls,
 * gathers a batch, has the function invoked and waits for the answer. Until a batch is done with,
 * nothing after it is read: an error blocks the shard.
 *
 * `amount` of its steps: the size of the batch that is sent, or under way; on the first step the
 * number of its shard, from 1; of a window's final invocation the records that its state counts.
 * `other`: the first record of the batch; where the function named its failures, the first that it named.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "How Lambda processes records from stream and
 * queue-based event sources" (a batch is sent when the batching window ends, the batch size is reached
 * or the payload limit is; throttles do not count as retries), "Using Lambda to process records from
 * Amazon Kinesis Data Streams" (polled once a second; with more records there it goes on at once),
 * "Configuring partial batch response" (the lowest sequence number is the checkpoint; with bisect
 * the batch is split there), "Retain discarded batch records", "Implementing stateful Kinesis
 * processing" (tumbling windows; a failed final invocation pauses the shard). How long it waits between
 * attempts is not documented (simplification `stream-retry-wait`).
 */
import { assign, setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

/** What a reader sees of its part of the shard; kept by its service, read here. */
export interface ShardPart {
  /** The mapping is enabled and may read. */
  isReading: boolean;
  /** Records that would go into a batch now, and the most that may, by number or by bytes. */
  ready: number;
  readonly limit: number;
  readonly isLimitedByBytes: boolean;
  /** A record of a later tumbling window waits behind those that are ready. */
  isCut: boolean;
  /** Records of the batch that are to be sent next or are under way; 0: there is no batch. */
  size: number;
  /** What is sent next or under way is a window's final invocation, without records. */
  isFinal: boolean;
  /** End of the tumbling window that has a state, µs; Infinity: none has. */
  windowEndUs: number;
}

export interface ReaderContext {
  readonly clock: { readonly nowUs: number };
  readonly part: Readonly<ShardPart>;
  /** Time between two polls that find nothing, µs; 0: whatever comes is seen at once. */
  readonly pollEveryUs: number;
  /** With such a time of 0: how long what comes is on its way. */
  readonly onWayUs: number;
  /** Batching window, µs; 0: none. */
  readonly gatherUs: number;
  /** Infinity: until the records leave the stream. */
  readonly maximumRetries: number;
  readonly bisects: boolean;
  /** The last poll that found nothing, or the end of the last batch, µs. */
  polledUs: number;
  /** Retries of the batch so far. */
  retries: number;
  /** The wait it is in or was in last, µs. */
  waitUs: number;
}

export type ReaderEvent =
  | { type: 'resume' }
  | { type: 'pause' }
  /** There are records. */
  | { type: 'arrive' }
  | { type: 'succeed' }
  /** The function ran and failed; the wait before the next attempt, µs. */
  | { type: 'fail'; waitUs: number }
  /** The function named items it failed at; `done` records stand before the first of them. */
  | { type: 'report'; done: number; waitUs: number }
  /** Nothing ran. */
  | { type: 'throttle'; waitUs: number };

const note = (reason: Reason) => ({ type: 'note', params: { reason } }) as const;

const now = assign<ReaderContext, ReaderEvent, undefined, ReaderEvent, never>({
  polledUs: ({ context }) => context.clock.nowUs,
});

/** Ends of the batch: the next poll comes at once, and the next batch has all its retries. */
const anew = assign<ReaderContext, ReaderEvent, undefined, ReaderEvent, never>({
  polledUs: ({ context }) => context.clock.nowUs,
  retries: 0,
});

const waitUsOf = ({ context, event }: { context: ReaderContext; event: ReaderEvent }) =>
  'waitUs' in event ? event.waitUs : context.waitUs;

const restart = assign<ReaderContext, ReaderEvent, undefined, ReaderEvent, never>({
  retries: 0,
  waitUs: waitUsOf,
});
const countRetry = assign<ReaderContext, ReaderEvent, undefined, ReaderEvent, never>({
  retries: ({ context }) => context.retries + 1,
  waitUs: waitUsOf,
});

const isEmpty = { guard: 'isEmpty', target: '#reader.waiting', actions: now } as const;
const isFull = {
  guard: 'isFull',
  target: '#reader.invoking',
  actions: [note('batch: full'), 'takeBatch', 'sendBatch'],
} as const;
const isHeavy = {
  guard: 'isHeavy',
  target: '#reader.invoking',
  actions: [note('batch: 6 MB'), 'takeBatch', 'sendBatch'],
} as const;
const isCut = {
  guard: 'isCut',
  target: '#reader.invoking',
  actions: [note('batch: tumbling window ended'), 'takeBatch', 'sendBatch'],
} as const;
const isGone = { guard: 'isGone', target: 'polling', actions: [note('batch: gone'), anew] } as const;
const pause = 'stopped';

export const readerMachine = setup({
  types: { context: {} as ReaderContext, events: {} as ReaderEvent, input: {} as ReaderContext },
  guards: {
    isPaused: ({ context: { part } }) => !part.isReading,
    hasBatch: ({ context: { part } }) => part.size > 0,
    closesWindow: ({ context: { part, clock } }) => part.ready === 0 && clock.nowUs >= part.windowEndUs,
    isEmpty: ({ context: { part } }) => part.ready === 0,
    isFull: ({ context: { part } }) => part.ready >= part.limit && !part.isLimitedByBytes,
    isHeavy: ({ context: { part } }) => part.ready >= part.limit,
    isCut: ({ context: { part } }) => part.isCut,
    isEnough: ({ context: { part } }) => part.ready >= part.limit || part.isCut,
    gathers: ({ context }) => context.gatherUs > 0,
    isGone: ({ context: { part } }) => part.size === 0 && !part.isFinal,
    canBisect: ({ context }) => context.bisects && context.part.size > 1,
    hasRetries: ({ context }) => context.retries < context.maximumRetries,
    hasProgress: ({ event }) => event.type === 'report' && event.done > 0,
  },
  delays: {
    poll: ({ context: { clock, pollEveryUs, onWayUs, polledUs } }) => {
      if (pollEveryUs === 0) return polledUs === clock.nowUs ? 0 : onWayUs;
      return (pollEveryUs - ((clock.nowUs - polledUs) % pollEveryUs)) % pollEveryUs;
    },
    gatherWindow: ({ context }) => context.gatherUs,
    tumblingEnd: ({ context: { clock, part } }) => Math.max(0, part.windowEndUs - clock.nowUs),
    backOff: ({ context }) => context.waitUs,
    throttleWait: ({ context }) => context.waitUs,
  },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    noteCause: () => {},
    /** Take as many records as are ready. */
    takeBatch: () => {},
    /** Invoke the function with the batch, or with the state of a window that has ended. */
    sendBatch: () => {},
    closeWindow: () => {},
    /** Those that are done are processed. */
    checkpoint: () => {},
    /** Half of the batch first, then the other. */
    bisect: () => {},
    /** The batch is discarded. */
    giveUp: () => {},
  },
}).createMachine({
  id: 'reader',
  context: ({ input }) => input,
  initial: 'stopped',
  states: {
    stopped: { on: { resume: { target: 'polling', actions: now } } },
    waiting: {
      after: { tumblingEnd: 'polling' },
      on: { arrive: 'polling', pause },
    },
    polling: {
      after: {
        poll: [
          { guard: 'isPaused', target: 'stopped' },
          { guard: 'hasBatch', target: 'invoking', actions: [note('batch: the rest'), 'sendBatch'] },
          {
            guard: 'closesWindow',
            target: 'invoking',
            actions: [note('window: final'), 'closeWindow', 'sendBatch'],
          },
          isEmpty,
          isFull,
          isHeavy,
          isCut,
          { guard: 'gathers', target: 'gathering' },
          { target: 'invoking', actions: [note('batch: polled'), 'takeBatch', 'sendBatch'] },
        ],
      },
    },
    gathering: {
      initial: 'open',
      after: {
        gatherWindow: [
          isEmpty,
          { target: 'invoking', actions: [note('batch: window ended'), 'takeBatch', 'sendBatch'] },
        ],
      },
      on: { pause },
      states: {
        open: { on: { arrive: { guard: 'isEnough', target: 'enough' } } },
        enough: { after: { poll: [isEmpty, isFull, isHeavy, isCut, { target: 'open' }] } },
      },
    },
    invoking: {
      on: {
        succeed: { target: 'polling', actions: [note('batch: processed'), anew, 'checkpoint'] },
        report: [
          {
            guard: 'hasProgress',
            target: 'backing off',
            actions: [note('failed: reported items'), restart, 'checkpoint'],
          },
          {
            guard: 'hasRetries',
            target: 'backing off',
            actions: [note('failed: reported items'), countRetry],
          },
          { target: 'polling', actions: [note('failed: given up'), anew, 'giveUp'] },
        ],
        fail: [
          {
            guard: 'canBisect',
            target: 'backing off',
            actions: [note('failed: bisected'), restart, 'bisect'],
          },
          { guard: 'hasRetries', target: 'backing off', actions: [note('failed: retried'), countRetry] },
          { target: 'polling', actions: [note('failed: given up'), anew, 'giveUp'] },
        ],
        throttle: { target: 'throttled', actions: ['noteCause', assign({ waitUs: waitUsOf })] },
      },
    },
    'backing off': {
      after: {
        backOff: [isGone, { target: 'invoking', actions: [note('retry: after back-off'), 'sendBatch'] }],
      },
    },
    throttled: {
      after: {
        throttleWait: [isGone, { target: 'invoking', actions: [note('retry: after throttle'), 'sendBatch'] }],
      },
    },
  },
});
