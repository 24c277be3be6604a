/**
 * The world at a moment: one checkpoint and a few steps away. The same small reducer makes the
 * checkpoints while a run goes on and finds any moment of it afterwards.
 */
import { grown } from './agenda.ts';
import { NONE } from './trace.ts';
import type { ActorKind, Checkpoints, Trace, TraceColumns } from './trace.ts';

export type EnvironmentState =
  | 'create'
  | 'init.extensions'
  | 'init.runtime'
  | 'init.function'
  | 'invoke.init'
  | 'invoke.handler'
  | 'frozen'
  | 'reset'
  | 'shutdown';

export type RequestState = 'waiting' | 'running';

export interface EnvironmentView {
  /** From 0, in order of creation. */
  readonly number: number;
  readonly state: EnvironmentState;
  /** When it came to that state, and by which step. */
  readonly sinceUs: number;
  readonly step: number;
  readonly createdUs: number;
  /** The request it serves or is made for; -1: none. */
  readonly request: number;
  /** Invocations begun so far, the present one included. */
  readonly served: number;
  /** When it last became idle; -1: never yet. */
  readonly lastUsedUs: number;
  /** It is kept ready whatever happens. */
  readonly ready: boolean;
  /** What it keeps between invocations. Globals and connections are made by Init; /tmp lives as long as the environment. */
  readonly memory: {
    /** -1: not initialised, or lost by a crash. */
    readonly globalsSinceUs: number;
    readonly tmpSinceUs: number;
    readonly initCount: number;
  };
}

export interface RequestView {
  readonly number: number;
  readonly state: RequestState;
  readonly sinceUs: number;
  readonly step: number;
  readonly arrivedUs: number;
  readonly environment: number;
  readonly cold: boolean;
}

/** How many so far. */
export interface Counts {
  readonly offered: number;
  readonly accepted: number;
  readonly throttled: number;
  readonly denied: number;
  readonly refused: number;
  readonly checked: number;
  readonly cold: number;
  readonly warm: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly inFlight: number;
  readonly created: number;
  readonly retired: number;
}

export interface World {
  readonly atUs: number;
  /** The last step at or before the moment; -1: before the first. */
  readonly step: number;
  /** Every environment that exists, by number; also those shutting down. */
  readonly environments: readonly EnvironmentView[];
  /** Every request in flight, by number. */
  readonly requests: readonly RequestView[];
  readonly counts: Counts;
}

