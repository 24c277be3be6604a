/** Links to every lesson, question, scenario, repair and word that shows a fact. */
import { Link } from '@tanstack/react-router';
import { groupsOfUses, type Use } from './fact-uses.ts';

/** More than these are listed when they are asked for. */
const MOST_LISTED = 6;

export function FactUses({ id }: { readonly id: string }) {
  const groups = groupsOfUses(id);
  return (
    <section aria-labelledby={`uses-${id}`}>
      <h3 id={`uses-${id}`}>Where it shows</h3>
      {groups.length === 0 && <p className="quiet-text">Nowhere but on this page.</p>}
      {groups.map(({ says, uses }) => (
        <div key={says} className="fact-uses">
          {uses.length > MOST_LISTED ? (
            <details>
              <summary>
                {says} ({uses.length})
              </summary>
              <UseList uses={uses} />
            </details>
          ) : (
            <>
              <h4>{says}</h4>
              <UseList uses={uses} />
            </>
          )}
        </div>
      ))}
    </section>
  );
}

function UseList({ uses }: { readonly uses: readonly Use[] }) {
  return (
    <ul>
      {uses.map((use) => (
        <li key={use.key}>
          <UseLink use={use} />
        </li>
      ))}
    </ul>
  );
}

function UseLink({ use: { to, title } }: { readonly use: Use }) {
  switch (to.kind) {
    case 'lesson':
      return (
        <Link to="/learn/$lesson" params={{ lesson: to.lesson }}>
          {title}
        </Link>
      );
    case 'scenario':
      return (
        <Link
          to="/lab/$scenario"
          params={{ scenario: to.scenario }}
          {...(to.broken ? { search: { repair: 'on' } } : {})}
        >
          {title}
        </Link>
      );
    case 'term':
      return (
        <Link to="/glossary" hash={to.id}>
          {title}
        </Link>
      );
    case 'simplification':
      return (
        <Link to="/sources" hash={to.id}>
          {title}
        </Link>
      );
  }
}
