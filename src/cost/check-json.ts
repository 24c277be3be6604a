/**
 * What the AWS command line prints about a function, read for the configuration check: which document it is,
 * what is taken from it, what is left, and what is not as AWS writes it.
 */
import type { Configuration } from './check-fields.ts';
import { KINDS, type Kind } from './check-takes.ts';
import { isComposite } from './composite.ts';

export interface FromJson {
  readonly configuration: Configuration;
  /** What each document is: `get-function-configuration`. */
  readonly kinds: readonly string[];
  /** Paths that nothing here checks. */
  readonly unread: readonly string[];
  /** A path, what was found and what was expected; a sentence each. */
  readonly problems: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return isComposite(value as Json | null) && value !== null;
}

function kindOf(document: Json): Kind | undefined {
  return KINDS.find(({ keys }) => keys.some((key) => Object.hasOwn(document, key)));
}

/** The value at a path of names; undefined: it is not there, or is null. */
function at(document: Json, path: string): unknown {
  let inner: unknown = document;
  for (const key of path.split('.')) {
    if (!isObject(inner) || !Object.hasOwn(inner, key)) return undefined;
    inner = inner[key];
  }
  return inner ?? undefined;
}

/** Paths of everything in an object, lists taken whole. */
function leaves(value: Json, before = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = before === '' ? key : `${before}.${key}`;
    return isObject(inner) && Object.keys(inner).length > 0 ? leaves(inner, path) : [path];
  });
}

/** What was found, in a few signs. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const written = JSON.stringify(value) ?? 'nothing';
  return written.length > 40 ? `${written.slice(0, 40)}…` : written;
}

interface Gathered {
  readonly configuration: Record<string, unknown>;
  readonly kinds: string[];
  readonly unread: string[];
  readonly problems: string[];
}

function gather(document: Json, kind: Kind, before: string, into: Gathered): void {
  const { command, takes } = kind;
  if (into.kinds.includes(command))
    into.problems.push(`${before}${command} is there twice: the last one counts.`);
  else into.kinds.push(command);
  for (const { path, read } of takes) {
    const value = at(document, path);
    if (value === undefined) {
      // A value where names should be: its own path says so.
      const parent = path.split('.').slice(0, -1).join('.');
      const around = parent === '' ? undefined : at(document, parent);
      if (around !== undefined && !isObject(around)) {
        const problem = `${before}${parent}: found ${shown(around)}, expected an object.`;
        if (!into.problems.includes(problem)) into.problems.push(problem);
      }
      continue;
    }
    const result = read(value);
    if ('set' in result) Object.assign(into.configuration, result.set);
    else into.problems.push(`${before}${path}: found ${shown(value)}, expected ${result.expected}.`);
  }
  const known = takes.map(({ path }) => path);
  for (const leaf of leaves(document)) {
    const isKnown = known.some(
      (path) => leaf === path || leaf.startsWith(`${path}.`) || path.startsWith(`${leaf}.`),
    );
    if (!isKnown) into.unread.push(`${before}${leaf}`);
  }
}

/** Lists of one are that one; of more, which one is meant is for the reader to say. */
const LISTS = { Functions: 'functions', EventSourceMappings: 'mappings', Aliases: 'aliases' } as const;

function readDocument(value: unknown, before: string, into: Gathered): void {
  if (!isObject(value)) {
    into.problems.push(
      `${before === '' ? 'The text' : before.slice(0, -1)}: found ${shown(value)}, expected an object.`,
    );
    return;
  }
  for (const [key, what] of Object.entries(LISTS)) {
    const items = Object.hasOwn(value, key) ? value[key] : undefined;
    if (!Array.isArray(items)) continue;
    if (items.length === 1) readDocument(items[0], `${before}${key}.0.`, into);
    else into.problems.push(`${before}${key}: it has ${items.length} ${what}; paste one of them.`);
    return;
  }
  if (Object.hasOwn(value, 'Configuration') && isObject(value['Configuration'])) {
    readDocument(value['Configuration'], `${before}Configuration.`, into);
    const reserved = at(value, 'Concurrency.ReservedConcurrentExecutions');
    if (typeof reserved === 'number') into.configuration['reserved'] = reserved;
    else if (reserved !== undefined) {
      into.problems.push(
        `${before}Concurrency.ReservedConcurrentExecutions: found ${shown(reserved)}, expected a number.`,
      );
    }
    const rest = leaves(value).filter(
      (path) => !path.startsWith('Configuration') && path !== 'Concurrency.ReservedConcurrentExecutions',
    );
    into.unread.push(...rest.map((path) => before + path));
    return;
  }
  const kind = kindOf(value);
  if (kind) gather(value, kind, before, into);
  else {
    const names = Object.keys(value).slice(0, 5).join(', ');
    into.problems.push(
      `${before === '' ? 'The text' : before.slice(0, -1)}: found ${names === '' ? 'an empty object' : `an object with ${names}`}, expected a function’s configuration or an event source mapping.`,
    );
  }
}

/** Reads documents as the AWS command line prints them, one after the other. Never throws. */
export function readDocuments(documents: readonly unknown[]): FromJson {
  const into: Gathered = { configuration: {}, kinds: [], unread: [], problems: [] };
  for (const document of documents) readDocument(document, '', into);
  return { ...into, configuration: into.configuration };
}
