/**
 * What a service sends to one function or queue that is set up for its events: handed over, tried again
 * while the other side answers with errors, or given up. `amount` of its steps: the attempt.
 *
 * Sources, read 2026-11-20: Amazon SNS Developer Guide, "Amazon SNS message delivery retries" (errors of
 * the server are retried in phases, errors of the client are not); Amazon EventBridge User Guide,
 * "How EventBridge retries delivering events" (24 hours and up to 185 times); AWS Lambda Developer
 * Guide of 2018-03-14, concurrent-executions.md (CloudWatch Logs tries a throttled batch up to five
 * times more, with delays). When a function runs later and fails, the service that sent the event is
 * not told.
 */
import { assign, setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

export interface NotificationContext {
  /** It is sent a second time. */
  readonly isCopy: boolean;
  /** Attempts so far, the present one included. */
  attempts: number;
  /** Wait before the next, µs. */
  nextAttemptUs: number;
}

export type NotificationEvent =
  | { type: 'accept' }
  | { type: 'turnAway' }
  /** The target's own policy does not let the service in. */
  | { type: 'deny' }
  /** waitUs: until the next attempt, µs; Infinity: there is none. */
  | { type: 'throttle'; waitUs: number }
  | { type: 'serviceError'; waitUs: number };

export const notificationMachine = setup({
  types: {
    context: {} as NotificationContext,
    events: {} as NotificationEvent,
    input: {} as NotificationContext,
  },
  guards: {
    isCopy: ({ context }) => context.isCopy,
    isLastAttempt: ({ event }) => 'waitUs' in event && event.waitUs === Infinity,
  },
  delays: { nextAttempt: ({ context }) => context.nextAttemptUs },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    noteCause: () => {},
    handOver: () => {},
  },
}).createMachine({
  id: 'notification',
  context: ({ input }) => input,
  initial: 'made',
  states: {
    made: {
      always: [
        {
          guard: 'isCopy',
          target: 'sending',
          actions: [{ type: 'note', params: { reason: 'notified: second delivery' } }, 'handOver'],
        },
        { target: 'sending', actions: [{ type: 'note', params: { reason: 'notified' } }, 'handOver'] },
      ],
    },
    sending: {
      on: {
        accept: 'delivered',
        turnAway: { target: 'turned away', actions: 'noteCause' },
        deny: {
          target: 'turned away',
          actions: { type: 'note', params: { reason: 'denied: resource policy' } },
        },
        throttle: [
          {
            guard: 'isLastAttempt',
            target: 'given up',
            actions: { type: 'note', params: { reason: 'given up: no attempts left' } },
          },
          {
            target: 'backing off',
            actions: ['noteCause', assign({ nextAttemptUs: ({ event }) => event.waitUs })],
          },
        ],
        serviceError: [
          {
            guard: 'isLastAttempt',
            target: 'given up',
            actions: { type: 'note', params: { reason: 'given up: no attempts left' } },
          },
          {
            target: 'backing off',
            actions: [
              { type: 'note', params: { reason: 'service error' } },
              assign({ nextAttemptUs: ({ event }) => event.waitUs }),
            ],
          },
        ],
      },
    },
    'backing off': {
      after: {
        nextAttempt: {
          target: 'sending',
          actions: [assign({ attempts: ({ context }) => context.attempts + 1 }), 'handOver'],
        },
      },
    },
    delivered: { type: 'final' },
    'turned away': { type: 'final' },
    'given up': { type: 'final' },
  },
});
