import path from 'node:path';
import type { Plugin } from 'vite';
import type { Fact } from '../src/cost/fact.ts';
import { listFact } from '../src/cost/listed-fact.ts';
import { sourcesOf } from '../src/cost/sources.ts';
import { factsIn } from './json-folder.ts';

/** A text about a fact besides its title and values, for who searches. */
export interface FactText {
  /** Whose words they are: `note 3`, or the day of the value it was noted beside. */
  readonly of: string;
  readonly text: string;
}

/** Where the first reading of a value stands: title and address. */
export type ChangeSource = readonly [title: string, url: string];

/** What lists of facts are made of, each a module of its own, so that a page loads no more than it shows. */
const MODULES = {
  /** Every fact with its values and dates. */
  'virtual:listed-facts': (facts: readonly Fact[]) => facts.map(listFact),
  /** What was noted and said, by fact. */
  'virtual:fact-notes': notesOf,
  /** The first source of every value, by fact, oldest value first. */
  'virtual:change-sources': (facts: readonly Fact[]) =>
    Object.fromEntries(
      facts.map(({ id, history }) => [
        id,
        history.map(({ sources }): ChangeSource => [sources[0]!.title, sources[0]!.url]),
      ]),
    ),
  /** How many facts there are, and every source they rest on. */
  'virtual:cited-sources': (facts: readonly Fact[]) => ({ facts: facts.length, sources: sourcesOf(facts) }),
} as const;

type Name = keyof typeof MODULES;

const isName = (source: string): source is Name => Object.hasOwn(MODULES, source);

/** `import facts from 'virtual:listed-facts'`, and the modules beside it. */
export function listedFacts(): Plugin {
  let folder = 'content/facts';
  return {
    name: 'lambdarium:listed-facts',
    configResolved(config) {
      folder = path.resolve(config.root, folder);
    },
    resolveId: (source) => (isName(source) ? `\0${source}` : null),
    load(id) {
      const name = id.slice(1);
      if (!id.startsWith('\0') || !isName(name)) return null;
      const facts = factsIn(folder, (file) => {
        this.addWatchFile(file);
      });
      return { code: `export default ${JSON.stringify(MODULES[name](facts))};`, map: null };
    },
  };
}

/** What was noted beside the values of each fact, and what the source notes said of it; nothing for most. */
export function notesOf(facts: readonly Fact[]): Readonly<Record<string, readonly FactText[]>> {
  return Object.fromEntries(
    facts.flatMap(({ id, history, noteClaims }) => {
      const texts = [
        ...noteClaims.flatMap(({ note, claim, comment }): FactText[] => [
          { of: `note ${note}`, text: claim },
          ...(comment === undefined ? [] : [{ of: `note ${note}`, text: comment }]),
        ]),
        ...history.flatMap(({ from, note, doubt }): FactText[] =>
          [note, doubt].flatMap((text) => (text === undefined ? [] : [{ of: from, text }])),
        ),
      ];
      return texts.length === 0 ? [] : [[id, texts]];
    }),
  );
}
