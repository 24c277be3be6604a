/**
 * A record that is sent because of an end: to a dead-letter queue, or to a destination. It arrives or
 * is lost; Lambda tells of the loss in a metric only. `amount` of its step: invocations that its event
 * had, or the size of the batch it tells of.
 *
 * Source, read 2026-11-20: AWS Lambda Developer Guide, "Capturing records of Lambda asynchronous
 * invocations" (what is sent where; the execution role needs sqs:SendMessage, sns:Publish,
 * lambda:InvokeFunction, events:PutEvents, s3:PutObject) and "Types of metrics for Lambda functions"
 * (DeadLetterErrors, DestinationDeliveryFailures: permission, a misconfigured resource, size).
 */
import { setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

export type DeliveryRole = 'dead letter' | 'on failure' | 'on success' | 'put';

export interface DeliveryContext {
  readonly role: DeliveryRole;
  /** The execution role of the function may send to the target. */
  permitted: boolean;
}

export const deliveryMachine = setup({
  types: { context: {} as DeliveryContext, input: {} as DeliveryContext },
  guards: {
    isDeadLetterNotPermitted: ({ context }) => context.role === 'dead letter' && !context.permitted,
    isNotPermitted: ({ context }) => !context.permitted,
    isDeadLetter: ({ context }) => context.role === 'dead letter',
    isOnFailure: ({ context }) => context.role === 'on failure',
    isOnSuccess: ({ context }) => context.role === 'on success',
  },
  actions: { note: (_, _params: { reason: Reason }) => {} },
}).createMachine({
  id: 'delivery',
  context: ({ input }) => input,
  initial: 'sent',
  states: {
    sent: {
      always: [
        {
          guard: 'isDeadLetterNotPermitted',
          target: 'failed',
          actions: { type: 'note', params: { reason: 'lost: dead letter not permitted' } },
        },
        {
          guard: 'isNotPermitted',
          target: 'failed',
          actions: { type: 'note', params: { reason: 'lost: destination not permitted' } },
        },
        {
          guard: 'isDeadLetter',
          target: 'delivered',
          actions: { type: 'note', params: { reason: 'sent: dead letter' } },
        },
        {
          guard: 'isOnFailure',
          target: 'delivered',
          actions: { type: 'note', params: { reason: 'sent: on failure' } },
        },
        {
          guard: 'isOnSuccess',
          target: 'delivered',
          actions: { type: 'note', params: { reason: 'sent: on success' } },
        },
        { target: 'delivered', actions: { type: 'note', params: { reason: 'put: by a call' } } },
      ],
    },
    delivered: { type: 'final' },
    failed: { type: 'final' },
  },
});
