import { describe, expect, it } from 'vitest';
import { branchRows, createBranches, type Branch } from './branches.ts';
import type { Store } from './progress-store.ts';

function storageOf(
  texts: Record<string, string> = {},
  isFull = false,
): Store & { readonly texts: typeof texts } {
  return {
    texts,
    getItem: (key) => texts[key] ?? null,
    setItem(key, value) {
      if (isFull) throw new DOMException('full', 'QuotaExceededError');
      texts[key] = value;
    },
    removeItem(key) {
      delete texts[key];
    },
  };
}

const branch = (name: string, parent = 0): Omit<Branch, 'id'> => ({
  parent,
  name,
  search: `name=${name}`,
  fromUs: null,
});
const shape = (rows: ReturnType<typeof branchRows>) =>
  rows.map(({ branch: { name }, depth }) => `${depth} ${name}`);

describe('the tree of what the reader tried', () => {
  it('stands again when the page is opened again, each branch after the one it grew from', () => {
    const storage = storageOf();
    const tree = createBranches('cold-start', () => storage);
    const first = tree.keep(branch('longer timeout'));
    tree.keep(branch('more memory'));
    tree.keep(branch('and slower', first));
    const again = createBranches('cold-start', () => storage);
    expect(shape(branchRows(again.store.getState().branches))).toEqual([
      '1 longer timeout',
      '2 and slower',
      '1 more memory',
    ]);
    expect(createBranches('another', () => storage).store.getState().branches).toEqual([]);
  });

  it('has a configuration once', () => {
    const tree = createBranches('cold-start', () => storageOf());
    expect(tree.keep(branch('a'))).toBe(tree.keep({ ...branch('a'), name: 'the same' }));
    expect(tree.store.getState().branches).toHaveLength(1);
  });

  it('lets go of a branch and keeps what grew from it', () => {
    const tree = createBranches('cold-start', () => storageOf());
    const first = tree.keep(branch('a'));
    const second = tree.keep(branch('b', first));
    tree.keep(branch('c', second));
    tree.remove(second);
    tree.rename(first, ' renamed ');
    tree.rename(first, '  ');
    expect(shape(branchRows(tree.store.getState().branches))).toEqual(['1 renamed', '2 c']);
  });

  it('stays small, and rooted', () => {
    const tree = createBranches('cold-start', () => storageOf());
    let parent = 0;
    for (let index = 0; index < 40; index += 1) parent = tree.keep(branch(`b${index}`, parent));
    const { branches } = tree.store.getState();
    expect(branches).toHaveLength(30);
    expect(branchRows(branches)).toHaveLength(30);
  });

  it('puts aside what it cannot read, and says so', () => {
    for (const text of ['{', '{"version":2,"trees":{}}', '{"version":1,"trees":{"cold-start":[{"id":0}]}}']) {
      const storage = storageOf({ 'lambdarium.branches': text });
      const tree = createBranches('cold-start', () => storage);
      expect(tree.store.getState()).toMatchObject({ branches: [] });
      expect(tree.store.getState().problem).toContain('put aside');
      expect(storage.texts['lambdarium.branches.aside']).toBe(text);
    }
  });

  it('goes on where nothing can be stored', () => {
    const tree = createBranches('cold-start', () => storageOf({}, true));
    tree.keep(branch('a'));
    expect(tree.store.getState().branches).toHaveLength(1);
    expect(tree.store.getState().problem).toContain('keeps no data');
  });
});
