/** The verdicts of the configuration check: grouped, each with its reason, its facts and a value that would do. */
import { Link } from '@tanstack/react-router';
import facts from 'virtual:listed-facts';
import { fieldOf } from '../cost/check-fields.ts';
import type { Nearest, Rule, Verdict } from '../cost/check-rule.ts';
import { VERDICTS, type Checked } from '../cost/configuration-check.ts';
import { formatNumber } from '../cost/format-value.ts';
import { VerdictSign } from './VerdictSign.tsx';

const TITLES: Readonly<Record<Verdict, string>> = {
  refused: 'Refused',
  'did-not-exist': 'Not there yet',
  warning: 'Warnings',
  unknown: 'Not documented',
  ok: 'Allowed',
  'not-given': 'Nothing to judge yet',
};

const FACT_TITLES: ReadonlyMap<string, string> = new Map(facts.map(({ id, title }) => [id, title]));

export interface CheckVerdictsProps {
  readonly checked: readonly Checked[];
  readonly onUse: (nearest: Nearest) => void;
}

export function CheckVerdicts({ checked, onUse }: CheckVerdictsProps) {
  return (
    <div className="check-verdicts">
      {VERDICTS.map((verdict) => {
        const own = checked.filter((one) => one.verdict === verdict);
        if (own.length === 0) return null;
        const list = (
          <ul>
            {own.map((one) => (
              <Row key={one.rule.id} checked={one} onUse={onUse} />
            ))}
          </ul>
        );
        const head = (
          <h2>
            {TITLES[verdict]} <span>{formatNumber(own.length)}</span>
          </h2>
        );
        if (verdict === 'not-given') {
          return (
            <details key={verdict} className="check-verdict" data-verdict={verdict}>
              <summary>{head}</summary>
              {list}
            </details>
          );
        }
        return (
          <section
            key={verdict}
            className="check-verdict"
            data-verdict={verdict}
            aria-label={TITLES[verdict]}
          >
            {head}
            {list}
          </section>
        );
      })}
    </div>
  );
}

/** What a button does: `Use 10,240 MB`; another field than the one that is judged is named. */
function actOf(rule: Rule, { act, field, label }: Nearest): string {
  if (act !== undefined) return act;
  if (label === 'none') return `Leave “${fieldOf(field).label}” out`;
  const words = fieldOf(field).kind === 'yes-no' || field !== rule.inputs[0];
  return words ? `Set “${fieldOf(field).label}” to ${label}` : `Use ${label}`;
}

function Row({ checked, onUse }: { readonly checked: Checked; readonly onUse: (nearest: Nearest) => void }) {
  const { rule, verdict, reason, nearest, facts: ids } = checked;
  return (
    <li id={`rule-${rule.id}`} className="check-row">
      <VerdictSign verdict={verdict} />
      <div>
        <h3>{rule.title}</h3>
        <p>{reason}</p>
        {ids.length > 0 && (
          <p className="check-facts">
            {ids.map((id) => (
              <Link key={id} to="/limits" hash={id}>
                {FACT_TITLES.get(id) ?? id}
              </Link>
            ))}
          </p>
        )}
      </div>
      {nearest && (
        <button
          type="button"
          className="button"
          onClick={() => {
            onUse(nearest);
          }}
        >
          {actOf(rule, nearest)}
        </button>
      )}
    </li>
  );
}
