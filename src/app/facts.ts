/** The facts by id, and what the engine is handed of them at a date. */
import type { Fact } from '../cost/fact.ts';

const files = import.meta.glob<readonly Fact[]>('../../content/facts/*.json', {
  eager: true,
  import: 'default',
});

/** Every fact, in the order of the files; they are checked by the content tests. */
export const facts: readonly Fact[] = Object.values(files).flat();

const byId = new Map(facts.map((fact) => [fact.id, fact]));

export function factById(id: string): Fact | undefined {
  return byId.get(id);
}
