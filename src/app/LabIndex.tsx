/** The scenarios there are, each with a still picture of its own run. */
import { PageHead } from './PageHead.tsx';
import { PAGES } from './pages.ts';
import { Plates } from './Plates.tsx';

export function LabIndex() {
  return (
    <div className="page">
      <PageHead meta={PAGES.lab} />
      <h1 className="page-title">Lab</h1>
      <p className="lead">
        Each scenario asks one question. Predict, run it, and take it apart: every setting can be changed, and
        every step says why it happened.
      </p>
      <Plates />
    </div>
  );
}
