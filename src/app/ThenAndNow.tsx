/** The same run by the rules of other dates: closed until it is asked for, and nothing is run before. */
import { lazy, Suspense, useState } from 'react';
import type { Lab } from './use-lab.ts';
import './lab-dates.css';

/** Fetched when it is opened for the first time. */
const DatesBeside = lazy(async () => {
  const { DatesBeside: component } = await import('./DatesBeside.tsx');
  return { default: component };
});

/** Scenarios whose story is that the rules have changed: here it stands open. */
const OPEN_FAMILIES: readonly string[] = ['scaling'];

export interface ThenAndNowProps {
  readonly lab: Lab;
  /** The reader has seen the run to its end: nothing is given away any more. */
  readonly seen: boolean;
}

export function ThenAndNow({ lab, seen }: ThenAndNowProps) {
  const isOwn = OPEN_FAMILIES.includes(lab.base.family);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const [wanted, setWanted] = useState(false);
  const isOpen = chosen ?? isOwn;
  if (!wanted && isOpen && (chosen === true || seen)) setWanted(true);
  return (
    <section className="then-and-now" aria-labelledby="then-and-now-title">
      <details
        open={isOpen}
        onToggle={(event) => {
          if (event.currentTarget.open !== isOpen) setChosen(event.currentTarget.open);
        }}
      >
        <summary>
          <h2 id="then-and-now-title">Then and now</h2>
          <span className="quiet-text">the same run by the rules of other dates</span>
        </summary>
        {isOpen && wanted && (
          <Suspense fallback={<p className="empty">The dates are on their way.</p>}>
            <DatesBeside lab={lab} />
          </Suspense>
        )}
        {isOpen && !wanted && (
          <p className="empty">
            Play to the end: the same run by the rules of other dates then stands here.{' '}
            <button
              type="button"
              className="button"
              onClick={() => {
                setWanted(true);
              }}
            >
              Run the dates now
            </button>
          </p>
        )}
      </details>
    </section>
  );
}
