/** The scenarios of the content as Node reads and runs them: what every page is held against. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readFacts } from '../src/cost/fact.ts';
import { factsAt } from '../src/cost/value-at.ts';
import { readScenario } from '../src/sim/read-scenario.ts';
import { resolveRules } from '../src/sim/rules.ts';
import { simulate } from '../src/sim/run.ts';
import type { Scenario } from '../src/sim/scenario.ts';
import { summarize, type Summary } from '../src/sim/summary.ts';
import { hashTrace } from '../src/sim/trace-hash.ts';

const CONTENT = new URL('../content/', import.meta.url);

const idsIn = (folder: string): string[] =>
  readdirSync(fileURLToPath(new URL(folder, CONTENT)))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, CONTENT), 'utf8'));

/** Every scenario there is, by id. */
export const SCENARIOS: readonly Scenario[] = idsIn('scenarios/').map((id) => {
  const result = readScenario(read(`scenarios/${id}.json`), id);
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result.scenario;
});

/** The headings the lab sorts its scenarios under. */
export const MODELS = [
  { id: 'direct', title: 'Direct' },
  { id: 'push-synchronous', title: 'Push, synchronous' },
  { id: 'push-asynchronous', title: 'Push, asynchronous' },
  { id: 'stream', title: 'Streams' },
  { id: 'queue', title: 'Queues' },
] as const satisfies readonly { id: Scenario['model']; title: string }[];

export const scenariosOf = (model: Scenario['model']): readonly Scenario[] =>
  SCENARIOS.filter((scenario) => scenario.model === model);

/** A title or a question as it stands on the page: without the marks of the example's own numbers. */
export const shownText = (text: string): string => text.replaceAll(/\[\[|\]\]/g, '');

const { today } = read('content-date.json') as { today: string };

const FACTS = idsIn('facts/').flatMap((topic) => readFacts(read(`facts/${topic}.json`), topic));

/** What a link to the run carries that a scenario asks for by itself: its own settings, seed and date, or today. */
export function ownHash(scenario: Scenario): string {
  return hashTrace(simulate(scenario, resolveRules(factsAt(FACTS, scenario.asOf ?? today))));
}

/** The figures of a scenario with its own settings and seed, run by the rules of a day. */
export function summaryBy(id: string, day: string = today): Summary {
  const scenario = SCENARIOS.find((one) => one.id === id);
  if (!scenario) throw new Error(`No scenario ${id}.`);
  return summarize(simulate(scenario, resolveRules(factsAt(FACTS, day))));
}
