/**
 * A record of a stream as one consumer meets it: it waits in the stream until its mapping reads it,
 * travels in a batch until that is done with, and stays in the stream for every other consumer.
 *
 * `amount` of its steps: its partition key, from 1. `other` of the first: the reader that will read
 * it, or the record it is a copy of; later: its reader.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "How Lambda processes records from Amazon
 * Kinesis Data Streams" and "Kinesis parameters" (maximum record age; records that expire; discarded
 * records), "Control which events Lambda sends to your function" (what does not match is dropped), and
 * "Event source mapping: starting positions". When a filter is applied is not documented: here when the
 * reader comes to the record (simplification `filtered-when-read`).
 */
import { setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

/** Shared by all records of a consumer: no record remembers anything of its own. */
export interface RecordContext {
  readonly clock: { readonly nowUs: number };
  /** How long the stream keeps it, µs; and the end of the run: what expires later need not be waited for. */
  readonly retentionUs: number;
  readonly horizonUs: number;
  /** Its consumer's longest age, µs; Infinity: none. */
  readonly maximumAgeUs: number;
}

export type RecordEvent =
  | { type: 'arrive'; isBeforeStart: boolean }
  /** Its reader has come to it. */
  | { type: 'look'; ageUs: number; matches: boolean }
  /** And sends it. */
  | { type: 'take'; matches: boolean }
  /** Its batch is about to be tried again. */
  | { type: 'retry'; ageUs: number }
  | { type: 'succeed' }
  | { type: 'discard' };

const noMatch = {
  guard: 'isNoMatch',
  target: 'filtered',
  actions: { type: 'note', params: { reason: 'filtered: no match' } },
} as const;

const tooOld = {
  guard: 'isTooOld',
  target: 'discarded',
  actions: { type: 'note', params: { reason: 'discarded: too old' } },
} as const;

export const recordMachine = setup({
  types: { context: {} as RecordContext, events: {} as RecordEvent, input: {} as RecordContext },
  guards: {
    isBeforeStart: ({ event }) => event.type === 'arrive' && event.isBeforeStart,
    isNoMatch: ({ event }) => 'matches' in event && !event.matches,
    isTooOld: ({ context, event }) => 'ageUs' in event && event.ageUs > context.maximumAgeUs,
    hasLeft: ({ context, event }) => 'ageUs' in event && event.ageUs >= context.retentionUs,
  },
  delays: {
    retention: ({ context: { clock, retentionUs, horizonUs } }) =>
      clock.nowUs + retentionUs > horizonUs ? Infinity : retentionUs,
  },
  actions: { note: (_, _params: { reason: Reason }) => {} },
}).createMachine({
  id: 'record',
  context: ({ input }) => input,
  initial: 'new',
  states: {
    new: {
      on: {
        arrive: [
          {
            guard: 'isBeforeStart',
            target: 'skipped',
            actions: { type: 'note', params: { reason: 'skipped: before the start' } },
          },
          { target: 'waiting' },
        ],
      },
    },
    waiting: {
      after: {
        retention: {
          target: 'expired',
          actions: { type: 'note', params: { reason: 'expired: left the stream' } },
        },
      },
      on: {
        look: [noMatch, tooOld],
        take: [noMatch, { target: 'in batch' }],
      },
    },
    'in batch': {
      on: {
        retry: [
          tooOld,
          {
            guard: 'hasLeft',
            target: 'expired',
            actions: { type: 'note', params: { reason: 'expired: left the stream' } },
          },
        ],
        succeed: 'processed',
        discard: {
          target: 'discarded',
          actions: { type: 'note', params: { reason: 'discarded: retries exhausted' } },
        },
      },
    },
    skipped: { type: 'final' },
    filtered: { type: 'final' },
    processed: { type: 'final' },
    discarded: { type: 'final' },
    expired: { type: 'final' },
  },
});
