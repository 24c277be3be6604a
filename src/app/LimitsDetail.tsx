/** A fact opened: its history as a picture and as a table with sources, what the source notes said, where it shows. */
import { lazy, Suspense, use, useRef } from 'react';
import type { Entry, Fact } from '../cost/fact.ts';
import { valueAt } from '../cost/value-at.ts';
import { FactChart } from '../view/FactChart.tsx';
import { formatDay } from '../cost/format-day.ts';
import { factsOfTopic } from './fact-files.ts';
import { FactValueText } from './FactValueText.tsx';
import { Icon } from './Icon.tsx';
import { useWidth } from './use-width.ts';
import { TODAY } from './today.ts';
import './limits-detail.css';

const FactUses = lazy(async () => {
  const { FactUses: component } = await import('./FactUses.tsx');
  return { default: component };
});

/** px: wider pictures say no more. */
const WIDEST = 720;

export interface LimitsDetailProps {
  readonly id: string;
  readonly topic: string;
  readonly day: string;
}

export function LimitsDetail({ id, topic, day }: LimitsDetailProps) {
  const fact = use(factsOfTopic(topic)).find((one) => one.id === id);
  const room = useRef<HTMLDivElement>(null);
  const width = useWidth(room);
  if (!fact) return <p className="quiet-text">There is no fact {id}.</p>;
  const found = valueAt(fact, day);
  return (
    <div className="fact-detail">
      <div>
        <div ref={room} className="fact-picture">
          {width !== null && (
            <FactChart
              fact={fact}
              day={day}
              today={TODAY}
              width={Math.min(WIDEST, width)}
              dated={formatDay}
            />
          )}
        </div>
        {fact.history.length === 1 && <p className="fact-single">{onlyValue(fact)}</p>}
        <table className="fact-history">
          <caption className="visually-hidden">{fact.title}: every value, the latest first</caption>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">Value</th>
              <th scope="col">Read in</th>
            </tr>
          </thead>
          <tbody>
            {fact.history.toReversed().map((entry) => (
              <EntryRow
                key={entry.from}
                fact={fact}
                entry={entry}
                inForce={found.status === 'inForce' && found.entry === entry}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className="fact-beside">
        {fact.noteClaims.length > 0 && <NoteClaims fact={fact} day={day} />}
        <Suspense fallback={null}>
          <FactUses id={id} />
        </Suspense>
      </div>
    </div>
  );
}

function onlyValue(fact: Fact): string {
  const since = formatDay(fact.history[0]!.from);
  return fact.start === 'introduced'
    ? `It came with this value, ${since}, and has not changed since.`
    : `No other value is known. It was first read ${since} and held before.`;
}

/** What is not certain of an entry's day; null: a source gives it. */
function dayDoubt(fact: Fact, entry: Entry): string | null {
  const isFirst = entry === fact.history[0];
  if (entry.datePrecision === 'approximate')
    return 'The day is about right: what was read follows the change.';
  if (isFirst && fact.start === 'firstRead')
    return 'Only read there first: it held before, and since when is not known.';
  return null;
}

function EntryRow(props: { readonly fact: Fact; readonly entry: Entry; readonly inForce: boolean }) {
  const { fact, entry, inForce } = props;
  const isFirst = entry === fact.history[0] && fact.start === 'firstRead';
  const day = formatDay(entry.from);
  const doubt = dayDoubt(fact, entry);
  return (
    <tr className={inForce ? 'in-force' : undefined}>
      <th scope="row">
        {isFirst ? `first read ${day}` : entry.datePrecision === 'approximate' ? `about ${day}` : day}
        {inForce && <span className="fact-in-force">in force</span>}
      </th>
      <td>
        <div className="fact-value">
          <FactValueText fact={fact} value={entry.value} />
        </div>
        {entry.note !== undefined && <p className="fact-note">{entry.note}</p>}
        {entry.doubt !== undefined && <p className="fact-doubt">In doubt: {entry.doubt}</p>}
        {doubt !== null && <p className="fact-doubt">{doubt}</p>}
      </td>
      <td>
        <ul className="fact-sources">
          {entry.sources.map((source) => (
            <li key={source.url + source.says}>
              <a href={source.url} rel="noreferrer">
                {source.title}
              </a>
              : {source.says}.{' '}
              <span>
                {source.textDate !== undefined && <>Text of {formatDay(source.textDate)}, </>}
                {source.textDate === undefined ? 'Read' : 'read'} {formatDay(source.read)}.
              </span>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

type NoteClaim = Fact['noteClaims'][number];

/** Whether a note is right, and if it was so once, until when: seen from a date. */
function verdictOf({ verdict, until = '' }: NoteClaim, day: string): string {
  switch (verdict) {
    case 'current':
      return 'right';
    case 'was true':
      return `${day < until ? 'right then, ' : 'right '}until ${formatDay(until)}`;
    case 'never accurate':
      return 'never right';
    case 'unverified':
      return 'not verified';
  }
}

function NoteClaims({ fact, day }: { readonly fact: Fact; readonly day: string }) {
  return (
    <section aria-labelledby={`notes-${fact.id}`}>
      <h3 id={`notes-${fact.id}`}>What the source notes said</h3>
      <ul className="fact-claims">
        {fact.noteClaims.map((claim) => (
          <li key={`${claim.note}${claim.claim}`} data-verdict={claim.verdict}>
            <VerdictSign verdict={claim.verdict} />
            <p>
              Note {claim.note}: {claim.claim}: <b>{verdictOf(claim, day)}</b>.
              {claim.comment !== undefined && <span> {sentence(claim.comment)}</span>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A tick and a cross; a ring for what was right in its time, a dashed one for what is not known. */
function VerdictSign({ verdict }: Pick<NoteClaim, 'verdict'>) {
  if (verdict === 'current') return <Icon name="tick" size={12} />;
  if (verdict === 'never accurate') return <Icon name="close" size={12} />;
  return <span className="fact-claim-dot" aria-hidden="true" />;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
