/** The value of a fact in words: a line, or its named parts as a small list. */
import type { Fact, FactValue } from '../cost/fact.ts';
import { formatParts, formatValue } from '../cost/format-value.ts';
import { FoundText } from './FoundText.tsx';
import { shortText } from './short-text.ts';

export interface FactValueTextProps {
  readonly fact: Pick<Fact, 'unit' | 'parts'>;
  readonly value: FactValue;
  /** Words that are looked for, marked where they stand. */
  readonly words?: readonly string[];
  /** Whole, or as a list shows it. */
  readonly short?: boolean;
}

const NONE: readonly string[] = [];

export function FactValueText({ fact, value, words = NONE, short = false }: FactValueTextProps) {
  const shown = short ? shortText : String;
  const parts = formatParts(fact, value);
  if (parts.length === 0) return <FoundText text={shown(formatValue(fact, value))} words={words} />;
  return (
    <dl className="fact-parts">
      {parts.map(({ part, label, text }) => (
        <div key={part}>
          <dt>
            <FoundText text={label} words={words} />
          </dt>
          <dd>
            <FoundText text={shown(text)} words={words} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
