/** A link that was made of another run than today's: both, figure by figure. */
import { measureOf, summarize } from '../sim/summary.ts';
import { askOf } from './bet-asks.ts';
import { CONTENT_VERSION } from './route.ts';
import { formatMeasure, runFigures } from './run-figures.ts';
import type { Lab } from './use-lab.ts';
import './link-differs.css';

/** `the last request throttled at`: a claim would say it with the number of the scenario's own run. */
function plainName(measure: string): string {
  const [of = '', kind = '', state = ''] = measure.split('.');
  return of === 'lastMs' ? `the last ${kind} ${state} at` : measure;
}

export function LinkDiffers({ lab }: { readonly lab: Lab }) {
  const { address, base } = lab;
  const { result } = lab.run;
  if (!result) return null;
  const { trace, scenario } = result;
  const summary = summarize(trace);
  const names = new Map(runFigures(trace, scenario, summary).map(([name, , measure]) => [measure, name]));
  const rows = address.was.map(({ measure, value }) => ({
    measure,
    name: names.get(measure) ?? askOf(measure, base)?.ask ?? plainName(measure),
    before: value,
    now: measureOf(summary, measure),
  }));
  const isOther = address.contentVersion !== null && address.contentVersion !== CONTENT_VERSION;
  const different = rows.filter(({ before, now }) => now === null || Math.abs(now - before) > 0.001);
  return (
    <div className="lab-notice">
      <div>
        <p>
          This link was made from another run
          {isOther && ` (content ${address.contentVersion}; here it is ${CONTENT_VERSION})`}: with the same
          settings, today’s run differs from the one its sender saw.
          {rows.length > 0 &&
            (different.length === 0
              ? ' What it comes to is the same.'
              : ` ${different.length} of ${rows.length} figures differ.`)}
        </p>
        {rows.length > 0 && (
          <table className="link-differs">
            <caption className="visually-hidden">The run of the link and the run of today</caption>
            <thead>
              <tr>
                <th scope="col">figure</th>
                <th scope="col">in the link</th>
                <th scope="col">today</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ measure, name, before, now }) => (
                <tr key={measure} data-differs={now === null || Math.abs(now - before) > 0.001}>
                  <th scope="row">{name}</th>
                  <td>{formatMeasure(measure, before)}</td>
                  <td>{now === null ? 'none' : formatMeasure(measure, now)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className="quiet-text">
          The link keeps the figures of its run, the hash {address.hash} among them; the run itself cannot be
          made again by this version.
        </p>
      </div>
    </div>
  );
}
