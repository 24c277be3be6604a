/** The content the command line knows: scenarios by id, the rules of a date, words and simplifications. */
import date from '../../content/content-date.json';
import simplificationFile from '../../content/simplifications.json';
import wordFile from '../../content/words.json';
import { readFacts, type Fact } from '../cost/fact.ts';
import { factsAt } from '../cost/value-at.ts';
import { resolveRules, type Rules } from '../sim/rules.ts';
import { Words } from '../sim/words.ts';

const scenarioFiles = import.meta.glob<unknown>('../../content/scenarios/**/*.json', {
  eager: true,
  import: 'default',
});
const factFiles = import.meta.glob<unknown>('../../content/facts/*.json', { eager: true, import: 'default' });

const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1, -'.json'.length);

/** The scenarios of the content by id, not yet checked: a file is named after its id. */
export const scenarios: ReadonlyMap<string, unknown> = new Map(
  Object.entries(scenarioFiles).map(([file, content]) => [nameOf(file), content]),
);

/** The day the facts were last checked. */
export const today: string = date.today;

/** Titles of the simplifications by id. */
export const simplificationTitles: ReadonlyMap<string, string> = new Map(
  simplificationFile.map(({ id, title }) => [id, title]),
);

/** The words of the log. */
export function readWords(): Words {
  return Words.parse(wordFile);
}

/** Every fact of the content. */
export function allFacts(): readonly Fact[] {
  return Object.entries(factFiles).flatMap(([file, content]) => readFacts(content, nameOf(file)));
}

/** The rules in force on a day. Throws RulesError when a fact they rest on is missing then. */
export function rulesAt(day: string): Rules {
  return resolveRules(factsAt(allFacts(), day));
}
