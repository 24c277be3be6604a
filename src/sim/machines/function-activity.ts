/**
 * Whether a function works or is quiet. Measured on AWS (us-east-1, 2020): when the whole function
 * has been idle for some minutes, all its environments go, however recently each was used; while
 * some of them work, an idle one is kept much longer. AWS documents neither.
 */
import { assign, setup } from 'xstate';

export interface FunctionActivityContext {
  /** How long the present quiet spell may last, µs; Infinity: for ever. */
  idleLimitUs: number;
}

export type FunctionActivityEvent = { type: 'busy' } | { type: 'quiet'; idleLimitUs: number };

export const functionActivityMachine = setup({
  types: {
    context: {} as FunctionActivityContext,
    events: {} as FunctionActivityEvent,
    input: {} as FunctionActivityContext,
  },
  delays: { functionIdle: ({ context }) => context.idleLimitUs },
  actions: { retireIdle: () => {} },
}).createMachine({
  id: 'function',
  context: ({ input }) => input,
  initial: 'unused',
  states: {
    unused: {
      on: {
        busy: 'working',
        quiet: { target: 'quiet', actions: assign({ idleLimitUs: ({ event }) => event.idleLimitUs }) },
      },
    },
    working: {
      on: { quiet: { target: 'quiet', actions: assign({ idleLimitUs: ({ event }) => event.idleLimitUs }) } },
    },
    quiet: {
      after: { functionIdle: { target: 'unused', actions: 'retireIdle' } },
      on: { busy: 'working' },
    },
  },
});
