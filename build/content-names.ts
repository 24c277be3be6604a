/** The ids of the content, what refers to them, and files checked against a schema. */
import type { Fact } from '../src/cost/fact.ts';
import { lineOf } from '../src/sim/json-text.ts';
import type { Scenario } from '../src/sim/scenario.ts';
import type { JsonFile, Report, TextFile } from './content-files.ts';

/** What ids there are to refer to, and which have been. */
export interface Names {
  readonly facts: Map<string, Fact>;
  readonly scenarios: Map<string, Scenario>;
  readonly simplifications: Set<string>;
  readonly terms: Set<string>;
  readonly lessons: Set<string>;
  readonly quizzes: Set<string>;
  readonly questions: Set<string>;
  readonly used: Set<string>;
}

/** `content/lessons/cold-starts.mdx` is the lesson `cold-starts`. */
export function idOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
}

interface Parser<T> {
  safeParse(
    value: unknown,
    options?: { reportInput?: boolean },
  ):
    | { readonly success: true; readonly data: T }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
        };
      };
}

/** Checks a value of a file, at a path in it, against a schema; null when it does not fit. */
export function checkSchema<T>(
  schema: Parser<T>,
  value: unknown,
  file: TextFile,
  at: readonly string[],
  report: Report,
): T | null {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const path = [...at, ...issue.path.map(String)];
    report(file.file, lineOf(file.text, path), `${path.join('.') || 'the file'}: ${issue.message}`);
  }
  return null;
}

export interface Item {
  readonly file: JsonFile;
  readonly index: number;
  readonly record: Readonly<Record<string, unknown>>;
}

/** The items of files that hold a list each. */
export function itemsOf(files: readonly JsonFile[]): Item[] {
  return files.flatMap((file) =>
    Array.isArray(file.value)
      ? file.value.flatMap((record, index) =>
          typeof record === 'object' && record !== null && !Array.isArray(record)
            ? [{ file, index, record }]
            : [],
        )
      : [],
  );
}

const NOUNS = {
  fact: 'facts',
  scenario: 'scenarios',
  simplification: 'simplifications',
  term: 'terms',
  lesson: 'lessons',
  quiz: 'quizzes',
} as const;

export type Kind = keyof typeof NOUNS;

/** Reports a reference to what does not exist; remembers the others. */
export function refer(
  kind: Kind,
  id: string,
  names: Names,
  file: TextFile,
  line: number | null | (() => number),
  report: Report,
): void {
  if (names[NOUNS[kind]].has(id)) names.used.add(`${kind} ${id}`);
  // Finding a line reads the file once more: only for whom it is told.
  else report(file.file, typeof line === 'function' ? line() : line, `there is no ${kind} ${id}`);
}