const COUNTS = [
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

/** Fields of a live environment and of a request in flight. */
const E_NUMBER = 0;
const E_STATE = 1;
const E_STEP = 2;
const E_SINCE = 3;
const E_CREATED = 4;
const E_REQUEST = 5;
const E_SERVED = 6;
const E_LAST_USED = 7;
const E_READY = 8;
const E_GLOBALS = 9;
const E_INITS = 10;
const E_WIDTH = 11;
const R_NUMBER = 0;
const R_STATE = 1;
const R_STEP = 2;
const R_SINCE = 3;
const R_ARRIVED = 4;
const R_ENVIRONMENT = 5;
const R_COLD = 6;
const R_WIDTH = 7;

/** Live actors of one kind as rows of numbers, found by the actor's number. */
class Rows {
  readonly #width: number;
  data: Float64Array;
  count = 0;
  /** By actor number: its row + 1; 0: not alive. */
  #rowOf = new Uint32Array(256);

  constructor(width: number) {
    this.#width = width;
    this.data = new Float64Array(16 * width);
  }

  /** Offset of the actor's row in `data`; -1 when it is not alive. */
  find(number: number): number {
    return number < this.#rowOf.length ? (this.#rowOf[number]! - 1) * this.#width : -this.#width;
  }

  add(number: number): number {
    if (number >= this.#rowOf.length) {
      this.#rowOf = grown(this.#rowOf, new Uint32Array(2 * Math.max(number, this.#rowOf.length)));
    }
    if ((this.count + 1) * this.#width > this.data.length) {
      this.data = grown(this.data, new Float64Array(2 * this.data.length));
    }
    this.#rowOf[number] = ++this.count;
    const row = (this.count - 1) * this.#width;
    this.data[row] = number;
    return row;
  }

  /** The last row takes the place of the removed one. */
  remove(number: number): void {
    const row = this.find(number);
    const last = --this.count * this.#width;
    this.#rowOf[number] = 0;
    if (row === last) return;
    this.data.copyWithin(row, last, last + this.#width);
    this.#rowOf[this.data[row]!] = row / this.#width + 1;
  }

  /** Replaces all rows. */
  load(data: Float64Array, count: number): void {
    for (let index = 0; index < this.count; index++) this.#rowOf[this.data[index * this.#width]!] = 0;
    this.count = 0;
    for (let index = 0; index < count; index++) {
      const row = this.add(data[index * this.#width]!);
      this.data.set(data.subarray(index * this.#width, (index + 1) * this.#width), row);
    }
  }
}

/** What the reducer must know of the states, as tables by code. */
interface Codes {
  readonly request: number;
  readonly environment: number;
  readonly states: readonly string[];
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
}

function codesOf(kinds: readonly ActorKind[]): Codes {
  const request = kinds.findIndex((kind) => kind.name === 'request');
  const environment = kinds.findIndex((kind) => kind.name === 'environment');
  const requestStates = kinds[request]!.states;
  const states = kinds[environment]!.states;
  return {
    request,
    environment,
    states,
    counted: requestStates.map((state) => COUNT[state as (typeof COUNTS)[number]] ?? -1),
    accepted: requestStates.map((state) => state === 'waiting' || state === 'running'),
    ended: requestStates.map((state) => !['sent', 'waiting', 'running'].includes(state)),
    waiting: requestStates.indexOf('waiting'),
    isInit: states.map((state) => state.startsWith('init.') || state === 'invoke.init'),
    handler: states.indexOf('invoke.handler'),
    isIdle: states.map((state) => state === 'frozen' || state === 'reset'),
    reset: states.indexOf('reset'),
    retired: states.indexOf('retired'),
    create: states.indexOf('create'),
  };
}

/** The reducer: applies steps to the live rows and counts. */
class WorldReducer {
  readonly #codes: Codes;
  readonly #kinds: readonly ActorKind[];
  readonly #readyReason: number;
  readonly environments = new Rows(E_WIDTH);
  readonly requests = new Rows(R_WIDTH);
  readonly counts = new Float64Array(COUNTS.length);
  /** The last applied step. */
  step = -1;

  constructor(kinds: readonly ActorKind[], reasons: readonly string[]) {
    this.#kinds = kinds;
    this.#codes = codesOf(kinds);
    this.#readyReason = reasons.indexOf('ready: kept ready');
  }

  /** Applies the steps after `this.step` up to and including `last`. */
  applyTo(trace: TraceColumns, last: number): void {
    for (let step = this.step + 1; step <= last; step++) {
      const kind = trace.kind[step]!;
      if (kind === this.#codes.request) this.#applyRequest(trace, step);
      else if (kind === this.#codes.environment) this.#applyEnvironment(trace, step);
    }
    if (last > this.step) this.step = last;
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
      data[row + E_SERVED] = 0;
      data[row + E_LAST_USED] = -1;
      data[row + E_READY] = trace.reason[step]! === this.#readyReason ? 1 : 0;
      // One that is frozen from the start was initialised before the run.
      data[row + E_GLOBALS] = to === codes.create ? -1 : at;
      data[row + E_INITS] = to === codes.create ? 0 : 1;
    }
    data[row + E_STATE] = to;
    data[row + E_STEP] = step;
    data[row + E_SINCE] = at;
    data[row + E_REQUEST] = codes.isIdle[to]! ? -1 : trace.other[step]!;
    if (to === codes.handler) data[row + E_SERVED]!++;
    if (codes.isIdle[to]!) data[row + E_LAST_USED] = at;
    if (to === codes.reset) data[row + E_GLOBALS] = -1;
    else if (!born && codes.isInit[from]! && !codes.isInit[to]!) {
      data[row + E_GLOBALS] = at;
      data[row + E_INITS]!++;
    }
  }

  world(atUs: number): World {
    const { counts } = this;
    const named = Object.fromEntries(COUNTS.map((name, index) => [name, counts[index]!])) as Record<
      (typeof COUNTS)[number],
      number
    >;
    return {
      atUs,
      step: this.step,
      environments: this.#rows(this.environments, E_WIDTH).map((row) => this.#environment(row)),
      requests: this.#rows(this.requests, R_WIDTH).map((row) => this.#request(row)),
      counts: { ...named, inFlight: this.requests.count },
    };
  }

  #rows(rows: Rows, width: number): Float64Array[] {
    return Array.from({ length: rows.count }, (_, index) =>
      rows.data.subarray(index * width, (index + 1) * width),
    ).sort((a, b) => a[0]! - b[0]!);
  }

  #environment(row: Float64Array): EnvironmentView {
    return {
      number: row[E_NUMBER]!,
      state: this.#codes.states[row[E_STATE]!] as EnvironmentState,
      sinceUs: row[E_SINCE]!,
      step: row[E_STEP]!,
      createdUs: row[E_CREATED]!,
      request: row[E_REQUEST]!,
      served: row[E_SERVED]!,
      lastUsedUs: row[E_LAST_USED]!,
      ready: row[E_READY]! === 1,
      memory: { globalsSinceUs: row[E_GLOBALS]!, tmpSinceUs: row[E_CREATED]!, initCount: row[E_INITS]! },
    };
  }

  #request(row: Float64Array): RequestView {
    return {
      number: row[R_NUMBER]!,
      state: this.#kinds[this.#codes.request]!.states[row[R_STATE]!] as RequestState,
      sinceUs: row[R_SINCE]!,
      step: row[R_STEP]!,
      arrivedUs: row[R_ARRIVED]!,
      environment: row[R_ENVIRONMENT]!,
      cold: row[R_COLD]! === 1,
    };
  }

  /** What a checkpoint holds: counts, the number of environments and requests, their rows. */
  save(): Float64Array {
    const environments = this.environments.data.subarray(0, this.environments.count * E_WIDTH);
    const requests = this.requests.data.subarray(0, this.requests.count * R_WIDTH);
    const saved = new Float64Array(COUNTS.length + 2 + environments.length + requests.length);
    saved.set(this.counts);
    saved[COUNTS.length] = this.environments.count;
    saved[COUNTS.length + 1] = this.requests.count;
    saved.set(environments, COUNTS.length + 2);
    saved.set(requests, COUNTS.length + 2 + environments.length);
    return saved;
  }

  load(saved: Float64Array, step: number): void {
    this.counts.set(saved.subarray(0, COUNTS.length));
    const environments = saved[COUNTS.length]!;
    const start = COUNTS.length + 2;
    this.environments.load(saved.subarray(start), environments);
    this.requests.load(saved.subarray(start + environments * E_WIDTH), saved[COUNTS.length + 1]!);
    this.step = step;
  }
}

/** Steps between checkpoints at least; more when many actors are alive, so that they stay a small part of the trace. */
const STEPS_BETWEEN = 2048;

/** Makes a run's checkpoints as its steps are recorded. */
export class CheckpointWriter {
  readonly #reducer: WorldReducer;
  readonly #steps: number[] = [];
  readonly #saved: Float64Array[] = [];
  #bytes = 0;
  #nextAt = STEPS_BETWEEN;

  constructor(kinds: readonly ActorKind[], reasons: readonly string[]) {
    this.#reducer = new WorldReducer(kinds, reasons);
  }

  /** Bytes of the checkpoints so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Call after steps were recorded; makes a checkpoint when one is due. */
  advance(trace: TraceColumns, length: number): void {
    if (length < this.#nextAt) return;
    this.#reducer.applyTo(trace, length - 1);
    const saved = this.#reducer.save();
    this.#steps.push(length - 1);
    this.#saved.push(saved);
    this.#bytes += saved.byteLength;
    // At most about eight bytes of checkpoint to a step.
    this.#nextAt = length + Math.max(STEPS_BETWEEN, saved.length);
  }

  checkpoints(): Checkpoints {
    const offsets = new Uint32Array(this.#saved.length + 1);
    this.#saved.forEach((saved, index) => (offsets[index + 1] = offsets[index]! + saved.length));
    const data = new Float64Array(offsets[this.#saved.length]!);
    this.#saved.forEach((saved, index) => data.set(saved, offsets[index]!));
    return { steps: Int32Array.from(this.#steps), offsets, data };
  }
}

/** The last step at or before the moment (µs); -1: the moment lies before the first step. */
export function stepAt(trace: Trace, atUs: number): number {
  let low = 0;
  let high = trace.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (trace.at[middle]! <= atUs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The world at a moment (µs), after every step at or before it. */
export function worldAt(trace: Trace, atUs: number): World {
  return worldThrough(trace, stepAt(trace, atUs), atUs);
}

/** The world right after a step, before later steps of the same time; -1: before the first. */
export function worldAfter(trace: Trace, step: number): World {
  return worldThrough(trace, step, step < 0 ? 0 : trace.at[step]!);
}

/**
 * The reducer that last looked at a trace. Looking again a little later, as playing does, goes on from
 * there; the answer is the same as from a checkpoint or from the start.
 */
const lastLooks = new WeakMap<Trace, WorldReducer>();

function worldThrough(trace: Trace, step: number, atUs: number): World {
  let reducer = lastLooks.get(trace);
  if (!reducer) {
    reducer = new WorldReducer(trace.kinds, trace.reasons);
    lastLooks.set(trace, reducer);
  }
  const { steps, offsets, data } = trace.checkpoints;
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! <= step) low = middle + 1;
    else high = middle;
  }
  const checkpoint = low - 1;
  const checkpointStep = checkpoint < 0 ? -1 : steps[checkpoint]!;
  if (reducer.step > step || reducer.step < checkpointStep) {
    if (checkpoint < 0) reducer.load(EMPTY, -1);
    else reducer.load(data.subarray(offsets[checkpoint]!, offsets[checkpoint + 1]!), checkpointStep);
  }
  reducer.applyTo(trace, step);
  return reducer.world(atUs);
}

/** What a checkpoint before the first step would hold. */
const EMPTY = new Float64Array(COUNTS.length + 2);
