/**
 * An alias: a pointer to a version that can be moved, and may send a share of its traffic to a second one.
 * One that points to two takes two steps each time it is pointed: the first tells the version it points to,
 * the second (`share`) the other one. Other of a step: the version; none for $LATEST. Amount: the share of
 * traffic that this version gets from now on, in hundredths of a percent; the two add up to 10,000.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Create an alias for a Lambda function" (a pointer to
 * a version, not to another alias) and "Implement Lambda canary deployments using a weighted alias" (at most
 * two versions, both published, both with the same role and dead-letter queue; "Lambda uses a simple
 * probabilistic model to distribute the traffic": the version is drawn for each request).
 */
import { assign, setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

export interface AliasContext {
  /** Number of the place of the version it points to (of the function: $LATEST), and of the second one; -1: none. */
  version: number;
  additional: number;
  /** Share of the second, 0 to 1. */
  weight: number;
}

export type AliasEvent = ({ type: 'point' } & AliasContext) | { type: 'share' };

type Point = Extract<AliasEvent, { type: 'point' }>;

const pointed = {
  version: ({ event }: { event: AliasEvent }) => (event as Point).version,
  additional: ({ event }: { event: AliasEvent }) => (event as Point).additional,
  weight: ({ event }: { event: AliasEvent }) => (event as Point).weight,
};

export const aliasMachine = setup({
  types: {
    context: {} as AliasContext,
    events: {} as AliasEvent,
    input: {} as AliasContext,
  },
  guards: {
    isWeighted: ({ context }) => context.additional >= 0,
    becomesWeighted: ({ event }) => event.type === 'point' && event.additional >= 0,
  },
  actions: { note: (_, _params: { reason: Reason }) => {} },
}).createMachine({
  id: 'alias',
  context: ({ input }) => input,
  initial: 'new',
  states: {
    new: { always: [{ guard: 'isWeighted', target: 'two versions' }, { target: 'one version' }] },
    'one version': {
      on: {
        point: [
          { guard: 'becomesWeighted', target: 'two versions', actions: assign(pointed) },
          { target: 'one version', actions: assign(pointed) },
        ],
      },
    },
    'two versions': {
      on: {
        point: [
          { guard: 'becomesWeighted', target: 'two versions', actions: assign(pointed) },
          { target: 'one version', actions: assign(pointed) },
        ],
        share: {
          target: 'two versions',
          actions: { type: 'note', params: { reason: 'share: second version' } },
        },
      },
    },
  },
});
