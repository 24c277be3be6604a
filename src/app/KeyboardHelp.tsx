/** The keys, in a dialog that `?` opens. */
import { useEffect, useRef } from 'react';
import { Icon } from './Icon.tsx';

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

/** True where a key belongs to what the reader is typing or choosing. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
      target.closest('dialog') !== null)
  );
}

export function KeyboardHelp() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const open = () => {
      if (!dialog.current?.open) dialog.current?.showModal();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      open();
    };
    window.addEventListener(OPEN, open);
    document.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener(OPEN, open);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="keys-title" closedby="any">
      <h2 id="keys-title">Keyboard</h2>
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
      <button
        type="button"
        className="icon-button dialog-close"
        aria-label="Close"
        onClick={() => dialog.current?.close()}
      >
        <Icon name="close" />
      </button>
    </dialog>
  );
}
