import path from 'node:path';
import type { Plugin } from 'vite';
import type { Fact } from '../src/cost/fact.ts';
import type { PricedFact } from '../src/cost/priced-fact.ts';
import { factsIn } from './json-folder.ts';

const NAME = 'virtual:price-facts';
const ID = `\0${NAME}`;
const TOPIC = 'pricing';
/** Facts of other topics that a bill and its answers are reckoned by: /tmp that costs nothing, memory that may be set. */
const OTHERS: readonly string[] = ['tmp-size', 'memory-min', 'memory-max', 'memory-cpu-ratio'];

/** Where it was read and what is noted of it stands where the page's prices lead to. */
function priced({ id, title, start, history }: Fact): PricedFact {
  const entries = history.map(({ from, datePrecision, value }) => ({ from, datePrecision, value }));
  return { id, title, start, history: entries };
}

/** `import facts from 'virtual:price-facts'` gives the facts that a bill is made of, and no others. */
export function priceFacts(): Plugin {
  let folder = 'content/facts';
  return {
    name: 'lambdarium:price-facts',
    configResolved(config) {
      folder = path.resolve(config.root, folder);
    },
    resolveId: (source) => (source === NAME ? ID : null),
    load(id) {
      if (id !== ID) return null;
      const facts = factsIn(folder, (file) => {
        this.addWatchFile(file);
      });
      const wanted = facts.filter(({ id: fact, topic }) => topic === TOPIC || OTHERS.includes(fact));
      return { code: `export default ${JSON.stringify(wanted.map(priced))};`, map: null };
    },
  };
}
