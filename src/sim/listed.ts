/** Several words as a sentence has them. */

/** `a`, `a and b`, `a, b and c`; nothing of none. */
export function listed(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)!}`;
}
