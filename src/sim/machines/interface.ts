/**
 * An elastic network interface, by which environments are in a VPC. Until 2019 Lambda made one with an
 * environment that found none with room, and the environment waited; it carried environments of some GB
 * together. Since then one stands in each subnet for all of them, made when a function is created, and
 * taken back when nobody has invoked it for weeks. `other` is the environment that comes or goes, or the
 * request because of which it is made anew; `amount` is how many environments are on it; its place is
 * the VPC.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide at 00675ec, vpc.md (peak concurrent executions
 * times memory over 3 GB; an address of a subnet for each; a penalty at the start) and at 2be81b8,
 * foundation-networking.md (one for each subnet and security group, the function is pending until it is
 * there; taken back after weeks without an invocation); AWS Compute Blog, "Announcing improved VPC
 * networking for AWS Lambda functions". How long one for environments stayed when it carried none is
 * said nowhere (interface-kept-idle).
 */
import { assign, setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

/** What a network does not give a function that needs one more environment; empty: it gives all that is needed. */
export type Lack = '' | 'address' | 'interface' | 'role' | 'activity';

export interface InterfaceContext {
  /** It stands in its subnet for all environments. */
  readonly isShared: boolean;
  /** It was there before the run. */
  readonly wasThere: boolean;
  /** Time to make and attach it, µs. */
  readonly createUs: number;
  /** Time after which one that carries nobody is deleted, µs; Infinity: never. */
  readonly idleUs: number;
  /** Environments on it. */
  users: number;
}

export type InterfaceEvent = { type: 'join' } | { type: 'leave' };

type Action = typeof assign<InterfaceContext, InterfaceEvent, undefined, InterfaceEvent, never>;
const more = (assign as Action)({ users: ({ context }) => context.users + 1 });
const fewer = (assign as Action)({ users: ({ context }) => context.users - 1 });

export const interfaceMachine = setup({
  types: {
    context: {} as InterfaceContext,
    events: {} as InterfaceEvent,
    input: {} as InterfaceContext,
  },
  guards: {
    wasThere: ({ context }) => context.wasThere,
    isShared: ({ context }) => context.isShared,
    isUsed: ({ context }) => context.users > 0,
    isLast: ({ context }) => context.users === 1,
  },
  delays: {
    interfaceCreation: ({ context }) => context.createUs,
    interfaceIdle: ({ context }) => context.idleUs,
  },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
  },
}).createMachine({
  id: 'interface',
  context: ({ input }) => input,
  initial: 'new',
  states: {
    new: {
      always: [
        {
          guard: 'wasThere',
          target: 'idle',
          actions: { type: 'note', params: { reason: 'ready: before the run' } },
        },
        {
          guard: 'isShared',
          target: 'creating',
          actions: { type: 'note', params: { reason: 'interface: for all environments' } },
        },
        {
          target: 'creating',
          actions: { type: 'note', params: { reason: 'interface: none with room' } },
        },
      ],
    },
    creating: {
      after: { interfaceCreation: [{ guard: 'isUsed', target: 'in use' }, { target: 'idle' }] },
      on: { join: { target: 'creating', actions: more } },
    },
    'in use': {
      on: {
        join: { target: 'in use', actions: more },
        leave: [
          { guard: 'isLast', target: 'idle', actions: fewer },
          { target: 'in use', actions: fewer },
        ],
      },
    },
    idle: {
      after: {
        interfaceIdle: [
          {
            guard: 'isShared',
            target: 'deleted',
            actions: { type: 'note', params: { reason: 'interface: taken back' } },
          },
          {
            target: 'deleted',
            actions: { type: 'note', params: { reason: 'interface: idle' } },
          },
        ],
      },
      on: { join: { target: 'in use', actions: more } },
    },
    deleted: { type: 'final' },
  },
});
