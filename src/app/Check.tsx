/** A function's configuration against the rules of a date: by form, or pasted as AWS prints it. */
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { countVerdicts } from '../cost/configuration-check.ts';
import { formatDay } from '../cost/format-day.ts';
import { useAsOf } from './as-of.ts';
import { CheckForm } from './CheckForm.tsx';
import { CheckPaste } from './CheckPaste.tsx';
import { CheckVerdicts } from './CheckVerdicts.tsx';
import { verdictSentence } from './check-sentence.ts';
import './check.css';
import { CopyButton } from './CopyButton.tsx';
import { PageHead } from './PageHead.tsx';
import { PAGES } from './pages.ts';
import { TODAY } from './today.ts';
import { useCheck } from './use-check.ts';

export function Check() {
  const asOf = useAsOf();
  const check = useCheck();
  const sentence = useRef<HTMLParagraphElement>(null);
  const counts = countVerdicts(check.checked);
  const isEmpty = Object.values(check.texts).every((text) => text === '');
  return (
    <div className="page check">
      <PageHead meta={PAGES.check} />
      <h1 className="page-title">Check a configuration</h1>
      <p className="lead">
        What AWS {asOf.isToday ? 'says' : 'said'} to a function’s settings and what stands around it,{' '}
        {asOf.isToday ? <>today, {formatDay(TODAY)}</> : <>by the rules of {formatDay(asOf.day)}</>}. Each
        rule names its fact, and the nearest value that is allowed. <Link to="/limits">All limits</Link>
      </p>
      <div className="check-desk">
        <CheckPaste check={check} />
        <CheckForm check={check} />
        <div className="check-count">
          <p role="status" aria-label="Verdict" className="check-sentence" ref={sentence} tabIndex={-1}>
            {isEmpty
              ? 'Nothing is given yet: paste what AWS prints, or fill in a field.'
              : verdictSentence(counts)}
          </p>
        </div>
        <div className="check-tools check-actions">
          <CopyButton label="Copy link" disabled={isEmpty} text={() => window.location.href} />
          <button type="button" className="button quiet" disabled={isEmpty} onClick={check.clear}>
            Start over
          </button>
        </div>
        <CheckVerdicts
          checked={check.checked}
          onUse={({ field, text }) => {
            check.set(field, text);
            // The button goes with its verdict: the focus stays near.
            sentence.current?.focus({ preventScroll: true });
          }}
        />
      </div>
    </div>
  );
}
