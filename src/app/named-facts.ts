/**
 * What texts name of the facts: the claims, the simplifications and the glossary. Chosen when the app is built
 * (`build/named-facts.ts`): whole facts with their histories and sources are for the pages that show them.
 */
import named from 'virtual:named-facts';
import type { Fact } from '../cost/fact.ts';

const byId = new Map(named.facts.map((fact) => [fact.id, fact]));

/** A fact whose value stands in one of these texts. */
export function namedFact(id: string): Fact | undefined {
  return byId.get(id);
}

/** The title of a fact that a claim or a word of the glossary links to; undefined: there is no such fact. */
export function factTitle(id: string): string | undefined {
  return named.titles[id];
}
