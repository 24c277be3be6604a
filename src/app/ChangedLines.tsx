/** One side of what changed of a value: a line, or the parts that changed. */
import type { ChangedLine } from '../cost/fact-changes.ts';
import { shortText } from './short-text.ts';

export function ChangedLines(props: {
  readonly lines: readonly ChangedLine[];
  readonly side: 'before' | 'after';
}) {
  const { lines, side } = props;
  const [only] = lines;
  if (lines.length === 1 && only!.label === '') return <>{shortText(only![side] ?? 'not there')}</>;
  return (
    <dl className="fact-parts">
      {lines.map((line) => (
        <div key={line.label}>
          <dt>{line.label === '' ? 'value' : line.label}</dt>
          <dd>{shortText(line[side] ?? 'not there')}</dd>
        </div>
      ))}
    </dl>
  );
}
