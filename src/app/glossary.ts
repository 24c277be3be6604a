/** The words of the glossary by id. */
import type { Term } from '../study/glossary.ts';

const files = import.meta.glob<readonly Term[]>('../../content/glossary/*.json', {
  eager: true,
  import: 'default',
});

/** Every word, by title. */
export const terms: readonly Term[] = Object.values(files)
  .flat()
  .sort((a, b) => (a.title.toLowerCase() < b.title.toLowerCase() ? -1 : 1));
