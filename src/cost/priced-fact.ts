/** As much of a fact as bills are made of: values and their dates, without what was noted and where it was read. */
import type { Fact } from './fact.ts';
import type { ListedEntry } from './listed-fact.ts';

export interface PricedFact extends Pick<Fact, 'id' | 'title' | 'start'> {
  readonly history: readonly ListedEntry[];
}
