/**
 * What the reader has done, kept in this browser. A value that cannot be read is put aside under
 * another key and reported; storage that is denied or full is reported too, and the app goes on.
 */
import { createStore } from 'zustand/vanilla';
import { emptyProgress, migrate, type Progress } from '../study/progress.ts';

const KEY = 'lambdarium.progress';
const ASIDE = 'lambdarium.progress.aside';

export interface ProgressState {
  readonly progress: Progress;
  /** False until the stored value has been read: prerendered pages know of no reader. */
  readonly read: boolean;
  /** What went wrong with the stored value, in sentences. */
  readonly problems: readonly string[];
  /** The stored value that could not be read whole, as text; offered as a file. */
  readonly aside: string | null;
  /** Why progress is not being kept; empty: it is. */
  readonly unkept: string;
}

/** The part of `Storage` that is used. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export function createProgressStore(storage: () => Store) {
  const store = createStore<ProgressState>(() => ({
    progress: emptyProgress(),
    read: false,
    problems: [],
    aside: null,
    unkept: '',
  }));

  function keep(progress: Progress): void {
    try {
      storage().setItem(KEY, JSON.stringify(progress));
      if (store.getState().unkept !== '') store.setState({ unkept: '' });
    } catch (error) {
      store.setState({ unkept: unkeptBecause(error) });
    }
  }

  /** Reads the stored value. Call again when another tab has written. */
  function read(): void {
    let text: string | null;
    let earlier: string | null;
    try {
      text = storage().getItem(KEY);
      earlier = storage().getItem(ASIDE);
    } catch (error) {
      store.setState({ read: true, unkept: unkeptBecause(error) });
      return;
    }
    let stored: unknown = null;
    let broken = false;
    if (text !== null) {
      try {
        stored = JSON.parse(text);
      } catch {
        broken = true;
      }
    }
    const migration = broken ? migrate(text) : migrate(stored);
    const problems = migration.problems;
    if (problems.length === 0 || text === null) {
      store.setState({ progress: migration.progress, read: true, aside: earlier });
      return;
    }
    // Both what was put aside before and this: nothing of the reader's is thrown away.
    const aside = earlier === null || earlier === text ? text : `${earlier}\n${text}`;
    try {
      storage().setItem(ASIDE, aside);
      keep(migration.progress);
    } catch (error) {
      store.setState({ unkept: unkeptBecause(error) });
    }
    store.setState({ progress: migration.progress, read: true, problems, aside });
  }

  return {
    store,
    read,
    /** Changes the progress and keeps it. `change` gets the present instant, epoch ms. */
    update(change: (progress: Progress, now: number) => Progress): void {
      const before = store.getState().progress;
      const after = change(before, Date.now());
      if (after === before) return;
      store.setState({ progress: after });
      keep(after);
    },
    /** The reader has what was put aside, or does not want it: it is removed. */
    dropAside(): void {
      try {
        storage().removeItem(ASIDE);
      } catch {
        // It stays where it is and is offered again.
      }
      store.setState({ aside: null, problems: [] });
    },
    key: KEY,
  };
}

function unkeptBecause(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  return name === 'QuotaExceededError'
    ? 'The storage of this browser is full: what you do now is not kept when you leave.'
    : 'This browser keeps no data for this page: what you do now is not kept when you leave.';
}

export const progressStore = createProgressStore(() => window.localStorage);

let started = false;

/** Reads the progress and follows other tabs; in the browser only, and the second call does nothing. */
export function startProgress(): void {
  if (started) return;
  started = true;
  progressStore.read();
  window.addEventListener('storage', (event) => {
    if (event.key === progressStore.key || event.key === null) progressStore.read();
  });
}
