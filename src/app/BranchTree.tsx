/** The tree of configurations: the scenario as it is, and what grew from it. */
import { useState } from 'react';
import { useStore } from 'zustand';
import { formatTime } from '../sim/format-time.ts';
import { branchRows, LONGEST_BRANCH_NAME, type Branch, type Branches } from './branches.ts';
import { configurationOf, configurationWords, readConfiguration } from './configuration.ts';
import { Icon } from './Icon.tsx';
import { digitsFor } from './Transport.tsx';
import type { Lab } from './use-lab.ts';

export interface BranchTreeProps {
  readonly lab: Lab;
  readonly tree: Branches;
  /** The configuration on show, and the one beside it, as text. */
  readonly shown: string;
  readonly beside: string | undefined;
  /** Keeps the configuration on show. */
  readonly onKeep: () => void;
}

/** The scenario as it is: the root, which is always there. */
const ROOT: Branch = { id: 0, parent: 0, name: 'The scenario as it is', search: '', fromUs: null };

export function BranchTree({ lab, tree, shown, beside, onKeep }: BranchTreeProps) {
  const { branches, problem } = useStore(tree.store);
  const rows = [{ branch: ROOT, depth: 0 }, ...branchRows(branches)];
  const isKept = rows.some(({ branch }) => branch.search === shown);
  return (
    <section aria-labelledby="tree-title" className="branches">
      <h3 id="tree-title">Tried so far</h3>
      {problem !== '' && <p role="status">{problem}</p>}
      <ul>
        {rows.map(({ branch, depth }) => (
          <BranchLine
            key={branch.id}
            lab={lab}
            tree={tree}
            branch={branch}
            depth={depth}
            isShown={branch.search === shown}
            isBeside={branch.search === beside}
          />
        ))}
      </ul>
      {!isKept && (
        <p>
          On show: {configurationWords(lab.base, shown)}.{' '}
          <button type="button" className="button" onClick={onKeep}>
            Keep it in the tree
          </button>
        </p>
      )}
    </section>
  );
}

interface BranchLineProps {
  readonly lab: Lab;
  readonly tree: Branches;
  readonly branch: Branch;
  readonly depth: number;
  readonly isShown: boolean;
  readonly isBeside: boolean;
}

function BranchLine({ lab, tree, branch, depth, isShown, isBeside }: BranchLineProps) {
  const [isNaming, setNaming] = useState(false);
  const endUs = useStore(lab.player.store, (state) => state.endUs);
  const { name, fromUs, search } = branch;
  return (
    <li data-depth={Math.min(depth, 6)} aria-current={isShown}>
      <span className="branch-mark" aria-hidden="true">
        <Icon name={isShown ? 'tick' : 'down'} size={12} />
      </span>
      {isNaming ? (
        <input
          type="text"
          className="field"
          aria-label={`Name of ${name}`}
          defaultValue={name}
          maxLength={LONGEST_BRANCH_NAME}
          ref={(field) => field?.focus()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
            if (event.key === 'Escape') setNaming(false);
          }}
          onBlur={(event) => {
            tree.rename(branch.id, event.currentTarget.value);
            setNaming(false);
          }}
        />
      ) : (
        <span className="branch-name">
          {name}
          {fromUs !== null && <small>forked at {formatTime(fromUs, digitsFor(endUs))}</small>}
        </span>
      )}
      <span className="branch-actions">
        {isShown ? (
          <b>on show</b>
        ) : (
          <>
            <button
              type="button"
              className="link"
              aria-label={`Show ${name}`}
              onClick={() => {
                lab.show(configurationOf(readConfiguration(lab.base, search)));
              }}
            >
              show
            </button>
            <button
              type="button"
              className="link"
              aria-pressed={isBeside}
              aria-label={`Set ${name} beside it`}
              onClick={() => {
                lab.turnPage('with', isBeside ? null : search);
              }}
            >
              {isBeside ? 'beside it' : 'set beside'}
            </button>
          </>
        )}
        {branch.id !== 0 && (
          <>
            <button
              type="button"
              className="link"
              aria-label={`Rename ${name}`}
              onClick={() => {
                setNaming(true);
              }}
            >
              rename
            </button>
            <button
              type="button"
              className="link"
              aria-label={`Let go of ${name}`}
              onClick={() => {
                tree.remove(branch.id);
              }}
            >
              let go
            </button>
          </>
        )}
      </span>
    </li>
  );
}
