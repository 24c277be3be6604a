/**
 * The laws that hold in every run. They watch the recorded steps with a memory of their own, know
 * nothing of the engine's, and are cheap enough to be always on. A broken law is a defect of the
 * engine: it ends the run with the seed and the step.
 */
import { grown } from './agenda.ts';
import { CallLaws } from './call-laws.ts';
import type { ResourceLimits } from './call-laws.ts';
import type { LawStates } from './law-states.ts';
import { isInFlight, isInvoke } from './phase.ts';
import { ProvisionLaws } from './provision-laws.ts';
import { ReleaseLaws } from './release-laws.ts';
import { NONE } from './trace.ts';
import type { TraceColumns } from './trace.ts';
import { kindCode, REASONS } from './vocabulary.ts';

export const LAWS = {
  oneEnd: 'each unit has exactly one end',
  continuity: 'each step begins where the last one of its actor ended',
  oneRequest: 'an environment never serves two requests',
  fullPool: 'no invocation starts in a full pool',
  order: 'no unit passes another of the same key',
  becauseOfEnd: 'a dead letter or destination record is sent because of an end',
  timeNeverFalls: 'time never falls',
} as const;

/** Requests that may be in environments on demand at once, as it is set at the moment. */
export interface PoolLimits {
  /** By function or version: number of the function. */
  readonly of: readonly number[];
  /** How often the limits have changed. */
  readonly changes: number;
  /** Over all functions that have no reservation. */
  readonly unreserved: number;
  /** Of a function with all its versions; null: it has no reservation. */
  onDemandOf(fn: number): number | null;
}

export interface LawLimits {
  readonly pools: PoolLimits;
  /** What the resources take that functions call; absent: no function calls anything. */
  readonly resources?: ResourceLimits;
}

const REQUEST = kindCode('request');
const ENVIRONMENT = kindCode('environment');
const ALLOCATION = kindCode('allocation');
const VERSION = kindCode('version');
const ALIAS = kindCode('alias');
const RECORD = kindCode('record');
const MESSAGE = kindCode('message');
const DELIVERY = kindCode('delivery');
/** These give batches up although they go on themselves. */
const READER = kindCode('reader');
const MAPPING = kindCode('mapping');
/** What is put into a target without being told of an end. */
const PUT_BY_CALL = REASONS.indexOf('put: by a call');
/** The first reason of a provisioned environment: its requests take no place. */
const PROVISIONED = REASONS.indexOf('ready: provisioned');

/** The last known state of the actors of one kind. */
class LastStates {
  /** By number: the state code + 1; 0: not seen yet. */
  #known = new Uint8Array(1024);

  /** @returns the state that it was in before; NONE: not seen yet. */
  move(actor: number, to: number): number {
    if (actor >= this.#known.length) {
      this.#known = grown(this.#known, new Uint8Array(2 * Math.max(actor, this.#known.length)));
    }
    const known = this.#known[actor]!;
    this.#known[actor] = to + 1;
    return known === 0 ? NONE : known - 1;
  }
}

/**
 * Keyed units of one kind (records, messages of FIFO queues): those of one key end in the order of their
 * numbers, per place. A second delivery is a unit of its own and out of line.
 */
class Lines {
  readonly #kind: number;
  /** By number: its key; 0: none. */
  #keys = new Int32Array(1024);
  /** By place, by key: the highest number that has ended + 1. */
  readonly #ended: (Int32Array | undefined)[] = [];

  constructor(kind: number) {
    this.#kind = kind;
  }

