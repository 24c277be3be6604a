/**
 * The laws of provisioned concurrency, by steps alone: once all that was requested is made, as many environments
 * initialise or have initialised; READY means that as many have initialised; none serves a request before it has.
 */
import { grown } from './agenda.ts';
import type { LawStates } from './law-states.ts';
import { isInit, isInvoke } from './phase.ts';
import { NONE } from './trace.ts';
import type { TraceColumns } from './trace.ts';
import { kindCode } from './vocabulary.ts';

export const PROVISION_LAWS = {
  allocated: 'allocated provisioned concurrency has initialised or is initialising',
  ready: 'provisioned concurrency is ready only when all of it has initialised',
  ahead: 'a provisioned environment has initialised before its first request',
} as const;

const ENVIRONMENT = kindCode('environment');
const ALLOCATION = kindCode('allocation');

/** Where a provisioned environment is in its life. */
const INITIALISING = 1;
const INITIALISED = 2;
const GONE = 3;

export class ProvisionLaws {
  readonly #made: number;
  readonly #ready: number;
  /** By state of an environment. */
  readonly #isInit: readonly boolean[];
  readonly #isServing: readonly boolean[];
  readonly #isGone: readonly boolean[];
  // By environment: the allocation it belongs to + 1, 0 for none; and where it is.
  #owner = new Int32Array(256);
  #phase = new Uint8Array(256);
  // By allocation.
  readonly #initialising: number[] = [];
  readonly #initialised: number[] = [];

  /** @param kinds by kind of actor; undefined: none of it is in the run. */
  constructor(kinds: readonly (LawStates | undefined)[]) {
    const { states } = kinds[ENVIRONMENT]!;
    this.#made = kinds[ALLOCATION]!.states.indexOf('in progress.initialising');
    this.#ready = kinds[ALLOCATION]!.states.indexOf('ready');
    this.#isInit = states.map((state) => state === 'create' || isInit(state));
    this.#isServing = states.map(isInvoke);
    this.#isGone = states.map((state) => state === 'shutdown' || state === 'retired');
  }

  /** Looks at one step. @returns the law it breaks, or null. */
  check(trace: TraceColumns, step: number): string | null {
    const kind = trace.kind[step]!;
    const actor = trace.actor[step]!;
    if (kind === ALLOCATION) return this.#checkAllocation(trace, step);
    if (kind !== ENVIRONMENT) return null;
    if (trace.from[step] === NONE) {
      if (trace.otherKind[step] !== ALLOCATION) return null;
      this.#enter(actor, trace.other[step]!);
    }
    const owner = (this.#owner[actor] ?? 0) - 1;
    return owner < 0 ? null : this.#follow(actor, owner, trace.to[step]!);
  }

  #checkAllocation(trace: TraceColumns, step: number): string | null {
    const initialised = this.#initialised[trace.actor[step]!] ?? 0;
    const initialising = this.#initialising[trace.actor[step]!] ?? 0;
    const requested = trace.amount[step]!;
    if (trace.to[step] === this.#made)
      return initialised + initialising >= requested ? null : PROVISION_LAWS.allocated;
    if (trace.to[step] !== this.#ready || trace.otherKind[step] !== ENVIRONMENT) return null;
    return initialised >= requested ? null : PROVISION_LAWS.ready;
  }

  #enter(actor: number, owner: number): void {
    if (actor >= this.#owner.length) {
      this.#owner = grown(this.#owner, new Int32Array(2 * actor));
      this.#phase = grown(this.#phase, new Uint8Array(2 * actor));
    }
    this.#owner[actor] = owner + 1;
  }

  #follow(actor: number, owner: number, to: number): string | null {
    const before = this.#phase[actor]!;
    const phase = this.#isGone[to]! ? GONE : this.#isInit[to]! ? INITIALISING : INITIALISED;
    if (this.#isServing[to]! && before !== INITIALISED) return PROVISION_LAWS.ahead;
    if (phase === before) return null;
    this.#phase[actor] = phase;
    this.#count(before, owner, -1);
    this.#count(phase, owner, 1);
    return null;
  }

  #count(phase: number, owner: number, change: number): void {
    if (phase === INITIALISING) this.#initialising[owner] = (this.#initialising[owner] ?? 0) + change;
    else if (phase === INITIALISED) this.#initialised[owner] = (this.#initialised[owner] ?? 0) + change;
  }
}
