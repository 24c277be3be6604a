/** What is wrong with an input, and where: shown to people as it stands. */
export interface Problem {
  /** Where: `settings.function.timeoutMs`, or `line 3`. Empty: the whole input. */
  readonly path: string;
  /** What stood there, shortened. */
  readonly found: string;
  /** What would have been right. */
  readonly expected: string;
  /** One sentence that says all three. */
  readonly message: string;
}

/** Thrown when an input cannot be used; carries every problem found, not only the first. */
export class ScenarioError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join('\n'));
    this.name = 'ScenarioError';
    this.problems = problems;
  }
}

/** A problem with the usual sentence: where, what was found, what was expected. */
export function problemAt(path: string, found: string, expected: string): Problem {
  return { path, found, expected, message: `${path}: found ${found}, expected ${expected}.` };
}

/** Tells of a problem: where, what was found, what was expected. */
export type Report = (path: string, found: string, expected: string) => void;
