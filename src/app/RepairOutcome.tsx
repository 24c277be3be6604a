/** Where a repair stands: not yet, being checked on more seeds, held on all of them, or on which it did not. */
import { Link } from '@tanstack/react-router';
import type { Repair } from '../sim/repair.ts';
import { layOver } from '../sim/lay-over.ts';
import { exampleText } from './example-text.ts';
import { goalFigure, missText } from './repair-text.ts';
import { settingText } from './setting-text.ts';
import { printLab } from './route.ts';
import type { Lab } from './use-lab.ts';
import type { RepairStanding, SeedResult } from './use-repair.ts';

export interface RepairOutcomeProps {
  readonly lab: Lab;
  readonly repair: Repair;
  readonly standing: RepairStanding;
}

/** More of them say no more. */
const SEEDS_TOLD = 3;

export function RepairOutcome(props: RepairOutcomeProps) {
  const { lab, standing, repair } = props;
  const { checked, seeds } = standing;
  const failed = checked.filter(({ results }) => !results?.every(({ holds }) => holds));
  const isThrough = checked.length === seeds.length;
  return (
    <div className="repair-outcome">
      <p role="status" className="repair-verdict">
        {lab.run.status === 'problems'
          ? 'The rules refuse these settings.'
          : verdict(standing, repair, failed.length)}
      </p>
      {standing.isChecking && (
        <div className="repair-progress">
          <progress max={seeds.length} value={checked.length} aria-label="Seeds checked" />
          <span>
            {checked.length} of {seeds.length} seeds
          </span>
        </div>
      )}
      {standing.crashed !== '' && (
        <p>
          The check has died: {standing.crashed}.{' '}
          <button type="button" className="link" onClick={standing.again}>
            Go on
          </button>
        </p>
      )}
      {isThrough && failed.length > 0 && <Failed {...props} failed={failed} />}
      {standing.isSolved && <Solved {...props} />}
    </div>
  );
}

function verdict(standing: RepairStanding, { goal }: Repair, failed: number): string {
  const { shown, holds, unfair, seeds, checked, isSolved } = standing;
  if (shown === null) return 'The run is under way.';
  if (!holds) {
    const held = shown.filter((one) => one.holds).length;
    return `The goal does not hold on this run: ${held} of ${goal.length} parts of it do.`;
  }
  if (unfair !== '') return `The goal holds on this run, and does not count: ${unfair}.`;
  if (isSolved) return `Mended: the goal holds on this run and on ${seeds.length - 1} more seeds.`;
  if (checked.length === seeds.length)
    return `Not mended yet: the goal holds on ${seeds.length - failed} of ${seeds.length} seeds.`;
  return `The goal holds on this run. It is checked on ${seeds.length - 1} more seeds.`;
}

/** The seeds on which it does not hold, each with the first part that fails and a way to see it. */
function Failed({ lab, repair, failed }: RepairOutcomeProps & { readonly failed: readonly SeedResult[] }) {
  return (
    <ul className="repair-seeds" aria-label="Seeds on which the goal does not hold">
      {failed.slice(0, SEEDS_TOLD).map(({ seed, results }) => {
        const at = results?.findIndex(({ holds }) => !holds) ?? -1;
        const goal = repair.goal[at];
        const result = results?.[at];
        return (
          <li key={seed}>
            <Link
              to="."
              search={printLab(lab.base, {
                changes: lab.address.changes,
                seed,
                page: { repair: 'on' },
              })}
              resetScroll={false}
            >
              Seed {seed}
            </Link>
            :{' '}
            {goal && result
              ? `${exampleText(goal.says)}. There: ${missText(goal, result)}.`
              : 'the rules refuse these settings.'}
          </li>
        );
      })}
      {failed.length > SEEDS_TOLD && <li>and {failed.length - SEEDS_TOLD} more</li>}
    </ul>
  );
}

/** The reader's settings and figures beside ours, on the same seed. */
function Solved({ lab, repair, standing }: RepairOutcomeProps) {
  const { base, scenario } = lab;
  const ours = layOver(base, repair.solution);
  const controls = base.tunable.filter((control) => {
    const values = [base, scenario, ours].map((one) => settingText(one, control));
    return new Set(values).size > 1;
  });
  if (standing.isOurs) return <p className="quiet-text">These are our settings.</p>;
  return (
    <table className="repair-table">
      <caption className="visually-hidden">Your settings and figures beside ours</caption>
      <thead>
        <tr>
          <th scope="col">setting, figure</th>
          <th scope="col">broken</th>
          <th scope="col">yours</th>
          <th scope="col">ours</th>
        </tr>
      </thead>
      <tbody>
        {controls.map((control) => (
          <tr key={control.key}>
            <th scope="row">{control.label}</th>
            <td>{settingText(base, control)}</td>
            <td>{settingText(scenario, control)}</td>
            <td>{settingText(ours, control)}</td>
          </tr>
        ))}
        {standing.compared.map(({ figure, measure, broken, yours, ours: theirs }) => (
          <tr key={measure}>
            <th scope="row">{figure}</th>
            <td>{goalFigure(measure, broken)}</td>
            <td>{goalFigure(measure, yours)}</td>
            <td>{goalFigure(measure, theirs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
