/** Whether a fact's value has named parts. Lists have none. */
export function isComposite<T>(value: T): value is Extract<T, Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
