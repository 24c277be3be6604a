/** Every value a fact has had, with notes and sources, and what the source notes said of it. */
import type { Fact } from '../cost/fact.ts';
import { valueAt } from '../cost/value-at.ts';
import { formatDay } from './as-of-date.ts';
import { FactValueText } from './FactValueText.tsx';

const VERDICTS = {
  current: 'right',
  'was true': 'right in its time',
  'never accurate': 'not so',
  unverified: 'not verified',
} as const;

const PRECISION = {
  'as-sourced': '',
  approximate: 'about ',
  'unknown-start': 'first read ',
} as const;

export function FactHistory({ fact, day }: { readonly fact: Fact; readonly day: string }) {
  const inForce = valueAt(fact, day);
  return (
    <div className="fact-history">
      <ol reversed>
        {fact.history.toReversed().map((entry) => (
          <li
            key={entry.from}
            className={
              inForce.status !== 'beforeIntroduction' && inForce.entry === entry ? 'in-force' : undefined
            }
          >
            <p>
              <b>
                {fact.start === 'firstRead' && entry === fact.history[0]
                  ? 'first read '
                  : PRECISION[entry.datePrecision]}
                {formatDay(entry.from)}
              </b>
              {inForce.entry === entry && inForce.status === 'inForce' && (
                <span className="pill">in force</span>
              )}
            </p>
            <div className="fact-value">
              <FactValueText fact={fact} value={entry.value} />
            </div>
            {entry.note !== undefined && <p className="fact-note">{entry.note}</p>}
            <ul className="fact-sources">
              {entry.sources.map((source) => (
                <li key={source.url + source.says}>
                  <a href={source.url} rel="noreferrer">
                    {source.title}
                  </a>
                  {source.textDate !== undefined && <>, {formatDay(source.textDate)}</>}: {source.says}.{' '}
                  <span className="quiet-text">Read {formatDay(source.read)}.</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {fact.noteClaims.length > 0 && (
        <div className="note-claims">
          <h3>What the source notes said</h3>
          <ul>
            {fact.noteClaims.map((claim) => (
              <li key={`${claim.note}${claim.claim}`}>
                Note {claim.note}: {claim.claim}. <b>{VERDICTS[claim.verdict]}</b>
                {claim.until !== undefined && <>, until {formatDay(claim.until)}</>}
                {claim.comment !== undefined && <>: {claim.comment}</>}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
