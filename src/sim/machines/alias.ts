/**
 * An alias: a pointer to a version that can be moved, and may send a share of its traffic to a second one.
 * It points to published versions, never to $LATEST or to another alias. Amount of a step: the share of the
 * second version, in hundredths of a percent.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Create an alias for a Lambda function" and
 * "Implement Lambda canary deployments using a weighted alias" (at most two published versions; the version
 * is drawn for each request).
 */
import { assign, setup } from 'xstate';

export interface AliasContext {
  /** Number of the place of the version it points to, and of the second one; -1: none. */
  version: number;
  additional: number;
  /** Share of the second, 0 to 1. */
  weight: number;
}

export interface AliasEvent extends AliasContext {
  type: 'point';
}

const pointed = {
  version: ({ event }: { event: AliasEvent }) => event.version,
  additional: ({ event }: { event: AliasEvent }) => event.additional,
  weight: ({ event }: { event: AliasEvent }) => event.weight,
};

export const aliasMachine = setup({
  types: {
    context: {} as AliasContext,
    events: {} as AliasEvent,
    input: {} as AliasContext,
  },
  guards: {
    isWeighted: ({ context }) => context.additional >= 0,
    becomesWeighted: ({ event }) => event.additional >= 0,
  },
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
      },
    },
  },
});
