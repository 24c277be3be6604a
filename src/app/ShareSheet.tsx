/** The link, the code to embed, the files: each made of what is on show. */
import { useId, useState } from 'react';
import { formatCount } from '../sim/format-time.ts';
import { CopyButton } from './CopyButton.tsx';
import { download } from './download.ts';
import { exampleText } from './example-text.ts';
import { OpenScenario } from './OpenScenario.tsx';
import { CONTENT_VERSION } from './route.ts';
import { scenarioFile } from './scenario-file.ts';
import { traceCsv, traceJson } from './trace-file.ts';
import type { Lab } from './use-lab.ts';
import './share-sheet.css';

/** px a figure needs with its transport, in a column of text. */
const EMBED = { wide: 720, tall: 640 };

export function ShareSheet({ lab, onDone }: { readonly lab: Lab; readonly onDone: () => void }) {
  const [link] = useState(() => lab.shareLink());
  const { result } = lab.run;
  const name = lab.base.id;
  const embed = new URL(link);
  embed.searchParams.set('embed', 'on');
  const title = exampleText(lab.base.title).replaceAll('"', '&quot;');
  const code = `<iframe src="${embed.href.replaceAll('&', '&amp;')}" title="Lambdarium: ${title}" width="${EMBED.wide}" height="${EMBED.tall}" loading="lazy"></iframe>`;
  return (
    <div className="share-sheet">
      <section>
        <h3>Link</h3>
        <p className="quiet-text">
          It holds all that is on show: settings, date, seed, what you made happen, the moment, what you look
          at. It carries the content’s version, the run’s hash and its figures: if a later version runs
          differently, the page says so and shows both.
        </p>
        <Copied label="Link to this moment" text={link} />
        {link.includes('file=tab.') && (
          <p>This scenario is too long for a link; the link works in this tab only. Send its file instead.</p>
        )}
      </section>
      <section>
        <h3>Embed</h3>
        <p className="quiet-text">The picture with its transport, for a page of your own.</p>
        <Copied label="Code to embed" text={code} />
      </section>
      <section>
        <h3>Files</h3>
        <ul className="share-files">
          <li>
            <button
              type="button"
              className="button"
              onClick={() => {
                const schema = new URL(
                  `${import.meta.env.BASE_URL}scenario.schema.json`,
                  window.location.href,
                ).href;
                download(`${name}.json`, 'application/json', [scenarioFile(lab.scenario, schema)]);
              }}
            >
              Save the scenario
            </button>{' '}
            <span className="quiet-text">
              as it is on show, with your changes; opens here and on the command line
            </span>
          </li>
          <li>
            <button
              type="button"
              className="button"
              disabled={!result}
              onClick={() => {
                if (!result) return;
                const facts = {
                  scenario: result.scenario,
                  contentVersion: CONTENT_VERSION,
                  asOf: lab.address.asOf,
                  hash: result.hash,
                };
                download(`${name}-trace.json`, 'application/json', [...traceJson(result.trace, facts)]);
              }}
            >
              Export the trace, JSON
            </button>{' '}
            <button
              type="button"
              className="button"
              disabled={!result}
              onClick={() => {
                if (result) download(`${name}-trace.csv`, 'text/csv', [...traceCsv(result.trace)]);
              }}
            >
              Export the trace, CSV
            </button>{' '}
            <span className="quiet-text">
              {result && `${formatCount(result.trace.length)} steps, each with its cause and reason`}
            </span>
          </li>
        </ul>
        <h3>Open</h3>
        <OpenScenario onOpened={onDone} />
      </section>
    </div>
  );
}

/** A text to take along: the field it stands in, and a button that copies it. */
function Copied({ label, text }: { readonly label: string; readonly text: string }) {
  const id = useId();
  return (
    <div className="share-copied">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        readOnly
        rows={3}
        className="field"
        value={text}
        onFocus={(event) => {
          event.currentTarget.select();
        }}
      />
      <CopyButton label="Copy" text={() => text} />
    </div>
  );
}
