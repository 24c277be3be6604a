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
  /** It is made as soon as it is there. */
  isNow: boolean;
}

export type OperationEvent =
  /** Without `changes`: what is asked for is so already. */
  | { type: 'accept'; changes: boolean }
  | { type: 'refuse'; because: Refusal }
  /** A change of settings takes it out of the plan. */
  | { type: 'drop' };

const refused = (because: Refusal) =>
  ({ target: 'refused', actions: { type: 'note', params: { reason: because } } }) as const;

const isRefusal = (event: OperationEvent, because: Refusal) =>
  event.type === 'refuse' && event.because === because;

export const operationMachine = setup({
  types: {
    context: {} as OperationContext,
    events: {} as OperationEvent,
    input: {} as OperationContext,
  },
  delays: { due: ({ context }) => context.dueUs },
  guards: {
    isNow: ({ context }) => context.isNow,
    changesSomething: ({ event }) => event.type === 'accept' && event.changes,
    isAliasOfAlias: ({ event }) => isRefusal(event, 'refused: alias of an alias'),
    isOfNoVersion: ({ event }) => isRefusal(event, 'refused: no such version'),
    weighsLatest: ({ event }) => isRefusal(event, 'refused: weights with $LATEST'),
    namesItTwice: ({ event }) => isRefusal(event, 'refused: same version twice'),
    isUnderWay: ({ event }) => isRefusal(event, 'refused: deployment under way'),
    isOfNoFunction: ({ event }) => isRefusal(event, 'refused: no such function'),
    isUpdating: ({ event }) => isRefusal(event, 'refused: update under way'),
    failsItsChecks: ({ event }) => isRefusal(event, 'refused: by its checks'),
    findsStorageFull: ({ event }) => isRefusal(event, 'refused: code storage full'),
    updatesNothing: ({ event }) => isRefusal(event, 'refused: no updates to be performed'),
    meetsStackAtWork: ({ event }) => isRefusal(event, 'refused: stack cannot be updated'),
    isOfLatest: ({ event }) => isRefusal(event, 'refused: not on $LATEST'),
    hasWeights: ({ event }) => isRefusal(event, 'refused: alias with weights'),
    isProvisionedAlready: ({ event }) => isRefusal(event, 'refused: version provisioned already'),
    isMoreThanReserved: ({ event }) => isRefusal(event, 'refused: more than reserved'),
    isLessThanProvisioned: ({ event }) => isRefusal(event, 'refused: less than provisioned'),
    hasSnapStart: ({ event }) => isRefusal(event, 'refused: SnapStart is on'),
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
    planned: {
      always: { guard: 'isNow', target: 'asked', actions: 'apply' },
      after: { due: { target: 'asked', actions: 'apply' } },
      on: {
        drop: {
          target: 'dropped',
          actions: { type: 'note', params: { reason: 'dropped: by a change of settings' } },
        },
      },
    },
    asked: {
      on: {
        accept: [
          { guard: 'changesSomething', target: 'done' },
          { target: 'done', actions: { type: 'note', params: { reason: 'done: nothing had changed' } } },
        ],
        refuse: [
          { guard: 'isAliasOfAlias', ...refused('refused: alias of an alias') },
          { guard: 'isOfNoVersion', ...refused('refused: no such version') },
          { guard: 'weighsLatest', ...refused('refused: weights with $LATEST') },
          { guard: 'namesItTwice', ...refused('refused: same version twice') },
          { guard: 'isUnderWay', ...refused('refused: deployment under way') },
          { guard: 'isOfNoFunction', ...refused('refused: no such function') },
          { guard: 'isUpdating', ...refused('refused: update under way') },
          { guard: 'failsItsChecks', ...refused('refused: by its checks') },
          { guard: 'findsStorageFull', ...refused('refused: code storage full') },
          { guard: 'updatesNothing', ...refused('refused: no updates to be performed') },
          { guard: 'meetsStackAtWork', ...refused('refused: stack cannot be updated') },
          { guard: 'isOfLatest', ...refused('refused: not on $LATEST') },
          { guard: 'hasWeights', ...refused('refused: alias with weights') },
          { guard: 'isProvisionedAlready', ...refused('refused: version provisioned already') },
          { guard: 'isMoreThanReserved', ...refused('refused: more than reserved') },
          { guard: 'isLessThanProvisioned', ...refused('refused: less than provisioned') },
          { guard: 'hasSnapStart', ...refused('refused: SnapStart is on') },
          { guard: 'leavesTooLittle', ...refused('refused: too little left unreserved') },
        ],
      },
    },
    done: { type: 'final' },
    refused: { type: 'final' },
    dropped: { type: 'final' },
  },
});
