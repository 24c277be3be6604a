/** What the reader must know of this run: what the address got wrong, a crash, another engine. */
import { lazy, Suspense } from 'react';
import { formatDay } from '../cost/format-day.ts';
import { useAsOf } from './as-of.ts';
import { Icon } from './Icon.tsx';
import type { Lab } from './use-lab.ts';

/** Of the few who open an old link. */
const LinkDiffers = lazy(async () => {
  const { LinkDiffers: component } = await import('./LinkDiffers.tsx');
  return { default: component };
});

export function LabNotices({ lab }: { readonly lab: Lab }) {
  const { run, problems } = lab;
  const { allowedDay } = run;
  const asOf = useAsOf();
  return (
    <div className="lab-notices" role="status">
      {problems.length > 0 && (
        <div className="lab-notice">
          <div>
            <p>Not used; all else is kept:</p>
            <ul>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </div>
          <button
            type="button"
            className="icon-button"
            aria-label="Close this notice"
            onClick={lab.dismissProblems}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
      {lab.linkDiffers && (
        <Suspense fallback={null}>
          <LinkDiffers lab={lab} />
        </Suspense>
      )}
      {run.status === 'crashed' && (
        <div className="lab-notice">
          <p>
            The run stopped working before it was done{run.message === '' ? '' : ` (${run.message})`}.
            Settings, predictions and progress are kept.
          </p>
          <button type="button" className="button primary" onClick={lab.again}>
            Run again
          </button>
        </div>
      )}
      {run.status === 'problems' && (
        <div className="lab-notice">
          <div>
            <p>The rules of this date do not allow these settings:</p>
            <ul>
              {run.problems.map((problem) => (
                <li key={problem.message}>{problem.message}</li>
              ))}
            </ul>
          </div>
          {allowedDay !== null && (
            <button
              type="button"
              className="button"
              onClick={() => {
                asOf.choose(allowedDay);
              }}
            >
              Turn to {formatDay(allowedDay)}
            </button>
          )}
        </div>
      )}
      {run.status === 'cancelled' && (
        <div className="lab-notice">
          <p>The run was cancelled. What is on show is the run before it.</p>
          <button type="button" className="button" onClick={lab.again}>
            Run it
          </button>
        </div>
      )}
      {run.status === 'running' && run.share > 0 && (
        <div className="lab-notice">
          <p>
            Running: {Math.floor(run.share * 100)}
            {'\u202f%'} of the simulated time.
          </p>
          <progress max={1} value={run.share} aria-label="Simulated time" />
          <button type="button" className="button" onClick={lab.cancel}>
            Cancel
          </button>
        </div>
      )}
    </div>
  );
}
