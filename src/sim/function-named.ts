/**
 * Names of what can be invoked: a function alone, which is its $LATEST, or with a qualifier, one of its
 * versions (`orders:2`) or aliases (`orders:live`), as in an ARN. What is not of a version (role, policies,
 * event queue, reservation) is found by the function.
 *
 * Source, read 2026-11-20: AWS Lambda Developer Guide, "Manage Lambda function versions" (qualified and
 * unqualified ARNs).
 */
import type { Settings } from './scenario.ts';
import type { FunctionSettings } from './settings/function-settings.ts';

/** Id of the function in the middle of every scenario. */
const OWN = 'function';

/** Id of the function that a name is about: `orders` of `orders:live`. */
export function functionIdOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(0, colon);
}

/** What stands after the colon; null: the name is unqualified. */
export function qualifierOf(name: string): string | null {
  const colon = name.indexOf(':');
  return colon < 0 ? null : name.slice(colon + 1);
}

/** Name of what a qualifier of a function stands for: `orders` for its $LATEST, else `orders:2`, `orders:live`. */
export function qualified(functionId: string, qualifier: string): string {
  return qualifier === '$LATEST' ? functionId : `${functionId}:${qualifier}`;
}

/** The ARN of what has this name, in the account of AWS's own examples. */
export function arnOf(name: string): string {
  return `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
}

/** The version that ran, as AWS writes it: its number, or `$LATEST`. */
export function executedVersion(name: string): string {
  return qualifierOf(name) ?? '$LATEST';
}

/** Settings of the function that a name is about, whatever its qualifier; undefined: it names no function. */
export function functionNamed(
  settings: Pick<Settings, 'function' | 'functions'>,
  name: string,
): FunctionSettings | undefined {
  const id = functionIdOf(name);
  if (id === OWN) return settings.function;
  return Object.hasOwn(settings.functions ?? {}, id) ? settings.functions![id] : undefined;
}

/** Where the settings of the function stand that a name is about, for messages. */
export function functionPath(name: string): string {
  const id = functionIdOf(name);
  return id === OWN ? 'settings.function' : `settings.functions.${id}`;
}

/** Every function of a scenario by id, its own first. */
export function functionIds(settings: Pick<Settings, 'functions'>): readonly string[] {
  return [OWN, ...Object.keys(settings.functions ?? {})];
}

/** Every function of a scenario with its settings, its own first. */
export function functionsOf(
  settings: Pick<Settings, 'function' | 'functions'>,
): readonly (readonly [id: string, fn: FunctionSettings])[] {
  return [[OWN, settings.function], ...Object.entries(settings.functions ?? {})];
}
