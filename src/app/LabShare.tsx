/** Sharing and keeping what is on show: a button, and the sheet in a dialog. */
import { lazy, Suspense, useRef, useState } from 'react';
import { Dialog } from './Dialog.tsx';
import { Icon } from './Icon.tsx';
import type { Lab } from './use-lab.ts';

/** Fetched when the dialog is opened for the first time. */
const ShareSheet = lazy(async () => {
  const { ShareSheet: component } = await import('./ShareSheet.tsx');
  return { default: component };
});

export function LabShare({ lab }: { readonly lab: Lab }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [opened, setOpened] = useState(0);
  return (
    <>
      <button
        type="button"
        className="button quiet"
        aria-haspopup="dialog"
        onClick={() => {
          setOpened(opened + 1);
          dialog.current?.showModal();
        }}
      >
        <Icon name="share" size={14} />
        <span className="button-word">Share and keep</span>
      </button>
      <Dialog ref={dialog} title="Share and keep" className="share-dialog">
        {opened > 0 && (
          <Suspense fallback={<p className="quiet-text">On its way.</p>}>
            <ShareSheet key={opened} lab={lab} onDone={() => dialog.current?.close()} />
          </Suspense>
        )}
      </Dialog>
    </>
  );
}
