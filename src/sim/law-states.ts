/** The states of one kind of actor, from its chart. */
export interface LawStates {
  readonly states: readonly string[];
  readonly isFinal: readonly boolean[];
}
