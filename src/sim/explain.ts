/**
 * Says in plain words why a value does not fit a schema: where, what was found, what was expected.
 * zod decides whether it fits; its messages name neither both ends of a range nor the member of a
 * union that was meant, so the schema's own description is read here instead.
 */
import { listed } from './listed.ts';
import { nearestWord } from './nearest-word.ts';
import type { Problem } from './problem.ts';
import { z } from './zod.ts';

type Schema = z.core.$ZodType;
type Path = readonly string[];

/** The schema with its definition as a tagged union, so that a switch on `type` narrows it. */
function definitionOf(schema: Schema): z.core.$ZodTypes['_zod']['def'] {
  return (schema as z.core.$ZodTypes)._zod.def;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands there, short enough for a message. */
export function shorten(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') {
    const text = JSON.stringify(value);
    return text.length > 48 ? `${text.slice(0, 47)}…"` : text;
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) {
    const text =
      value.length <= 3 && value.every((item) => typeof item !== 'object') ? JSON.stringify(value) : '';
    return text !== '' && text.length <= 48 ? text : `a list of ${value.length}`;
  }
  if (isRecord(value)) {
    const keys = Object.keys(value);
    if (keys.length === 0) return 'an empty object';
    return `an object with ${keys
      .slice(0, 4)
      .map((key) => JSON.stringify(key.slice(0, 40)))
      .join(', ')}${keys.length > 4 ? ', …' : ''}`;
  }
  return `a ${typeof value}`;
}

/** One problem; `message` says the other three in a sentence. */
export function problemAt(path: string, found: string, expected: string): Problem {
  return {
    path,
    found,
    expected,
    message: `${path === '' ? '' : `${path}: `}found ${found}, expected ${expected}`,
  };
}

interface Range {
  readonly min: number;
  readonly minIn: boolean;
  readonly max: number;
  readonly maxIn: boolean;
  readonly whole: boolean;
}

function rangeOf(schema: Schema): Range {
  let [min, minIn, max, maxIn, whole] = [-Infinity, true, Infinity, true, false];
  const definition = definitionOf(schema);
  const checks = [
    definition,
    ...(definition.checks ?? []).map((check) => check._zod.def),
  ] as z.core.$ZodCheckDef[];
  for (const check of checks as z.core.$ZodChecks['_zod']['def'][]) {
    if (check.check === 'number_format') whole = whole || /int/.test(check.format);
    if (check.check === 'greater_than' && Number(check.value) >= min) {
      min = Number(check.value);
      minIn = check.inclusive;
    }
    if (check.check === 'less_than' && Number(check.value) <= max) {
      max = Number(check.value);
      maxIn = check.inclusive;
    }
  }
  return { min, minIn, max, maxIn, whole };
}

function describeRange({ min, minIn, max, maxIn, whole }: Range): string {
  const noun = whole ? 'a whole number' : 'a number';
  if (min === -Infinity && max === Infinity) return noun;
  if (minIn && maxIn && min > -Infinity && max < Infinity) return `${noun} from ${min} to ${max}`;
  const low = min === -Infinity ? '' : minIn ? ` of at least ${min}` : ` above ${min}`;
  const high = max === Infinity ? '' : maxIn ? ` at most ${max}` : ` below ${max}`;
  return `${noun}${low}${low !== '' && high !== '' ? ',' : ''}${high}`;
}

const oneOf = (words: readonly string[]) => listed(words, 'or');

/** Strips optional and nullable; says whether null is allowed. */
function unwrap(schema: Schema): { schema: Schema; nullable: boolean; optional: boolean } {
  let [nullable, optional] = [false, false];
  let inner = schema;
  for (;;) {
    const definition = definitionOf(inner);
    if (definition.type === 'optional') optional = true;
    else if (definition.type === 'nullable') nullable = true;
    else return { schema: inner, nullable, optional };
    inner = definition.innerType;
  }
}

/** The kinds a discriminated union knows. */
function kindsOf(options: readonly Schema[], discriminator: string): string[] {
  return options.flatMap((option) => {
    const shape = definitionOf(option);
    const tag = shape.type === 'object' ? shape.shape[discriminator] : undefined;
    const literal = tag === undefined ? undefined : definitionOf(tag);
    return literal?.type === 'literal' ? literal.values.map(String) : [];
  });
}

/** In words, what a schema accepts. */
export function describeSchema(outer: Schema): string {
  const { schema, nullable } = unwrap(outer);
  const text = z.globalRegistry.get(schema)?.description ?? describeBare(schema);
  return nullable ? `${text}, or null` : text;
}

/** The same at a place whose name says the unit. */
function describeAt(schema: Schema, path: Path): string {
  const text = describeSchema(schema);
  const name = path.findLast((part) => !/^\d+$/.test(part)) ?? '';
  return name.endsWith('Ms') ? text.replace(/^a number/, 'a number of milliseconds') : text;
}

