/** A button that copies a text, says that it did, and where the browser does not allow it says how else to come by the text. */
import { useState } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import { useCopy } from './use-copy.ts';

export interface CopyButtonProps {
  /** What it says: the effect, `Copy the line`. */
  readonly label: string;
  /** What it says for a while when it is done. */
  readonly copied?: string;
  /** Made when it is pressed. */
  readonly text: () => string;
  readonly className?: string;
  readonly icon?: IconName;
  readonly disabled?: boolean;
  /** Where the text is not on the page: what is said over a field that holds it, if copying is not allowed. */
  readonly field?: string;
}

export function CopyButton(props: CopyButtonProps) {
  const { label, copied = 'Copied', className = 'button', icon, disabled = false, field } = props;
  const { said, copy, dismiss } = useCopy();
  const [text, setText] = useState('');
  const sign = said === 'copied' ? 'tick' : icon;
  return (
    <>
      <button
        type="button"
        className={className}
        disabled={disabled}
        onClick={() => {
          const made = props.text();
          setText(made);
          copy(made);
        }}
      >
        {sign && <Icon name={sign} size={icon ? 14 : 12} />}
        {/* Where there is a sign, a phone may have no room for the word. */}
        <span className={icon && 'button-word'}>{said === 'copied' ? copied : label}</span>
      </button>
      <span aria-live="polite">
        {said === 'copied' && <span className="visually-hidden">{`${copied}.`}</span>}
        {said === 'denied' &&
          field === undefined &&
          'The browser did not allow copying: select the text instead.'}
      </span>
      {said === 'denied' && field !== undefined && (
        <span className="copy-field">
          <label>
            The browser did not allow copying. {field}
            <input
              type="text"
              readOnly
              className="field"
              value={text}
              onFocus={(event) => {
                event.currentTarget.select();
              }}
            />
          </label>
          <button type="button" className="icon-button" aria-label="Close" onClick={dismiss}>
            <Icon name="close" />
          </button>
        </span>
      )}
    </>
  );
}
