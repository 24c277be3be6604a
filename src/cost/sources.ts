/** Every source the facts rest on, each once, with the facts that cite it. */
import type { Fact } from './fact.ts';

export interface CitedSource {
  readonly title: string;
  readonly url: string;
  /** Date of the text, if it carries one. */
  readonly textDate: string | null;
  /** The last day it was read. */
  readonly read: string;
  /** Each once, in the order of the facts. */
  readonly facts: readonly { readonly id: string; readonly title: string }[];
}

/** The sources of some facts, one per address and title, ordered by title, then address. */
export function sourcesOf(facts: readonly Fact[]): CitedSource[] {
  const byKey = new Map<string, CitedSource & { facts: { id: string; title: string }[] }>();
  for (const { id, title, history } of facts) {
    for (const source of history.flatMap((entry) => entry.sources)) {
      const key = `${source.url}\n${source.title}`;
      const known = byKey.get(key);
      if (!known) {
        const { textDate = null, read, url } = source;
        byKey.set(key, { title: source.title, url, textDate, read, facts: [{ id, title }] });
        continue;
      }
      if (known.facts.at(-1)?.id !== id) known.facts.push({ id, title });
      if (known.read < source.read) byKey.set(key, { ...known, read: source.read });
    }
  }
  return [...byKey.values()].sort((a, b) => (`${a.title}\n${a.url}` < `${b.title}\n${b.url}` ? -1 : 1));
}
