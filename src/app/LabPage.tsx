/** The page of a scenario, wherever it comes from. */
import type { Repair } from '../sim/repair.ts';
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
  /** What is to be mended in it; absent: nothing. */
  readonly repair?: Repair;
}

export function LabPage({ base, path, repair }: LabPageProps) {
  const lab = useLab(base, path);
  return (
    <div className="lab">
      <PageHead meta={metaOf(exampleText(base.title), exampleText(base.question))} />
      <LabHead lab={lab} />
      <LabNotices lab={lab} />
      <LabRun key={lab.resets} lab={lab} repair={repair ?? null} />
    </div>
  );
}
