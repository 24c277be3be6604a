/** Which facts are used: those the rules are resolved from, and those the code asks for. What texts name is known already. */
import { FIRST_DAY } from '../src/cost/as-of.ts';
import type { Fact } from '../src/cost/fact.ts';
import { factsAt } from '../src/cost/value-at.ts';
import { resolveRules } from '../src/sim/rules.ts';
import { notingAsked } from './asked-facts.ts';
import { textFiles } from './content-files.ts';

/** The facts that were looked at when the rules of the first day and of today were resolved; none where they cannot be. */
export function factsOfRules(facts: ReadonlyMap<string, Fact>, today: string): Set<string> {
  const used = new Set<string>();
  for (const day of [FIRST_DAY, today]) {
    try {
      resolveRules(notingAsked(factsAt([...facts.values()], day), used));
    } catch {
      // Facts that are missing are told of by whoever resolves the rules to run something.
    }
  }
  return used;
}

/**
 * Facts the code asks for by id: what stands in quotes. An id of a single word (`versions`, `metrics`) may be anything
 * else elsewhere, so it counts only in the room of facts, or where it is called one.
 */
export function factsOfCode(root: string, facts: ReadonlyMap<string, Fact>): Set<string> {
  const used = new Set<string>();
  for (const { file, text } of textFiles(root, 'src', ['.ts', '.tsx'])) {
    if (/\.test\.tsx?$/.test(file)) continue;
    for (const match of text.matchAll(/(\bfact(?:ById|Title)?(?::|\()\s*)?['"]([a-z0-9-]+)['"]/gi)) {
      const [, called, id = ''] = match;
      const plain = !id.includes('-') && called === undefined && !file.startsWith('src/cost/');
      if (facts.has(id) && !plain) used.add(id);
    }
  }
  return used;
}
