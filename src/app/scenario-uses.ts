/** The simplifications in force in each scenario, which only the page of sources asks for. */
import type { Scenario } from '../sim/scenario.ts';

const files = import.meta.glob<Pick<Scenario, 'id' | 'simplifications'>>(
  '../../content/scenarios/**/*.json',
  {
    eager: true,
    query: '?uses',
    import: 'default',
  },
);

/** Ids of the scenarios in which a simplification is in force. */
export function scenariosUnder(simplification: string): ReadonlySet<string> {
  return new Set(
    Object.values(files)
      .filter(({ simplifications }) => simplifications.includes(simplification))
      .map(({ id }) => id),
  );
}
