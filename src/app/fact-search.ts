/** Looking for facts by words: in what a row shows, and in what is only read when it is opened. */
import type { Day } from '../cost/as-of.ts';
import { formatParts, formatValue } from '../cost/format-value.ts';
import type { ListedFact } from '../cost/listed-fact.ts';
import { valueAt } from '../cost/value-at.ts';
import { topicTitle } from './fact-topics.ts';
import { shortText } from './short-text.ts';
import { foldText } from './word-search.ts';

/** A text that is not on show in a row, and whose it is. */
export interface Hidden {
  readonly of: string;
  readonly text: string;
}

export interface Found {
  readonly fact: ListedFact;
  /** The text the words were found in, where the row does not show all of them. */
  readonly where: Hidden | null;
}

/** Texts of facts that come later than the list: what was noted, what the source notes said. */
export type Notes = Readonly<Record<string, readonly Hidden[]>>;

/** What a row shows, and says in its heading. */
function shownText(fact: ListedFact, day: Day): string {
  const { value } = valueAt(fact, day).entry;
  const parts = formatParts(fact, value).map(({ label, text }) => `${label}\n${shortText(text)}`);
  const shown = parts.length === 0 ? [shortText(formatValue(fact, value))] : parts;
  return [fact.title, topicTitle(fact.topic), ...shown].join('\n');
}

/** What is found besides: the id, earlier and later values, notes. */
function hiddenTexts(fact: ListedFact, notes: Notes): readonly Hidden[] {
  return [
    { of: 'id', text: fact.id },
    ...fact.history.map(({ from, value }) => ({ of: from, text: formatValue(fact, value) })),
    ...(notes[fact.id] ?? []),
  ];
}

/**
 * The facts in which every word occurs, wherever in them; with no words all of them.
 * @param words as `wordsOf` gives them
 */
export function foundFacts(
  facts: readonly ListedFact[],
  words: readonly string[],
  day: Day,
  notes: Notes,
): readonly Found[] {
  if (words.length === 0) return facts.map((fact) => ({ fact, where: null }));
  return facts.flatMap((fact): Found[] => {
    const shown = foldText(shownText(fact, day));
    const missing = words.filter((word) => !shown.includes(word));
    if (missing.length === 0) return [{ fact, where: null }];
    const hidden = hiddenTexts(fact, notes).map((one) => ({ ...one, plain: foldText(one.text) }));
    if (!missing.every((word) => hidden.some(({ plain }) => plain.includes(word)))) return [];
    const best =
      hidden.find(({ plain }) => missing.every((word) => plain.includes(word))) ??
      hidden.find(({ plain }) => plain.includes(missing[0]!))!;
    return [{ fact, where: { of: best.of, text: best.text } }];
  });
}
