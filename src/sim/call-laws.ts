/** What holds of calls and connections in every run; part of the laws (laws.ts), with a memory of its own. */
import { grown } from './agenda.ts';
import type { LawStates } from './law-states.ts';
import { NONE } from './trace.ts';
import type { TraceColumns } from './trace.ts';
import { kindCode } from './vocabulary.ts';

export const CALL_LAWS = {
  insideInvocation: 'a call is made inside an invocation, one after the other',
  connectionLimit: 'a resource never has more connections than it takes',
  capacity: 'a resource never works on more calls than it can',
} as const;

/** By place: what a resource takes; undefined or Infinity: any number. */
export interface ResourceLimits {
  readonly connections: readonly (number | undefined)[];
  readonly capacity: readonly (number | undefined)[];
}

const REQUEST = kindCode('request');
const CALL = kindCode('call');
const CONNECTION = kindCode('connection');

export class CallLaws {
  readonly #limits: ResourceLimits;
  readonly #running: number;
  readonly #working: number;
  readonly #isOver: readonly (readonly boolean[])[];
  /** By request: 1 while its handler runs, 2 while it waits for a call. */
  #requests = new Uint8Array(1024);
  readonly #connections: number[];
  readonly #worked: number[];

  constructor(kinds: readonly (LawStates | undefined)[], limits: ResourceLimits) {
    this.#limits = limits;
    this.#running = kinds[REQUEST]?.states.indexOf('running') ?? -1;
    this.#working = kinds[CALL]?.states.indexOf('working') ?? -1;
    this.#isOver = kinds.map((kind) => kind?.isFinal ?? []);
    this.#connections = limits.connections.map(() => 0);
    this.#worked = limits.capacity.map(() => 0);
  }

  /** Looks at one step. @returns the law it breaks, or null. */
  check(trace: TraceColumns, step: number): string | null {
    const kind = trace.kind[step]!;
    if (kind === REQUEST) return this.#checkRequest(trace.actor[step]!, trace.to[step]!);
    if (kind === CALL) return this.#checkCall(trace, step);
    if (kind === CONNECTION) return this.#checkConnection(trace, step);
    return null;
  }

  #checkRequest(request: number, to: number): string | null {
    if (request >= this.#requests.length) {
      this.#requests = grown(this.#requests, new Uint8Array(2 * Math.max(request, this.#requests.length)));
    }
    const isWaiting = this.#requests[request] === 2;
    this.#requests[request] = to === this.#running ? 1 : 0;
    return isWaiting ? CALL_LAWS.insideInvocation : null;
  }

  #checkCall(trace: TraceColumns, step: number): string | null {
    const from = trace.from[step]!;
    const to = trace.to[step]!;
    const place = trace.place[step]!;
    const request = trace.other[step]!;
    if (this.#requests[request] !== (from === NONE ? 1 : 2)) return CALL_LAWS.insideInvocation;
    this.#requests[request] = this.#isOver[CALL]![to]! ? 1 : 2;
    if (from === this.#working) this.#worked[place]!--;
    if (to !== this.#working) return null;
    return ++this.#worked[place]! > (this.#limits.capacity[place] ?? Infinity) ? CALL_LAWS.capacity : null;
  }

  #checkConnection(trace: TraceColumns, step: number): string | null {
    const place = trace.place[step]!;
    const isOver = this.#isOver[CONNECTION]![trace.to[step]!]!;
    if (trace.from[step] !== NONE) {
      if (isOver) this.#connections[place]!--;
      return null;
    }
    if (isOver) return null;
    const limit = this.#limits.connections[place] ?? Infinity;
    return ++this.#connections[place]! > limit ? CALL_LAWS.connectionLimit : null;
  }
}
