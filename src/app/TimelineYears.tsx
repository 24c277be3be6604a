/** Every change, year by year, the latest first: what it was, what it became, and where that was read. */
import { Link } from '@tanstack/react-router';
import sources from 'virtual:change-sources';
import { changedLines, listChange, type Change } from '../cost/fact-changes.ts';
import { formatValue } from '../cost/format-value.ts';
import { formatDay } from '../cost/format-day.ts';
import { topicTitle } from './fact-topics.ts';

/** Longer values are cut: the page of limits has them whole. */
const MOST_SIGNS = 220;

export function TimelineYears({ changes }: { readonly changes: readonly Change[] }) {
  const years = [...new Set(changes.map(({ after }) => after.from.slice(0, 4)))];
  return (
    <section className="timeline-years" aria-labelledby="years">
      <h2 id="years">Year by year</h2>
      <nav aria-label="Years">
        {years.map((year) => (
          <Link key={year} to="." search={true} hash={`year-${year}`}>
            {year}
          </Link>
        ))}
      </nav>
      {years.map((year) => {
        const own = changes.filter(({ after }) => after.from.startsWith(year));
        return (
          <section key={year} className="timeline-year" aria-labelledby={`year-${year}`}>
            <div className="timeline-year-head">
              <h3 id={`year-${year}`}>{year}</h3>
              <p>{own.length === 1 ? '1 change' : `${own.length} changes`}</p>
            </div>
            <ol>
              {own.map((change) => (
                <ChangeLine key={`${change.fact.id} ${change.after.from}`} change={change} />
              ))}
            </ol>
          </section>
        );
      })}
    </section>
  );
}

function ChangeLine({ change }: { readonly change: Change }) {
  const { fact, after } = change;
  const source = sources[fact.id]?.[fact.history.indexOf(after)];
  return (
    <li>
      <p className="timeline-when">
        {after.datePrecision === 'approximate' && 'about '}
        {formatDay(after.from)}
      </p>
      <div>
        <p>
          <Link to="/limits" hash={fact.id} className="timeline-what">
            {fact.title}
          </Link>
          <span className="quiet-text"> {topicTitle(fact.topic)}</span>
        </p>
        {changeTexts(change).map((text) => (
          <p key={text}>{text}</p>
        ))}
        {source && (
          <p className="timeline-source">
            <a href={source[1]} rel="noreferrer">
              {source[0]}
            </a>
          </p>
        )}
      </div>
    </li>
  );
}

function cut(text: string): string {
  return text.length > MOST_SIGNS ? `${text.slice(0, MOST_SIGNS - 1).trimEnd()}…` : text;
}

/** What it was and what it became, line by line of what changed. */
function changeTexts({ fact, before, after, same }: Change): readonly string[] {
  if (before === null) return [`New: ${cut(formatValue(fact, after.value))}`];
  if (same) return [`Still ${cut(formatValue(fact, after.value))}; what is noted beside it is another.`];
  const come = listChange(before.value, after.value);
  if (come !== null) return [cut(come)];
  return changedLines(fact, before.value, after.value).map((line) => {
    const label = line.label === '' ? '' : `${line.label}: `;
    if (line.before === null) return cut(`${label}${line.after}, new`);
    if (line.after === null) return cut(`${label}${line.before}, no longer`);
    return `${label}${cut(line.before)} \u2192 ${cut(line.after)}`;
  });
}
