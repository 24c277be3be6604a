/** What the scenario says will happen, held against this run; and the run's figures. */
import { Link } from '@tanstack/react-router';
import { checkClaims } from '../sim/claims.ts';
import { formatCount, formatDuration } from '../sim/format-time.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Summary } from '../sim/summary.ts';
import { formatDay } from './as-of-date.ts';
import { Icon } from './Icon.tsx';
import { MarkedText } from './MarkedText.tsx';
import { factTitle, namedFact } from './named-facts.ts';
import type { RunResult } from './run-client.ts';
import { simplificationById } from './simplifications.ts';
import { TODAY } from './today.ts';
import { unitFigures } from './unit-figures.ts';

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
  const stated = scenario.asOf ?? TODAY;
  const results = summary ? checkClaims(scenario, summary) : [];
  return (
    <div className="below">
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
      </section>
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

/** A figure with the unit its place in the summary implies. */
function formatMeasure(measure: string, value: number): string {
  if (/Ms(\.|$)/.test(measure)) return formatDuration(value * 1000);
  return Number.isInteger(value) ? formatCount(value) : String(Number(value.toPrecision(3)));
}

function Figures({ summary, result }: { readonly summary: Summary; readonly result: RunResult | null }) {
  const { counts, latencyMs, concurrency, environments } = summary;
  const rows: readonly (readonly [name: string, value: number | null, measure: string])[] = [
    ['requests offered', counts.offered, 'counts.offered'],
    ['cold', counts.cold, 'counts.cold'],
    ['warm', counts.warm, 'counts.warm'],
    ['succeeded', counts.succeeded, 'counts.succeeded'],
    ['failed', counts.failed, 'counts.failed'],
    ['throttled', counts.throttled, 'counts.throttled'],
    ['denied', counts.denied, 'counts.denied'],
    ['Init repeated', counts.initRepeated, 'counts.initRepeated'],
    ['time taken, median', latencyMs.p50, 'latencyMs.p50'],
    ['time taken, slowest', latencyMs.max, 'latencyMs.max'],
    ['at once, most', concurrency.max, 'concurrency.max'],
    ['environments made', environments.created, 'environments.created'],
    ['environments at once, most', environments.max, 'environments.max'],
  ];
  const units = result ? unitFigures(result.trace, result.scenario, summary) : [];
  const always = new Set(['counts.offered', 'counts.cold', 'counts.warm', 'counts.succeeded']);
  return (
    <dl className="figures">
      {[...units, ...rows]
        .filter(([, value, measure]) => value !== null && (value !== 0 || always.has(measure)))
        .map(([name, value, measure]) => (
          <div key={measure}>
            <dt>{name}</dt>
            <dd>{formatMeasure(measure, value!)}</dd>
          </div>
        ))}
    </dl>
  );
}
