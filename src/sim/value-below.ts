/** Values inside plain data, by key; nothing here knows what a scenario is. */

/** What stands under a key; undefined where nothing does. */
export function below(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** A copy with another value at a place; everything beside the way there is shared with the original. */
export function withValueAt<T>(container: T, keys: readonly string[], value: unknown): T {
  const [key, ...rest] = keys;
  if (key === undefined) return value as T;
  const inner = rest.length === 0 ? value : withValueAt(below(container, key) ?? {}, rest, value);
  if (Array.isArray(container))
    return container.map((item, index) => (String(index) === key ? inner : item)) as T;
  return { ...container, [key]: inner };
}
