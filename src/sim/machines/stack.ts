/**
 * A CloudFormation stack with one function. It creates the function and, when its template is changed,
 * brings the new code; a template that says the same as before brings nothing, whatever now lies in S3.
 * Amount of a step: 0.
 *
 * Sources, read 2026-11-20: AWS CloudFormation User Guide, "Understand CloudFormation stack creation events"
 * and "Stack status codes", "Troubleshooting CloudFormation" (No updates to perform); Template Reference,
 * AWS::Lambda::Function Code (changes of an object in S3 are not noticed: bucket, key or object version must
 * change in the template). How long cleaning up and rolling back take is written nowhere: a setting.
 */
import { setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

export interface StackContext {
  /** It is older than the run. */
  readonly wasThere: boolean;
  /** How long it cleans up after an update, or rolls back, µs. */
  readonly cleanUpUs: number;
}

export type StackEvent =
  | {
      type: 'update';
      /** The template says of the code what the stack has already. */
      unchanged: boolean;
    }
  | { type: 'succeed' }
  | {
      type: 'fail';
      /** There was nothing under the key, or not that version of it. */
      isMissing: boolean;
    };

/** What a stack that is at rest does with a template. */
const update = (self: string) =>
  [
    {
      guard: 'isUnchanged',
      target: self,
      actions: [{ type: 'note', params: { reason: 'refused: no updates to be performed' } }, 'turnDown'],
    },
    { target: 'UPDATE_IN_PROGRESS', actions: 'deploy' },
  ] as const;

/** What one that cannot take a template now, or never can, does with it. */
const refuse = (self: string) =>
  ({
    target: self,
    actions: [{ type: 'note', params: { reason: 'refused: stack cannot be updated' } }, 'turnDown'],
  }) as const;

export const stackMachine = setup({
  types: {
    context: {} as StackContext,
    events: {} as StackEvent,
    input: {} as StackContext,
  },
  delays: { cleanUp: ({ context }) => context.cleanUpUs },
  guards: {
    wasThere: ({ context }) => context.wasThere,
    isUnchanged: ({ event }) => event.type === 'update' && event.unchanged,
    isMissing: ({ event }) => event.type === 'fail' && event.isMissing,
  },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    noteCause: () => {},
    deploy: () => {},
    turnDown: () => {},
  },
}).createMachine({
  id: 'stack',
  context: ({ input }) => input,
  initial: 'new',
  states: {
    new: {
      always: [
        {
          guard: 'wasThere',
          target: 'CREATE_COMPLETE',
          actions: { type: 'note', params: { reason: 'ready: before the run' } },
        },
        { target: 'CREATE_IN_PROGRESS', actions: 'deploy' },
      ],
    },
    CREATE_IN_PROGRESS: {
      on: {
        succeed: 'CREATE_COMPLETE',
        fail: { target: 'ROLLBACK_IN_PROGRESS', actions: 'noteCause' },
        update: refuse('CREATE_IN_PROGRESS'),
      },
    },
    CREATE_COMPLETE: { on: { update: update('CREATE_COMPLETE') } },
    ROLLBACK_IN_PROGRESS: {
      after: { cleanUp: 'ROLLBACK_COMPLETE' },
      on: { update: refuse('ROLLBACK_IN_PROGRESS') },
    },
    ROLLBACK_COMPLETE: { on: { update: refuse('ROLLBACK_COMPLETE') } },
    UPDATE_IN_PROGRESS: {
      on: {
        succeed: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
        fail: [
          {
            guard: 'isMissing',
            target: 'UPDATE_ROLLBACK_IN_PROGRESS',
            actions: { type: 'note', params: { reason: 'failed: no such object' } },
          },
          { target: 'UPDATE_ROLLBACK_IN_PROGRESS', actions: 'noteCause' },
        ],
        update: refuse('UPDATE_IN_PROGRESS'),
      },
    },
    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: {
      after: { cleanUp: 'UPDATE_COMPLETE' },
      on: { update: refuse('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS') },
    },
    UPDATE_COMPLETE: { on: { update: update('UPDATE_COMPLETE') } },
    UPDATE_ROLLBACK_IN_PROGRESS: {
      after: { cleanUp: 'UPDATE_ROLLBACK_COMPLETE' },
      on: { update: refuse('UPDATE_ROLLBACK_IN_PROGRESS') },
    },
    UPDATE_ROLLBACK_COMPLETE: { on: { update: update('UPDATE_ROLLBACK_COMPLETE') } },
  },
});