function describeBare(schema: Schema): string {
  const definition = definitionOf(schema);
  switch (definition.type) {
    case 'number':
      return describeRange(rangeOf(schema));
    case 'string':
      return (definition.checks ?? []).length > 0 ? 'a text that is not empty' : 'a text';
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
    case 'literal':
      return oneOf(definition.values.map((value) => JSON.stringify(value)));
    case 'enum':
      return oneOf(Object.values(definition.entries).map((value) => JSON.stringify(value)));
    case 'array':
      return 'a list';
    case 'tuple':
      return `a list of ${definition.items.length}`;
    case 'record':
      return 'an object of named parts';
    case 'object':
      return `an object with ${listKeys(schema)}`;
    case 'union': {
      const tag = (definition as z.core.$ZodDiscriminatedUnionDef).discriminator;
      if (tag === undefined) return oneOf(definition.options.map(describeSchema));
      const kinds = kindsOf(definition.options, tag);
      return `an object whose ${tag} is ${oneOf(kinds.map((kind) => JSON.stringify(kind)))}`;
    }
    default:
      return `a ${definition.type}`;
  }
}

function listKeys(schema: Schema): string {
  const definition = definitionOf(schema);
  if (definition.type !== 'object') return '';
  const needed = Object.entries(definition.shape).filter(([, inner]) => !unwrap(inner).optional);
  return needed.map(([key]) => JSON.stringify(key)).join(', ');
}

/** The objects below a schema that is, or unites, objects; with the keys each knows. */
function objectsIn(schema: Schema): Schema[] {
  const bare = unwrap(schema).schema;
  const definition = definitionOf(bare);
  if (definition.type === 'object') return [bare];
  return definition.type === 'union' ? definition.options.flatMap(objectsIn) : [];
}

/**
 * Schemas that may stand below `key` of a value. A discriminated union offers only the member
 * that the value's kind picks.
 */
export function schemasBelow(outer: Schema, value: unknown, key: string): Schema[] {
  const { schema } = unwrap(outer);
  const definition = definitionOf(schema);
  if (definition.type === 'array') return /^\d+$/.test(key) ? [definition.element] : [];
  if (definition.type === 'tuple')
    return definition.items[Number(key)] ? [definition.items[Number(key)]!] : [];
  if (definition.type === 'object')
    return Object.hasOwn(definition.shape, key) ? [definition.shape[key]!] : [];
  // Any name fits a record; one that stands there is meant.
  if (definition.type === 'record')
    return isRecord(value) && Object.hasOwn(value, key) ? [definition.valueType] : [];
  if (definition.type !== 'union') return [];
  const member = memberFor(schema, value);
  return (member === undefined ? definition.options : [member]).flatMap((option) =>
    schemasBelow(option, value, key),
  );
}

/** The member of a union an object was meant to be: by its kind, else by the keys it shares. */
function memberFor(schema: Schema, value: unknown): Schema | undefined {
  const definition = definitionOf(schema);
  if (definition.type !== 'union' || !isRecord(value)) return undefined;
  const tag = (definition as z.core.$ZodDiscriminatedUnionDef).discriminator;
  if (tag !== undefined) {
    const kind = value[tag];
    return typeof kind === 'string'
      ? definition.options.find((option) => kindsOf([option], tag).includes(kind))
      : undefined;
  }
  const keys = Object.keys(value);
  let best: Schema | undefined;
  let bestShared = 0;
  for (const option of definition.options) {
    const known = objectsIn(option).flatMap((object) => {
      const shape = definitionOf(object);
      return shape.type === 'object' ? Object.keys(shape.shape) : [];
    });
    const near = keys.filter((key) => known.includes(key) || nearestWord(key, known) !== undefined).length;
    if (near > bestShared) [best, bestShared] = [option, near];
  }
  return best;
}

/** Whether a value is of the schema's own type, whatever its contents. */
function sameType(outer: Schema, value: unknown): boolean {
  const { schema, nullable } = unwrap(outer);
  if (value === null) return nullable || definitionOf(schema).type === 'null';
  const definition = definitionOf(schema);
  if (definition.type === 'union') return definition.options.some((option) => sameType(option, value));
  if (definition.type === 'array' || definition.type === 'tuple') return Array.isArray(value);
  if (definition.type === 'object' || definition.type === 'record') return isRecord(value);
  return definition.type === typeof value;
}

/**
 * Every reason why `value` does not fit `schema`; empty when it does.
 * @param path where the value stands, for the problems' own paths.
 */
export function explain(schema: Schema, value: unknown, path: Path = []): Problem[] {
  if (z.safeParse(schema, value).success) return [];
  const problems = explainBare(schema, value, path);
  return problems.length > 0 ? problems : [problemAt(path.join('.'), shorten(value), describeSchema(schema))];
}

