/** Every scenario of the content, in the order of its files, for tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { readScenario } from '../read-scenario.ts';
import type { Scenario } from '../scenario.ts';

const folder = new URL('../../../content/scenarios/', import.meta.url);

/** @throws Error when a file is no scenario. */
export const contentScenarios: readonly Scenario[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => {
    const read = readScenario(readFileSync(new URL(name, folder), 'utf8'), name);
    if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
    return read.scenario;
  });
