/** The rules of a date as the content's facts have them: for what must hold of AWS itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { readFacts } from '../../cost/fact.ts';
import { factsAt } from '../../cost/value-at.ts';
import { resolveRules } from '../rules.ts';
import type { Rules } from '../rules.ts';

const folder = new URL('../../../content/facts/', import.meta.url);
const facts = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .flatMap((name) => readFacts(JSON.parse(readFileSync(new URL(name, folder), 'utf8')), name));

/** @param day `2018-02` or `2018-02-15`. */
export function realRules(day: string): Rules {
  return resolveRules(factsAt(facts, day));
}
