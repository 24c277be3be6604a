/** Another scenario, chosen without leaving the page: a button and the list in a dialog. */
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react';
import { Icon } from './Icon.tsx';
import { isTyping } from './KeyboardHelp.tsx';

/** Fetched when the dialog is opened for the first time. */
const ScenarioChooser = lazy(async () => {
  const { ScenarioChooser: component } = await import('./ScenarioChooser.tsx');
  return { default: component };
});

export function LabScenarios({ current }: { readonly current: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [opened, setOpened] = useState(false);

  function open(): void {
    setOpened(true);
    if (!dialog.current?.open) dialog.current?.showModal();
    dialog.current?.querySelector('input')?.focus();
  }

  const onKey = useEffectEvent(open);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      onKey();
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
    };
  }, []);

  return (
    <>
      <button type="button" className="button quiet" aria-haspopup="dialog" onClick={open}>
        <Icon name="menu" size={14} />
        <span className="button-word">Scenarios</span>
      </button>
      <dialog ref={dialog} className="dialog chooser-dialog" aria-labelledby="scenarios-title" closedby="any">
        <h2 id="scenarios-title">Scenarios</h2>
        {opened && (
          <Suspense fallback={<p className="quiet-text">The list is on its way.</p>}>
            <ScenarioChooser
              level={3}
              current={current}
              onChosen={() => {
                dialog.current?.close();
              }}
            />
          </Suspense>
        )}
        <button
          type="button"
          className="icon-button dialog-close"
          aria-label="Close"
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </dialog>
    </>
  );
}
