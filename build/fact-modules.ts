import path from 'node:path';
import type { Plugin } from 'vite';
import type { Fact } from '../src/cost/fact.ts';
import { listFact } from '../src/cost/listed-fact.ts';
import { sourcesOf } from '../src/cost/sources.ts';
import { notesOf } from './fact-notes.ts';
import { factsIn } from './json-folder.ts';
import { billFacts } from './price-facts.ts';
import { pricesOfRuns } from './run-prices.ts';

/** Where the first reading of a value stands: title and address. */
type ChangeSource = readonly [title: string, url: string];

/** What is made of the facts alone, each a module of its own, so that a page loads no more than it shows. */
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
  /** What a bill is made of. */
  'virtual:price-facts': billFacts,
  /** What the spend of a run is reckoned by. */
  'virtual:run-prices': pricesOfRuns,
} as const;

type Name = keyof typeof MODULES;

const isName = (source: string): source is Name => Object.hasOwn(MODULES, source);

/** `import facts from 'virtual:listed-facts'`, and the modules beside it. */
export function factModules(): Plugin {
  let folder = 'content/facts';
  return {
    name: 'lambdarium:fact-modules',
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
