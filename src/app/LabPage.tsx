/** The page of a scenario, wherever it comes from. */
import type { Scenario } from '../sim/scenario.ts';
import { exampleText } from './example-text.ts';
import { LabHead } from './LabHead.tsx';
import { LabNotices } from './LabNotices.tsx';
import { LabRun } from './LabRun.tsx';
import { PageHead } from './PageHead.tsx';
import { metaOf } from './pages.ts';
import { useLab } from './use-lab.ts';

export interface LabPageProps {
  readonly base: Scenario;
  /** Where it stands, where that is not its own address. */
  readonly path?: string;
}

export function LabPage({ base, path }: LabPageProps) {
  const lab = useLab(base, path);
  return (
    <div className="lab">
      <PageHead meta={metaOf(exampleText(base.title), exampleText(base.question))} />
      <LabHead lab={lab} />
      <LabNotices lab={lab} />
      <LabRun key={lab.resets} lab={lab} />
    </div>
  );
}
