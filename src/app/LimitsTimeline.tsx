/** What changed when: every change since the preview by year, and what differs between two dates. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import listed from 'virtual:listed-facts';
import { FIRST_DAY } from '../cost/as-of.ts';
import { changesOf, differences } from '../cost/fact-changes.ts';
import { ChangeDots } from '../view/ChangeDots.tsx';
import { formatDay } from '../cost/format-day.ts';
import { useAsOf } from './as-of.ts';
import { useWidth } from './use-width.ts';
import { PageHead } from './PageHead.tsx';
import { PAGES } from './pages.ts';
import { onlyText } from './search-text.ts';
import { TimelineDifferences } from './TimelineDifferences.tsx';
import { TimelineForm } from './TimelineForm.tsx';
import { countWays, readTimeline } from './timeline-view.ts';
import { TimelineYears } from './TimelineYears.tsx';
import { TODAY } from './today.ts';
import './facts.css';
import './limits-timeline.css';

/** px of the picture of dots before its room is known: in prerendered pages. */
const FIRST_WIDTH = 1286;

export function LimitsTimeline() {
  const asOf = useAsOf();
  const search = onlyText(useSearch({ strict: false }));
  const navigate = useNavigate();
  const room = useRef<HTMLDivElement>(null);
  const width = useWidth(room) ?? FIRST_WIDTH;
  const view = readTimeline(search, asOf, TODAY);
  const { from, to, topic } = view;
  const facts = topic === '' ? listed : listed.filter((fact) => fact.topic === topic);
  const differing = differences(facts, from.day, to.day);
  const changes = changesOf(facts);
  const dated = (day: string) => (day === TODAY ? 'today' : formatDay(day));
  const said = `${differing.length} of ${facts.length} facts`;
  const ways = countWays(differing);

  function change(keys: Readonly<Record<string, string | undefined>>): void {
    void navigate({
      to: '.',
      search: (before) => ({ ...before, ...keys }),
      replace: true,
      resetScroll: false,
    });
  }

  return (
    <div className="page timeline">
      <PageHead meta={PAGES.timeline} />
      <p className="timeline-back">
        <Link to="/limits">Limits</Link>
      </p>
      <h1 className="page-title">What changed when</h1>
      <p className="lead">
        {changes.length} dated changes since {formatDay(FIRST_DAY.slice(0, 7))}
        {topic !== '' && ' of this topic'}. Pick two dates to see what reads otherwise.
      </p>
      <TimelineForm view={view} change={change} />
      <div ref={room} className="timeline-dots">
        <ChangeDots
          dates={changes.map(({ after }) => after.from)}
          from={from.day}
          to={to.day}
          today={TODAY}
          width={width}
          label={`${changes.length} changes over time; between ${dated(from.day)} and ${dated(to.day)} ${said} read otherwise.`}
        />
      </div>
      <section className="timeline-differences" aria-labelledby="differences">
        <h2 id="differences">
          {dated(from.day)} and {dated(to.day)}
        </h2>
        <p className="timeline-count" role="status">
          <b>
            {differing.length === 0
              ? `All ${facts.length} facts read the same at both dates`
              : `${said} ${differing.length === 1 ? 'reads' : 'read'} otherwise`}
          </b>
          {ways === '' ? '.' : `: ${ways}.`}
        </p>
        <p className="timeline-links">
          Open at {dated(from.day)}: <AtDate day={from.day} />. At {dated(to.day)}: <AtDate day={to.day} />.
        </p>
        {differing.length > 0 && (
          <TimelineDifferences differing={differing} from={from.day} to={to.day} dated={dated} />
        )}
      </section>
      <TimelineYears changes={changes} />
    </div>
  );
}

/** The limits and the lab by the rules of a date. */
function AtDate({ day }: { readonly day: string }) {
  const search = { asof: day === TODAY ? 'today' : day };
  return (
    <>
      <Link to="/limits" search={search}>
        the limits
      </Link>
      ,{' '}
      <Link to="/lab" search={search}>
        the lab
      </Link>
    </>
  );
}
