/**
 * A deployment by CodeDeploy: an alias is shifted from the version it points to to another one, at once, in
 * two increments (canary) or in equal ones (linear), with functions that are asked before and after.
 *
 * Amount of a step: the share of traffic that the new version has got, in hundredths of a percent. Other: the
 * operation that created it, the alarm that stops it.
 *
 * Sources, read 2026-11-20: AWS CodeDeploy User Guide, "Working with deployment configurations" (the presets;
 * the first increment is shifted at once, which the page does not say outright), "AppSpec 'hooks' section
 * for an AWS Lambda deployment" (a hook answers Succeeded or Failed; without an answer within an hour the
 * deployment fails), "Monitoring deployments with CloudWatch alarms" and "Redeploy and roll back a deployment"
 * (an alarm stops it; rolled back, all traffic goes to the old version again).
 */
import { assign, setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

export interface DeploymentContext {
  /** In the first step and, if linear, in each one after it, %. */
  readonly percent: number;
  readonly isLinear: boolean;
  /** From one increment to the next, µs. */
  readonly intervalUs: number;
  readonly hasBeforeHook: boolean;
  readonly hasAfterHook: boolean;
  readonly hookLimitUs: number;
  /** If it fails or is stopped, the alias is pointed back. */
  readonly rollsBack: boolean;
  /** What the new version has got so far, %. */
  shifted: number;
}

/** A hook has answered; an alarm stops it. */
export type DeploymentEvent = { type: 'succeed' } | { type: 'fail' } | { type: 'stop' };

const WHOLE = 100;

/** What the new version gets with the next increment, %. */
function nextShare({ percent, isLinear, shifted }: DeploymentContext): number {
  if (shifted === 0) return percent;
  return isLinear ? Math.min(WHOLE, shifted + percent) : WHOLE;
}

const note = (reason: Reason) => ({ type: 'note', params: { reason } }) as const;

const shift = [
  assign<DeploymentContext, DeploymentEvent, undefined, DeploymentEvent, never>({
    shifted: ({ context }) => nextShare(context),
  }),
  'shiftTraffic',
] as const;
/** The next increment: the last one, or one that others follow. */
const increment = [
  { guard: 'isLastWithHook', target: 'after traffic', actions: [...shift, 'runAfterHook'] },
  { guard: 'isLast', target: 'succeeded', actions: shift },
  { target: 'shifting', reenter: true, actions: shift },
] as const;

/** It ends badly once traffic has been shifted: the alias is pointed back, or left as it is. */
const giveUp = (reason: Reason) =>
  [
    { guard: 'rollsBack', target: 'rolled back', actions: [note(reason), 'pointBack'] },
    { target: 'failed', actions: note(reason) },
  ] as const;

export const deploymentMachine = setup({
  types: {
    context: {} as DeploymentContext,
    events: {} as DeploymentEvent,
    input: {} as DeploymentContext,
  },
  guards: {
    hasBeforeHook: ({ context }) => context.hasBeforeHook,
    isLastWithHook: ({ context }) => nextShare(context) >= WHOLE && context.hasAfterHook,
    isLast: ({ context }) => nextShare(context) >= WHOLE,
    rollsBack: ({ context }) => context.rollsBack,
  },
  delays: {
    hookLimit: ({ context }) => context.hookLimitUs,
    increment: ({ context }) => context.intervalUs,
  },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    runBeforeHook: () => {},
    runAfterHook: () => {},
    shiftTraffic: () => {},
    pointBack: () => {},
  },
}).createMachine({
  id: 'deployment',
  context: ({ input }) => input,
  initial: 'new',
  states: {
    new: {
      always: [{ guard: 'hasBeforeHook', target: 'before traffic', actions: 'runBeforeHook' }, ...increment],
    },
    'before traffic': {
      on: {
        succeed: increment,
        fail: { target: 'failed', actions: note('hook: failed') },
        stop: { target: 'failed', actions: note('stopped: alarm') },
      },
      after: { hookLimit: { target: 'failed', actions: note('hook: no answer') } },
    },
    shifting: {
      on: {
        stop: giveUp('stopped: alarm'),
      },
      after: { increment },
    },
    'after traffic': {
      on: {
        succeed: 'succeeded',
        fail: giveUp('hook: failed'),
        stop: giveUp('stopped: alarm'),
      },
      after: {
        hookLimit: giveUp('hook: no answer'),
      },
    },
    succeeded: { type: 'final' },
    failed: { type: 'final' },
    'rolled back': { type: 'final' },
  },
});
