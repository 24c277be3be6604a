/** The world at a moment: one checkpoint and a few steps away. */
import type { Trace } from './trace.ts';
import {
  A_AMOUNT,
  A_BORN,
  A_NUMBER,
  A_OTHER,
  A_OTHER_KIND,
  A_PLACE,
  A_SINCE,
  A_STATE,
  A_STEP,
  COUNTS,
  E_CREATED,
  E_GLOBALS,
  E_INITS,
  E_LAST_USED,
  E_NUMBER,
  E_PLACE,
  E_READY,
  E_REQUEST,
  E_SERVED,
  E_SINCE,
  E_STATE,
  E_STEP,
  R_ARRIVED,
  R_COLD,
  R_ENVIRONMENT,
  R_ITEMS,
  R_NUMBER,
  R_PLACE,
  R_SINCE,
  R_STATE,
  R_STEP,
  WorldReducer,
} from './world-reducer.ts';
import type { LiveRows } from './live-rows.ts';

export type EnvironmentState =
  | 'create'
  | 'init.extensions'
  | 'init.runtime'
  | 'init.function'
  | 'invoke.init'
  | 'invoke.handler'
  | 'invoke.calling'
  | 'invoke.leftover'
  | 'frozen'
  | 'reset'
  | 'shutdown'
  | 'restore';

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
  /** Index into the trace's places: its function. */
  readonly place: number;
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
  /** Index into the trace's places: its function. */
  readonly place: number;
  /** Records or messages in its event. */
  readonly items: number;
}

/** An actor of any other kind that has not ended: an event, a message, a reader. */
export interface ActorView {
  /** From 0, in order of appearance. */
  readonly number: number;
  /** Index into the trace's places. */
  readonly place: number;
  readonly state: string;
  /** When it came to that state; when it appeared; and the last step it took. */
  readonly sinceUs: number;
  readonly bornUs: number;
  readonly step: number;
  /** Of that last step: the other actor (-1: none), the name of its kind (empty: none), and the amount. */
  readonly other: number;
  readonly otherKind: string;
  readonly amount: number;
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
  /** Every other actor that has not ended, by the name of its kind, in the order of their numbers: `message`, `reader`. */
  readonly actors: Readonly<Record<string, readonly ActorView[]>>;
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
    if (checkpoint < 0) reducer.load(reducer.empty(), -1);
    else reducer.load(data.subarray(offsets[checkpoint], offsets[checkpoint + 1]), checkpointStep);
  }
  reducer.applyTo(trace, step);
  return worldOf(reducer, trace, atUs);
}

function worldOf(reducer: WorldReducer, trace: Trace, atUs: number): World {
  const { counts, environments, requests } = reducer;
  const named = Object.fromEntries(COUNTS.map((name, index) => [name, counts[index]!])) as Record<
    (typeof COUNTS)[number],
    number
  >;
  const statesOf = (kind: string) => trace.kinds.find(({ name }) => name === kind)!.states;
  const environmentStates = statesOf('environment');
  const requestStates = statesOf('request');
  return {
    atUs,
    step: reducer.step,
    environments: rowsOf(environments).map((row) => environmentView(row, environmentStates)),
    requests: rowsOf(requests).map((row) => requestView(row, requestStates)),
    counts: { ...named, inFlight: requests.count },
    actors: Object.fromEntries(
      trace.kinds.flatMap(({ name, states }, kind) =>
        reducer.actors[kind]!.count === 0
          ? []
          : [[name, rowsOf(reducer.actors[kind]!).map((row) => actorView(row, states, trace.kinds))]],
      ),
    ),
  };
}

/** The rows in the order of their actors' numbers, the first field of each. */
function rowsOf(rows: LiveRows): Float64Array[] {
  const { width } = rows;
  return Array.from({ length: rows.count }, (_, index) =>
    rows.data.subarray(index * width, (index + 1) * width),
  ).sort((a, b) => a[0]! - b[0]!);
}

function environmentView(row: Float64Array, states: readonly string[]): EnvironmentView {
  return {
    number: row[E_NUMBER]!,
    state: states[row[E_STATE]!] as EnvironmentState,
    sinceUs: row[E_SINCE]!,
    step: row[E_STEP]!,
    createdUs: row[E_CREATED]!,
    request: row[E_REQUEST]!,
    served: row[E_SERVED]!,
    lastUsedUs: row[E_LAST_USED]!,
    ready: row[E_READY]! === 1,
    place: row[E_PLACE]!,
    memory: { globalsSinceUs: row[E_GLOBALS]!, tmpSinceUs: row[E_CREATED]!, initCount: row[E_INITS]! },
  };
}

function requestView(row: Float64Array, states: readonly string[]): RequestView {
  return {
    number: row[R_NUMBER]!,
    state: states[row[R_STATE]!] as RequestState,
    sinceUs: row[R_SINCE]!,
    step: row[R_STEP]!,
    arrivedUs: row[R_ARRIVED]!,
    environment: row[R_ENVIRONMENT]!,
    cold: row[R_COLD]! === 1,
    place: row[R_PLACE]!,
    items: row[R_ITEMS]!,
  };
}

function actorView(row: Float64Array, states: readonly string[], kinds: Trace['kinds']): ActorView {
  return {
    number: row[A_NUMBER]!,
    place: row[A_PLACE]!,
    state: states[row[A_STATE]!]!,
    sinceUs: row[A_SINCE]!,
    bornUs: row[A_BORN]!,
    step: row[A_STEP]!,
    other: row[A_OTHER]!,
    otherKind: kinds[row[A_OTHER_KIND]!]?.name ?? '',
    amount: row[A_AMOUNT]!,
  };
}
