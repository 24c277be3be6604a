/** What an event source or a caller asks of a function, and how it hears of the end. */
import type { Fault } from '../scenario.ts';
import { NONE } from '../trace.ts';

/** How an invocation ended; the reason stands in the step that tells it. */
export const ANSWER = {
  succeeded: 0,
  /** The function was invoked and failed. */
  failed: 1,
  /** 429: nothing ran. */
  throttled: 2,
  /** 403: nothing ran. */
  denied: 3,
  /** 400: nothing ran. */
  refused: 4,
  /** A dry run passed: nothing ran. */
  checked: 5,
  /** 500: Lambda itself failed, nothing ran. */
  serviceError: 6,
} as const;
export type Answer = (typeof ANSWER)[keyof typeof ANSWER];

/** Who asked for an invocation. */
export interface Invoker {
  /**
   * The invocation has ended, or was turned away. Called once for each; for one that is turned away,
   * before `invoke` returns.
   *
   * @param token what the invoker gave with its asking.
   * @param cause the step that ended it.
   */
  answered(token: number, answer: Answer, cause: number): void;
}

/** One asking. The service reads it while it takes it in and keeps nothing of it but invoker and token. */
export interface Ask {
  invoker: Invoker | null;
  token: number;
  permitted: boolean;
  /** The parameters are valid. */
  valid: boolean;
  /** They were checked when the event was taken into the function's queue, and are not checked again. */
  accepted: boolean;
  /** The event is no larger than a synchronous one may be. */
  fits: boolean;
  dryRun: boolean;
  /** It is the next of a chain of invocations that is stopped here. */
  loop: boolean;
  /** Records or messages in the event; 1 where there is no batch. */
  items: number;
  /** How long its handler runs, µs; -1: the function's own duration. */
  durationUs: number;
  /** What the event itself makes of the invocation: a bad item in its batch. */
  fault: Fault | null;
  /** Invocations that led to it one after the other: what its calls put somewhere has one more. */
  depth: number;
  /**
   * The units it is about, one for each item: code of their kind, and numbers of their originals, so that
   * a unit met a second time can be told. null: nobody knows them, and each invocation is its own.
   */
  unitKind: number;
  units: readonly number[] | null;
}

/** The asking of one who may, with a sound event of one item. */
export function plainAsk(invoker: Invoker | null): Ask {
  return {
    invoker,
    token: -1,
    permitted: true,
    valid: true,
    accepted: false,
    fits: true,
    dryRun: false,
    loop: false,
    items: 1,
    durationUs: -1,
    fault: null,
    depth: 0,
    unitKind: NONE,
    units: null,
  };
}
