/** Who measures requests while they run: told of each as it is turned away, taken in, begun and ended. */
import type { Answer } from './invoker.ts';

export interface RequestMeter {
  /**
   * A request was turned away.
   *
   * @param place what was asked for: a function, version or alias.
   * @param fn what it came to: a function or version.
   */
  turnedAway(place: number, fn: number, answer: Answer): void;
  /** It was given an environment; from now on it is known by its slot. */
  accepted(slot: number, place: number, fn: number): void;
  /** Its handler begins. */
  began(slot: number): void;
  ended(slot: number, answer: Answer): void;
}