  begin(trace: TraceColumns, step: number): void {
    const actor = trace.actor[step]!;
    if (actor >= this.#keys.length) this.#keys = grown(this.#keys, new Int32Array(2 * actor));
    this.#keys[actor] = trace.otherKind[step] === this.#kind ? 0 : trace.amount[step]!;
  }

  /** @returns whether it has ended after one that came later. */
  end(trace: TraceColumns, step: number): boolean {
    const actor = trace.actor[step]!;
    const key = this.#keys[actor]!;
    if (key <= 0) return false;
    const place = trace.place[step]!;
    let ended = (this.#ended[place] ??= new Int32Array(64));
    if (key >= ended.length) {
      ended = grown(ended, new Int32Array(2 * key));
      this.#ended[place] = ended;
    }
    if (ended[key]! > actor) return true;
    ended[key] = actor + 1;
    return false;
  }
}

export class Laws {
  readonly #kinds: readonly (LawStates | undefined)[];
  readonly #last: readonly LastStates[];
  readonly #limits: LawLimits;
  readonly #isInPool: readonly boolean[];
  readonly #isServing: readonly boolean[];
  #lastUs = 0;
  #unreservedInFlight = 0;
  /** By function: requests that take a place on demand. */
  readonly #inFlight: number[];
  /** Limits that were in force when the account's share was last counted. */
  #poolChanges = 0;
  /** By environment: 1 when it is provisioned. */
  #isProvisioned = new Uint8Array(256);
  #hasProvisioned = false;
  /** By environment: the request it serves + 1, 0 for none. */
  #serves = new Uint32Array(256);
  readonly #expired: number;
  readonly #records = new Lines(RECORD);
  readonly #messages = new Lines(MESSAGE);
  readonly #calls: CallLaws | null;
  readonly #provision: ProvisionLaws | null;
  readonly #release: ReleaseLaws | null;

  /** @param kinds by kind of actor; undefined: none of it is in the run. */
  constructor(kinds: readonly (LawStates | undefined)[], limits: LawLimits) {
    this.#kinds = kinds;
    this.#last = kinds.map(() => new LastStates());
    this.#limits = limits;
    this.#inFlight = limits.pools.of.map(() => 0);
    this.#poolChanges = limits.pools.changes;
    this.#calls = limits.resources ? new CallLaws(kinds, limits.resources) : null;
    this.#provision = kinds[ALLOCATION] ? new ProvisionLaws(kinds) : null;
    this.#release = kinds[VERSION] || kinds[ALIAS] ? new ReleaseLaws(kinds, limits.pools.of) : null;
    this.#expired = kinds[RECORD]?.states.indexOf('expired') ?? -1;
    this.#isInPool = kinds[REQUEST]?.states.map(isInFlight) ?? [];
    this.#isServing = kinds[ENVIRONMENT]?.states.map(isInvoke) ?? [];
  }

  /** Looks at one step. @returns the law it breaks, or null. */
  check(trace: TraceColumns, step: number): string | null {
    const atUs = trace.at[step]!;
    if (atUs < this.#lastUs) return LAWS.timeNeverFalls;
    this.#lastUs = atUs;
    const kind = trace.kind[step]!;
    const actor = trace.actor[step]!;
    const from = trace.from[step]!;
    const to = trace.to[step]!;
    const known = this.#last[kind]!.move(actor, to);
    if (known !== NONE) {
      if (this.#kinds[kind]!.isFinal[known]!) return LAWS.oneEnd;
      if (from !== known) return LAWS.continuity;
    }
    const ofCalls = this.#calls?.check(trace, step) ?? null;
    if (ofCalls !== null) return ofCalls;
    const ofProvision = this.#provision?.check(trace, step) ?? null;
    if (ofProvision !== null) return ofProvision;
    const ofRelease = this.#release?.check(trace, step) ?? null;
    if (ofRelease !== null) return ofRelease;
    if (kind === REQUEST) return this.#checkPool(trace.place[step]!, from, to, trace.other[step]!);
    if (kind === ENVIRONMENT) {
      if (from === NONE && trace.reason[step] === PROVISIONED) this.#markProvisioned(actor);
      return this.#checkEnvironment(actor, to, trace.other[step]!);
    }
    if (kind === RECORD) return this.#checkOrder(this.#records, kind, trace, step);
    if (kind === MESSAGE) return this.#checkOrder(this.#messages, kind, trace, step);
    if (kind === DELIVERY && from === NONE) return this.#checkSending(trace, step);
    return null;
  }

  #checkOrder(lines: Lines, kind: number, trace: TraceColumns, step: number): string | null {
    if (trace.from[step] === NONE) lines.begin(trace, step);
    const to = trace.to[step]!;
    // What leaves the stream unread may do so while an earlier one is still in an invocation.
    if (!this.#kinds[kind]!.isFinal[to]! || (kind === RECORD && to === this.#expired)) return null;
    return lines.end(trace, step) ? LAWS.order : null;
  }

  #checkSending(trace: TraceColumns, step: number): string | null {
    if (trace.reason[step] === PUT_BY_CALL) return null;
    const cause = trace.cause[step]!;
    if (cause < 0) return LAWS.becauseOfEnd;
    const kind = trace.kind[cause]!;
    const isEnd = this.#kinds[kind]!.isFinal[trace.to[cause]!]!;
    return isEnd || kind === READER || kind === MAPPING ? null : LAWS.becauseOfEnd;
  }

  #checkPool(place: number, from: number, to: number, environment: number): string | null {
    const leaves = from !== NONE && this.#isInPool[from]!;
    const enters = this.#isInPool[to]!;
    if (leaves === enters || (this.#hasProvisioned && this.#isProvisioned[environment] === 1)) return null;
    const { pools } = this.#limits;
    if (pools.changes !== this.#poolChanges) this.#recount();
    const change = enters ? 1 : -1;
    const fn = pools.of[place]!;
    const own = pools.onDemandOf(fn);
    const inFlight = (this.#inFlight[fn]! += change);
    if (own === null) {
      this.#unreservedInFlight += change;
      if (enters && this.#unreservedInFlight > pools.unreserved) return LAWS.fullPool;
    } else if (enters && inFlight > own) return LAWS.fullPool;
    return null;
  }

  /** A reservation has come or gone: its function's requests now count for another pool. */
  #recount(): void {
    const { pools } = this.#limits;
    this.#poolChanges = pools.changes;
    this.#unreservedInFlight = this.#inFlight.reduce(
      (sum, count, fn) => sum + (pools.onDemandOf(fn) === null ? count : 0),
      0,
    );
  }

  #markProvisioned(environment: number): void {
    if (environment >= this.#isProvisioned.length)
      this.#isProvisioned = grown(this.#isProvisioned, new Uint8Array(2 * environment));
    this.#isProvisioned[environment] = 1;
    this.#hasProvisioned = true;
  }

  #checkEnvironment(environment: number, to: number, request: number): string | null {
    if (environment >= this.#serves.length) {
      this.#serves = grown(this.#serves, new Uint32Array(2 * Math.max(environment, this.#serves.length)));
    }
    if (!this.#isServing[to]!) {
      this.#serves[environment] = 0;
      return null;
    }
    const serves = this.#serves[environment]!;
    if (request < 0 || (serves !== 0 && serves !== request + 1)) return LAWS.oneRequest;
    this.#serves[environment] = request + 1;
    return null;
  }
}
