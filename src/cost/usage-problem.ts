/** What is wrong with a usage, in words that name the field: for what is left out, misspelt or of another kind. */

export interface UsageProblem {
  /** Where it is: `functions.0.memoryMb`; empty: the whole. */
  readonly path: string;
  readonly message: string;
}

/** What zod tells of a fault, as far as it is read here. */
interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly input?: unknown;
  readonly expected?: string | undefined;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly options?: readonly unknown[];
  readonly discriminator?: string | undefined;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
}

/** Fields by the words that a page has for them; others are called as they are written. */
const LABELS: Readonly<Record<string, string>> = {
  asOf: 'Date',
  counts: 'Requests by the hour of the day',
  coldPercent: 'Cold starts',
  daysInMonth: 'Days in the month',
  kind: 'Kind of duration',
  memoryMb: 'Memory',
  per: 'Requests per',
  provisionedConcurrency: 'Provisioned concurrency',
  snapStart: 'SnapStart',
};

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'its parts in braces',
  record: 'its parts in braces',
};

/** A problem in our words; messages of our own stay as they are. */
export function problemOf(issue: Issue): UsageProblem {
  return { path: issue.path.map(String).join('.'), message: messageOf(issue) };
}

function messageOf(issue: Issue): string {
  const label = labelOf(issue.path);
  const kind = KINDS[issue.expected ?? ''] ?? `a ${issue.expected ?? 'value'}`;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `${label}: nothing is given; expected ${kind}.`
        : `${label}: expected ${kind}.`;
    case 'unrecognized_keys':
      return `${label}: there is no field called ${(issue.keys ?? []).map((key) => `"${key}"`).join(', ')}; leave it out.`;
    case 'invalid_value':
      return `${label}: expected ${oneOf(issue.values ?? [])}.`;
    case 'invalid_union':
      return issue.discriminator === undefined
        ? issue.message
        : `${label}: expected ${oneOf(issue.options ?? [])}.`;
    case 'too_small':
      return issue.input === ''
        ? `${label}: nothing is given; type one.`
        : `${label}: expected at least ${String(issue.minimum)}.`;
    case 'too_big':
      return `${label}: expected at most ${String(issue.maximum)}${typeof issue.input === 'string' ? ' characters' : ''}.`;
    default:
      return issue.message;
  }
}

function oneOf(options: readonly unknown[]): string {
  return options.length === 1 ? String(options[0]) : `one of ${options.map(String).join(', ')}`;
}

function labelOf(path: readonly PropertyKey[]): string {
  const name = path.findLast((key) => typeof key === 'string');
  if (name === undefined) return 'The usage';
  const known = LABELS[name];
  if (known !== undefined) return known;
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
