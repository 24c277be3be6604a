/** The Regions whose prices were read. */
import { isComposite } from './composite.ts';
import type { PricedFact } from './priced-fact.ts';

const HOME = 'us-east-1';

/** By their codes, that of most prices first, the others by the alphabet. */
export function regionsWithPrices(facts: readonly PricedFact[]): string[] {
  const named = facts
    .filter(({ id }) => id === 'price-regions' || id === 'price-region-table')
    .flatMap(({ history }) => history.flatMap(({ value }) => (isComposite(value) ? Object.keys(value) : [])))
    .filter((code) => /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(code) && code !== HOME);
  return [HOME, ...new Set(named)].toSorted(
    (a, b) => Number(b === HOME) - Number(a === HOME) || (a < b ? -1 : 1),
  );
}
