/**
 * The small reducer behind every look at the world: it applies steps to rows of numbers, one for each
 * live environment and request in flight, and to counts. It makes a run's checkpoints while the run
 * goes on and finds any moment of it afterwards.
 */
import { LiveRows } from './live-rows.ts';
import { isInFlight, isInit } from './phase.ts';
import { NONE } from './trace.ts';
import type { ActorKind, TraceColumns } from './trace.ts';
import { kindCode } from './vocabulary.ts';

const REQUEST = kindCode('request');

/** What is counted, in the order in which it is stored. */
export const COUNTS = [
  'offered',
  'accepted',
  'throttled',
  'denied',
  'refused',
  'checked',
  'cold',
  'warm',
  'succeeded',
  'failed',
  'created',
  'retired',
] as const;
const COUNT = Object.fromEntries(COUNTS.map((name, index) => [name, index])) as Record<
  (typeof COUNTS)[number],
  number
>;

/** Where the fields of a live environment and of a request in flight stand in their rows. */
export const E_NUMBER = 0;
export const E_STATE = 1;
export const E_STEP = 2;
export const E_SINCE = 3;
export const E_CREATED = 4;
export const E_REQUEST = 5;
export const E_SERVED = 6;
export const E_LAST_USED = 7;
export const E_READY = 8;
export const E_GLOBALS = 9;
export const E_INITS = 10;
export const E_PLACE = 11;
const E_WIDTH = 12;
/** And those of any other actor that has not ended. */
export const A_NUMBER = 0;
export const A_PLACE = 1;
export const A_STATE = 2;
export const A_STEP = 3;
export const A_SINCE = 4;
export const A_BORN = 5;
export const A_OTHER = 6;
export const A_OTHER_KIND = 7;
export const A_AMOUNT = 8;
const A_WIDTH = 9;
export const R_NUMBER = 0;
export const R_STATE = 1;
export const R_STEP = 2;
export const R_SINCE = 3;
export const R_ARRIVED = 4;
export const R_ENVIRONMENT = 5;
export const R_COLD = 6;
export const R_PLACE = 7;
export const R_ITEMS = 8;
const R_WIDTH = 9;

/** What the reducer must know of the states, as tables by code. */
interface Codes {
  readonly request: number;
  readonly environment: number;
  /** By code of a request's state: position in COUNTS of what it counts as; -1: nothing. */
  readonly counted: readonly number[];
  readonly accepted: readonly boolean[];
  readonly ended: readonly boolean[];
  readonly waiting: number;
  readonly isInit: readonly boolean[];
  readonly handler: number;
  readonly isIdle: readonly boolean[];
  readonly reset: number;
  readonly retired: number;
  readonly create: number;
  readonly restore: number;
  /** By kind of actor and state code: the actor has ended. */
  readonly isOver: readonly (readonly boolean[])[];
}

function codesOf(kinds: readonly ActorKind[]): Codes {
  const request = kinds.findIndex((kind) => kind.name === 'request');
  const environment = kinds.findIndex((kind) => kind.name === 'environment');
  const requestStates = kinds[request]!.states;
  const states = kinds[environment]!.states;
  return {
    request,
    environment,
    counted: requestStates.map((state) => COUNT[state as (typeof COUNTS)[number]] ?? -1),
    accepted: requestStates.map(isInFlight),
    ended: requestStates.map((state) => state !== 'sent' && !isInFlight(state)),
    waiting: requestStates.indexOf('waiting'),
    isInit: states.map((state) => isInit(state) || state === 'invoke.init'),
    handler: states.indexOf('invoke.handler'),
    isIdle: states.map((state) => state === 'frozen' || state === 'reset'),
    reset: states.indexOf('reset'),
    retired: states.indexOf('retired'),
    create: states.indexOf('create'),
    restore: states.indexOf('restore'),
    isOver: kinds.map(({ isFinal }) => isFinal),
  };
}

/** The reducer: applies steps to the live rows and counts. */
export class WorldReducer {
  readonly #codes: Codes;
  readonly #readyReason: number;
  readonly #provisionedReason: number;
  readonly environments = new LiveRows(E_WIDTH);
  readonly requests = new LiveRows(R_WIDTH);
  /** By kind of actor; environments and requests have rows of their own. */
  readonly actors: readonly LiveRows[];
  readonly counts = new Float64Array(COUNTS.length);
  /** The last applied step. */
  step = -1;

  constructor(kinds: readonly ActorKind[], reasons: readonly string[]) {
    this.#codes = codesOf(kinds);
    this.#readyReason = reasons.indexOf('ready: kept ready');
    this.#provisionedReason = reasons.indexOf('ready: provisioned');
    this.actors = kinds.map(() => new LiveRows(A_WIDTH));
  }

