/** What was typed into a form, as the JSON of it: every number is the text of its field until it is read. */

export type Typed =
  string | number | boolean | null | undefined | readonly Typed[] | { readonly [key: string]: Typed };

type Path = readonly string[];

function parts(path: string): Path {
  return path === '' ? [] : path.split('.');
}

/** What stands at a path, `functions.0.memoryMb`; undefined: nothing. */
export function typedAt(typed: Typed, path: string): Typed {
  let at: Typed = typed;
  for (const key of parts(path)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<string, Typed>>)[key];
  }
  return at;
}

/** The text of a field; empty: nothing was typed. */
export function textAt(typed: Typed, path: string): string {
  const value = typedAt(typed, path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The same with groups of three digits in long whole numbers, as people read them. */
export function withGroups(typed: Typed): Typed {
  if (typeof typed === 'string')
    return /^\d{5,}$/.test(typed) ? typed.replace(/\B(?=(?:\d{3})+$)/g, ',') : typed;
  if (Array.isArray(typed)) return (typed as readonly Typed[]).map(withGroups);
  if (typeof typed !== 'object' || typed === null) return typed;
  return Object.fromEntries(Object.entries(typed).map(([key, part]) => [key, withGroups(part)]));
}

/** How many things a list holds; 0: there is none. */
export function lengthAt(typed: Typed, path: string): number {
  const value = typedAt(typed, path);
  return Array.isArray(value) ? value.length : 0;
}

/** The same with another value at a path; undefined takes it away, from a list too. */
export function withTyped(typed: Typed, path: string, value: Typed): Typed {
  return replaced(typed, parts(path), value);
}

function replaced(typed: Typed, path: Path, value: Typed): Typed {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(typed)) {
    const index = Number(key);
    const list: readonly Typed[] = typed;
    if (rest.length === 0 && value === undefined) return list.filter((_, at) => at !== index);
    const copy = [...list];
    copy[index] = replaced(list[index], rest, value);
    return copy;
  }
  const before: Readonly<Record<string, Typed>> =
    typeof typed === 'object' && typed !== null ? (typed as Readonly<Record<string, Typed>>) : {};
  if (rest.length === 0 && value === undefined)
    return Object.fromEntries(Object.entries(before).filter(([name]) => name !== key));
  const inner = Object.hasOwn(before, key) ? before[key] : undefined;
  return { ...before, [key]: replaced(inner, rest, value) };
}
