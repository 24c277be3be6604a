/**
 * What Node, Chromium and Firefox must agree on, as one table of digests. Bundled once by
 * `determinism.spec.ts` and run, the same file, in all three.
 */
import { rulesAt, scenarios, today } from '../src/cli/library.ts';
import { chanceDigest } from '../src/sim/chance-digest.ts';
import { readScenario } from '../src/sim/read-scenario.ts';
import { simulate } from '../src/sim/run.ts';
import type { Scenario } from '../src/sim/scenario.ts';
import { summarize } from '../src/sim/summary.ts';
import { hashTrace } from '../src/sim/trace-hash.ts';

/**
 * The digest of chance, then for every scenario of the content and each of the given ones the trace's
 * hash, its last step and its figures (a summary's numbers as text show every bit of them).
 */
export function digests(generated: readonly Scenario[]): Record<string, string> {
  const table: Record<string, string> = { chance: chanceDigest() };
  const add = (name: string, scenario: Scenario): void => {
    const trace = simulate(scenario, rulesAt(scenario.asOf ?? today));
    const figures = JSON.stringify(summarize(trace));
    table[name] = `${hashTrace(trace)} ${trace.length} ${trace.end.kind} ${figures}`;
  };
  for (const [id, content] of scenarios) {
    const read = readScenario(content, `${id}.json`);
    if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
    add(id, read.scenario);
  }
  for (const [index, scenario] of generated.entries()) add(`generated ${index + 1}`, scenario);
  return table;
}
