/**
 * A direct invocation (the Invoke API called by an SDK, the CLI or another program) with
 * InvocationType RequestResponse or DryRun. Lambda does not retry it; the caller may.
 *
 * Source, read 2026-11-20: AWS Lambda API Reference, Invoke: RequestResponse waits for the result;
 * a function error still answers 200 and sets X-Amz-Function-Error; DryRun validates parameters and
 * permission, answers 204 and runs nothing; 403 AccessDenied (also when the role cannot be assumed);
 * 404 ResourceNotFound; 413 RequestTooLarge; 400 InvalidParameterValue; 400
 * RecursiveInvocationException (Lambda has found a recursive loop); 429 TooManyRequestsException with
 * its reason. Developer Guide, "Lambda scaling behavior": what comes faster than environments may be made
 * is throttled with 429 too. In which order Lambda looks at its limits is not written down.
 * In a VPC: 502 SubnetIPAddressLimitReachedException, ENILimitReachedException, EC2AccessDeniedException;
 * 502 ResourceNotReadyException (its interfaces were taken back; they are made anew now).
 */
import { setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';
import type { Lack } from './interface.ts';

/** It needs to remember nothing: all it decides on comes with its arrival. */
export type DirectInvocationContext = Readonly<Record<string, never>>;

/** What Lambda sees at the moment the request arrives. */
export interface Arrival {
  type: 'arrive';
  /** Who asks may invoke the function: identity of a direct caller, resource policy for a service. */
  permitted: boolean;
  /** The parameters are valid. */
  valid: boolean;
  /** There is such a function: it could be created. */
  exists: boolean;
  /** And it is active: not pending any more, and its creation has not failed. */
  active: boolean;
  /** The event is no larger than a synchronous one may be. */
  fits: boolean;
  /** So many invocations have led to it that Lambda stops it here. */
  loop: boolean;
  /** Lambda may assume the function's execution role. */
  assumable: boolean;
  dryRun: boolean;
  /** The concurrency limit is reached: the function's own, or what the account has left. */
  full: boolean;
  /** And it is the function's own. */
  reservedFull: boolean;
  /** As many requests as may begin in a second have begun: of the function's reservation, or of the account. */
  reservedSpent: boolean;
  spent: boolean;
  /** An idle environment can take it. */
  free: boolean;
  /** Provisioned environments are idle, and have had as many requests as they may have in this second. */
  beyondProvisioned: boolean;
  /** The function has no environment at all. */
  none: boolean;
  /** It would need a new environment, and as many as may be made have been made. */
  slowed: boolean;
  /** It needs a network interface that cannot be had, and for what: 502, by one of AWS's names. */
  lacks: Lack;
  /** Lambda itself fails: 500. */
  broken: boolean;
}

export type DirectInvocationEvent = Arrival | { type: 'begin' } | { type: 'succeed' } | { type: 'fail' };

/** None of all that turns a request away; asked first, because it is what most requests meet. */
const nothingAgainst = (arrival: Arrival): boolean =>
  arrival.permitted &&
  arrival.exists &&
  arrival.active &&
  arrival.fits &&
  arrival.valid &&
  !arrival.dryRun &&
  !arrival.loop &&
  arrival.assumable &&
  !arrival.broken &&
  !arrival.full &&
  !arrival.reservedSpent &&
  !arrival.spent;

export const directInvocationMachine = setup({
  types: {
    context: {} satisfies DirectInvocationContext,
    events: {} as DirectInvocationEvent,
    input: {} satisfies DirectInvocationContext,
  },
  guards: {
    isNotPermitted: ({ event }) => event.type === 'arrive' && !event.permitted,
    isUnknown: ({ event }) => event.type === 'arrive' && !event.exists,
    isNotActive: ({ event }) => event.type === 'arrive' && !event.active,
    isTooLarge: ({ event }) => event.type === 'arrive' && !event.fits,
    isLoop: ({ event }) => event.type === 'arrive' && event.loop,
    hasUntrustedRole: ({ event }) => event.type === 'arrive' && !event.assumable,
    isInvalid: ({ event }) => event.type === 'arrive' && !event.valid,
    isDryRun: ({ event }) => event.type === 'arrive' && event.dryRun,
    meetsServiceError: ({ event }) => event.type === 'arrive' && event.broken,
    isReservedFull: ({ event }) => event.type === 'arrive' && event.reservedFull,
    isFull: ({ event }) => event.type === 'arrive' && event.full,
    isReservedSpent: ({ event }) => event.type === 'arrive' && event.reservedSpent,
    isSpent: ({ event }) => event.type === 'arrive' && event.spent,
    isSlowed: ({ event }) => event.type === 'arrive' && event.slowed,
    lacksAddress: ({ event }) => event.type === 'arrive' && event.lacks === 'address',
    lacksInterface: ({ event }) => event.type === 'arrive' && event.lacks === 'interface',
    lacksRole: ({ event }) => event.type === 'arrive' && event.lacks === 'role',
    isInactive: ({ event }) => event.type === 'arrive' && event.lacks === 'activity',
    findsEnvironment: ({ event }) => event.type === 'arrive' && event.free && nothingAgainst(event),
    isBeyondProvisioned: ({ event }) => event.type === 'arrive' && event.beyondProvisioned,
    findsNoEnvironment: ({ event }) => event.type === 'arrive' && event.none,
  },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    /** The reason is the one of the step that caused this one, or of the routing policy. */
    noteRouting: () => {},
    noteCause: () => {},
    startWarm: () => {},
    startCold: () => {},
    restoreInterfaces: () => {},
  },
}).createMachine({
  id: 'request',
  context: ({ input }) => input,
  initial: 'sent',
  states: {
    sent: {
      on: {
        arrive: [
          { guard: 'findsEnvironment', target: 'running', actions: ['noteRouting', 'startWarm'] },
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
            guard: 'isTooLarge',
            target: 'refused',
            actions: { type: 'note', params: { reason: 'refused: too large' } },
          },
          {
            guard: 'isInvalid',
            target: 'refused',
            actions: { type: 'note', params: { reason: 'refused: invalid request' } },
          },
          {
            guard: 'isDryRun',
            target: 'checked',
            actions: { type: 'note', params: { reason: 'checked: dry run' } },
          },
          {
            guard: 'isLoop',
            target: 'refused',
            actions: { type: 'note', params: { reason: 'refused: recursive loop' } },
          },
          {
            guard: 'hasUntrustedRole',
            target: 'denied',
            actions: { type: 'note', params: { reason: 'denied: role not assumed' } },
          },
          {
            guard: 'meetsServiceError',
            target: 'service error',
            actions: { type: 'note', params: { reason: 'service error: nothing ran' } },
          },
          {
            guard: 'isReservedFull',
            target: 'throttled',
            actions: { type: 'note', params: { reason: 'throttled: reserved concurrency' } },
          },
          {
            guard: 'isFull',
            target: 'throttled',
            actions: { type: 'note', params: { reason: 'throttled: concurrency' } },
          },
          {
            guard: 'isReservedSpent',
            target: 'throttled',
            actions: { type: 'note', params: { reason: 'throttled: reserved requests per second' } },
          },
          {
            guard: 'isSpent',
            target: 'throttled',
            actions: { type: 'note', params: { reason: 'throttled: requests per second' } },
          },
          {
            guard: 'isSlowed',
            target: 'throttled',
            actions: { type: 'note', params: { reason: 'throttled: scaling rate' } },
          },
          {
            guard: 'lacksAddress',
            target: 'service error',
            actions: { type: 'note', params: { reason: 'service error: no address' } },
          },
          {
            guard: 'lacksInterface',
            target: 'service error',
            actions: { type: 'note', params: { reason: 'service error: no interface' } },
          },
          {
            guard: 'lacksRole',
            target: 'service error',
            actions: { type: 'note', params: { reason: 'service error: role' } },
          },
          {
            guard: 'isInactive',
            target: 'service error',
            actions: [{ type: 'note', params: { reason: 'service error: inactive' } }, 'restoreInterfaces'],
          },
          {
            guard: 'isBeyondProvisioned',
            target: 'waiting',
            actions: [
              { type: 'note', params: { reason: 'cold: provisioned requests per second' } },
              'startCold',
            ],
          },
          {
            guard: 'findsNoEnvironment',
            target: 'waiting',
            actions: [{ type: 'note', params: { reason: 'cold: no environment' } }, 'startCold'],
          },
          {
            target: 'waiting',
            actions: [{ type: 'note', params: { reason: 'cold: all busy' } }, 'startCold'],
          },
        ],
      },
    },
    waiting: {
      on: { begin: { target: 'running', actions: { type: 'note', params: { reason: 'began' } } } },
    },
    running: {
      on: {
        succeed: { target: 'succeeded', actions: 'noteCause' },
        fail: { target: 'failed', actions: 'noteCause' },
      },
    },
    'service error': { type: 'final' },
    throttled: { type: 'final' },
    denied: { type: 'final' },
    refused: { type: 'final' },
    checked: { type: 'final' },
    succeeded: { type: 'final' },
    failed: { type: 'final' },
  },
});
