/** What the functions of a distribution may be, by the rules of a date. */
import { functionNamed, functionPath } from './function-named.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import { usFromMs } from './microseconds.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';

/** The four events as settings name them, in the order of a request that misses the cache. */
export const EDGE_FUNCTIONS = ['viewerRequest', 'originRequest', 'originResponse', 'viewerResponse'] as const;

/**
 * Problems of the functions at the edge: no such feature yet, a timeout or a memory that CloudFront does not take.
 */
export function edgeProblems({ settings }: Scenario, rules: Rules): Problem[] {
  const { edge } = settings;
  if (!edge) return [];
  if (rules.edge === null) {
    const since = rules.notYet['edge-events'];
    const expected = `no edge at ${rules.asOf}: functions at the edge exist since ${since}`;
    return [problemAt('settings.edge', 'a distribution', expected)];
  }
  const problems: Problem[] = [];
  for (const event of EDGE_FUNCTIONS) {
    const id = edge[event];
    if (id === undefined) continue;
    const fn = functionNamed(settings, id);
    if (!fn) continue;
    const at = functionPath(id);
    const side = event.startsWith('viewer') ? 'viewer' : 'origin';
    const { timeoutUs, memoryMaxMb } = rules.edge[side];
    if (usFromMs(fn.timeoutMs) > timeoutUs) {
      const expected = `at most ${timeoutUs / 1000}, the longest timeout of a ${side} event at ${rules.asOf}`;
      problems.push(problemAt(`${at}.timeoutMs`, `${fn.timeoutMs}`, expected));
    }
    if (fn.memoryMb > memoryMaxMb) {
      const expected = `at most ${memoryMaxMb}, the memory of a ${side} event at ${rules.asOf}`;
      problems.push(problemAt(`${at}.memoryMb`, `${fn.memoryMb}`, expected));
    }
  }
  return problems;
}
