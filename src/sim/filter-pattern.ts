/**
 * The basics of CloudWatch Logs' filter patterns for lines without structure: terms that must all be there, `-term` that
 * must not, a "quoted phrase", `?this ?that` for any of them. Upper and lower case differ.
 *
 * Source, read 2026-11-20: Amazon CloudWatch Logs User Guide, "Filter pattern syntax" (matches of terms in unstructured log
 * events; the question mark is for patterns of such terms alone: beside others it is ignored).
 */

export interface FilterPattern {
  readonly all: readonly string[];
  readonly none: readonly string[];
  /** At least one of these; empty: nothing is asked. */
  readonly any: readonly string[];
}

/** A pattern as it was typed. A quotation mark without its other half ends with the pattern. */
export function readFilterPattern(text: string): FilterPattern {
  const all: string[] = [];
  const none: string[] = [];
  const any: string[] = [];
  for (const [, sign = '', quoted, word = ''] of text.matchAll(/([-?]?)(?:"([^"]*)"?|([^\s"]+))/g)) {
    const term = quoted ?? word;
    if (term === '') continue;
    (sign === '-' ? none : sign === '?' ? any : all).push(term);
  }
  return all.length + none.length > 0 ? { all, none, any: [] } : { all, none, any };
}

/** Whether a line is what a pattern asks for; one that asks nothing takes every line. */
export function matchesPattern({ all, none, any }: FilterPattern, line: string): boolean {
  return (
    all.every((term) => line.includes(term)) &&
    !none.some((term) => line.includes(term)) &&
    (any.length === 0 || any.some((term) => line.includes(term)))
  );
}
