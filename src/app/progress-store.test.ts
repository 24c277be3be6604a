import { describe, expect, it } from 'vitest';
import { recordLesson } from '../study/progress.ts';
import { migrate } from '../study/stored-progress.ts';
import { createProgressStore, type Store } from './progress-store.ts';

const KEY = 'lambdarium.progress';
const ASIDE = 'lambdarium.progress.aside';

function memory(initial: Record<string, string> = {}) {
  const kept = new Map(Object.entries(initial));
  const storage: Store = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
  return { kept, storage };
}

const opened = (store: ReturnType<typeof createProgressStore>) => {
  store.update((progress, now) => recordLesson(progress, 'cold-starts', { kind: 'opened' }, now));
};

describe('progress in this browser', () => {
  it('is kept and read again', () => {
    const { storage } = memory();
    const first = createProgressStore(() => storage);
    first.read(migrate);
    opened(first);
    const second = createProgressStore(() => storage);
    second.read(migrate);
    expect(Object.keys(second.store.getState().progress.lessons)).toEqual(['cold-starts']);
    expect(second.store.getState()).toMatchObject({ problems: [], aside: null, unkept: '' });
  });

  it.each(['{', '[]', '{"version":99}', '{"version":1,"answers":[{}],"lessons":{},"bets":{}}'])(
    'puts %s aside untouched, says so, and goes on',
    (text) => {
      const { storage, kept } = memory({ [KEY]: text });
      const store = createProgressStore(() => storage);
      store.read(migrate);
      expect(kept.get(ASIDE)).toBe(text);
      expect(store.store.getState().aside).toBe(text);
      expect(store.store.getState().problems.length).toBeGreaterThan(0);
      opened(store);
      expect(kept.get(ASIDE)).toBe(text);
      // Next time what is kept aside is still offered, and the new progress is read.
      const next = createProgressStore(() => storage);
      next.read(migrate);
      expect(next.store.getState()).toMatchObject({ problems: [], aside: text });
      expect(Object.keys(next.store.getState().progress.lessons)).toEqual(['cold-starts']);
    },
  );

  it('does what was done before the first reading on top of what was stored', () => {
    const { storage, kept } = memory();
    const earlier = createProgressStore(() => storage);
    earlier.read(migrate);
    earlier.update((progress, now) => recordLesson(progress, 'another', { kind: 'finished' }, now));
    const before = kept.get(KEY);
    const store = createProgressStore(() => storage);
    opened(store);
    expect(Object.keys(store.store.getState().progress.lessons)).toEqual(['cold-starts']);
    expect(kept.get(KEY)).toBe(before);
    store.read(migrate);
    expect(Object.keys(store.store.getState().progress.lessons)).toEqual(['another', 'cold-starts']);
    store.read(migrate);
    expect(Object.keys(store.store.getState().progress.lessons)).toEqual(['another', 'cold-starts']);
  });

  it('never writes over what was put aside before', () => {
    const { storage, kept } = memory({ [KEY]: '{', [ASIDE]: 'older' });
    createProgressStore(() => storage).read(migrate);
    expect(kept.get(ASIDE)).toBe('older\n{');
  });

  it('goes on without storage, and says that nothing is kept', () => {
    const store = createProgressStore(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    store.read(migrate);
    opened(store);
    expect(store.store.getState().read).toBe(true);
    expect(Object.keys(store.store.getState().progress.lessons)).toEqual(['cold-starts']);
    expect(store.store.getState().unkept).not.toBe('');
  });

  it('says when the storage is full, and stops saying so once it is not', () => {
    const { storage } = memory();
    let full = true;
    const store = createProgressStore(() => ({
      ...storage,
      setItem: (key: string, value: string) => {
        if (full) throw new DOMException('full', 'QuotaExceededError');
        storage.setItem(key, value);
      },
    }));
    store.read(migrate);
    opened(store);
    expect(store.store.getState().unkept).toContain('full');
    full = false;
    store.update((progress, now) => recordLesson(progress, 'cold-starts', { kind: 'finished' }, now));
    expect(store.store.getState().unkept).toBe('');
  });
});