  /** Applies the steps after `this.step` up to and including `last`. */
  applyTo(trace: TraceColumns, last: number): void {
    for (let step = this.step + 1; step <= last; step++) {
      const kind = trace.kind[step]!;
      if (kind === this.#codes.request) this.#applyRequest(trace, step);
      else if (kind === this.#codes.environment) this.#applyEnvironment(trace, step);
      else this.#applyActor(trace, step, kind);
    }
    if (last > this.step) this.step = last;
  }

  #applyActor(trace: TraceColumns, step: number, kind: number): void {
    const rows = this.actors[kind]!;
    const number = trace.actor[step]!;
    const to = trace.to[step]!;
    let row = rows.find(number);
    if (this.#codes.isOver[kind]![to]!) {
      if (row >= 0) rows.remove(number);
      return;
    }
    const at = trace.at[step]!;
    if (row < 0) {
      row = rows.add(number);
      rows.data[row + A_BORN] = at;
      rows.data[row + A_SINCE] = at;
      rows.data[row + A_STATE] = to;
    }
    const { data } = rows;
    // A step that leaves the state as it is does not begin it anew.
    if (data[row + A_STATE] !== to) data[row + A_SINCE] = at;
    data[row + A_PLACE] = trace.place[step]!;
    data[row + A_STATE] = to;
    data[row + A_STEP] = step;
    data[row + A_OTHER] = trace.other[step]!;
    data[row + A_OTHER_KIND] = trace.otherKind[step]!;
    data[row + A_AMOUNT] = trace.amount[step]!;
  }

  #applyRequest(trace: TraceColumns, step: number): void {
    const codes = this.#codes;
    const number = trace.actor[step]!;
    const to = trace.to[step]!;
    const { counts } = this;
    const counted = codes.counted[to]!;
    if (counted >= 0) counts[counted]!++;
    if (trace.from[step]! === NONE) {
      counts[COUNT.offered]!++;
      if (!codes.accepted[to]!) return;
      const cold = to === codes.waiting;
      counts[COUNT.accepted]!++;
      counts[cold ? COUNT.cold : COUNT.warm]!++;
      const row = this.requests.add(number);
      const { data } = this.requests;
      data[row + R_STATE] = to;
      data[row + R_STEP] = step;
      data[row + R_SINCE] = trace.at[step]!;
      data[row + R_ARRIVED] = trace.at[step]!;
      data[row + R_ENVIRONMENT] = trace.other[step]!;
      data[row + R_COLD] = cold ? 1 : 0;
      data[row + R_PLACE] = trace.place[step]!;
      data[row + R_ITEMS] = trace.amount[step]!;
    } else if (codes.ended[to]!) {
      this.requests.remove(number);
    } else {
      const row = this.requests.find(number);
      const { data } = this.requests;
      data[row + R_STATE] = to;
      data[row + R_STEP] = step;
      data[row + R_SINCE] = trace.at[step]!;
    }
  }

  #applyEnvironment(trace: TraceColumns, step: number): void {
    const codes = this.#codes;
    const number = trace.actor[step]!;
    const from = trace.from[step]!;
    const to = trace.to[step]!;
    const at = trace.at[step]!;
    const born = from === NONE;
    if (to === codes.retired) {
      this.environments.remove(number);
      this.counts[COUNT.retired]!++;
      return;
    }
    const row = born ? this.environments.add(number) : this.environments.find(number);
    const { data } = this.environments;
    if (born) {
      this.counts[COUNT.created]!++;
      data[row + E_CREATED] = at;
      data[row + E_PLACE] = trace.place[step]!;
      data[row + E_SERVED] = 0;
      data[row + E_LAST_USED] = -1;
      const reason = trace.reason[step]!;
      data[row + E_READY] = reason === this.#readyReason || reason === this.#provisionedReason ? 1 : 0;
      // One that is frozen from the start was initialised before the run.
      data[row + E_GLOBALS] = to === codes.create ? -1 : at;
      data[row + E_INITS] = to === codes.create ? 0 : 1;
    }
    data[row + E_STATE] = to;
    data[row + E_STEP] = step;
    data[row + E_SINCE] = at;
    // A provisioned one first names what it belongs to.
    const isServing = !codes.isIdle[to]! && trace.otherKind[step] === REQUEST;
    data[row + E_REQUEST] = isServing ? trace.other[step]! : -1;
    if (to === codes.handler) data[row + E_SERVED]!++;
    if (codes.isIdle[to]!) data[row + E_LAST_USED] = at;
    if (to === codes.reset) data[row + E_GLOBALS] = -1;
    else if (!born && codes.isInit[from]! && !codes.isInit[to]!) {
      data[row + E_GLOBALS] = at;
      data[row + E_INITS]!++;
      // What Init made comes with the snapshot.
    } else if (from === codes.restore) data[row + E_GLOBALS] = at;
  }

  /** What a checkpoint holds: counts, then for each group of rows how many there are and the rows themselves. */
  save(): Float64Array {
    const groups = [this.environments, this.requests, ...this.actors].map((rows) =>
      rows.data.subarray(0, rows.count * rows.width),
    );
    const size = groups.reduce<number>((sum, rows) => sum + 1 + rows.length, COUNTS.length);
    const saved = new Float64Array(size);
    saved.set(this.counts);
    let at = COUNTS.length;
    [this.environments, this.requests, ...this.actors].forEach((rows, index) => {
      saved[at] = rows.count;
      saved.set(groups[index]!, at + 1);
      at += 1 + groups[index]!.length;
    });
    return saved;
  }

  load(saved: Float64Array, step: number): void {
    this.counts.set(saved.subarray(0, COUNTS.length));
    let at = COUNTS.length;
    for (const rows of [this.environments, this.requests, ...this.actors]) {
      const count = saved[at]!;
      rows.load(saved.subarray(at + 1), count);
      at += 1 + count * rows.width;
    }
    this.step = step;
  }

  /** What a checkpoint before the first step would hold. */
  empty(): Float64Array {
    return new Float64Array(COUNTS.length + 2 + this.actors.length);
  }
}
