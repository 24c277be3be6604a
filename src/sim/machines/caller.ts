/**
 * One who invokes a function and waits for the answer: an SDK's program, API Gateway, a load
 * balancer, a state machine's task. Lambda does not try a synchronous invocation again; the caller may,
 * after waits of its own, and it may stop waiting while the function goes on.
 *
 * `amount` of its steps: the number of the try, from 1. `other`: the request whose end it heard of.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Invoke a function synchronously" and
 * "Understanding retry behavior in Lambda" (no retries by Lambda; the client may); AWS SDKs and Tools
 * Reference Guide, "Retry behavior"; the guides of the services for their limits and their retries.
 */
import { assign, setup } from 'xstate';
import type { CallFailure } from '../rules/sync-rules.ts';
import type { Reason } from '../vocabulary.ts';

/** How a caller behaves; the same for all of one place. */
export interface CallerHabits {
  /** How long it waits for an answer, µs; Infinity: as long as the function may run. */
  readonly timeoutUs: number;
  /** Tries after the first, and after what. */
  readonly retries: number;
  readonly retriesAfter: Readonly<Record<CallFailure, boolean>>;
  /** Its wait after so many tries (1, 2, …), µs; by the number of the caller, from 0. */
  readonly waitUs: (caller: number, tries: number) => number;
}

export interface CallerContext {
  readonly habits: CallerHabits;
  readonly number: number;
  /** Tries begun. */
  tries: number;
}

export type CallerEvent =
  | { type: 'succeed' }
  | { type: 'fail' }
  | { type: 'malformed' }
  | { type: 'oversize' }
  | { type: 'tryLater' }
  | { type: 'throttle' }
  | { type: 'serviceError' }
  | { type: 'deny' }
  | { type: 'refuse' }
  | { type: 'check' }
  | { type: 'accept' };

function triesAgainAfter(failure: CallFailure) {
  return ({ context }: { context: CallerContext }): boolean =>
    context.tries <= context.habits.retries && context.habits.retriesAfter[failure];
}

const note = (reason: Reason) => ({ type: 'note', params: { reason } }) as const;

export const callerMachine = setup({
  types: { context: {} as CallerContext, events: {} as CallerEvent, input: {} as CallerContext },
  guards: {
    triesAgainAfterError: triesAgainAfter('function-error'),
    triesAgainAfterThrottle: triesAgainAfter('throttled'),
    triesAgainAfterServiceError: triesAgainAfter('service-error'),
    triesAgainAsAsked: triesAgainAfter('temporary-failure'),
    triesAgainAfterTimeout: triesAgainAfter('caller-timeout'),
  },
  delays: {
    callerTimeout: ({ context }) => context.habits.timeoutUs,
    backOff: ({ context }) => context.habits.waitUs(context.number, context.tries),
  },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    noteCause: () => {},
    callAgain: () => {},
    backUp: () => {},
  },
}).createMachine({
  id: 'caller',
  context: ({ input }) => input,
  initial: 'calling',
  states: {
    calling: {
      after: {
        callerTimeout: [
          { guard: 'triesAgainAfterTimeout', target: 'waiting', actions: note('retry: no answer in time') },
          { target: 'timed out', actions: 'backUp' },
        ],
      },
      on: {
        succeed: { target: 'answered', actions: 'noteCause' },
        fail: [
          { guard: 'triesAgainAfterError', target: 'waiting', actions: note('retry: function error') },
          { target: 'function error', actions: ['noteCause', 'backUp'] },
        ],
        tryLater: [
          { guard: 'triesAgainAsAsked', target: 'waiting', actions: note('retry: asked to') },
          { target: 'function error', actions: [note('answer: temporary failure'), 'backUp'] },
        ],
        malformed: { target: 'bad answer', actions: [note('answer: malformed'), 'backUp'] },
        oversize: { target: 'bad answer', actions: [note('answer: too large'), 'backUp'] },
        throttle: [
          { guard: 'triesAgainAfterThrottle', target: 'waiting', actions: note('retry: throttled') },
          { target: 'throttled', actions: ['noteCause', 'backUp'] },
        ],
        serviceError: [
          { guard: 'triesAgainAfterServiceError', target: 'waiting', actions: note('retry: service error') },
          { target: 'service error', actions: ['noteCause', 'backUp'] },
        ],
        deny: { target: 'denied', actions: 'noteCause' },
        refuse: { target: 'refused', actions: 'noteCause' },
        check: { target: 'checked', actions: 'noteCause' },
        accept: { target: 'accepted', actions: 'noteCause' },
      },
    },
    waiting: {
      after: {
        backOff: {
          target: 'calling',
          actions: [assign({ tries: ({ context }) => context.tries + 1 }), 'callAgain'],
        },
      },
    },
    answered: { type: 'final' },
    'function error': { type: 'final' },
    'bad answer': { type: 'final' },
    throttled: { type: 'final' },
    'service error': { type: 'final' },
    'timed out': { type: 'final' },
    denied: { type: 'final' },
    refused: { type: 'final' },
    checked: { type: 'final' },
    accepted: { type: 'final' },
  },
});
