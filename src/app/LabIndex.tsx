/** The scenarios there are, by invocation model. */
import { PageHead } from './PageHead.tsx';
import { PAGES } from './pages.ts';
import { ScenarioChooser } from './ScenarioChooser.tsx';

export function LabIndex() {
  return (
    <div className="page">
      <PageHead meta={PAGES.lab} />
      <h1 className="page-title">Lab</h1>
      <p className="lead">
        Each scenario asks one question. Predict, run it, and take it apart: every setting can be changed, and
        every step says why it happened.
      </p>
      <ScenarioChooser level={2} />
    </div>
  );
}
