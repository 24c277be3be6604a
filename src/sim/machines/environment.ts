/**
 * The life of an execution environment: create, Init with its phases, Invoke, frozen between
 * invocations, Shutdown, retired. In an invocation the handler computes, then makes its calls one
 * after the other, then (Node.js) may wait until nothing is left in the event loop.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Understanding the Lambda execution
 * environment lifecycle" (phases; Init is limited and then repeated at the first invocation within
 * the function's timeout; after a timeout or a crash the environment is reset, keeps /tmp and must
 * initialise again; a handler's error leaves it as it is; work in the background that has not ended
 * goes on when the environment thaws) and "Define Lambda function handler in Node.js" (the answer
 * of a callback handler waits for an empty event loop, unless callbackWaitsForEmptyEventLoop is
 * false). AWS documents no rule for how long an idle environment is kept: those limits come from
 * dated measurements, handed in.
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
  /** Calls that the handler has begun in this invocation. */
  made: number;
  /** Node.js: work that froze with the environment when it was last frozen, µs, and when it thawed. */
  leftoverUs: number;
  thawedUs: number;
}

export type EnvironmentEvent =
  | { type: 'invoke'; call: Call }
  | { type: 'retire' }
  /** The call that the handler waits for has been answered, or has failed; and then the handler goes on. */
  | { type: 'succeed' }
  | { type: 'fail'; goesOn: boolean };

function callOf({ event }: { event: EnvironmentEvent }): Call | null {
  return event.type === 'invoke' ? event.call : null;
}

function oneMore({ context }: { context: EnvironmentContext }): number {
  return context.made + 1;
}

/** What is left in the event loop at the end of an invocation: its own work, or older work that takes longer. */
function leftover({ context }: { context: EnvironmentContext }): number {
  const older = context.leftoverUs - (context.clock.nowUs - context.thawedUs);
  return Math.max(context.call?.leftoverUs ?? 0, older, 0);
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
    /** Nearly always so: it succeeds, calls nobody and leaves nothing behind. */
    succeedsAlone: ({ context }) =>
      context.call?.outcome === 'success' &&
      context.call.calls === 0 &&
      context.call.eventLoopUs === 0 &&
      context.call.leftoverUs === 0,
    hasCalls: ({ context }) => context.call?.outcome === 'success' && context.call.calls > 0,
    hasMoreCalls: ({ context }) => context.made < (context.call?.calls ?? 0),
    endsWithCall: ({ event }) => event.type === 'fail' && !event.goesOn,
    waitsForEventLoop: ({ context }) => context.call?.outcome === 'success' && context.call.eventLoopUs > 0,
    leavesWork: ({ context }) => context.call?.outcome === 'success' && context.call.leftoverUs > 0,
    hasLeftover: ({ context }) => context.leftoverUs > 0,
    failsInHandler: ({ context }) => context.call?.outcome === 'error',
    throws: ({ context }) => context.call?.outcome === 'exception',
    throwsUncaught: ({ context }) => context.call?.outcome === 'uncaught',
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
    eventLoop: ({ context }) => context.call?.eventLoopUs ?? 0,
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
    call: () => {},
    abandon: () => {},
    connect: () => {},
    disconnect: () => {},
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
              'connect',
            ],
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
                guard: 'initFails',
                target: '#environment.reset',
                actions: [{ type: 'note', params: { reason: 'init: failed' } }, 'disconnect'],
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
              {
                guard: 'failsInHandler',
                target: '#environment.frozen',
                actions: [
                  { type: 'note', params: { reason: 'handler: error' } },
                  assign({ leftoverUs: leftover, call: null }),
                  'answerFailure',
                ],
              },
              {
                guard: 'throws',
                target: '#environment.frozen',
                actions: [
                  { type: 'note', params: { reason: 'handler: exception' } },
                  assign({ leftoverUs: leftover, call: null }),
                  'answerFailure',
                ],
              },
              {
                guard: 'throwsUncaught',
                target: '#environment.reset',
                actions: [
                  { type: 'note', params: { reason: 'handler: uncaught exception' } },
                  assign({ call: null }),
                  'disconnect',
                  'answerFailure',
                ],
              },
              {
                guard: 'runsOutOfMemory',
                target: '#environment.reset',
                actions: [
                  { type: 'note', params: { reason: 'handler: out of memory' } },
                  assign({ call: null }),
                  'disconnect',
                  'answerFailure',
                ],
              },
              {
                target: '#environment.reset',
                actions: [
                  { type: 'note', params: { reason: 'handler: crashed' } },
                  assign({ call: null }),
                  'disconnect',
                  'answerFailure',
                ],
              },
            ],
          },
        },
        calling: {
          on: {
            succeed: isCalledOver,
            fail: [
              {
                guard: 'endsWithCall',
                target: '#environment.frozen',
                actions: [
                  { type: 'note', params: { reason: 'handler: call failed' } },
                  assign({ leftoverUs: leftover, call: null }),
                  'answerFailure',
                ],
              },
              ...isCalledOver,
            ],
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
  },
});
