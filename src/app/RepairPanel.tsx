/** A scenario that is met broken: what must hold, whether it does on every seed, and help for who asks for it. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Repair } from '../sim/repair.ts';
import { own, reopenRepair } from '../study/progress.ts';
import { exampleText } from './example-text.ts';
import { Icon } from './Icon.tsx';
import { progressStore } from './progress-store.ts';
import { RepairHints } from './RepairHints.tsx';
import { RepairOutcome } from './RepairOutcome.tsx';
import { goalFigure, missText } from './repair-text.ts';
import type { Lab } from './use-lab.ts';
import { useRepair, type RepairStanding } from './use-repair.ts';
import './lab-repair.css';

export interface RepairPanelProps {
  readonly lab: Lab;
  readonly repair: Repair;
  /** On a phone: shows the whole panel. */
  readonly onGoal: () => void;
}

export function RepairPanel({ lab, repair, onGoal }: RepairPanelProps) {
  const [revealed, setRevealed] = useState(0);
  const standing = useRepair(lab, repair, revealed > repair.hints.length);
  const solved = useStore(progressStore.store, ({ progress }) => own(progress.repairs, lab.base.id));
  return (
    <>
      <p className="phone-repair">
        <span>{shortly(standing, repair)}</span>
        <button type="button" className="link" onClick={onGoal}>
          Goal
        </button>
      </p>
      <section className="repair" data-goals={repair.goal.length} aria-labelledby="repair-title">
        <div className="repair-goal">
          <h2 id="repair-title">Broken on purpose</h2>
          <p className="quiet-text">
            Change what stands in the picture until all of this holds, on this run and on others.{' '}
            <Link to="/lab/$scenario" params={{ scenario: lab.base.id }}>
              The scenario as it is
            </Link>
          </p>
          <GoalList repair={repair} standing={standing} />
        </div>
        <div className="repair-state">
          <RepairOutcome lab={lab} repair={repair} standing={standing} />
          {solved && (
            <p className="repair-kept">
              <Icon name="tick" size={14} /> You have mended it.{' '}
              <button
                type="button"
                className="link"
                onClick={() => {
                  progressStore.update((progress) => reopenRepair(progress, lab.base.id));
                }}
              >
                Forget that
              </button>
            </p>
          )}
          {(!standing.isSolved || revealed > 0) && (
            <RepairHints lab={lab} repair={repair} revealed={revealed} onReveal={setRevealed} />
          )}
        </div>
      </section>
    </>
  );
}

/** The standing in few words. */
function shortly({ shown, isSolved }: RepairStanding, { goal }: Repair): string {
  if (isSolved) return 'Mended';
  if (shown === null) return 'The run is under way';
  return `${shown.filter(({ holds }) => holds).length} of ${goal.length} parts of the goal hold`;
}

/** The goal, part by part: hollow and dashed until there is a run. */
function GoalList({ repair, standing }: { readonly repair: Repair; readonly standing: RepairStanding }) {
  return (
    <ul className="repair-list" aria-label="Goal">
      {repair.goal.map((goal, index) => {
        const result = standing.shown?.[index];
        return (
          <li key={goal.id} data-holds={result?.holds}>
            <span className="claim-mark">
              {result ? (
                <Icon name={result.holds ? 'tick' : 'close'} size={14} />
              ) : (
                <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
                  <rect x="1.5" y="1.5" width="11" height="11" rx="2" className="said" />
                </svg>
              )}
            </span>
            <span>
              {result && (
                <span className="visually-hidden">{result.holds ? 'Holds: ' : 'Does not hold: '}</span>
              )}
              {exampleText(goal.says)}
              {result && (
                <>
                  .{' '}
                  {result.holds ? (
                    <span className="quiet-text">Here: {goalFigure(goal.measure, result.found)}.</span>
                  ) : (
                    <b>Here: {missText(goal, result)}.</b>
                  )}
                </>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
