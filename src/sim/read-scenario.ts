/** Reads a scenario from JSON text or from a value; every mistake becomes a sentence. */
import { checkScenario } from './check-scenario.ts';
import { problemAt, shorten } from './explain.ts';
import { isForbiddenKey, lineOf, MAX_DEPTH, parseJson } from './json-text.ts';
import type { Problem } from './problem.ts';
import type { Scenario } from './scenario.ts';

export type ReadResult = { readonly scenario: Scenario } | { readonly problems: readonly Problem[] };

/**
 * @param input JSON text (5 MB at most), or a value already parsed.
 * @param name what to call it in messages: the file's name or the scenario's id.
 * @returns the scenario, or every problem: each message begins with the name and, for text, the line.
 */
export function readScenario(input: unknown, name: string): ReadResult {
  if (typeof input !== 'string') {
    const unsafe = unsafeAt(input, []);
    const result = unsafe === undefined ? checkScenario(input) : { problems: [unsafe] };
    if ('scenario' in result) return result;
    return { problems: result.problems.map((problem) => prefixed(problem, name)) };
  }
  const parsed = parseJson(input);
  if ('fault' in parsed) {
    const { line, column, found, expected } = parsed.fault;
    const path = `line ${line}, column ${column}`;
    return {
      problems: [
        { path, found, expected, message: `${name}, ${path}: found ${found}, expected ${expected}` },
      ],
    };
  }
  const result = checkScenario(parsed.value);
  if ('scenario' in result) return result;
  const lined = result.problems.map((problem) =>
    prefixed(problem, `${name}, line ${lineOf(input, problem.path === '' ? [] : problem.path.split('.'))}`),
  );
  return { problems: lined };
}

function prefixed(problem: Problem, name: string): Problem {
  return { ...problem, message: `${name}: ${problem.message}` };
}

/** The first place of a value that JSON could not have written safely. */
function unsafeAt(value: unknown, path: readonly string[]): Problem | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const where = path.join('.');
  if (path.length > MAX_DEPTH)
    return problemAt(path.slice(0, 3).join('.'), 'deeper nesting', `at most ${MAX_DEPTH} levels`);
  const base: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && base !== null && Object.getPrototypeOf(base) !== null) {
    return problemAt(where, 'an object with a prototype of its own', 'plain data');
  }
  for (const key of Object.keys(value)) {
    if (isForbiddenKey(key))
      return problemAt(where, `the key ${shorten(key)}`, 'another key: this one is never data');
    const inner = unsafeAt((value as Record<string, unknown>)[key], [...path, key]);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
