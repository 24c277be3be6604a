/** Whom environments serve, and whom they belong to: each is told what becomes of them. */
import type { Answer } from './invoker.ts';

/** The requests, as environments see them. */
export interface Requests {
  readonly kind: number;
  /** Number of a request, by its slot. */
  numberOf(slot: number): number;
  /** The invocation of a request begins. */
  begins(slot: number, cause: number): void;
  /** It has ended: its place is free, and who asked hears of it. */
  ends(slot: number, event: number, answer: Answer, cause: number): void;
}

/** What provisioned environments belong to, and those a snapshot is taken of; told of each (by slot). */
export interface Allocation {
  /** Its actor: kind and number. */
  readonly kind: number;
  readonly number: number;
  /** It has been through Init, or could not initialise. It serves nobody before it is admitted. */
  initialised(environment: number, isGood: boolean, cause: number): void;
  gone(environment: number, cause: number): void;
  /** It served requests or waited for them, and is no more. */
  lost(environment: number, cause: number): void;
}
