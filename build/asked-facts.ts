import type { FactsAt } from '../src/cost/value-at.ts';

/** The same facts; every id they are asked for is added to a set. */
export function notingAsked(at: FactsAt, asked: Set<string>): FactsAt {
  const noted =
    <T>(answer: (id: string) => T) =>
    (id: string): T => {
      asked.add(id);
      return answer(id);
    };
  return {
    asOf: at.asOf,
    valueOf: noted((id) => at.valueOf(id)),
    historyOf: noted((id) => at.historyOf(id)),
    introducedOn: noted((id) => at.introducedOn(id)),
  };
}
