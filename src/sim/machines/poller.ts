/**
 * A poller of an event source mapping: receives messages of the queue, gathers a batch, and invokes the
 * function with it; one batch at a time.
 *
 * `amount`: messages in its batch (0: none).
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Using Lambda with Amazon SQS" (long polling; a batch
 * is sent when it is full, when its window is over or at the payload limit; with little traffic a poll that
 * is still open holds a shorter window up for as long as one lasts), "Handling errors for an SQS event
 * source" (after an error the messages wait for their visibility timeout; a throttled batch is tried again
 * until then; partial responses), "Use Lambda recursive loop detection"; SQS API Reference, ReceiveMessage (OverLimit:
 * too many messages in flight). How the tries after a throttle
 * are spaced is not documented (setting `throttleBackOff`, simplification `poller-back-off`).
 */
import { setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

/** The batch of a poller as it is now; changed by its service, read here. */
export interface Batch {
  /** Messages in it. */
  items: number;
  /** Messages that have to come again although the function succeeds. */
  bad: number;
  /** When its first message was received, µs. */
  firstUs: number;
  /** Times in a row that its invocation was turned away. */
  throttles: number;
  /** The next receive comes no sooner, µs. */
  nextPollUs: number;
}

/** What the pollers of a mapping have in common; changed by their service. */
export interface Crew {
  mayPoll: boolean;
  /** As many messages of the queue are in flight as may be. */
  readonly isOverLimit: boolean;
  /** Pollers that are too many now. */
  surplus: number;
}

export interface PollerContext {
  readonly clock: { readonly nowUs: number };
  readonly batch: Readonly<Batch>;
  readonly crew: Readonly<Crew>;
  readonly batchSize: number;
  /** Messages that the payload of one invocation holds. */
  readonly payloadItems: number;
  /** Batching window, µs; 0: none. */
  readonly windowUs: number;
  /** With little traffic an open poll holds a shorter window up for as long, µs; 0: it does not. */
  readonly longPollUs: number;
  readonly visibilityUs: number;
  /** Wait after so many throttles in a row, µs. */
  readonly throttleWaitUs: (throttles: number) => number;
}

export type PollerEvent =
  | { type: 'wake' }
  /** A message has come into the batch it gathers. */
  | { type: 'receive' }
  | { type: 'succeed' }
  | { type: 'fail' }
  /** 429 or 500: nothing ran. */
  | { type: 'throttle' }
  /** Lambda has stopped a loop: nothing ran. */
  | { type: 'loop' }
  | { type: 'stop' };

/** How long the poll that is open may still hold its window up, µs. */
function openPollUs({ context: { clock, longPollUs, batch } }: { context: PollerContext }): number {
  return Math.max(0, batch.firstUs + longPollUs - clock.nowUs);
}

const note = (reason: Reason) => ({ type: 'note', params: { reason } }) as const;
const full = { guard: 'isFull', target: 'invoking', actions: [note('batch: full'), 'invoke'] } as const;
const heavy = {
  guard: 'isHeavy',
  target: 'invoking',
  actions: [note('batch: payload limit'), 'invoke'],
} as const;

export const pollerMachine = setup({
  types: {
    context: {} as PollerContext,
    events: {} as PollerEvent,
    input: {} as PollerContext,
  },
  guards: {
    isTooMany: ({ context }) => context.crew.surplus > 0,
    mayNotPoll: ({ context }) => !context.crew.mayPoll,
    isOverLimit: ({ context }) => context.batch.items === 0 && context.crew.isOverLimit,
    isEmpty: ({ context }) => context.batch.items === 0,
    isFull: ({ context }) => context.batch.items >= context.batchSize,
    isHeavy: ({ context }) => context.batch.items >= context.payloadItems,
    hasWindow: ({ context }) => context.windowUs > 0,
    isPollOpen: (scope) => openPollUs(scope) > 0,
    hasBad: ({ context }) => context.batch.bad > 0,
  },
  delays: {
    pace: ({ context }) => Math.max(0, context.batch.nextPollUs - context.clock.nowUs),
    batchWindow: ({ context }) => Math.max(0, context.batch.firstUs + context.windowUs - context.clock.nowUs),
    openPoll: openPollUs,
    throttleWait: ({ context }) => context.throttleWaitUs(context.batch.throttles),
    batchVisibility: ({ context }) =>
      Math.max(0, context.batch.firstUs + context.visibilityUs - context.clock.nowUs),
  },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    /** The reason is the one of the step that caused this one. */
    noteCause: () => {},
    invoke: () => {},
    deleteBatch: () => {},
  },
}).createMachine({
  id: 'poller',
  context: ({ input }) => input,
  initial: 'waiting',
  states: {
    waiting: { on: { wake: 'receiving', stop: { target: 'stopped', actions: note('stopped: too many') } } },
    receiving: {
      after: {
        pace: [
          { guard: 'isTooMany', target: 'stopped', actions: note('stopped: too many') },
          { guard: 'mayNotPoll', target: 'waiting', actions: note('poll: not allowed') },
          { guard: 'isOverLimit', target: 'waiting', actions: note('poll: too many in flight') },
          { guard: 'isEmpty', target: 'waiting', actions: note('poll: nothing there') },
          full,
          heavy,
          { guard: 'hasWindow', target: 'gathering', actions: note('batch: begun') },
          { target: 'invoking', actions: [note('batch: all there is'), 'invoke'] },
        ],
      },
    },
    gathering: {
      after: {
        batchWindow: [
          { guard: 'isPollOpen', target: 'lingering', actions: note('batch: poll still open') },
          { target: 'invoking', actions: [note('batch: window over'), 'invoke'] },
        ],
      },
      on: { receive: [full, heavy, { target: 'gathering', actions: note('batch: one more') }] },
    },
    lingering: {
      after: { openPoll: { target: 'invoking', actions: [note('batch: poll over'), 'invoke'] } },
      on: { receive: { target: 'invoking', actions: [note('batch: window over'), 'invoke'] } },
    },
    invoking: {
      on: {
        succeed: [
          { guard: 'hasBad', target: 'receiving', actions: [note('batch: some failed'), 'deleteBatch'] },
          { target: 'receiving', actions: [note('batch: handled'), 'deleteBatch'] },
        ],
        fail: { target: 'receiving', actions: 'noteCause' },
        throttle: { target: 'throttled', actions: 'noteCause' },
        loop: { target: 'receiving', actions: note('batch: loop stopped') },
      },
    },
    throttled: {
      after: {
        throttleWait: { target: 'invoking', actions: [note('batch: tried again'), 'invoke'] },
        batchVisibility: { target: 'receiving', actions: note('batch: given up') },
      },
    },
    stopped: { type: 'final' },
  },
});
