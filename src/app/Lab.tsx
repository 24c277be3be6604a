/** One scenario: predict, run, take apart. */
import { useParams } from '@tanstack/react-router';
import type { Scenario } from '../sim/scenario.ts';
import { LabHead } from './LabHead.tsx';
import { LabNotices } from './LabNotices.tsx';
import { LabRun } from './LabRun.tsx';
import { exampleText } from './example-text.ts';
import { NotFound } from './NotFound.tsx';
import { PageHead } from './PageHead.tsx';
import { metaOf } from './pages.ts';
import { loadedScenario } from './scenario-files.ts';
import { useLab } from './use-lab.ts';

export function Lab() {
  const { scenario: id } = useParams({ from: '/lab/$scenario' });
  const scenario = loadedScenario(id);
  return scenario ? <LabPage key={id} base={scenario} /> : <NotFound />;
}

function LabPage({ base }: { readonly base: Scenario }) {
  const lab = useLab(base);
  return (
    <div className="lab">
      <PageHead meta={metaOf(exampleText(base.title), exampleText(base.question))} />
      <LabHead lab={lab} />
      <LabNotices lab={lab} />
      <LabRun key={lab.resets} lab={lab} />
    </div>
  );
}
