/** What the scenario says will happen, held against this run; and the run's figures. */
import { Link } from '@tanstack/react-router';
import { checkClaims } from '../sim/claims.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Summary } from '../sim/summary.ts';
import { formatDay } from '../cost/format-day.ts';
import { exampleText } from './example-text.ts';
import { Icon } from './Icon.tsx';
import { MarkedText } from './MarkedText.tsx';
import { factTitle, namedFact } from './named-facts.ts';
import { repairCard } from './repair-cards.ts';
import type { RunResult } from './run-client.ts';
import { formatMeasure, runFigures } from './run-figures.ts';
import { simplificationById } from './simplifications.ts';
import { TODAY } from './today.ts';
import './run-claims.css';

export interface RunClaimsProps {
  readonly scenario: Scenario;
  /** The figures of the run, once the reader has seen all of it. */
  readonly summary: Summary | null;
  /** The run itself; null: there is none yet. */
  readonly result: RunResult | null;
  /** The settings or the seed are not the scenario's own. */
  readonly changed: boolean;
  readonly day: string;
}

export function RunClaims({ scenario, summary, result, changed, day }: RunClaimsProps) {
  const broken = repairCard(scenario.id);
  const stated = scenario.asOf ?? TODAY;
  const results = summary ? checkClaims(scenario, summary) : [];
  return (
    <div className="below">
      {scenario.claims.length > 0 && (
        <section aria-labelledby="claims-title">
          <h2 id="claims-title">Claims</h2>
          <p className="quiet-text">
            Stated for {stated === TODAY ? `today, ${formatDay(TODAY)}` : formatDay(stated)}
            {day !== stated && <>, run by the rules of {day === TODAY ? 'today' : formatDay(day)}</>}
            {changed && <>, with the scenario’s own settings: this run has others</>}.
          </p>
          {summary === null && (
            <p className="empty">Play to the end: each claim is then held against the run.</p>
          )}
          <ul className="claims">
            {summary !== null &&
              scenario.claims.map((claim) => {
                const held = results.find((one) => one.id === claim.id);
                return (
                  <li key={claim.id} data-holds={held?.holds}>
                    <span className="claim-mark">
                      <Icon name={held?.holds ? 'tick' : 'close'} size={14} />
                      <span className="visually-hidden">{held?.holds ? 'Holds: ' : 'Does not hold: '}</span>
                    </span>
                    <span>
                      <MarkedText text={claim.says} day={day} fact={namedFact} />{' '}
                      {held && !held.holds && (
                        <b>
                          Here it is{' '}
                          {held.found === null ? 'not measurable' : formatMeasure(claim.measure, held.found)}.
                        </b>
                      )}{' '}
                      <ClaimSource scenario={scenario} claim={claim} day={day} />
                    </span>
                  </li>
                );
              })}
          </ul>
          {broken && (
            <p className="also-broken">
              It also opens broken:{' '}
              <Link to="/lab/$scenario" params={{ scenario: scenario.id }} search={{ repair: 'on' }}>
                {exampleText(broken.title)}
              </Link>
            </p>
          )}
        </section>
      )}
      <section aria-labelledby="figures-title">
        <h2 id="figures-title">Figures of the run</h2>
        {summary === null ? (
          <p className="empty">They stand here when the run has been seen to its end.</p>
        ) : (
          <Figures summary={summary} result={result} />
        )}
      </section>
      <section aria-labelledby="simplifications-title" id="simplifications">
        <h2 id="simplifications-title">Simplifications in force</h2>
        <ul className="assumed">
          {scenario.simplifications.map((id) => {
            const simplification = simplificationById(id);
            return (
              <li key={id}>
                <details>
                  <summary>{simplification?.title ?? id}</summary>
                  {simplification && (
                    <p>
                      <MarkedText text={simplification.text} day={day} fact={namedFact} />{' '}
                      <Link to="/sources" hash={id}>
                        Sources
                      </Link>
                    </p>
                  )}
                </details>
              </li>
            );
          })}
        </ul>
      </section>
    </div>
  );
}

function ClaimSource({
  claim,
  day,
}: {
  readonly scenario: Scenario;
  readonly claim: Scenario['claims'][number];
  readonly day: string;
}) {
  const { from } = claim;
  if (from.kind === 'fact') {
    return (
      <Link to="/limits" hash={from.fact} className="quiet-text">
        {factTitle(from.fact) ?? from.fact}
      </Link>
    );
  }
  if (from.kind === 'case') return <span className="quiet-text">Reference case {from.case}.</span>;
  return (
    <span className="quiet-text">
      <MarkedText text={from.text} day={day} fact={namedFact} />
    </span>
  );
}

function Figures({ summary, result }: { readonly summary: Summary; readonly result: RunResult | null }) {
  const figures = result ? runFigures(result.trace, result.scenario, summary) : [];
  return (
    <dl className="figures">
      {figures.map(([name, value, measure]) => (
        <div key={measure}>
          <dt>{name}</dt>
          <dd>{formatMeasure(measure, value)}</dd>
        </div>
      ))}
    </dl>
  );
}
