/** The path: the lessons there are, and how far the reader is. */
import { PageHead } from './PageHead.tsx';
import { PAGES } from './pages.ts';
import { Path } from './Path.tsx';

export function Learn() {
  return (
    <div className="page">
      <PageHead meta={PAGES.learn} />
      <h1 className="page-title">Lessons</h1>
      <p className="lead">
        Each states one thing, lets you turn one thing, and asks one question. What a sentence says about
        Lambda, a run beside it shows.
      </p>
      <Path heading="h2" />
    </div>
  );
}
