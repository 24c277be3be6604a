/**
 * An event in the queue of asynchronous invocations: taken in or turned away, tried, tried again
 * after errors and after throttles, and one end. `amount` of its steps: attempts begun so far.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "How Lambda handles errors and retries with
 * asynchronous invocation" (function errors: up to two more attempts, after one minute and after
 * two; throttles and errors of the service: back to the queue, intervals from 1 second to 5 minutes,
 * for up to the maximum event age); "Configuring reserved concurrency" (zero: new events go to the
 * dead-letter queue or the on-failure destination without retries); "Use Lambda recursive loop
 * detection" (the next invocation of a chain is stopped, its event goes to the dead-letter queue or
 * destination). API Reference, Invoke: 202 for an accepted event, 400, 403, 404, 413.
 */
import { assign, setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

export interface EventContext {
  /** Simulated time, read only to tell how old the event is. */
  readonly clock: { readonly nowUs: number };
  bornUs: number;
  /** Settings of the function's event queue, µs; attempts after errors. */
  ageLimitUs: number;
  retries: number;
  retryWaitsUs: readonly number[];
  /** What Lambda sees of the function now: it has no place free for this event; concurrency reserved for it is 0. */
  line: { readonly isFull: boolean; readonly isOff: boolean };
  /** A throttled event waits for a place instead of backing off. */
  waitsForPlace: boolean;
  /** It is the next of a chain of invocations that is stopped here. */
  isLoop: boolean;
  /** Attempts begun; those of them that ended with an error of the function; turned away one after the other. */
  attempts: number;
  failures: number;
  turnedAway: number;
  /** How long it backs off now, µs. */
  backOffUs: number;
}

export type AsyncEvent =
  | {
      type: 'arrive';
      /** A service sends it, and the function's resource policy decides; else the identity of the caller. */
      byService: boolean;
      permitted: boolean;
      /** There is such a function: it could be created. */
      exists: boolean;
      /** And it is active: not pending any more, and its creation has not failed. */
      active: boolean;
      valid: boolean;
      /** It is no larger than events may be. */
      fits: boolean;
      /** The queue hands it out a second time. */
      isCopy: boolean;
    }
  | { type: 'try' }
  | { type: 'succeed' }
  | { type: 'fail' }
  | { type: 'throttle'; waitUs: number }
  | { type: 'serviceError'; waitUs: number };

export const eventMachine = setup({
  types: { context: {} as EventContext, events: {} as AsyncEvent, input: {} as EventContext },
  guards: {
    isNotLetIn: ({ event }) => event.type === 'arrive' && event.byService && !event.permitted,
    isNotPermitted: ({ event }) => event.type === 'arrive' && !event.permitted,
    isUnknown: ({ event }) => event.type === 'arrive' && !event.exists,
    isNotActive: ({ event }) => event.type === 'arrive' && !event.active,
    isInvalid: ({ event }) => event.type === 'arrive' && !event.valid,
    isTooLarge: ({ event }) => event.type === 'arrive' && !event.fits,
    isCopy: ({ event }) => event.type === 'arrive' && event.isCopy,
    isTooOld: ({ context }) => context.clock.nowUs - context.bornUs > context.ageLimitUs,
    isOff: ({ context }) => context.line.isOff,
    isLoop: ({ context }) => context.isLoop,
    mustWaitForPlace: ({ context }) => context.waitsForPlace && context.line.isFull,
    hasRetriesLeft: ({ context }) => context.failures < context.retries,
  },
  delays: {
    /** After the last wait that is set, the last again. */
    retryWait: ({ context }) =>
      context.retryWaitsUs[Math.min(context.failures, context.retryWaitsUs.length) - 1] ?? 0,
    backOff: ({ context }) => context.backOffUs,
  },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    noteCause: () => {},
    tryNow: () => {},
    standInLine: () => {},
    invokeFunction: () => {},
    recordSuccess: () => {},
    recordFailure: () => {},
  },
}).createMachine({
  id: 'event',
  context: ({ input }) => input,
  initial: 'sent',
  states: {
    sent: {
      on: {
        arrive: [
          {
            guard: 'isNotLetIn',
            target: 'denied',
            actions: { type: 'note', params: { reason: 'denied: resource policy' } },
          },
          {
            guard: 'isNotPermitted',
            target: 'denied',
            actions: { type: 'note', params: { reason: 'denied: no permission' } },
          },
          {
            guard: 'isUnknown',
            target: 'refused',
            actions: { type: 'note', params: { reason: 'refused: no such function' } },
          },
          {
            guard: 'isNotActive',
            target: 'refused',
            actions: { type: 'note', params: { reason: 'refused: function not active' } },
          },
          {
            guard: 'isInvalid',
            target: 'refused',
            actions: { type: 'note', params: { reason: 'refused: invalid request' } },
          },
          {
            guard: 'isTooLarge',
            target: 'refused',
            actions: { type: 'note', params: { reason: 'refused: too large' } },
          },
          {
            guard: 'isCopy',
            target: 'queued',
            actions: [{ type: 'note', params: { reason: 'accepted: second delivery' } }, 'tryNow'],
          },
          { target: 'queued', actions: [{ type: 'note', params: { reason: 'accepted' } }, 'tryNow'] },
        ],
      },
    },
    queued: {
      on: {
        try: [
          {
            guard: 'isTooOld',
            target: 'expired',
            actions: [{ type: 'note', params: { reason: 'given up: too old' } }, 'recordFailure'],
          },
          {
            guard: 'isOff',
            target: 'dropped',
            actions: [{ type: 'note', params: { reason: 'given up: nothing reserved' } }, 'recordFailure'],
          },
          {
            guard: 'isLoop',
            target: 'stopped',
            actions: [{ type: 'note', params: { reason: 'given up: recursive loop' } }, 'recordFailure'],
          },
          {
            guard: 'mustWaitForPlace',
            target: 'queued',
            actions: [{ type: 'note', params: { reason: 'waits: no place free' } }, 'standInLine'],
          },
          {
            target: 'trying',
            actions: [assign({ attempts: ({ context }) => context.attempts + 1 }), 'invokeFunction'],
          },
        ],
      },
    },
    trying: {
      on: {
        succeed: { target: 'succeeded', actions: ['noteCause', 'recordSuccess'] },
        fail: [
          {
            guard: 'hasRetriesLeft',
            target: 'waiting',
            actions: [
              'noteCause',
              assign({ failures: ({ context }) => context.failures + 1, turnedAway: 0 }),
            ],
          },
          {
            target: 'retries exhausted',
            actions: [
              { type: 'note', params: { reason: 'given up: retries exhausted' } },
              assign({ failures: ({ context }) => context.failures + 1 }),
              'recordFailure',
            ],
          },
        ],
        throttle: {
          target: 'backing off',
          actions: [
            'noteCause',
            assign({
              turnedAway: ({ context }) => context.turnedAway + 1,
              backOffUs: ({ event }) => event.waitUs,
            }),
          ],
        },
        serviceError: {
          target: 'backing off',
          actions: [
            'noteCause',
            assign({
              turnedAway: ({ context }) => context.turnedAway + 1,
              backOffUs: ({ event }) => event.waitUs,
            }),
          ],
        },
      },
    },
    waiting: { after: { retryWait: { target: 'queued', actions: 'tryNow' } } },
    'backing off': { after: { backOff: { target: 'queued', actions: 'tryNow' } } },
    succeeded: { type: 'final' },
    'retries exhausted': { type: 'final' },
    expired: { type: 'final' },
    stopped: { type: 'final' },
    dropped: { type: 'final' },
    denied: { type: 'final' },
    refused: { type: 'final' },
  },
});
