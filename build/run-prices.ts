import type { Fact, FactValue } from '../src/cost/fact.ts';
import { pricesAt } from '../src/cost/prices.ts';
import { factsAt } from '../src/cost/value-at.ts';
import { notingAsked } from './asked-facts.ts';

/** After every value that is known: whatever has a price has one. */
const LATEST = '9999-12-31';

interface BareFact extends Pick<Fact, 'id' | 'start'> {
  readonly history: readonly { readonly from: string; readonly value: FactValue }[];
}

/** The facts that the prices of a run are made of, as bare values: neither notes nor sources are shown with its spend. */
export function pricesOfRuns(facts: readonly Fact[]): readonly BareFact[] {
  const asked = new Set<string>();
  pricesAt(notingAsked(factsAt(facts, LATEST), asked));
  return facts
    .filter(({ id }) => asked.has(id))
    .map(({ id, start, history }) => ({
      id,
      start,
      history: history.map(({ from, value }) => ({ from, value })),
    }));
}
