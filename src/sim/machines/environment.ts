/**
 * The life of an execution environment: create, Init with its phases, Invoke, frozen between
 * invocations, Shutdown, retired.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Understanding the Lambda execution
 * environment lifecycle" (phases; Init is limited and then repeated at the first invocation within
 * the function's timeout; after a timeout or a crash the environment is reset, keeps /tmp and must
 * initialise again; a handler's error leaves it as it is). AWS documents no rule for how long
 * an idle environment is kept: those limits come from dated measurements, handed in.
 */
import { assign, setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';
import type { Call } from './call.ts';

export interface EnvironmentContext {
  /** Simulated time, read only to tell how much of the age limit is left. */
  readonly clock: { readonly nowUs: number };
  readonly bornUs: number;
  /** How long each part takes in this environment, µs. */
  readonly creationUs: number;
  readonly extensionsUs: number;
  readonly runtimeUs: number;
  readonly functionUs: number;
  readonly shutdownUs: number;
  /** Code outside the handler throws, at every Init. */
  readonly initFails: boolean;
  /** Limits, µs; Infinity: none. */
  readonly initLimitUs: number;
  readonly timeoutUs: number;
  readonly idleLimitUs: number;
  readonly ageLimitUs: number;
  /** It is kept ready (`kept`), stood frozen before the run (`warm`), or is made for a request. */
  readonly origin: 'request' | 'kept' | 'warm';
  /** The invocation it serves or is made for. */
  call: Call | null;
  /** Init is being repeated inside the invocation. */
  repeating: boolean;
}

export type EnvironmentEvent = { type: 'invoke'; call: Call } | { type: 'retire' };

function callOf({ event }: { event: EnvironmentEvent }): Call | null {
  return event.type === 'invoke' ? event.call : null;
}

/** `frozen` and `reset` wait for the same things: the next invocation, or the end. */
const idle = {
  environmentIdle: {
    target: 'shutdown',
    actions: { type: 'note', params: { reason: 'retired: environment idle' } },
  },
  environmentAge: { target: 'shutdown', actions: { type: 'note', params: { reason: 'retired: age' } } },
} as const;
const retire = {
  guard: 'isNotKeptReady',
  target: 'shutdown',
  actions: { type: 'note', params: { reason: 'retired: function idle' } },
} as const;

export const environmentMachine = setup({
  types: {
    context: {} as EnvironmentContext,
    events: {} as EnvironmentEvent,
    input: {} as EnvironmentContext,
  },
  guards: {
    wasWarmBefore: ({ context }) => context.origin === 'warm',
    isKeptReady: ({ context }) => context.origin === 'kept',
    isNotKeptReady: ({ context }) => context.origin !== 'kept',
    hasExtensions: ({ context }) => context.extensionsUs > 0,
    initFails: ({ context }) => context.initFails,
    initFailsForRequest: ({ context }) => context.initFails && context.call !== null,
    hasRequest: ({ context }) => context.call !== null,
    isRepeatingInit: ({ context }) => context.repeating,
    succeeds: ({ context }) => context.call?.outcome === 'success',
    failsInHandler: ({ context }) => context.call?.outcome === 'error',
    runsOutOfMemory: ({ context }) => context.call?.outcome === 'out of memory',
  },
  delays: {
    creation: ({ context }) => context.creationUs,
    extensionsInit: ({ context }) => context.extensionsUs,
    runtimeInit: ({ context }) => context.runtimeUs,
    functionInit: ({ context }) => context.functionUs,
    initLimit: ({ context }) => context.initLimitUs,
    repeatedInit: ({ context }) => context.extensionsUs + context.runtimeUs + context.functionUs,
    handler: ({ context }) => context.call?.handlerUs ?? 0,
    functionTimeout: ({ context }) => context.timeoutUs,
    environmentIdle: ({ context }) => (context.origin === 'kept' ? Infinity : context.idleLimitUs),
    environmentAge: ({ context }) =>
      context.origin === 'kept'
        ? Infinity
        : Math.max(0, context.bornUs + context.ageLimitUs - context.clock.nowUs),
    shutdownTime: ({ context }) => context.shutdownUs,
  },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    begin: () => {},
    answerSuccess: () => {},
    answerFailure: () => {},
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
          actions: { type: 'note', params: { reason: 'ready: before the run' } },
        },
        {
          guard: 'isKeptReady',
          target: 'create',
          actions: { type: 'note', params: { reason: 'ready: kept ready' } },
        },
        { target: 'create', actions: { type: 'note', params: { reason: 'created: for a request' } } },
      ],
    },
    create: {
      after: {
        creation: [{ guard: 'hasExtensions', target: 'init.extensions' }, { target: 'init.runtime' }],
      },
    },
    init: {
      initial: 'runtime',
      after: {
        initLimit: [
          {
            guard: 'hasRequest',
            target: 'invoke.init',
            actions: [
              { type: 'note', params: { reason: 'init: over the limit' } },
              assign({ repeating: true }),
              'begin',
            ],
          },
          { target: 'reset', actions: { type: 'note', params: { reason: 'init: over the limit' } } },
        ],
      },
      states: {
        extensions: { after: { extensionsInit: 'runtime' } },
        runtime: { after: { runtimeInit: 'function' } },
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
                ],
              },
              {
                guard: 'initFails',
                target: '#environment.reset',
                actions: { type: 'note', params: { reason: 'init: failed' } },
              },
              {
                guard: 'hasRequest',
                target: '#environment.invoke.handler',
                actions: [{ type: 'note', params: { reason: 'init: done' } }, 'begin'],
              },
              { target: '#environment.frozen', actions: { type: 'note', params: { reason: 'init: done' } } },
            ],
          },
        },
      },
    },
    invoke: {
      initial: 'handler',
      after: {
        functionTimeout: [
          {
            guard: 'isRepeatingInit',
            target: 'reset',
            actions: [
              { type: 'note', params: { reason: 'timeout: init' } },
              assign({ call: null, repeating: false }),
              'answerFailure',
            ],
          },
          {
            target: 'reset',
            actions: [
              { type: 'note', params: { reason: 'timeout: function' } },
              assign({ call: null }),
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
                guard: 'succeeds',
                target: '#environment.frozen',
                actions: [
                  { type: 'note', params: { reason: 'handler: returned' } },
                  assign({ call: null }),
                  'answerSuccess',
                ],
              },
              {
                guard: 'failsInHandler',
                target: '#environment.frozen',
                actions: [
                  { type: 'note', params: { reason: 'handler: error' } },
                  assign({ call: null }),
                  'answerFailure',
                ],
              },
              {
                guard: 'runsOutOfMemory',
                target: '#environment.reset',
                actions: [
                  { type: 'note', params: { reason: 'handler: out of memory' } },
                  assign({ call: null }),
                  'answerFailure',
                ],
              },
              {
                target: '#environment.reset',
                actions: [
                  { type: 'note', params: { reason: 'handler: crashed' } },
                  assign({ call: null }),
                  'answerFailure',
                ],
              },
            ],
          },
        },
      },
    },
    frozen: {
      tags: 'idle',
      after: idle,
      on: {
        invoke: {
          target: 'invoke.handler',
          actions: [{ type: 'note', params: { reason: 'thawed' } }, assign({ call: callOf })],
        },
        retire,
      },
    },
    reset: {
      tags: 'idle',
      after: idle,
      on: {
        invoke: {
          target: 'invoke.init',
          actions: [
            { type: 'note', params: { reason: 'thawed' } },
            assign({ call: callOf, repeating: true }),
          ],
        },
        retire,
      },
    },
    shutdown: { after: { shutdownTime: 'retired' } },
    retired: { type: 'final' },
  },
});
