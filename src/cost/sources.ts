/** Every source the facts rest on, each once, with what it is cited for. */
import type { Fact } from './fact.ts';

export interface CitedSource {
  readonly title: string;
  readonly url: string;
  /** Date of the text, if it carries one. */
  readonly textDate: string | null;
  /** The last day it was read. */
  readonly read: string;
  readonly citations: readonly { readonly fact: string; readonly factTitle: string; readonly says: string }[];
}

/** The sources of some facts, one per address and title, ordered by title, then address. */
export function sourcesOf(facts: readonly Fact[]): CitedSource[] {
  const byKey = new Map<string, CitedSource & { citations: CitedSource['citations'][number][] }>();
  for (const fact of facts) {
    for (const source of fact.history.flatMap((entry) => entry.sources)) {
      const key = `${source.url}\n${source.title}`;
      const citation = { fact: fact.id, factTitle: fact.title, says: source.says };
      const known = byKey.get(key);
      if (known) {
        known.citations.push(citation);
        if (known.read < source.read) byKey.set(key, { ...known, read: source.read });
      } else {
        const { title, url, textDate = null, read } = source;
        byKey.set(key, { title, url, textDate, read, citations: [citation] });
      }
    }
  }
  return [...byKey.values()].sort((a, b) => (`${a.title}\n${a.url}` < `${b.title}\n${b.url}` ? -1 : 1));
}
