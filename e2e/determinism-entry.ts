/**
 * What Node, Chromium and Firefox must agree on, as one table of digests. Bundled once by
 * `determinism.spec.ts` and run, the same file, in all three.
 */
import { rulesAt, scenarios, today } from '../src/cli/library.ts';
import { chanceDigest } from '../src/sim/chance-digest.ts';
import { readScenario } from '../src/sim/read-scenario.ts';
import { simulate } from '../src/sim/run.ts';
import type { Rules } from '../src/sim/rules.ts';
import type { Scenario } from '../src/sim/scenario.ts';
import { summarize } from '../src/sim/summary.ts';
import { hashTrace } from '../src/sim/trace-hash.ts';

/** The trace's hash, its last step and its figures (numbers as text show every bit of them); or why there is none. */
function digest(scenario: Scenario, rules: Rules): string {
  let trace;
  try {
    trace = simulate(scenario, rules);
  } catch (error) {
    return `refused: ${error instanceof Error ? error.message : String(error)}`;
  }
  return `${hashTrace(trace)} ${trace.length} ${trace.end.kind} ${JSON.stringify(summarize(trace))}`;
}

/**
 * The digest of chance, then every scenario of the content by the rules of each date it is stated for, and by those
 * of the given dates, and each of the given scenarios by today's.
 */
export function digests(generated: readonly Scenario[], dates: readonly string[]): Record<string, string> {
  const table: Record<string, string> = { chance: chanceDigest() };
  const byDate = new Map<string, Rules>();
  const rulesOf = (date: string): Rules => {
    const rules = byDate.get(date) ?? rulesAt(date);
    byDate.set(date, rules);
    return rules;
  };
  for (const [id, content] of scenarios) {
    const read = readScenario(content, `${id}.json`);
    if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
    const own = read.scenario.asOf ?? today;
    for (const date of new Set([own, today, ...dates]))
      table[`${id} ${date === own ? 'by its own rules' : date}`] = digest(read.scenario, rulesOf(date));
  }
  for (const [index, scenario] of generated.entries())
    table[`generated ${index + 1}`] = digest(scenario, rulesOf(scenario.asOf ?? today));
  return table;
}
