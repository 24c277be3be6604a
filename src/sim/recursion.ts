/**
 * Endless rounds: how far Lambda follows a chain of invocations, and where it stops one.
 *
 * Source, read 2026-11-20: AWS Lambda Developer Guide, "Use Lambda recursive loop detection": tracing
 * headers are followed through some services only; after about 16 invocations in one chain the next
 * is stopped, unless the function allows it. Functions that invoke each other are followed too, whether
 * they wait for the answer or not.
 */
import { functionPath, functionsOf } from './function-named.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import type { LoopService } from './rules/async-rules.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { FunctionSettings } from './settings/function-settings.ts';

/** The chain's length after it has passed through a service; null: one that is never followed. */
export function followedDepth(rules: Rules, via: LoopService | null, depth: number): number {
  const recursion = rules.async.recursion;
  return via !== null && recursion?.services.includes(via) ? depth : 0;
}

/** Whether the next invocation of this function is stopped, after so many in its chain. */
export function stopsLoop(rules: Rules, fn: Pick<FunctionSettings, 'recursiveLoop'>, depth: number): boolean {
  const recursion = rules.async.recursion;
  return recursion !== null && fn.recursiveLoop !== 'Allow' && depth >= recursion.chain;
}

/** Functions that allow rounds at a date when that could not be said; to end them is what was done or not done anyway. */
export function recursionProblems(scenario: Scenario, rules: Rules): Problem[] {
  const recursion = rules.async.recursion;
  if (recursion?.canBeAllowed) return [];
  return functionsOf(scenario.settings).flatMap(([id, { recursiveLoop }]) => {
    if (recursiveLoop !== 'Allow') return [];
    const at = functionPath(id);
    const since = rules.notYet['recursion-detection'];
    const expected =
      recursion === null
        ? `"Terminate" at ${rules.asOf}: rounds are detected since ${since ?? 'a later date'}, and nothing had to be allowed`
        : `"Terminate" at ${rules.asOf}: rounds could not be allowed yet`;
    return [problemAt(`${at}.recursiveLoop`, JSON.stringify(recursiveLoop), expected)];
  });
}
