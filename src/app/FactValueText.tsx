/** The value of a fact in words: a line, or its named parts as a small list. */
import type { Fact, FactValue } from '../cost/fact.ts';
import { formatParts, formatValue } from '../cost/format-value.ts';

export function FactValueText({ fact, value }: { readonly fact: Fact; readonly value: FactValue }) {
  const parts = formatParts(fact, value);
  if (parts.length === 0) return <>{formatValue(fact, value)}</>;
  return (
    <dl className="fact-parts">
      {parts.map(({ part, label, text }) => (
        <div key={part}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
