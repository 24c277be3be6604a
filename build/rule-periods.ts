import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { FIRST_DAY, firstDayOf } from '../src/cost/as-of.ts';
import { type Fact, readFacts } from '../src/cost/fact.ts';
import { factsAt } from '../src/cost/value-at.ts';
import { resolveRules, type RulePeriod } from '../src/sim/rules.ts';

const NAME = 'virtual:rule-periods';
const ID = `\0${NAME}`;
const FOLDER = 'content/facts';

/** `import periods from 'virtual:rule-periods'` gives the rules of every time since Lambda's preview. */
export function rulePeriods(): Plugin {
  let folder = FOLDER;
  return {
    name: 'lambdarium:rule-periods',
    configResolved(config) {
      folder = path.resolve(config.root, FOLDER);
    },
    resolveId: (source) => (source === NAME ? ID : null),
    load(id) {
      if (id !== ID) return null;
      const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
      const facts = files.flatMap((name) => {
        const file = path.join(folder, name);
        this.addWatchFile(file);
        return readFacts(JSON.parse(readFileSync(file, 'utf8')), file);
      });
      return { code: `export default ${JSON.stringify(periodsOf(facts))};`, map: null };
    },
  };
}

/**
 * The rules of every day since the first, each period with the day it begins.
 * @throws RulesError when a fact the rules rest on has no value on one of these days.
 */
export function periodsOf(facts: readonly Fact[]): RulePeriod[] {
  const starts = facts.flatMap((fact) => fact.history.map(({ from }) => firstDayOf(from)!));
  const days = [FIRST_DAY, ...starts.filter((day) => day > FIRST_DAY)].sort();
  const periods: RulePeriod[] = [];
  for (const from of new Set(days)) {
    const rules = resolveRules(factsAt(facts, from));
    const last = periods.at(-1);
    const same = last && JSON.stringify({ ...rules, asOf: last.rules.asOf }) === JSON.stringify(last.rules);
    if (same !== true) periods.push({ from, rules });
  }
  return periods;
}
