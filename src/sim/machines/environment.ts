/**
 * The life of an execution environment: create, Init with its phases (with SnapStart Restore in its
 * place), Invoke, frozen between invocations, Shutdown, retired. In an invocation the handler computes, then makes its calls one
 * after the other, then (Node.js) may wait until nothing is left in the event loop.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Understanding the Lambda execution
 * environment lifecycle" (phases; Init is limited and then repeated at the first invocation within
 * the function's timeout; after a timeout or a crash the environment is reset, keeps /tmp and must
 * initialise again; a handler's error leaves it as it is; work in the background that has not ended
 * goes on when the environment thaws) and "Define Lambda function handler in Node.js" (the answer
 * of a callback handler waits for an empty event loop, unless callbackWaitsForEmptyEventLoop is
 * false), "Improving startup performance with Lambda SnapStart" (Init when a version is published, then a
 * snapshot; environments resume from it, and connections of the snapshot may be dead; a restore that takes
 * longer than its limit fails with SnapStartTimeoutException). AWS documents no rule for how long an idle environment is kept: those limits come from
 * dated measurements, handed in.
 */
import { assign, setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';
import { callOf, environmentDelays, environmentGuards, leftover, oneMore } from './environment-context.ts';
import type { EnvironmentContext, EnvironmentEvent } from './environment-context.ts';

/** `frozen` and `reset` wait for the same things: the next invocation, or the end. */
const idle = {
  environmentIdle: {
    target: 'shutdown',
    actions: { type: 'note', params: { reason: 'retired: environment idle' } },
  },
  environmentAge: { target: 'shutdown', actions: { type: 'note', params: { reason: 'retired: age' } } },
} as const;
const retire = [
  {
    guard: 'isReplaced',
    target: 'shutdown',
    actions: { type: 'note', params: { reason: 'retired: code replaced' } },
  },
  {
    guard: 'isReleased',
    target: 'shutdown',
    actions: { type: 'note', params: { reason: 'retired: released' } },
  },
  {
    guard: 'isNotKeptReady',
    target: 'shutdown',
    actions: { type: 'note', params: { reason: 'retired: function idle' } },
  },
] as const;

/** How a handler that succeeds ends, once its calls are over. */
const isDone = [
  { guard: 'waitsForEventLoop', target: '#environment.invoke.leftover' },
  {
    guard: 'leavesWork',
    target: '#environment.frozen',
    actions: [
      { type: 'note', params: { reason: 'handler: work left' } },
      assign<EnvironmentContext, EnvironmentEvent, undefined, EnvironmentEvent, never>({
        leftoverUs: leftover,
        call: null,
      }),
      'answerSuccess',
    ],
  },
  {
    target: '#environment.frozen',
    actions: [
      { type: 'note', params: { reason: 'handler: returned' } },
      assign<EnvironmentContext, EnvironmentEvent, undefined, EnvironmentEvent, never>({ call: null }),
      'answerSuccess',
    ],
  },
] as const;
const isCalledOver = [
  {
    guard: 'hasMoreCalls',
    target: 'calling',
    actions: [
      assign<EnvironmentContext, EnvironmentEvent, undefined, EnvironmentEvent, never>({ made: oneMore }),
      'call',
    ],
  },
  ...isDone,
] as const;

/** How a handler fails: its process lives on, or is lost. */
const keepsProcess = (reason: Reason) =>
  ({
    target: '#environment.frozen',
    actions: [
      { type: 'note', params: { reason } },
      assign<EnvironmentContext, EnvironmentEvent, undefined, EnvironmentEvent, never>({
        leftoverUs: leftover,
        call: null,
      }),
      'answerFailure',
    ],
  }) as const;
const losesProcess = (reason: Reason) =>
  ({
    target: '#environment.reset',
    actions: [
      { type: 'note', params: { reason } },
      assign<EnvironmentContext, EnvironmentEvent, undefined, EnvironmentEvent, never>({ call: null }),
      'disconnect',
      'answerFailure',
    ],
  }) as const;

/** Init ends where it is, as it does when code outside the handler fails. */
const killedInInit = [
  {
    guard: 'hasRequest',
    target: '#environment.invoke.init',
    actions: [
      { type: 'note', params: { reason: 'killed: by a fault' } },
      assign<EnvironmentContext, EnvironmentEvent, undefined, EnvironmentEvent, never>({ repeating: true }),
      'begin',
      'connect',
    ],
  },
  {
    guard: 'isForSnapshot',
    target: '#environment.shutdown',
    actions: { type: 'note', params: { reason: 'killed: by a fault' } },
  },
  {
    target: '#environment.reset',
    actions: [{ type: 'note', params: { reason: 'killed: by a fault' } }, 'disconnect'],
  },
] as const;
const killedIdle = {
  target: '#environment.shutdown',
  actions: [{ type: 'note', params: { reason: 'killed: by a fault' } }, 'disconnect'],
} as const;

export const environmentMachine = setup({
  types: {
    context: {} as EnvironmentContext,
    events: {} as EnvironmentEvent,
    input: {} as EnvironmentContext,
  },
  guards: environmentGuards,
  delays: environmentDelays,
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    begin: () => {},
    answerSuccess: () => {},
    answerFailure: () => {},
    call: () => {},
    abandon: () => {},
    connect: () => {},
    disconnect: () => {},
    resume: () => {},
  },
}).createMachine({
  id: 'environment',
  context: ({ input }) => input,
  initial: 'new',
  states: {
    new: {
      always: [
        {
          guard: 'wasWarmBefore',
          target: 'frozen',
          actions: [{ type: 'note', params: { reason: 'ready: before the run' } }, 'connect'],
        },
        {
          guard: 'wasProvisionedBefore',
          target: 'frozen',
          actions: [{ type: 'note', params: { reason: 'ready: provisioned' } }, 'connect'],
        },
        {
          guard: 'isKeptReady',
          target: 'create',
          actions: { type: 'note', params: { reason: 'ready: kept ready' } },
        },
        {
          guard: 'isProvisioned',
          target: 'create',
          actions: { type: 'note', params: { reason: 'ready: provisioned' } },
        },
        {
          guard: 'isForSnapshot',
          target: 'create',
          actions: { type: 'note', params: { reason: 'created: for a snapshot' } },
        },
        { target: 'create', actions: { type: 'note', params: { reason: 'created: for a request' } } },
      ],
    },
    create: {
      after: {
        creation: [
          { guard: 'reopensConnections', target: 'restore', actions: 'connect' },
          { guard: 'isRestored', target: 'restore' },
          { guard: 'hasExtensions', target: 'init.extensions' },
          { target: 'init.runtime' },
        ],
      },
    },
    init: {
      initial: 'runtime',
      on: { kill: killedInInit },
      after: {
        initLimit: [
          {
            guard: 'hasRequest',
            target: 'invoke.init',
            actions: [
              { type: 'note', params: { reason: 'init: over the limit' } },
              assign({ repeating: true }),
              'begin',
              'connect',
            ],
          },
          {
            guard: 'isForSnapshot',
            target: 'shutdown',
            actions: { type: 'note', params: { reason: 'init: over the limit' } },
          },
          {
            target: 'reset',
            actions: [{ type: 'note', params: { reason: 'init: over the limit' } }, 'disconnect'],
          },
        ],
      },
      states: {
        extensions: { after: { extensionsInit: 'runtime' } },
        runtime: { after: { runtimeInit: { target: 'function', actions: 'connect' } } },
        function: {
          after: {
            functionInit: [
              {
                guard: 'initFailsForRequest',
                target: '#environment.invoke.init',
                actions: [
                  { type: 'note', params: { reason: 'init: failed' } },
                  assign({ repeating: true }),
                  'begin',
                  'connect',
                ],
              },
              {
                guard: 'failsForSnapshot',
                target: '#environment.shutdown',
                actions: { type: 'note', params: { reason: 'init: failed' } },
              },
              {
                guard: 'initFails',
                target: '#environment.reset',
                actions: [{ type: 'note', params: { reason: 'init: failed' } }, 'disconnect'],
              },
              {
                guard: 'hasRequest',
                target: '#environment.invoke.handler',
                actions: [{ type: 'note', params: { reason: 'init: done' } }, 'begin'],
              },
              {
                guard: 'isForSnapshot',
                target: '#environment.shutdown',
                actions: { type: 'note', params: { reason: 'snapshot: taken' } },
              },
              { target: '#environment.frozen', actions: { type: 'note', params: { reason: 'init: done' } } },
            ],
          },
        },
      },
    },
    invoke: {
      initial: 'handler',
      on: {
        kill: {
          target: 'shutdown',
          actions: [
            { type: 'note', params: { reason: 'killed: by a fault' } },
            assign({ call: null, repeating: false }),
            'abandon',
            'disconnect',
            'answerFailure',
          ],
        },
      },
      after: {
        functionTimeout: [
          {
            guard: 'isRepeatingInit',
            target: 'reset',
            actions: [
              { type: 'note', params: { reason: 'timeout: init' } },
              assign({ call: null, repeating: false }),
              'disconnect',
              'answerFailure',
            ],
          },
          {
            target: 'reset',
            actions: [
              { type: 'note', params: { reason: 'timeout: function' } },
              assign({ call: null }),
              'abandon',
              'disconnect',
              'answerFailure',
            ],
          },
        ],
      },
      states: {
        init: {
          after: {
            repeatedInit: [
              {
                guard: 'initFails',
                target: '#environment.reset',
                actions: [
                  { type: 'note', params: { reason: 'init: failed again' } },
                  assign({ call: null, repeating: false }),
                  'disconnect',
                  'answerFailure',
                ],
              },
              {
                target: 'handler',
                actions: [{ type: 'note', params: { reason: 'init: done' } }, assign({ repeating: false })],
              },
            ],
          },
        },
        handler: {
          after: {
            handler: [
              {
                guard: 'succeedsAlone',
                target: '#environment.frozen',
                actions: [
                  { type: 'note', params: { reason: 'handler: returned' } },
                  assign({ call: null }),
                  'answerSuccess',
                ],
              },
              { guard: 'hasCalls', target: 'calling', actions: [assign({ made: 1 }), 'call'] },
              { guard: 'waitsForEventLoop', target: 'leftover' },
              {
                guard: 'leavesWork',
                target: '#environment.frozen',
                actions: [
                  { type: 'note', params: { reason: 'handler: work left' } },
                  assign({ leftoverUs: leftover, call: null }),
                  'answerSuccess',
                ],
              },
              { guard: 'failsInHandler', ...keepsProcess('handler: error') },
              { guard: 'throws', ...keepsProcess('handler: exception') },
              { guard: 'throwsUncaught', ...losesProcess('handler: uncaught exception') },
              { guard: 'runsOutOfMemory', ...losesProcess('handler: out of memory') },
              losesProcess('handler: crashed'),
            ],
          },
        },
        calling: {
          on: {
            succeed: isCalledOver,
            fail: [{ guard: 'endsWithCall', ...keepsProcess('handler: call failed') }, ...isCalledOver],
          },
        },
        leftover: {
          after: {
            eventLoop: {
              target: '#environment.frozen',
              actions: [
                { type: 'note', params: { reason: 'handler: event loop' } },
                assign({ call: null }),
                'answerSuccess',
              ],
            },
          },
        },
      },
    },
    frozen: {
      tags: 'idle',
      after: idle,
      on: {
        kill: killedIdle,
        invoke: [
          {
            guard: 'hasLeftover',
            target: 'invoke.handler',
            actions: [
              { type: 'note', params: { reason: 'thawed: work left' } },
              assign({ call: callOf, thawedUs: ({ context }) => context.clock.nowUs }),
            ],
          },
          {
            target: 'invoke.handler',
            actions: [{ type: 'note', params: { reason: 'thawed' } }, assign({ call: callOf })],
          },
        ],
        retire,
      },
    },
    reset: {
      tags: 'idle',
      after: idle,
      on: {
        kill: killedIdle,
        invoke: {
          target: 'invoke.init',
          actions: [
            { type: 'note', params: { reason: 'thawed' } },
            assign({ call: callOf, repeating: true, leftoverUs: 0 }),
            'connect',
          ],
        },
        retire,
      },
    },
    shutdown: { after: { shutdownTime: { target: 'retired', actions: 'disconnect' } } },
    retired: { type: 'final' },
    restore: {
      on: {
        kill: {
          target: 'shutdown',
          actions: [
            { type: 'note', params: { reason: 'killed: in restore' } },
            assign({ call: null }),
            'begin',
            'answerFailure',
          ],
        },
      },
      after: {
        restoration: [
          {
            guard: 'reopensConnections',
            target: 'invoke.handler',
            actions: [{ type: 'note', params: { reason: 'restored' } }, 'begin'],
          },
          {
            target: 'invoke.handler',
            actions: [{ type: 'note', params: { reason: 'restored' } }, 'begin', 'resume'],
          },
        ],
        restoreLimit: {
          target: 'shutdown',
          actions: [
            { type: 'note', params: { reason: 'restore: over the limit' } },
            assign({ call: null }),
            'begin',
            'answerFailure',
          ],
        },
      },
    },
  },
});
