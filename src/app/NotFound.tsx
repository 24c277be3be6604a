import { Link } from '@tanstack/react-router';
import { PageHead } from './PageHead.tsx';
import { PAGES } from './pages.ts';

export function NotFound() {
  return (
    <div className="plain">
      <PageHead meta={PAGES.missing} />
      <h1>No page here</h1>
      <p className="lead">
        Nothing stands at this address. It may have been mistyped, or it belongs to a later version.
      </p>
      <p className="actions">
        <Link to="/" className="button">
          To the start
        </Link>
        <Link to="/lab" className="button">
          To the lab
        </Link>
        <Link to="/learn" className="button">
          To the lessons
        </Link>
      </p>
    </div>
  );
}
