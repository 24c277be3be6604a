/**
 * What the reader has done, kept in this browser. A value that cannot be read is put aside under
 * another key and reported; storage that is denied or full is reported too, and the app goes on.
 */
import { createStore } from 'zustand/vanilla';
import { emptyProgress } from '../study/progress.ts';
import type { Progress } from '../study/progress-schema.ts';
import type { Migration } from '../study/stored-progress.ts';

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

type Change = (progress: Progress, now: number) => Progress;

export function createProgressStore(storage: () => Store) {
  /** Changes made before the stored value was read, and when. */
  const early: [Change, number][] = [];
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

  /**
   * Reads the stored value. Call again when another tab has written. What was done before the first
   * reading is done again on top of what was stored.
   * @param migrate of `study/stored-progress.ts`: it brings the schema, which pages load once they stand.
   */
  function read(migrate: (stored: unknown) => Migration): void {
    readStored(migrate);
    for (const [change, now] of early.splice(0)) apply(change, now);
  }

  function apply(change: Change, now: number): void {
    const before = store.getState().progress;
    const after = change(before, now);
    if (after === before) return;
    store.setState({ progress: after });
    // Before the first reading this would write over what is stored.
    if (store.getState().read) keep(after);
  }

  function readStored(migrate: (stored: unknown) => Migration): void {
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
    update(change: Change): void {
      const now = Date.now();
      if (!store.getState().read) early.push([change, now]);
      apply(change, now);
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
