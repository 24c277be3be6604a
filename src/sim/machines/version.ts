/**
 * A published version: $LATEST as it was, which never changes again. With SnapStart it is ready once the
 * snapshot has been made that its environments are restored from. Amount of a step: its number.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Manage Lambda function versions" (a version is
 * immutable and has an ARN of its own), "Improving startup performance with Lambda SnapStart" (the function
 * is initialised when a version is published; until the snapshot is there the version is pending), "Lambda
 * function states" (Pending, Active, Failed).
 */
import { setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

export interface VersionContext {
  /** It was published before the run. */
  wasThere: boolean;
  /** A snapshot is made of it. */
  takesSnapshot: boolean;
}

/** The snapshot is there, or Init failed while it was made. */
export type VersionEvent = { type: 'succeed' } | { type: 'fail' };

const note = (reason: Reason) => ({ type: 'note', params: { reason } }) as const;

export const versionMachine = setup({
  types: {
    context: {} as VersionContext,
    events: {} as VersionEvent,
    input: {} as VersionContext,
  },
  guards: {
    wasThere: ({ context }) => context.wasThere,
    takesSnapshot: ({ context }) => context.takesSnapshot,
  },
  actions: { note: (_, _params: { reason: Reason }) => {} },
}).createMachine({
  id: 'version',
  context: ({ input }) => input,
  initial: 'new',
  states: {
    new: {
      always: [
        { guard: 'wasThere', target: 'active', actions: note('published: before the run') },
        { guard: 'takesSnapshot', target: 'pending' },
        { target: 'active' },
      ],
    },
    pending: {
      on: {
        succeed: { target: 'active', actions: note('snapshot: taken') },
        fail: { target: 'failed', actions: note('snapshot: failed') },
      },
    },
    active: {},
    failed: { type: 'final' },
  },
});
