import path from 'node:path';
import type { Plugin } from 'vite';
import type { Fact } from '../src/cost/fact.ts';
import type { Scenario } from '../src/sim/scenario.ts';
import type { Term } from '../src/study/glossary.ts';
import { textParts } from '../src/study/inline-text.ts';
import { factsIn, jsonOf } from './json-folder.ts';

const NAME = 'virtual:named-facts';
const ID = `\0${NAME}`;
const CONTENT = 'content';

/** What pages that show no facts of their own need of them. */
export interface NamedFacts {
  /** Whole: their values stand in a text. */
  readonly facts: readonly Fact[];
  /** By id: linked to. */
  readonly titles: Readonly<Record<string, string>>;
}

/**
 * `import named from 'virtual:named-facts'` gives what the words of the glossary, the claims of the scenarios and the
 * simplifications name of the facts, so that a page which only names some does not load all, with their sources.
 */
export function namedFacts(): Plugin {
  let content = CONTENT;
  return {
    name: 'lambdarium:named-facts',
    configResolved(config) {
      content = path.resolve(config.root, CONTENT);
    },
    resolveId: (source) => (source === NAME ? ID : null),
    load(id) {
      if (id !== ID) return null;
      const watch = (file: string) => {
        this.addWatchFile(file);
      };
      const folder = (name: string) => path.join(content, name);
      const facts = factsIn(folder('facts'), watch);
      const terms = jsonOf(folder('glossary'), (value) => value as Term[], watch);
      const claims = jsonOf(folder('scenarios'), (value) => (value as Scenario).claims, watch);
      const simplifications = jsonOf(content, (value, file) =>
        path.basename(file) === 'simplifications.json' ? [value] : [],
      );
      const linked = [
        ...terms.flatMap((term) => term.facts),
        ...claims.flatMap(({ from }) => (from.kind === 'fact' ? [from.fact] : [])),
      ];
      const named = namedOf(facts, JSON.stringify([terms, claims, simplifications]), linked);
      return { code: `export default ${JSON.stringify(named)};`, map: null };
    },
  };
}

/** The facts whose values stand in a text, and the titles of those linked to; what is not there is left out. */
export function namedOf(facts: readonly Fact[], text: string, linked: readonly string[]): NamedFacts {
  const shown = new Set(textParts(text).flatMap((part) => (part.kind === 'fact' ? [part.fact] : [])));
  return {
    facts: facts.filter(({ id }) => shown.has(id)),
    titles: Object.fromEntries(
      facts.filter(({ id }) => linked.includes(id)).map(({ id, title }) => [id, title]),
    ),
  };
}
