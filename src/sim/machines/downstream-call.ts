/**
 * A call that a function makes while it runs: to a table, a database, a file system, another function.
 * It is part of the invocation, of its duration and of its timeout; nobody repeats it unless the code
 * does. `amount` is the number of the call in its invocation, from 1; where environments share what
 * they write to, `answered` has the number of writes that stand in it. `other` is the request.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Best practices for working with AWS Lambda
 * functions" (connections outside the handler; idempotent code), "Configure Lambda function timeout"
 * (a call that gets no answer lasts until the timeout), "Configuring reserved concurrency" (to protect a
 * database), "Improving startup performance with Lambda SnapStart" (the state of connections is not
 * guaranteed after a restore); API Reference, Invoke: RequestResponse keeps the connection open until the function
 * answers. That a call given up has no effect is a simplification (abandoned-call-undone).
 */
import { setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

/** Settled before the call is made; it learns nothing more. */
export interface DownstreamCallContext {
  /** The role of the function does not allow it. */
  denied: boolean;
  /** There is no route to the resource. */
  hangs: boolean;
  /** Its connection was refused: the resource has as many as it takes. */
  refused: boolean;
  /** Its connection was open in the snapshot that the environment was restored from, and is dead. */
  stale: boolean;
  /** Its connection is still being opened. */
  connects: boolean;
  /** It waits for the answer of a function. */
  invokes: boolean;
  /** The resource works on as many calls as it can. */
  full: boolean;
  /** How long the resource works on it, µs. */
  workUs: number;
  /** And then answers with an error. */
  fails: boolean;
  /** What has been done already, by the unit and call it was done for; and which this is. -1: nobody can tell. */
  done: { has(effect: number): boolean };
  effect: number;
  /** The handler knows a unit it has met before. */
  idempotent: boolean;
}

export type DownstreamCallEvent =
  | { type: 'connect'; full: boolean }
  | { type: 'admit' }
  | { type: 'abandon' }
  | { type: 'succeed' }
  | { type: 'fail' };

const abandon = {
  target: 'abandoned',
  actions: { type: 'note', params: { reason: 'call: abandoned' } },
} as const;

export const downstreamCallMachine = setup({
  types: {
    context: {} as DownstreamCallContext,
    events: {} as DownstreamCallEvent,
    input: {} as DownstreamCallContext,
  },
  guards: {
    isDenied: ({ context }) => context.denied,
    hasNoWay: ({ context }) => context.hangs,
    isRefused: ({ context }) => context.refused,
    isStale: ({ context }) => context.stale,
    isConnecting: ({ context }) => context.connects,
    isInvocation: ({ context }) => context.invokes,
    isFull: ({ context }) => context.full,
    isFullNow: ({ event }) => event.type === 'connect' && event.full,
    fails: ({ context }) => context.fails,
    isKnown: ({ context }) => context.idempotent && context.done.has(context.effect),
    isAgain: ({ context }) => context.done.has(context.effect),
  },
  delays: { callTime: ({ context }) => context.workUs },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    noteCause: () => {},
    invokeFunction: () => {},
    queueUp: () => {},
    leaveQueue: () => {},
    takePlace: () => {},
    freePlace: () => {},
  },
}).createMachine({
  id: 'call',
  context: ({ input }) => input,
  initial: 'new',
  states: {
    new: {
      always: [
        {
          guard: 'isDenied',
          target: 'denied',
          actions: { type: 'note', params: { reason: 'call: denied' } },
        },
        {
          guard: 'hasNoWay',
          target: 'hanging',
          actions: { type: 'note', params: { reason: 'call: no way' } },
        },
        {
          guard: 'isRefused',
          target: 'refused',
          actions: { type: 'note', params: { reason: 'call: connection refused' } },
        },
        {
          guard: 'isStale',
          target: 'failed',
          actions: { type: 'note', params: { reason: 'call: connection stale' } },
        },
        { guard: 'isConnecting', target: 'connecting' },
        { guard: 'isInvocation', target: 'invoking', actions: 'invokeFunction' },
        {
          guard: 'isFull',
          target: 'waiting',
          actions: [{ type: 'note', params: { reason: 'call: no capacity' } }, 'queueUp'],
        },
        { target: 'working', actions: 'takePlace' },
      ],
    },
    connecting: {
      on: {
        connect: [
          {
            guard: 'isFullNow',
            target: 'waiting',
            actions: [{ type: 'note', params: { reason: 'call: no capacity' } }, 'queueUp'],
          },
          { target: 'working', actions: 'takePlace' },
        ],
        abandon,
      },
    },
    waiting: {
      on: {
        admit: { target: 'working', actions: 'takePlace' },
        abandon: {
          target: 'abandoned',
          actions: [{ type: 'note', params: { reason: 'call: abandoned' } }, 'leaveQueue'],
        },
      },
    },
    working: {
      after: {
        callTime: [
          {
            guard: 'fails',
            target: 'failed',
            actions: [{ type: 'note', params: { reason: 'call: error' } }, 'freePlace'],
          },
          {
            guard: 'isKnown',
            target: 'answered',
            actions: [{ type: 'note', params: { reason: 'effect: known' } }, 'freePlace'],
          },
          {
            guard: 'isAgain',
            target: 'answered',
            actions: [{ type: 'note', params: { reason: 'effect: again' } }, 'freePlace'],
          },
          {
            target: 'answered',
            actions: [{ type: 'note', params: { reason: 'call: answered' } }, 'freePlace'],
          },
        ],
      },
      on: {
        abandon: {
          target: 'abandoned',
          actions: [{ type: 'note', params: { reason: 'call: abandoned' } }, 'freePlace'],
        },
      },
    },
    invoking: {
      on: {
        succeed: { target: 'answered', actions: { type: 'note', params: { reason: 'call: answered' } } },
        fail: { target: 'failed', actions: 'noteCause' },
        abandon,
      },
    },
    hanging: {
      on: {
        abandon: {
          target: 'unreachable',
          actions: { type: 'note', params: { reason: 'call: no way' } },
        },
      },
    },
    answered: { type: 'final' },
    failed: { type: 'final' },
    refused: { type: 'final' },
    denied: { type: 'final' },
    unreachable: { type: 'final' },
    abandoned: { type: 'final' },
  },
});
