/** A scenario of the reader's own: opened from a file, or from a link that holds it. */
import { useLoaderData, useSearch } from '@tanstack/react-router';
import { LabPage } from './LabPage.tsx';
import { OpenScenario } from './OpenScenario.tsx';
import { isKeptInTab } from './kept-in-tab.ts';
import { PageHead } from './PageHead.tsx';
import { PAGES } from './pages.ts';

export function OwnLab() {
  const { read } = useLoaderData({ from: '/lab/own' });
  const { file } = useSearch({ strict: false });
  if (read && 'scenario' in read)
    return (
      <>
        {isKeptInTab(file) && (
          <p className="own-note" role="status">
            This scenario is too long for a link: it is kept in this tab alone. Save it as a file to keep it.
          </p>
        )}
        <LabPage key={file} base={read.scenario} path="/lab/own" />
      </>
    );
  return (
    <div className="page">
      <PageHead meta={PAGES.own} />
      <h1 className="page-title">Open a scenario</h1>
      <p className="lead">
        A scenario is one file: settings, arrivals, faults, what its operators do, and what it claims. Yours
        runs here, and nothing of it leaves this machine.
      </p>
      <OpenScenario problems={read?.problems ?? []} />
      <p>
        Any scenario of the Lab can be saved as such a file, changed with any editor and opened here. What a
        file may say is in the <a href={`${import.meta.env.BASE_URL}scenario.schema.json`}>schema</a>: editors
        that know JSON Schema complete and check it as you type.
      </p>
    </div>
  );
}
