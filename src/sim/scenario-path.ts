/** Paths into a scenario: `settings.keep.functionIdleMs`, `arrivals.count`, `faults.<id>.on`, `changes.<id>.atMs`. */
import { schemasBelow } from './explain.ts';
import { Scenario } from './scenario.ts';
import { below } from './value-below.ts';
import type { z } from './zod.ts';

/** Parts of a scenario that a run may change; the others say what it is. */
export const CHANGEABLE: readonly string[] = [
  'settings',
  'arrivals',
  'faults',
  'changes',
  'seed',
  'horizonMs',
];

/** Where a path leads in one scenario. */
export interface Place {
  /** The keys that stand there: the id of a fault or a change has become its number in the list. */
  readonly keys: readonly string[];
  /** What may stand there; more than one where a union leaves it open. */
  readonly schemas: readonly z.core.$ZodType[];
  /** What stands there; undefined: nothing. */
  readonly value: unknown;
}

/** The first key of a path that the scenario does not know, and those it would have known there. */
export interface Lost {
  readonly at: string;
  readonly key: string;
  readonly known: readonly string[];
}

/** The keys that may stand below a value, for a message. */
function keysBelow(schemas: readonly z.core.$ZodType[], value: unknown): string[] {
  const keys = new Set<string>();
  for (const outer of schemas) {
    const definition = (outer as z.core.$ZodTypes)._zod.def;
    if (definition.type === 'optional' || definition.type === 'nullable') {
      for (const key of keysBelow([definition.innerType], value)) keys.add(key);
    } else if (definition.type === 'object') {
      for (const key of Object.keys(definition.shape)) keys.add(key);
    } else if (definition.type === 'record') {
      for (const key of Object.keys(value ?? {})) keys.add(key);
    } else if (definition.type === 'union') {
      for (const option of definition.options) {
        for (const key of keysBelow([option], value)) {
          if (schemasBelow(outer, value, key).length > 0) keys.add(key);
        }
      }
    }
  }
  return [...keys];
}

/** The list of a scenario whose entries are found by their ids: its faults, its changes. */
function named(scenario: Scenario, key: string): readonly { readonly id: string }[] | undefined {
  return key === 'faults' ? scenario.faults : key === 'changes' ? (scenario.changes ?? []) : undefined;
}

/** Follows a path; says where it is lost if the schema knows no such place. */
export function placeAt(scenario: Scenario, path: string): Place | Lost {
  let schemas: readonly z.core.$ZodType[] = [Scenario];
  let value: unknown = scenario;
  const keys: string[] = [];
  for (const part of path.split('.')) {
    const listed = keys.length === 1 ? named(scenario, keys[0]!) : undefined;
    const number = listed?.findIndex(({ id }) => id === part) ?? -1;
    const key = number >= 0 ? String(number) : part;
    const outer = value;
    const next = schemas.flatMap((schema) => schemasBelow(schema, outer, key));
    const beyond = Array.isArray(outer) && below(outer, key) === undefined;
    if (next.length === 0 || beyond) {
      const known = listed?.map(({ id }) => id) ?? keysBelow(schemas, outer);
      return { at: keys.join('.'), key: part, known };
    }
    keys.push(key);
    value = below(outer, key);
    schemas = next;
  }
  return { keys, schemas, value };
}
