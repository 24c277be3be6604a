/** Finding words in texts as people type them: in any order; case, diacritics, hyphens and digit commas do not count. */

/** A stretch of a text, in its own signs; `end` is the first one after it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface Folded {
  readonly text: string;
  /** For every folded sign where it stands in the text. */
  readonly at: readonly number[];
}

/** Signs that join what belongs together: hyphens, apostrophes, the space between number and unit. */
const JOINS = /[-\u2010-\u2015\u2212'\u2019\u202f]/;
const MARKS = /\p{M}/gu;

function folded(text: string): Folded {
  let plain = '';
  const at: number[] = [];
  let start = 0;
  for (const sign of text) {
    const isComma = sign === ',' && /\d/.test(text[start - 1] ?? '') && /\d/.test(text[start + 1] ?? '');
    if (!isComma && !JOINS.test(sign)) {
      const letters = sign.normalize('NFKD').replace(MARKS, '').toLowerCase();
      plain += letters;
      for (let index = 0; index < letters.length; index += 1) at.push(start);
    }
    start += sign.length;
  }
  return { text: plain, at };
}

/** A text as it is compared: `Ünder-way 10,240 MB` is `underway 10240 mb`. */
export function foldText(text: string): string {
  return folded(text).text;
}

/** The words that were typed, ready to be looked for. */
export function wordsOf(typed: string): readonly string[] {
  return [...new Set(foldText(typed).split(/\s+/).filter(Boolean))];
}

/** Where any of the words stand in a text, in order, without overlaps. */
export function stretchesOf(text: string, words: readonly string[]): readonly Stretch[] {
  const { text: plain, at } = folded(text);
  const found = words.flatMap((word) => {
    const starts: Stretch[] = [];
    for (let from = plain.indexOf(word); from >= 0; from = plain.indexOf(word, from + word.length)) {
      const last = at[from + word.length - 1]!;
      starts.push({ start: at[from]!, end: last + (text.codePointAt(last)! > 0xffff ? 2 : 1) });
    }
    return starts;
  });
  const merged: Stretch[] = [];
  for (const stretch of found.sort((a, b) => a.start - b.start)) {
    const before = merged.at(-1);
    if (before && stretch.start <= before.end)
      merged[merged.length - 1] = { start: before.start, end: Math.max(before.end, stretch.end) };
    else merged.push(stretch);
  }
  return merged;
}
