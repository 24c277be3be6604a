/** What if: the tree of configurations, other dates, and two runs beside each other, moment by moment. */
import { lazy, Suspense, useState } from 'react';
import type { Day } from '../cost/as-of.ts';
import { BesideDate } from './BesideDate.tsx';
import { BranchTree } from './BranchTree.tsx';
import { createBranches } from './branches.ts';
import {
  configurationOf,
  configurationWords,
  printConfiguration,
  readConfiguration,
} from './configuration.ts';
import { withNewIds } from './made.ts';
import type { PanelProps } from './panel-props.ts';
import { WhatIf } from './WhatIf.tsx';
import './lab-compare.css';

const TwoRuns = lazy(async () => {
  const { TwoRuns: component } = await import('./TwoRuns.tsx');
  return { default: component };
});

export function ComparePanel(props: PanelProps) {
  const { lab } = props;
  const { base } = lab;
  const [tree] = useState(() => createBranches(base.id, () => window.localStorage));
  const shown = printConfiguration(base, configurationOf(lab.address));
  const beside = lab.page['with'];
  const own = configurationOf(lab.address);
  const byRules = (day: Day) => printConfiguration(base, { ...own, asOf: day });
  // The run beside it is the same by other rules, and nothing else.
  const theirDay = beside === undefined ? null : readConfiguration(base, beside).asOf;

  /** Keeps what is on show; 0: it is the scenario as it is. */
  function keepShown(): number {
    if (shown === '') return 0;
    return tree.keep({ parent: 0, name: configurationWords(base, shown), search: shown, fromUs: null });
  }

  return (
    <div className="compare">
      <div className="compare-branches">
        <div>
          <WhatIf
            lab={lab}
            onFork={(change, fromUs) => {
              const parent = keepShown();
              const next = { ...own, made: [...lab.made, ...withNewIds(lab.scenario, [change])] };
              const search = printConfiguration(base, next);
              tree.keep({ parent, name: change.title, search, fromUs });
              lab.show(next, shown);
            }}
          />
          <BesideDate
            ofPage={lab.address.asOf}
            beside={theirDay !== null && byRules(theirDay) === beside ? theirDay : null}
            onDate={(day) => {
              lab.turnPage('with', byRules(day));
            }}
          />
        </div>
        <BranchTree lab={lab} tree={tree} shown={shown} beside={beside} onKeep={keepShown} />
      </div>
      {beside !== undefined && (
        <Suspense fallback={<p className="empty">The other run is on its way.</p>}>
          <TwoRuns {...props} beside={beside} />
        </Suspense>
      )}
    </div>
  );
}
