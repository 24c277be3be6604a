/**
 * A viewer's request at a CloudFront edge location and the functions it meets there (Lambda@Edge):
 * viewer request, then the cache; only what the cache does not have passes the pair around the origin,
 * origin request and origin response, and is kept; viewer response at last, hit or miss. A state
 * whose function the distribution does not have is passed over. A function that fails or is
 * throttled ends the viewer's request.
 *
 * `amount` of its steps: the object asked for, from 1. `other`: the request of the function it waits for or heard of.
 *
 * Sources, read 2026-11-20: Amazon CloudFront Developer Guide, "CloudFront events that can trigger a
 * Lambda@Edge function" (the four events; a response in the cache skips the origin's two),
 * "HTTP 502/503 status code" (invalid response of a function, execution error, limit exceeded).
 */
import { setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

/** What every viewer of the distribution meets. */
export interface EdgeSetup {
  /** Simulated time, read only to tell whether what the cache has is still fresh. */
  readonly clock: { readonly nowUs: number };
  /** The events that have a function. */
  readonly has: Readonly<
    Record<'viewerRequest' | 'originRequest' | 'originResponse' | 'viewerResponse', boolean>
  >;
  /** By object: until when its response is fresh in the cache, µs; 0: it was never there. */
  readonly freshUntilUs: Float64Array;
}

export interface ViewerContext {
  readonly edge: EdgeSetup;
  /** From 0. */
  readonly object: number;
  readonly originUs: number;
}

export type ViewerEvent = { type: 'succeed' } | { type: 'fail' } | { type: 'malformed' };

const note = (reason: Reason) => ({ type: 'note', params: { reason } }) as const;
type Scope = { context: ViewerContext };

const isFresh = ({ context: { edge, object } }: Scope) => edge.freshUntilUs[object]! > edge.clock.nowUs;
const wasThere = ({ context: { edge, object } }: Scope) => edge.freshUntilUs[object]! > 0;
const has =
  (event: keyof EdgeSetup['has']) =>
  ({ context }: Scope) =>
    context.edge.has[event];

/** What the look into the cache leads to. */
const look = [
  {
    guard: 'isFreshWithViewerResponse',
    target: 'viewer response',
    actions: [note('cache: hit'), 'callViewerResponse'],
  },
  { guard: 'isFresh', target: 'answered', actions: note('cache: hit') },
  {
    guard: 'isStaleWithOriginRequest',
    target: 'origin request',
    actions: [note('cache: expired'), 'callOriginRequest'],
  },
  { guard: 'isStale', target: 'origin', actions: note('cache: expired') },
  {
    guard: 'hasOriginRequest',
    target: 'origin request',
    actions: [note('cache: miss'), 'callOriginRequest'],
  },
  { target: 'origin', actions: note('cache: miss') },
] as const;

/** What ends it whichever function it waits for: an error, a throttle, a function that is not there; the cause tells. */
const ends = {
  fail: { target: 'failed', actions: 'noteCause' },
  malformed: { target: 'failed', actions: note('answer: malformed') },
} as const;

export const viewerMachine = setup({
  types: { context: {} as ViewerContext, events: {} as ViewerEvent, input: {} as ViewerContext },
  guards: {
    hasViewerRequest: has('viewerRequest'),
    hasOriginRequest: has('originRequest'),
    hasOriginResponse: has('originResponse'),
    hasViewerResponse: has('viewerResponse'),
    isFresh,
    isFreshWithViewerResponse: (scope) => isFresh(scope) && has('viewerResponse')(scope),
    isStale: wasThere,
    isStaleWithOriginRequest: (scope) => wasThere(scope) && has('originRequest')(scope),
  },
  delays: { origin: ({ context }) => context.originUs },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    noteCause: () => {},
    callViewerRequest: () => {},
    callOriginRequest: () => {},
    callOriginResponse: () => {},
    callViewerResponse: () => {},
    keepInCache: () => {},
  },
}).createMachine({
  id: 'viewer',
  context: ({ input }) => input,
  initial: 'arriving',
  states: {
    arriving: {
      always: [
        { guard: 'hasViewerRequest', target: 'viewer request', actions: 'callViewerRequest' },
        ...look,
      ],
    },
    'viewer request': { on: { succeed: [...look], ...ends } },
    'origin request': { on: { succeed: { target: 'origin' }, ...ends } },
    origin: {
      after: {
        origin: [
          { guard: 'hasOriginResponse', target: 'origin response', actions: 'callOriginResponse' },
          {
            guard: 'hasViewerResponse',
            target: 'viewer response',
            actions: ['keepInCache', 'callViewerResponse'],
          },
          { target: 'answered', actions: 'keepInCache' },
        ],
      },
    },
    'origin response': {
      on: {
        succeed: [
          {
            guard: 'hasViewerResponse',
            target: 'viewer response',
            actions: ['keepInCache', 'callViewerResponse'],
          },
          { target: 'answered', actions: 'keepInCache' },
        ],
        ...ends,
      },
    },
    'viewer response': { on: { succeed: { target: 'answered', actions: 'noteCause' }, ...ends } },
    answered: { type: 'final' },
    failed: { type: 'final' },
  },
});
