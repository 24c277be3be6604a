/**
 * The configurations of a scenario that the reader keeps, as a small tree: the scenario as it is, what was changed, and
 * from where on. Kept in this browser; what cannot be read is put aside, never thrown away.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { z } from '../sim/zod.ts';
import type { Store } from './progress-store.ts';

const KEY = 'lambdarium.branches';
const ASIDE = 'lambdarium.branches.aside';

/** As many as a small tree has, and as many scenarios with one. */
const MOST_BRANCHES = 30;
const MOST_TREES = 40;

/** Characters of a name. */
export const LONGEST_BRANCH_NAME = 80;

const Branch = z.strictObject({
  id: z.int().check(z.gte(1)),
  /** The branch it grew from; 0: the scenario as it is. */
  parent: z.int().check(z.gte(0)),
  name: z.string().check(z.maxLength(400)),
  /** The configuration, as the search part of an address. */
  search: z.string().check(z.maxLength(20_000)),
  /** The moment from which its settings are others, µs; null: from the start. */
  fromUs: z.nullable(z.number()),
});
export type Branch = z.infer<typeof Branch>;

const Trees = z.strictObject({ version: z.literal(1), trees: z.record(z.string(), z.array(Branch)) });

export interface BranchState {
  /** In the order in which they were kept. */
  readonly branches: readonly Branch[];
  /** What went wrong with what is stored; empty: nothing. */
  readonly problem: string;
}

export interface Branches {
  readonly store: StoreApi<BranchState>;
  /** Keeps a configuration; one that is there already is only told. Returns its id. */
  readonly keep: (branch: Omit<Branch, 'id'>) => number;
  readonly rename: (id: number, name: string) => void;
  /** Lets go of a branch; what grew from it grows from its parent. */
  readonly remove: (id: number) => void;
}

/** The tree of a scenario. */
export function createBranches(scenario: string, storage: () => Store): Branches {
  const { trees, problem } = read(storage);
  const store = createStore<BranchState>(() => ({ branches: trees[scenario] ?? [], problem }));

  function put(branches: readonly Branch[]): void {
    store.setState({ branches });
    // Another tab may have kept something since.
    const { [scenario]: _, ...others } = read(storage).trees;
    const kept = Object.entries(others).slice(-(MOST_TREES - 1));
    try {
      storage().setItem(
        KEY,
        JSON.stringify({ version: 1, trees: { ...Object.fromEntries(kept), [scenario]: branches } }),
      );
    } catch {
      store.setState({
        problem: 'This browser keeps no data for this page: the tree is gone when you leave.',
      });
    }
  }

  return {
    store,
    keep(branch) {
      const { branches } = store.getState();
      const known = branches.find(({ search }) => search === branch.search);
      if (known) return known.id;
      const id = Math.max(0, ...branches.map((one) => one.id)) + 1;
      const grown = [...branches, { ...branch, id, name: branch.name.slice(0, LONGEST_BRANCH_NAME) }];
      put(grown.slice(-MOST_BRANCHES).map((one, _, left) => rooted(one, left)));
      return id;
    },
    rename(id, name) {
      const text = name.trim().slice(0, LONGEST_BRANCH_NAME);
      if (text === '') return;
      put(store.getState().branches.map((one) => (one.id === id ? { ...one, name: text } : one)));
    },
    remove(id) {
      const { branches } = store.getState();
      const gone = branches.find((one) => one.id === id);
      if (!gone) return;
      put(
        branches
          .filter((one) => one !== gone)
          .map((one) => (one.parent === id ? { ...one, parent: gone.parent } : one)),
      );
    },
  };
}

/** A branch whose parent is gone grows from the scenario. */
function rooted(branch: Branch, left: readonly Branch[]): Branch {
  return branch.parent === 0 || left.some(({ id }) => id === branch.parent)
    ? branch
    : { ...branch, parent: 0 };
}

function read(storage: () => Store): { trees: Readonly<Record<string, readonly Branch[]>>; problem: string } {
  let text: string | null = null;
  try {
    text = storage().getItem(KEY);
    if (text === null) return { trees: {}, problem: '' };
    const parsed = Trees.safeParse(JSON.parse(text));
    if (parsed.success) return { trees: parsed.data.trees, problem: '' };
  } catch (error) {
    if (text === null)
      return { trees: {}, problem: `This browser keeps no data for this page (${String(error)}).` };
  }
  try {
    storage().setItem(ASIDE, text);
  } catch {
    // It stays where it is until something new is kept.
  }
  return {
    trees: {},
    problem: 'The tree that was stored cannot be read; it is put aside, and a new one begins.',
  };
}

/** A row of the tree as it is drawn: the branch and how deep it stands. */
export interface BranchRow {
  readonly branch: Branch;
  /** From 1: below the scenario as it is. */
  readonly depth: number;
}

/** The branches, each after the one it grew from. */
export function branchRows(branches: readonly Branch[], parent = 0, depth = 1): readonly BranchRow[] {
  return branches.flatMap((branch) =>
    branch.parent === parent
      ? [
          { branch, depth },
          ...branchRows(
            branches.filter((one) => one !== branch),
            branch.id,
            depth + 1,
          ),
        ]
      : [],
  );
}
