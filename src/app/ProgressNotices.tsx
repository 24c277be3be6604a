/** What the reader must know about their stored progress: short, in the page. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { migrate } from '../study/stored-progress.ts';
import { download } from './download.ts';
import { Icon } from './Icon.tsx';
import { progressStore } from './progress-store.ts';

let started = false;

/** Reads the progress and follows other tabs; in the browser only, and the second call does nothing. */
function startProgress(): void {
  if (started) return;
  started = true;
  progressStore.read(migrate);
  window.addEventListener('storage', (event) => {
    if (event.key === progressStore.key || event.key === null) progressStore.read(migrate);
  });
}

export function ProgressNotices() {
  const { problems, aside, unkept } = useStore(progressStore.store);
  const [hidden, setHidden] = useState('');
  useEffect(startProgress, []);
  return (
    <>
      {aside !== null && (
        <div className="notice">
          <p>
            {problems.length > 0
              ? `Stored progress could not be read whole. ${problems.slice(0, 3).join(' ')}${problems.length > 3 ? ` And ${problems.length - 3} more.` : ''} `
              : 'Stored progress that could not be read is kept aside. '}
            Nothing is lost: the stored data is kept as it was.
          </p>
          <span className="notice-actions">
            <button
              type="button"
              className="button"
              onClick={() => {
                download('lambdarium-progress-kept-aside.json', 'application/json', [aside]);
              }}
            >
              Save it as a file
            </button>
            <button
              type="button"
              className="button quiet"
              onClick={() => {
                progressStore.dropAside();
              }}
            >
              Delete it
            </button>
          </span>
        </div>
      )}
      {unkept !== '' && hidden !== unkept && (
        <div className="notice">
          <p>{unkept}</p>
          <button
            type="button"
            className="icon-button"
            aria-label="Close this notice"
            onClick={() => {
              setHidden(unkept);
            }}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </>
  );
}
