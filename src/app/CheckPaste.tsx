/** The box for what the AWS command line prints; it fills the form, and what stands in it stays. */
import { useId, useState } from 'react';
import { formatNumber } from '../cost/format-value.ts';
import { EXAMPLE } from './check-example.ts';
import type { Pasted } from './read-paste.ts';
import { useMounted } from './use-mounted.ts';
import type { Check } from './use-check.ts';

function said(pasted: Pasted, count: number): string {
  if ('message' in pasted) return pasted.message;
  const { kinds, problems } = pasted;
  if (kinds.length === 0) return '';
  const values = `${formatNumber(count)} ${count === 1 ? 'value' : 'values'}, marked in the form`;
  const wrong = problems.length === 0 ? '' : ' Not all of it could be used:';
  return `Read ${kinds.join(', ')}: ${values}.${wrong}`;
}

export function CheckPaste({ check }: { readonly check: Check }) {
  const id = useId();
  // What was pasted before the page is taken over would be lost.
  const isReady = useMounted();
  const [text, setText] = useState('');
  const [pasted, setPasted] = useState<Pasted | null>(null);

  function read(written: string): void {
    setText(written);
    setPasted(check.paste(written));
  }

  const problems = pasted && 'problems' in pasted ? pasted.problems : [];
  const unread = pasted && 'unread' in pasted ? pasted.unread : [];
  const isWrong = pasted !== null && ('message' in pasted || problems.length > 0);
  const count = pasted && 'configuration' in pasted ? Object.keys(pasted.configuration).length : 0;
  return (
    <section className="check-paste" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Paste it</h2>
      <label htmlFor={`${id}-box`}>
        What <code>aws lambda get-function-configuration</code> prints, an event source mapping, an alias, a
        queue’s attributes: one after the other.
      </label>
      <textarea
        id={`${id}-box`}
        className="field"
        rows={6}
        readOnly={!isReady}
        spellCheck={false}
        autoCapitalize="off"
        value={text}
        aria-invalid={isWrong ? true : undefined}
        aria-describedby={`${id}-said`}
        onChange={(event) => {
          const { value } = event.currentTarget;
          const { nativeEvent } = event;
          if (nativeEvent instanceof InputEvent && nativeEvent.inputType === 'insertFromPaste') read(value);
          else setText(value);
        }}
      />
      <div className="check-actions">
        <button
          type="button"
          className="button"
          onClick={() => {
            read(text);
          }}
        >
          Read it
        </button>
        <button
          type="button"
          className="button quiet"
          onClick={() => {
            read(EXAMPLE);
          }}
        >
          Try an example
        </button>
        <span className="quiet-text">It stays on this page: values of variables are measured, not kept.</span>
      </div>
      <div id={`${id}-said`} role="status" className="check-read">
        {pasted && <p className={isWrong ? 'problem' : undefined}>{said(pasted, count)}</p>}
        {problems.length > 0 && (
          <ul className="check-wrong">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
      </div>
      {unread.length > 0 && (
        <details className="check-unread">
          <summary>Not checked here: {formatNumber(unread.length)}</summary>
          <p>{unread.join(', ')}</p>
        </details>
      )}
    </section>
  );
}
