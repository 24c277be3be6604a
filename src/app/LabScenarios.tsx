/** Another scenario, chosen without leaving the page: a button and the list in a dialog. */
import { lazy, Suspense, useRef, useState } from 'react';
import { Dialog } from './Dialog.tsx';
import { Icon } from './Icon.tsx';
import { usePageKey } from './use-page-key.ts';

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

  usePageKey('/', open);

  return (
    <>
      <button type="button" className="button quiet" aria-haspopup="dialog" onClick={open}>
        <Icon name="menu" size={14} />
        <span className="button-word">Scenarios</span>
      </button>
      <Dialog ref={dialog} title="Scenarios" className="chooser-dialog">
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
      </Dialog>
    </>
  );
}
