/**
 * The laws that hold in every run. They watch the recorded steps with a memory of their own, know
 * nothing of the engine's, and are cheap enough to be always on. A broken law is a defect of the
 * engine: it ends the run with the seed and the step.
 */
import { grown } from './agenda.ts';
import type { TraceColumns } from './trace.ts';

export const LAWS = {
  oneEnd: 'each accepted request has exactly one end',
  oneRequest: 'an environment never serves two requests',
  fullPool: 'no invocation starts in a full pool',
  timeNeverFalls: 'time never falls',
} as const;

/** State codes the laws need, from the charts of this run. */
export interface LawStates {
  readonly requestKind: number;
  readonly environmentKind: number;
  /** By state code of a request. */
  readonly isAccepted: readonly boolean[];
  readonly isEnd: readonly boolean[];
  /** By state code of an environment: it works for a request. */
  readonly isServing: readonly boolean[];
}

/** What is known of a request. */
const UNKNOWN = 0;
const IN_FLIGHT = 1;
const ENDED = 2;

export class Laws {
  readonly #states: LawStates;
  /** Requests that may be in flight at once. */
  readonly #limit: number;
  #lastUs = 0;
  #inFlight = 0;
  #requests = new Uint8Array(4096);
  /** By environment: the request it serves + 1, 0 for none. */
  #serves = new Uint32Array(256);

  constructor(states: LawStates, limit: number) {
    this.#states = states;
    this.#limit = limit;
  }

  /** Looks at one step. @returns the law it breaks, or null. */
  check(trace: TraceColumns, step: number): string | null {
    const atUs = trace.at[step]!;
    if (atUs < this.#lastUs) return LAWS.timeNeverFalls;
    this.#lastUs = atUs;
    const kind = trace.kind[step]!;
    if (kind === this.#states.requestKind) return this.#checkRequest(trace.actor[step]!, trace.to[step]!);
    if (kind === this.#states.environmentKind) {
      return this.#checkEnvironment(trace.actor[step]!, trace.to[step]!, trace.other[step]!);
    }
    return null;
  }

  #checkRequest(request: number, to: number): string | null {
    if (request >= this.#requests.length) {
      this.#requests = grown(this.#requests, new Uint8Array(2 * Math.max(request, this.#requests.length)));
    }
    const known = this.#requests[request]!;
    if (known === ENDED) return LAWS.oneEnd;
    if (this.#states.isEnd[to]!) {
      if (known === IN_FLIGHT) this.#inFlight--;
      this.#requests[request] = ENDED;
    } else if (this.#states.isAccepted[to]! && known === UNKNOWN) {
      if (this.#inFlight >= this.#limit) return LAWS.fullPool;
      this.#inFlight++;
      this.#requests[request] = IN_FLIGHT;
    }
    return null;
  }

  #checkEnvironment(environment: number, to: number, request: number): string | null {
    if (environment >= this.#serves.length) {
      this.#serves = grown(this.#serves, new Uint32Array(2 * Math.max(environment, this.#serves.length)));
    }
    if (!this.#states.isServing[to]!) {
      this.#serves[environment] = 0;
      return null;
    }
    const serves = this.#serves[environment]!;
    if (request < 0 || (serves !== 0 && serves !== request + 1)) return LAWS.oneRequest;
    this.#serves[environment] = request + 1;
    return null;
  }
}
