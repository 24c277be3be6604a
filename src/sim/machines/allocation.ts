/**
 * Provisioned concurrency of one version or alias, by the statuses of its configuration: IN_PROGRESS (a minute
 * or two of preparation, then environments are made as fast as the date allows, then the last of them
 * initialise), READY, FAILED. Amount of a step: the environments that are requested.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Configuring provisioned concurrency for a function"
 * (begins after a minute or two; the rate; usable once all are ready), the same guide at 38e9014, October 2023
 * (up to 3,000 at once and then 500 a minute), and API Reference, GetProvisionedConcurrencyConfig (the statuses;
 * FAILED has a reason, such as an error in Init).
 */
import { assign, setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

export interface AllocationContext {
  readonly clock: { readonly nowUs: number };
  /** When the rate allows more environments, if as many as may be are made now; read only. */
  readonly rate: { nextUs(nowUs: number): number };
  /** It was asked for so long before the run that all of them are ready. */
  readonly isBefore: boolean;
  /** Preparation before the first environment is made, µs. */
  startUs: number;
}

export type AllocationEvent =
  /** So many are requested now, or where they are is changed: how many are still to be made, and how many initialise. */
  | { type: 'put' | 'move'; missing: number; initialising: number; startUs: number }
  /** The last environment is made; all of them have initialised; one could not. */
  | { type: 'made' }
  | { type: 'succeed' }
  | { type: 'fail' }
  /** The configuration is deleted. */
  | { type: 'close' };

type Asked = Extract<AllocationEvent, { type: 'put' | 'move' }>;

const prepare = assign<AllocationContext, AllocationEvent, undefined, AllocationEvent, never>({
  startUs: ({ event }) => (event as Asked).startUs,
});
const asked = (because: Reason) =>
  [
    {
      guard: 'needsMore',
      target: '#allocation.in progress.starting',
      actions: [{ type: 'note', params: { reason: because } }, prepare],
    },
    {
      guard: 'isInitialising',
      target: '#allocation.in progress.initialising',
      actions: { type: 'note', params: { reason: because } },
    },
    { target: '#allocation.ready', actions: { type: 'note', params: { reason: because } } },
  ] as const;
export const allocationMachine = setup({
  types: {
    context: {} as AllocationContext,
    events: {} as AllocationEvent,
    input: {} as AllocationContext,
  },
  delays: {
    preparation: ({ context }) => context.startUs,
    allocationRate: ({ context: { rate, clock } }) => rate.nextUs(clock.nowUs) - clock.nowUs,
  },
  guards: {
    wasReadyBefore: ({ context }) => context.isBefore,
    needsMore: ({ event }) => (event as Asked).missing > 0,
    isInitialising: ({ event }) => (event as Asked).initialising > 0,
  },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    allocate: () => {},
  },
}).createMachine({
  id: 'allocation',
  context: ({ input }) => input,
  initial: 'new',
  on: {
    put: asked('provisioned: requested'),
    move: asked('provisioned: alias moved'),
    close: '#allocation.removed',
  },
  states: {
    new: {
      always: [
        {
          guard: 'wasReadyBefore',
          target: 'ready',
          actions: { type: 'note', params: { reason: 'ready: before the run' } },
        },
        {
          target: 'in progress.starting',
          actions: { type: 'note', params: { reason: 'provisioned: requested' } },
        },
      ],
    },
    'in progress': {
      initial: 'starting',
      on: {
        fail: {
          target: '#allocation.failed',
          actions: { type: 'note', params: { reason: 'init: failed' } },
        },
      },
      states: {
        starting: { after: { preparation: { target: 'allocating', actions: 'allocate' } } },
        allocating: {
          after: { allocationRate: { target: 'allocating', reenter: true, actions: 'allocate' } },
          on: { made: 'initialising' },
        },
        initialising: {
          on: { succeed: '#allocation.ready' },
        },
      },
    },
    ready: {},
    failed: {},
    removed: { type: 'final' },
  },
});
