/** Three hints, one after the other, and then our settings: each only when the reader asks. */
import { Link } from '@tanstack/react-router';
import { layOver } from '../sim/lay-over.ts';
import { changedSettings } from '../sim/overlay.ts';
import type { Repair } from '../sim/repair.ts';
import { exampleText } from './example-text.ts';
import { settingText } from './setting-text.ts';
import { printLab } from './route.ts';
import type { Lab } from './use-lab.ts';

export interface RepairHintsProps {
  readonly lab: Lab;
  readonly repair: Repair;
  /** How many have been asked for; one more than there are hints: ours as well. */
  readonly revealed: number;
  readonly onReveal: (count: number) => void;
}

export function RepairHints({ lab, repair, revealed, onReveal }: RepairHintsProps) {
  const { hints } = repair;
  const next =
    revealed === 0
      ? 'Show a hint'
      : revealed < hints.length
        ? 'Show the next hint'
        : revealed === hints.length
          ? 'Show ours'
          : null;
  return (
    <div className="repair-hints">
      <ol aria-label="Hints" hidden={revealed === 0}>
        {hints.slice(0, revealed).map((hint) => (
          <li key={hint}>{exampleText(hint)}</li>
        ))}
      </ol>
      {revealed > hints.length && <Ours lab={lab} repair={repair} />}
      {next !== null && (
        <p>
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              onReveal(revealed + 1);
            }}
          >
            {next}
          </button>{' '}
          <span className="quiet-text">
            {revealed < hints.length ? `${revealed} of ${hints.length} shown` : 'After that it is no riddle.'}
          </span>
        </p>
      )}
    </div>
  );
}

function Ours({ lab, repair }: { readonly lab: Lab; readonly repair: Repair }) {
  const { base } = lab;
  const ours = layOver(base, repair.solution);
  return (
    <div className="repair-ours">
      <h3>Ours</h3>
      <dl className="figures">
        {base.tunable
          .filter(({ key }) => key in repair.solution)
          .map((control) => (
            <div key={control.key}>
              <dt>{control.label}</dt>
              <dd>{settingText(ours, control)}</dd>
            </div>
          ))}
      </dl>
      <p>{exampleText(repair.because)}</p>
      <Link
        to="."
        search={printLab(base, {
          changes: changedSettings(base, ours),
          seed: lab.address.seed,
          page: { repair: 'on' },
        })}
        resetScroll={false}
        className="button quiet"
      >
        Use ours
      </Link>
    </div>
  );
}
