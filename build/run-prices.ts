import path from 'node:path';
import type { Plugin } from 'vite';
import type { Fact, FactValue } from '../src/cost/fact.ts';
import { pricesAt } from '../src/cost/prices.ts';
import { factsAt } from '../src/cost/value-at.ts';
import { factsIn } from './json-folder.ts';

const NAME = 'virtual:run-prices';
const ID = `\0${NAME}`;
/** After every value that is known: whatever has a price has one. */
const LATEST = '9999-12-31';

interface PriceFact extends Pick<Fact, 'id' | 'start'> {
  readonly history: readonly { readonly from: string; readonly value: FactValue }[];
}

/** The facts that the prices of a run are made of, as bare values: neither notes nor sources are shown with its spend. */
export function pricesOfRuns(facts: readonly Fact[]): readonly PriceFact[] {
  const asked = new Set<string>();
  const at = factsAt(facts, LATEST);
  pricesAt({
    ...at,
    valueOf(id) {
      asked.add(id);
      return at.valueOf(id);
    },
  });
  return facts
    .filter(({ id }) => asked.has(id))
    .map(({ id, start, history }) => ({
      id,
      start,
      history: history.map(({ from, value }) => ({ from, value })),
    }));
}

/** `import facts from 'virtual:run-prices'` gives them. */
export function runPrices(): Plugin {
  let folder = 'content/facts';
  return {
    name: 'lambdarium:run-prices',
    configResolved(config) {
      folder = path.resolve(config.root, folder);
    },
    resolveId: (source) => (source === NAME ? ID : null),
    load(id) {
      if (id !== ID) return null;
      const facts = factsIn(folder, (file) => {
        this.addWatchFile(file);
      });
      return { code: `export default ${JSON.stringify(pricesOfRuns(facts))};`, map: null };
    },
  };
}
