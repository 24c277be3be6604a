/** What takes in units at a place: a queue its messages, a stream its records, a function events, a caller requests. */

/** One unit as it comes in. Read while it is taken in and not kept. */
export interface Unit {
  /** How long the handler runs for it, µs; -1: the function's own duration. */
  durationUs: number;
  /** Invocations that led to it one after the other: 0 for what comes from outside. */
  depth: number;
  /** Number of the unit it is a second delivery of; -1: it is no copy. */
  original: number;
}

export interface Sink {
  /**
   * Takes in a unit, now.
   *
   * @param place number of the place.
   * @param cause the step that sent it; -1: it comes from outside.
   */
  put(place: number, unit: Unit, cause: number): void;
}

/** The sinks of a run by number of place; undefined where nothing can be put. */
export type Sinks = (Sink | undefined)[];

export function unitFromOutside(): Unit {
  return { durationUs: -1, depth: 0, original: -1 };
}
