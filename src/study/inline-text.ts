/** The small marks that texts in JSON may carry, taken apart. */

export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `` `handler` ``: a word of code. */
  | { readonly kind: 'code'; readonly text: string }
  /** `[[412 ms]]`: a number of this example, no fact about Lambda. */
  | { readonly kind: 'example'; readonly text: string }
  /**
   * `{fact:init-limit}` or `{fact:init-limit.onDemand}`: the fact's value at the date, or one part of it;
   * `{fact:idle-recycle-measured.functionIdleMs@2019-08-20}`: as it was at another date.
   */
  | { readonly kind: 'fact'; readonly fact: string; readonly part?: string; readonly at?: string }
  /** `{run:counts.cold}`: a figure of the run at hand. */
  | { readonly kind: 'run'; readonly measure: string };

const MARK =
  /\[\[([^\]]+)\]\]|\{fact:([a-z0-9-]+)(?:\.(\w+))?(?:@([\d-]+))?\}|\{run:([A-Za-z][\w.]*)\}|`([^`]+)`/g;

/** Takes a text apart into plain pieces and marks, in order; joined again they are the text. */
export function textParts(source: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of source.matchAll(MARK)) {
    if (match.index > from) parts.push({ kind: 'text', text: source.slice(from, match.index) });
    const [, example, fact, part, at, measure, code] = match;
    if (example !== undefined) parts.push({ kind: 'example', text: example });
    else if (fact !== undefined) {
      parts.push({
        kind: 'fact',
        fact,
        ...(part !== undefined && { part }),
        ...(at !== undefined && { at }),
      });
    } else if (measure !== undefined) parts.push({ kind: 'run', measure });
    else parts.push({ kind: 'code', text: code! });
    from = match.index + match[0].length;
  }
  if (from < source.length) parts.push({ kind: 'text', text: source.slice(from) });
  return parts;
}
