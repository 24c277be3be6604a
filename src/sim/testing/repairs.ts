/** The repairs of the content with their scenarios, for tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { readScenario } from '../read-scenario.ts';
import { Repair } from '../repair.ts';
import type { Scenario } from '../scenario.ts';

const folder = new URL('../../../content/repairs/', import.meta.url);
const scenarios = new URL('../../../content/scenarios/', import.meta.url);

/** @throws Error when a file is not what a repair or a scenario is. */
export const repairs: readonly {
  readonly id: string;
  readonly repair: Repair;
  readonly scenario: Scenario;
}[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => {
    const repair = Repair.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
    const read = readScenario(readFileSync(new URL(name, scenarios), 'utf8'), name);
    if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
    return { id: name.replace('.json', ''), repair, scenario: read.scenario };
  });
