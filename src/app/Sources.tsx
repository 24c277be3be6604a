/** Where every number comes from, and what the simulator leaves out. */
import { Link } from '@tanstack/react-router';
import cited from 'virtual:cited-sources';
import { formatDay } from '../cost/format-day.ts';
import { useAsOf } from './as-of.ts';
import { scenarios } from './scenario-cards.ts';
import { scenariosUnder } from './scenario-uses.ts';
import { MarkedText } from './MarkedText.tsx';
import { namedFact } from './named-facts.ts';
import { PageHead } from './PageHead.tsx';
import { PAGES } from './pages.ts';
import type { ScenarioCard } from './scenario-card.ts';
import { simplifications } from './simplifications.ts';
import { TODAY } from './today.ts';

export function Sources() {
  const asOf = useAsOf();
  return (
    <div className="page">
      <PageHead meta={PAGES.sources} />
      <h1 className="page-title">Sources and simplifications</h1>
      <p className="lead">
        {cited.facts} facts rest on {cited.sources.length} sources, all read by {formatDay(TODAY)}. What AWS
        does not document is a named, dated parameter with its evidence. What the simulator leaves out stands
        here too.
      </p>
      <section className="fact-group" aria-labelledby="simplifications">
        <h2 id="simplifications">Simplifications</h2>
        <ul className="simplifications">
          {simplifications.map((simplification) => {
            const under = scenariosUnder(simplification.id);
            const used = scenarios.filter(({ id }) => under.has(id));
            return (
              <li key={simplification.id} id={simplification.id}>
                <h3>{simplification.title}</h3>
                <p>
                  <MarkedText text={simplification.text} day={asOf.day} fact={namedFact} />
                </p>
                {used.length > 0 && <InForce used={used} />}
              </li>
            );
          })}
        </ul>
      </section>
      <section className="fact-group" aria-labelledby="sources">
        <h2 id="sources">Sources</h2>
        <ul className="sources">
          {cited.sources.map((source) => (
            <li key={source.url + source.title}>
              <a href={source.url} rel="noreferrer">
                {source.title}
              </a>
              <span className="quiet-text">
                {source.textDate !== null && <>of {formatDay(source.textDate)}, </>}read{' '}
                {formatDay(source.read)}
              </span>
              <span>
                {source.facts.map((fact, index) => (
                  <span key={fact.id}>
                    {index > 0 && ', '}
                    <Link to="/limits" hash={fact.id}>
                      {fact.title}
                    </Link>
                  </span>
                ))}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

/** More scenarios than these are listed when they are asked for. */
const MOST_LISTED = 6;

/** The scenarios a simplification is in force in: their number, and which they are. */
function InForce({ used }: { readonly used: readonly ScenarioCard[] }) {
  const said = `In force in ${used.length} of ${scenarios.length} scenarios`;
  const list = used.map((scenario, index) => (
    <span key={scenario.id}>
      {index > 0 && ', '}
      <Link to="/lab/$scenario" params={{ scenario: scenario.id }}>
        {scenario.title}
      </Link>
    </span>
  ));
  if (used.length <= MOST_LISTED)
    return (
      <p className="quiet-text">
        {said}: {list}.
      </p>
    );
  return (
    <details className="quiet-text">
      <summary>{said}</summary>
      <p>{list}.</p>
    </details>
  );
}
