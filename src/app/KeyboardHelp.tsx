/** The keys, in a dialog that `?` opens. */
import { useEffect, useEffectEvent, useRef } from 'react';
import { Dialog } from './Dialog.tsx';
import { usePageKey } from './use-page-key.ts';

const KEYS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['Space'], does: 'play or pause' },
  { keys: ['→', '←'], does: 'step, step back' },
  { keys: ['Home', 'End'], does: 'to the start, to the end' },
  { keys: ['n'], does: 'to the next problem' },
  { keys: ['+', '−'], does: 'faster, slower' },
  { keys: ['r'], does: 'roll another seed' },
  { keys: ['/'], does: 'another scenario' },
  { keys: ['Tab'], does: 'to the next control or mark; Enter picks it' },
  { keys: ['?'], does: 'this list' },
];

const OPEN = 'lambdarium:keys';

/** Opens the list from anywhere on the page. */
export function openKeyboardHelp(): void {
  window.dispatchEvent(new Event(OPEN));
}

export function KeyboardHelp() {
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
        {KEYS.map(({ keys, does }) => (
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
    </Dialog>
  );
}
