/**
 * A connection from an environment to a resource that takes only so many. One that code outside the
 * handler opened lives with the environment, also while that is frozen; one opened inside the handler
 * lives with its call. `other` is the environment; `amount` is how many the resource has with it.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Understanding the Lambda execution environment
 * lifecycle" (what was opened outside the handler stays open for later invocations) and "Best
 * practices"; "Using AWS Lambda with Amazon RDS" (many environments exhaust the connections of a database).
 */
import { setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

export interface ConnectionContext {
  /** The resource has as many as it takes. */
  readonly refused: boolean;
  /** It was opened before the run. */
  readonly wasOpen: boolean;
  /** Time to open it, µs. */
  readonly connectUs: number;
}

export type ConnectionEvent = { type: 'close' } | { type: 'lose' };

const lose = {
  target: 'lost',
  actions: { type: 'note', params: { reason: 'connection: lost' } },
} as const;

export const connectionMachine = setup({
  types: {
    context: {} as ConnectionContext,
    events: {} as ConnectionEvent,
    input: {} as ConnectionContext,
  },
  guards: {
    isRefused: ({ context }) => context.refused,
    wasOpen: ({ context }) => context.wasOpen,
  },
  delays: { connectTime: ({ context }) => context.connectUs },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    connected: () => {},
  },
}).createMachine({
  id: 'connection',
  context: ({ input }) => input,
  initial: 'new',
  states: {
    new: {
      always: [
        {
          guard: 'isRefused',
          target: 'refused',
          actions: { type: 'note', params: { reason: 'connection: limit' } },
        },
        {
          guard: 'wasOpen',
          target: 'open',
          actions: { type: 'note', params: { reason: 'ready: before the run' } },
        },
        { target: 'opening' },
      ],
    },
    opening: {
      after: { connectTime: { target: 'open', actions: 'connected' } },
      on: { lose },
    },
    open: { on: { close: 'closed', lose } },
    closed: { type: 'final' },
    lost: { type: 'final' },
    refused: { type: 'final' },
  },
});
