/** A text of the content with its marks: example numbers, facts at the date of the page, words of code. */
import { Fragment } from 'react';
import type { Fact } from '../cost/fact.ts';
import { valueAt } from '../cost/value-at.ts';
import { formatPart, formatValue } from '../cost/format-value.ts';
import { textParts, type TextPart } from '../study/inline-text.ts';

type FindFact = (id: string) => Fact | undefined;

export interface MarkedTextProps {
  readonly text: string;
  /** The date whose facts are shown. */
  readonly day: string;
  readonly fact: FindFact;
}

/** A fact's value at a date in words; the fact's id where there is no such fact. */
function factText(find: FindFact, id: string, part: string | undefined, day: string): string {
  const fact = find(id);
  if (!fact) return id;
  const { entry } = valueAt(fact, day);
  return (part === undefined ? null : formatPart(fact, entry.value, part)) ?? formatValue(fact, entry.value);
}

function plain(part: TextPart, day: string, find: FindFact): string {
  if (part.kind === 'fact') return factText(find, part.fact, part.part, part.at ?? day);
  return part.kind === 'run' ? part.measure : part.text;
}

export function MarkedText({ text, day, fact }: MarkedTextProps) {
  return (
    <>
      {textParts(text).map((part, index) => (
        <Fragment key={index}>
          {part.kind === 'code' ? <code>{part.text}</code> : plain(part, day, fact)}
        </Fragment>
      ))}
    </>
  );
}
