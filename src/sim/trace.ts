/**
 * A trace: everything that happened in a run and why, as columns in typed arrays. It is a frozen
 * value; pictures, lessons, answers, claims and tests are all read off it.
 */

/** `from` of an actor's first step; `other` and `cause` use -1. */
export const NONE = 255;

export interface ActorKind {
  /** The word on screen: `environment`, `request`, `function`. */
  readonly name: string;
  /** State names by code, as in the statechart: `init.runtime`, `frozen`; none when no such actor can be in the run. */
  readonly states: readonly string[];
  /** By code of a state: an actor that comes to it has ended. */
  readonly isFinal: readonly boolean[];
}

export type RunEnd =
  /** The scenario's horizon was reached. */
  | { readonly kind: 'horizon' }
  /** Nothing was left to happen. */
  | { readonly kind: 'drained' }
  /** A bound was met; the run is cut at the same step everywhere. */
  | { readonly kind: 'bound'; readonly bound: 'steps' | 'time' | 'bytes' | 'moment'; readonly limit: number }
  /** The caller stopped it. */
  | { readonly kind: 'stopped' }
  /** A law broke: a defect of the engine, reported with the seed and the step. */
  | { readonly kind: 'law'; readonly law: string; readonly step: number; readonly seed: number };

/** Column data of a step sequence; every array has `length` entries or more. */
export interface TraceColumns {
  /** Simulated time, whole microseconds. */
  readonly at: Float64Array;
  /** Index into `kinds`. */
  readonly kind: Uint8Array;
  /** Number of the actor within its kind, from 0 (shown from 1). */
  readonly actor: Uint32Array;
  /** Index into `events`. */
  readonly event: Uint8Array;
  /** The step that scheduled this one; -1: an arrival, a setting or a fault. */
  readonly cause: Int32Array;
  /** State codes of the actor's kind; NONE before the first. */
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  /** Index into `reasons`. */
  readonly reason: Uint8Array;
  /** The other actor the step is about: the request an environment serves, the environment a request has; -1: none. */
  readonly other: Int32Array;
  /** Index into `kinds` of that other actor; NONE: there is none. */
  readonly otherKind: Uint8Array;
  /** Index into `places`: the function, queue, stream, mapping or caller the actor belongs to. */
  readonly place: Uint8Array;
  /** A whole number the step is about, by kind of actor: the attempt, the size of a batch, a count; 0 where there is none. */
  readonly amount: Int32Array;
}

/** A part of the architecture that a run plays on: what the scenario names. */
export interface Place {
  /** Its name in the scenario: `orders`. */
  readonly name: string;
  /** `function`, or the type of the resource: `queue`, `stream`, `database`. */
  readonly type: string;
  /** Of a version or an alias: number of the place of its function. */
  readonly of?: number;
  /** Of a mapping: number of the place it reads from; -1: there is no such place. */
  readonly source?: number;
  /** Of a mapping or a caller: number of what it invokes: a function, a version or an alias; -1: there is no such place. */
  readonly target?: number;
  /** Of a function: spells (from, until, µs) in which its role may not write logs; absent: there are none. */
  readonly silentUs?: readonly (readonly [fromUs: number, untilUs: number])[];
  /** Of a caller: the service it is, `api-gateway`; absent where it is none. */
  readonly service?: string;
  /** Of a function: concurrency that is reserved for it when the run begins; absent: none is. */
  readonly reserved?: number;
}

/** What an operator asked for: an actor of the kind `operation` is told by its number. */
export interface Operation {
  /** The call of the API: `put-function-concurrency`. */
  readonly kind: string;
  /** Of that call: what is reserved from then on; null: nothing is. */
  readonly reserved?: number | null;
  /** Of a change of settings: what is reserved otherwise from then on. */
  readonly reservations?: readonly Reservation[];
}

/** What is reserved for a function (by its place); null: nothing is. */
export interface Reservation {
  readonly place: number;
  readonly reserved: number | null;
}

/** The world after some of the steps, saved so that any moment is a few steps away. */
export interface Checkpoints {
  /** The last step that each has in it. */
  readonly steps: Int32Array;
  /** Where each begins in `data`; one more entry for the end. */
  readonly offsets: Uint32Array;
  readonly data: Float64Array;
}

export interface Trace extends TraceColumns {
  readonly engineVersion: string;
  readonly seed: number;
  /** Number of steps. */
  readonly length: number;
  readonly kinds: readonly ActorKind[];
  /** Functions first, the scenario's own function foremost. */
  readonly places: readonly Place[];
  /** By number of an operation; absent: there are none. */
  readonly operations?: readonly Operation[];
  readonly events: readonly string[];
  /** Reason codes, `throttled: concurrency`; index 0 is the empty reason. */
  readonly reasons: readonly string[];
  /** Simulated time at which the run ended, µs. */
  readonly endUs: number;
  readonly end: RunEnd;
  readonly checkpoints: Checkpoints;
}
