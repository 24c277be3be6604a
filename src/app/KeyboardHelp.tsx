/** The keys, in a dialog that `?` opens. */
import { useEffect, useEffectEvent, useRef } from 'react';
import { useStore } from 'zustand';
import { Dialog } from './Dialog.tsx';
import { LAB_KEYS } from './lab-keys.ts';
import { letterKeys, switchLetterKeys } from './letter-keys.ts';
import { usePageKey } from './use-page-key.ts';

const OPEN = 'lambdarium:keys';

/** Opens the list from anywhere on the page. */
export function openKeyboardHelp(): void {
  window.dispatchEvent(new Event(OPEN));
}

export function KeyboardHelp() {
  const areOn = useStore(letterKeys, (state) => state.areOn);
  const dialog = useRef<HTMLDialogElement>(null);
  const open = () => {
    if (!dialog.current?.open) dialog.current?.showModal();
  };
  usePageKey('?', open);
  const onAsked = useEffectEvent(open);
  useEffect(() => {
    const listen = () => {
      onAsked();
    };
    window.addEventListener(OPEN, listen);
    return () => {
      window.removeEventListener(OPEN, listen);
    };
  }, []);
  return (
    <Dialog ref={dialog} title="Keyboard">
      <dl className="keys">
        {LAB_KEYS.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label className="choice letter-keys">
        <input
          type="checkbox"
          checked={areOn}
          onChange={(event) => {
            switchLetterKeys(event.currentTarget.checked);
          }}
        />
        Keys of one sign act: letters, digits, punctuation
      </label>
    </Dialog>
  );
}
