/** Every limit, price and behaviour as of the date of the page: to be searched, filtered and opened. */
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useState } from 'react';
import listed from 'virtual:listed-facts';
import { formatDay } from '../cost/format-day.ts';
import { useAsOf } from './as-of.ts';
import { foundFacts, type Notes } from './fact-search.ts';
import { byTopic } from './fact-topics.ts';
import { LimitsFind } from './LimitsFind.tsx';
import { LimitsNav } from './LimitsNav.tsx';
import { LimitsTopic } from './LimitsTopic.tsx';
import { ALL, differsFrom, isNarrowed, passes } from './limits-view.ts';
import { PageHead } from './PageHead.tsx';
import { PAGES } from './pages.ts';
import { TODAY } from './today.ts';
import { useLimitsView } from './use-limits-view.ts';
import { useOpenFacts } from './use-open-facts.ts';
import { wordsOf } from './word-search.ts';
import './facts.css';
import './limits.css';

const NONE: Notes = {};
const TOPICS = byTopic(listed);

export function Limits() {
  const asOf = useAsOf();
  const [view, show] = useLimitsView();
  const [notes, setNotes] = useState(NONE);
  const open = useOpenFacts();
  const dates = { day: asOf.day, today: TODAY };
  const isSearching = view.q.trim() !== '';
  useEffect(() => {
    if (isSearching) void import('./fact-notes.ts').then(({ factNotes }) => setNotes(factNotes));
  }, [isSearching]);

  const words = useDeferredValue(wordsOf(view.q).join(' ')).split(' ').filter(Boolean);
  const matching = foundFacts(listed, words, asOf.day, notes);
  const found = matching.filter(({ fact }) => passes(fact, view, dates));
  const groups = byTopic(found.map((one) => ({ ...one, topic: one.fact.topic })));
  const differing = asOf.isToday ? 0 : listed.filter((fact) => differsFrom(fact, asOf.day, TODAY)).length;
  const hidden =
    open.linked !== '' && !found.some(({ fact }) => fact.id === open.linked)
      ? listed.find(({ id }) => id === open.linked)
      : undefined;

  return (
    <div className="page limits">
      <PageHead meta={PAGES.limits} />
      <div className="limits-head">
        <div>
          <h1 className="page-title">Limits</h1>
          <p className="lead">
            What AWS Lambda allows and how it behaves,{' '}
            {asOf.isToday ? <>today, {formatDay(TODAY)}</> : <>by the rules of {formatDay(asOf.day)}</>}.
            Every value has a date and a source; older ones were right in their time.
            {differing > 0 && ` ${differing} of ${listed.length} differ from today.`}
          </p>
        </div>
        <ul className="limits-doors">
          <li>
            <Link to="/limits/timeline">
              <b>What changed when</b>
              <span>Pick two dates, see the differences.</span>
            </Link>
          </li>
          <li>
            <Link to="/limits/check">
              <b>Check a configuration</b>
              <span>Yours against the limits of the date.</span>
            </Link>
          </li>
        </ul>
      </div>
      <LimitsFind
        view={view}
        show={show}
        dates={dates}
        matching={matching.map(({ fact }) => fact)}
        count={found.length}
        total={listed.length}
      />
      {hidden && (
        <p className="limits-hidden" role="status">
          “{hidden.title}” is not among these.{' '}
          <button
            type="button"
            className="link"
            onClick={() => {
              show(ALL);
            }}
          >
            Show all facts
          </button>
        </p>
      )}
      <div className="limits-body">
        <LimitsNav topics={TOPICS} groups={groups} isNarrowed={isNarrowed(view)} />
        <div className="limits-list">
          {groups.map(({ topic, title, facts }) => (
            <LimitsTopic
              key={topic}
              topic={topic}
              title={title}
              found={facts}
              words={words}
              asOf={asOf}
              open={open}
            />
          ))}
          {found.length === 0 && (
            <NothingFound
              typed={view.q}
              isFiltered={isNarrowed({ ...view, q: '' })}
              show={() => {
                show(ALL);
              }}
            />
          )}
        </div>
      </div>
    </div>
  );
}

function NothingFound(props: {
  readonly typed: string;
  readonly isFiltered: boolean;
  readonly show: () => void;
}) {
  const { typed, isFiltered, show } = props;
  const words = typed.trim();
  return (
    <div className="limits-nothing">
      <p>
        {words === ''
          ? 'No fact passes all of these filters.'
          : `No fact has ${/\s/.test(words) ? 'all of these words' : 'this word'}: ${words}.`}
      </p>
      <ul>
        {words !== '' && (
          <li>Try fewer words, or one of AWS’s own: timeout, payload, batch, retries, layers.</li>
        )}
        {words !== '' && <li>A number is found with its unit or without.</li>}
        {isFiltered && <li>Filters are on. Turn some of them off.</li>}
      </ul>
      <button type="button" className="button" onClick={show}>
        Show all facts
      </button>
    </div>
  );
}
