import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';
import type { Scenario } from '../src/sim/scenario.ts';

const QUERY = '?card';
const PREFIX = '\0scenario-card:';
const SUFFIX = '.js';

/**
 * `import card from './burst.json?card'` gives what a list says of a scenario and nothing of its settings,
 * so that a list of scenarios does not pull all of them into its chunk.
 */
export function scenarioCard(): Plugin {
  return {
    name: 'lambdarium:scenario-card',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(`.json${QUERY}`)) return null;
      const resolved = await this.resolve(source.slice(0, -QUERY.length), importer, { skipSelf: true });
      return resolved === null ? null : PREFIX + resolved.id + SUFFIX;
    },
    async load(id) {
      if (!id.startsWith(PREFIX)) return null;
      const file = id.slice(PREFIX.length, -SUFFIX.length);
      this.addWatchFile(file);
      const whole = JSON.parse(await readFile(file, 'utf8')) as Scenario;
      return { code: `export default ${JSON.stringify(cardOf(whole))};`, map: null };
    },
  };
}

/** What src/app/scenario-card.ts says lists know of a scenario. */
function cardOf(scenario: Scenario): Partial<Scenario> {
  const { id, title, question, model, family, simplifications } = scenario;
  return { id, title, question, model, family, simplifications };
}
