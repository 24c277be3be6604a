/** The configuration on the page of the check: its texts in the address, what is being typed, and where values came from. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import facts from 'virtual:listed-facts';
import { printConfiguration, readTexts, textsOf, type Texts } from '../cost/check-text.ts';
import { FIELDS, type FieldKey } from '../cost/check-fields.ts';
import { checkConfiguration, type Checked } from '../cost/configuration-check.ts';
import { factsAt } from '../cost/value-at.ts';
import { useAsOf } from './as-of.ts';
import { readPaste, type Pasted } from './read-paste.ts';
import { onlyText } from './search-text.ts';

export interface Check {
  /** What stands in the fields. */
  readonly texts: Texts;
  /** What is wrong with a text, by field. */
  readonly problems: Texts;
  /** Fields whose values came from pasted text. */
  readonly pasted: ReadonlySet<FieldKey>;
  readonly checked: readonly Checked[];
  /** A text being typed: judged at once, in the address with `keep`. */
  readonly type: (key: FieldKey, text: string) => void;
  /** Writes what was typed into the address: one history entry. */
  readonly keep: () => void;
  /** A finished change. */
  readonly set: (key: FieldKey, text: string) => void;
  /** Reads pasted text and takes its values over. */
  readonly paste: (text: string) => Pasted;
  readonly clear: () => void;
}

const NONE: ReadonlySet<FieldKey> = new Set();

function sameTexts(one: Texts, other: Texts): boolean {
  return FIELDS.every(({ key }) => (one[key] ?? '') === (other[key] ?? ''));
}

export function useCheck(): Check {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const { day } = useAsOf();
  const [typed, setTyped] = useState<Texts>({});
  const [pasted, setPasted] = useState(NONE);
  const kept = textsOf(onlyText(search));
  const [seen, setSeen] = useState(kept);
  if (!sameTexts(seen, kept)) {
    // The address has moved on: what was typed stands in it now, or Back has undone it.
    setSeen(kept);
    const rest = Object.entries(typed).filter(([key, text]) => {
      const field = key as FieldKey;
      return text !== (kept[field] ?? '') && (seen[field] ?? '') === (kept[field] ?? '');
    });
    setTyped(Object.fromEntries(rest));
  }
  const texts: Texts = { ...kept, ...typed };

  const at = useMemo(() => factsAt(facts, day), [day]);
  const { configuration, problems } = readTexts(texts);

  function write(next: Texts): void {
    void navigate({
      to: '.',
      search: (before) => {
        const others = Object.entries(onlyText(before)).filter(
          ([key]) => !FIELDS.some((field) => field.key === key),
        );
        return { ...Object.fromEntries(others), ...textsOf(next) };
      },
      resetScroll: false,
    });
  }
  function unmark(key: FieldKey): void {
    if (pasted.has(key)) setPasted(new Set([...pasted].filter((one) => one !== key)));
  }

  return {
    texts,
    problems,
    pasted,
    checked: checkConfiguration(configuration, at),
    type(key, text) {
      setTyped({ ...typed, [key]: text });
      unmark(key);
    },
    keep() {
      if (!sameTexts(texts, kept)) write(texts);
    },
    set(key, text) {
      setTyped({ ...typed, [key]: text });
      unmark(key);
      write({ ...texts, [key]: text });
    },
    paste(text) {
      const read = readPaste(text);
      if ('message' in read) return read;
      const found = printConfiguration(read.configuration);
      // What an earlier paste brought goes; what was typed by hand stays.
      const blank: Partial<Record<FieldKey, string>> = {};
      for (const key of pasted) blank[key] = '';
      const next = { ...texts, ...blank, ...found };
      setTyped(next);
      setPasted(new Set(FIELDS.map(({ key }) => key).filter((key) => found[key] !== undefined)));
      write(next);
      return read;
    },
    clear() {
      const blank: Partial<Record<FieldKey, string>> = {};
      for (const { key } of FIELDS) blank[key] = '';
      setTyped(blank);
      setPasted(NONE);
      write({});
    },
  };
}
