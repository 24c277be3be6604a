/** What an execution environment knows, and what its statechart reads off that: guards and delays by name. */
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
  /** SnapStart: resuming from the snapshot in place of Init, µs; -1: it is not restored. */
  readonly restoreUs: number;
  readonly restoreLimitUs: number;
  /** A hook after the restore opens the connections of the snapshot again. */
  readonly reopens: boolean;
  /** Code outside the handler throws, at every Init. */
  readonly initFails: boolean;
  /** Limits, µs; Infinity: none. */
  readonly initLimitUs: number;
  readonly timeoutUs: number;
  readonly idleLimitUs: number;
  readonly ageLimitUs: number;
  /** It is provisioned, kept ready (`kept`, an idealisation), stood frozen before the run (`warm`), is made for a request, or to take a snapshot of it. */
  readonly origin: 'request' | 'kept' | 'warm' | 'provisioned' | 'snapshot';
  /** Provisioned: it was allocated before the run. */
  readonly isBefore: boolean;
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
  /** The whole function has idled too long, it has other code now, or the environment is not provisioned any more. */
  | { type: 'retire'; because: 'idle' | 'replaced' | 'released' }
  /** Its process ends at once: a fault. */
  | { type: 'kill' }
  /** The call that the handler waits for has been answered, or has failed; and then the handler goes on. */
  | { type: 'succeed' }
  | { type: 'fail'; goesOn: boolean };

interface Scope {
  readonly context: EnvironmentContext;
  readonly event: EnvironmentEvent;
}

/** AWS keeps it, however long it idles. */
export function isKept(origin: EnvironmentContext['origin']): boolean {
  return origin === 'kept' || origin === 'provisioned';
}

/** The invocation that an event brings. */
export function callOf({ event }: Scope): Call | null {
  return event.type === 'invoke' ? event.call : null;
}

/** With the call that is made now. */
export function oneMore({ context }: Scope): number {
  return context.made + 1;
}

/** What is left in the event loop at the end of an invocation: its own work, or older work that takes longer. */
export function leftover({ context }: Scope): number {
  const older = context.leftoverUs - (context.clock.nowUs - context.thawedUs);
  return Math.max(context.call?.leftoverUs ?? 0, older, 0);
}

export const environmentGuards = {
  wasWarmBefore: ({ context }: Scope) => context.origin === 'warm',
  isKeptReady: ({ context }: Scope) => context.origin === 'kept',
  isProvisioned: ({ context }: Scope) => context.origin === 'provisioned',
  wasProvisionedBefore: ({ context }: Scope) => context.origin === 'provisioned' && context.isBefore,
  isReplaced: ({ event }: Scope) => event.type === 'retire' && event.because === 'replaced',
  isReleased: ({ event }: Scope) => event.type === 'retire' && event.because === 'released',
  isNotKeptReady: ({ context }: Scope) => !isKept(context.origin),
  hasExtensions: ({ context }: Scope) => context.extensionsUs > 0,
  initFails: ({ context }: Scope) => context.initFails,
  initFailsForRequest: ({ context }: Scope) => context.initFails && context.call !== null,
  isForSnapshot: ({ context }: Scope) => context.origin === 'snapshot',
  failsForSnapshot: ({ context }: Scope) => context.origin === 'snapshot' && context.initFails,
  isRestored: ({ context }: Scope) => context.restoreUs >= 0,
  reopensConnections: ({ context }: Scope) => context.restoreUs >= 0 && context.reopens,
  hasRequest: ({ context }: Scope) => context.call !== null,
  isRepeatingInit: ({ context }: Scope) => context.repeating,
  /** Nearly always so: it succeeds, calls nobody and leaves nothing behind. */
  succeedsAlone: ({ context }: Scope) =>
    context.call?.outcome === 'success' &&
    context.call.calls === 0 &&
    context.call.eventLoopUs === 0 &&
    context.call.leftoverUs === 0,
  hasCalls: ({ context }: Scope) => context.call?.outcome === 'success' && context.call.calls > 0,
  hasMoreCalls: ({ context }: Scope) => context.made < (context.call?.calls ?? 0),
  endsWithCall: ({ event }: Scope) => event.type === 'fail' && !event.goesOn,
  waitsForEventLoop: ({ context }: Scope) =>
    context.call?.outcome === 'success' && context.call.eventLoopUs > 0,
  leavesWork: ({ context }: Scope) => context.call?.outcome === 'success' && context.call.leftoverUs > 0,
  hasLeftover: ({ context }: Scope) => context.leftoverUs > 0,
  failsInHandler: ({ context }: Scope) => context.call?.outcome === 'error',
  throws: ({ context }: Scope) => context.call?.outcome === 'exception',
  throwsUncaught: ({ context }: Scope) => context.call?.outcome === 'uncaught',
  runsOutOfMemory: ({ context }: Scope) => context.call?.outcome === 'out of memory',
};

/** How long things take, µs. */
export const environmentDelays = {
  creation: ({ context }: Scope) => context.creationUs,
  extensionsInit: ({ context }: Scope) => context.extensionsUs,
  runtimeInit: ({ context }: Scope) => context.runtimeUs,
  functionInit: ({ context }: Scope) => context.functionUs,
  restoration: ({ context }: Scope) => context.restoreUs,
  restoreLimit: ({ context }: Scope) => context.restoreLimitUs,
  initLimit: ({ context }: Scope) => context.initLimitUs,
  repeatedInit: ({ context }: Scope) => context.extensionsUs + context.runtimeUs + context.functionUs,
  handler: ({ context }: Scope) => context.call?.handlerUs ?? 0,
  eventLoop: ({ context }: Scope) => context.call?.eventLoopUs ?? 0,
  functionTimeout: ({ context }: Scope) => context.timeoutUs,
  environmentIdle: ({ context }: Scope) => (isKept(context.origin) ? Infinity : context.idleLimitUs),
  environmentAge: ({ context }: Scope) =>
    isKept(context.origin)
      ? Infinity
      : Math.max(0, context.bornUs + context.ageLimitUs - context.clock.nowUs),
  shutdownTime: ({ context }: Scope) => context.shutdownUs,
};
