/**
 * A change that an operator makes while the scenario runs: one call of an AWS API, which is done or refused.
 * Amount of a step: the number that the call is about (concurrency, version); 0 where there is none.
 *
 * Source, read 2026-11-20: AWS Lambda API Reference (PutFunctionConcurrency, PutProvisionedConcurrencyConfig,
 * PublishVersion, UpdateAlias, UpdateFunctionCode): what cannot be is refused with an error and changes nothing.
 */
import { setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

/** Why a change is refused. */
export type Refusal = Extract<Reason, `refused: ${string}`>;

export interface OperationContext {
  /** How long from the beginning of the run until it is made, µs. */
  dueUs: number;
}

export type OperationEvent = { type: 'accept' } | { type: 'refuse'; because: Refusal };

const refused = (because: Refusal) =>
  ({ target: 'refused', actions: { type: 'note', params: { reason: because } } }) as const;

export const operationMachine = setup({
  types: {
    context: {} as OperationContext,
    events: {} as OperationEvent,
    input: {} as OperationContext,
  },
  delays: { due: ({ context }) => context.dueUs },
  guards: {
    leavesTooLittle: ({ event }) =>
      event.type === 'refuse' && event.because === 'refused: too little left unreserved',
  },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    apply: () => {},
  },
}).createMachine({
  id: 'operation',
  context: ({ input }) => input,
  initial: 'planned',
  states: {
    planned: { after: { due: { target: 'asked', actions: 'apply' } } },
    asked: {
      on: {
        accept: 'done',
        refuse: [
          { guard: 'leavesTooLittle', ...refused('refused: too little left unreserved') },
          refused('refused: invalid request'),
        ],
      },
    },
    done: { type: 'final' },
    refused: { type: 'final' },
  },
});
