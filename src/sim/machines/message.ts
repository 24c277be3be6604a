/**
 * A message of a queue: visible, in flight while somebody works on it, and one end. It is deleted, moved
 * to the dead-letter queue, expired, or taken out by the filter of a mapping.
 *
 * `amount`: of its first step the number of its message group (0 in a standard queue), later the receives so far.
 * `other`: of its first step the message it is a copy of or was until now; later who received or deleted it.
 *
 * Sources, read 2026-11-20: Amazon SQS Developer Guide, "Visibility timeout" (from the receive on,
 * whatever becomes of it), "Dead-letter queues" (moved when it is received once more than
 * maxReceiveCount), "At-least-once delivery" (a copy that a delete did not reach is delivered again);
 * SQS API Reference, DeleteMessage (the receipt of the last receive deletes; with an older one the
 * message might stay: setting `lateDelete`); Lambda Developer Guide, "Control which events Lambda sends
 * to your function" (a message that does not match is deleted).
 */
import { assign, setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

export interface MessageContext {
  readonly clock: { readonly nowUs: number };
  readonly visibilityUs: number;
  /** Receives after which the next one moves it; Infinity: the queue has no dead-letter queue. */
  readonly maxReceives: number;
  /** A delete with the receipt of an earlier receive works. */
  readonly lateDeleteWorks: boolean;
  receives: number;
  hiddenUntilUs: number;
}

export type MessageEvent =
  | { type: 'arrive'; origin: 'sender' | 'backlog' | 'other queue' | 'copy' }
  | { type: 'receive'; matches: boolean }
  /** `receipt`: which of its receives asks for it, from 1. */
  | { type: 'delete'; receipt: number }
  | { type: 'expire' };

const expired = {
  target: 'expired',
  actions: { type: 'note', params: { reason: 'expired: retention' } },
} as const;
const deletedLate = {
  guard: 'deletesLate',
  target: 'deleted',
  actions: { type: 'note', params: { reason: 'deleted: late' } },
} as const;
const receiptTooOld = { type: 'note', params: { reason: 'kept: receipt too old' } } as const;

export const messageMachine = setup({
  types: {
    context: {} as MessageContext,
    events: {} as MessageEvent,
    input: {} as MessageContext,
  },
  guards: {
    isCopy: ({ event }) => event.type === 'arrive' && event.origin === 'copy',
    isMoved: ({ event }) => event.type === 'arrive' && event.origin === 'other queue',
    wasThereBefore: ({ event }) => event.type === 'arrive' && event.origin === 'backlog',
    hasNoReceivesLeft: ({ context }) => context.receives >= context.maxReceives,
    doesNotMatch: ({ event }) => event.type === 'receive' && !event.matches,
    isLastReceipt: ({ context, event }) => event.type === 'delete' && event.receipt === context.receives,
    deletesLate: ({ context }) => context.lateDeleteWorks,
  },
  delays: {
    visibilityTimeout: ({ context }) => Math.max(0, context.hiddenUntilUs - context.clock.nowUs),
  },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    moveToDeadLetterQueue: () => {},
  },
}).createMachine({
  id: 'message',
  context: ({ input }) => input,
  initial: 'sent',
  states: {
    sent: {
      on: {
        arrive: [
          {
            guard: 'isCopy',
            target: 'visible',
            actions: { type: 'note', params: { reason: 'copy: delivered again' } },
          },
          {
            guard: 'isMoved',
            target: 'visible',
            actions: { type: 'note', params: { reason: 'moved: from another queue' } },
          },
          {
            guard: 'wasThereBefore',
            target: 'visible',
            actions: { type: 'note', params: { reason: 'stood: before the run' } },
          },
          { target: 'visible' },
        ],
      },
    },
    visible: {
      on: {
        receive: [
          {
            guard: 'hasNoReceivesLeft',
            target: 'dead-lettered',
            actions: [
              { type: 'note', params: { reason: 'dead-lettered: received too often' } },
              'moveToDeadLetterQueue',
            ],
          },
          {
            guard: 'doesNotMatch',
            target: 'filtered',
            actions: { type: 'note', params: { reason: 'filtered: no match' } },
          },
          {
            target: 'in flight',
            actions: assign({
              receives: ({ context }) => context.receives + 1,
              hiddenUntilUs: ({ context }) => context.clock.nowUs + context.visibilityUs,
            }),
          },
        ],
        delete: [deletedLate, { target: 'visible', actions: receiptTooOld }],
        expire: expired,
      },
    },
    'in flight': {
      after: {
        visibilityTimeout: {
          target: 'visible',
          actions: { type: 'note', params: { reason: 'visible: visibility timeout' } },
        },
      },
      on: {
        delete: [
          {
            guard: 'isLastReceipt',
            target: 'deleted',
            actions: { type: 'note', params: { reason: 'deleted: handled' } },
          },
          deletedLate,
          { target: 'in flight', actions: receiptTooOld },
        ],
        expire: expired,
      },
    },
    deleted: { type: 'final' },
    'dead-lettered': { type: 'final' },
    expired: { type: 'final' },
    filtered: { type: 'final' },
  },
});