function explainBare(outer: Schema, value: unknown, path: Path): Problem[] {
  const { schema } = unwrap(outer);
  const definition = definitionOf(schema);
  const plain = [problemAt(path.join('.'), shorten(value), describeAt(outer, path))];
  if (definition.type === 'number' && typeof value === 'number') return explainNumber(outer, value, path);
  if (definition.type === 'enum' && typeof value === 'string')
    return explainWord(outer, value, Object.values(definition.entries).map(String), path);
  if (definition.type === 'union') return explainUnion(schema, value, path) ?? plain;
  if (definition.type === 'object' && isRecord(value)) return explainObject(schema, value, path);
  if (definition.type === 'record' && isRecord(value)) {
    return Object.entries(value).flatMap(([key, inner]) => [
      ...(z.safeParse(definition.keyType, key).success
        ? []
        : [problemAt(path.join('.'), `the name ${shorten(key)}`, describeSchema(definition.keyType))]),
      ...explain(definition.valueType, inner, [...path, key]),
    ]);
  }
  if (definition.type === 'array' && Array.isArray(value)) {
    const problems: Problem[] = [];
    for (const [index, item] of value.entries()) {
      problems.push(...explain(definition.element, item, [...path, String(index)]));
      if (problems.length >= MAX_PROBLEMS) break;
    }
    return problems.length > 0
      ? problems
      : [problemAt(path.join('.'), 'an empty list', 'at least one entry')];
  }
  if (definition.type === 'tuple' && Array.isArray(value) && value.length === definition.items.length) {
    return definition.items.flatMap((item, index) => explain(item, value[index], [...path, String(index)]));
  }
  return plain;
}

/** More than these help nobody; the rest of a long list is not looked at. */
const MAX_PROBLEMS = 20;

function explainNumber(outer: Schema, value: number, path: Path): Problem[] {
  const range = rangeOf(unwrap(outer).schema);
  let nearest: number | undefined;
  if (value < range.min || (value === range.min && !range.minIn))
    nearest = range.minIn || !range.whole ? range.min : range.min + 1;
  if (value > range.max || (value === range.max && !range.maxIn)) nearest = range.max;
  if (nearest === undefined && range.whole && Number.isFinite(value)) nearest = Math.round(value);
  const open = nearest === range.min && !range.minIn;
  const hint = nearest === undefined || open ? '' : `; the nearest is ${nearest}`;
  return [problemAt(path.join('.'), String(value), `${describeAt(outer, path)}${hint}`)];
}

function explainWord(outer: Schema, value: string, words: readonly string[], path: Path): Problem[] {
  const near = nearestWord(value, words);
  const hint = near === undefined ? '' : `; did you mean "${near}"?`;
  return [problemAt(path.join('.'), shorten(value), `${describeSchema(outer)}${hint}`)];
}

function explainUnion(schema: Schema, value: unknown, path: Path): Problem[] | undefined {
  const definition = definitionOf(schema);
  if (definition.type !== 'union') return undefined;
  const tag = (definition as z.core.$ZodDiscriminatedUnionDef).discriminator;
  if (tag !== undefined && isRecord(value)) {
    const member = memberFor(schema, value);
    if (member !== undefined) return explain(member, value, path);
    const kinds = kindsOf(definition.options, tag);
    const near = typeof value[tag] === 'string' ? nearestWord(value[tag], kinds) : undefined;
    const hint = near === undefined ? '' : `; did you mean "${near}"?`;
    const expected = `${oneOf(kinds.map((kind) => JSON.stringify(kind)))}${hint}`;
    return [problemAt([...path, tag].join('.'), shorten(value[tag]), expected)];
  }
  const meant = memberFor(schema, value);
  if (meant !== undefined) return explain(meant, value, path);
  const fitting = definition.options.filter((option) => sameType(option, value));
  return fitting.length === 1 ? explain(fitting[0]!, value, path) : undefined;
}

function explainObject(schema: Schema, value: Record<string, unknown>, path: Path): Problem[] {
  const definition = definitionOf(schema);
  if (definition.type !== 'object') return [];
  const known = Object.keys(definition.shape);
  const missing = known.filter(
    (key) => !Object.hasOwn(value, key) && !unwrap(definition.shape[key]!).optional,
  );
  const problems: Problem[] = [];
  for (const key of Object.keys(value)) {
    if (known.includes(key)) {
      problems.push(...explain(definition.shape[key]!, value[key], [...path, key]));
      continue;
    }
    const near = nearestWord(key, missing) ?? nearestWord(key, known);
    if (near !== undefined && missing.includes(near)) missing.splice(missing.indexOf(near), 1);
    const expected =
      near === undefined
        ? `one of the keys ${oneOf(known.map((name) => JSON.stringify(name)))}`
        : `"${near}"`;
    problems.push(problemAt([...path, key.slice(0, 80)].join('.'), 'an unknown key', expected));
  }
  for (const key of missing) {
    const inner = [...path, key];
    problems.push(problemAt(inner.join('.'), 'nothing', describeAt(definition.shape[key]!, inner)));
  }
  return problems;
}
