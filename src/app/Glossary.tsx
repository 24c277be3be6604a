/** The words, one meaning each. */
import { Link } from '@tanstack/react-router';
import type { Term } from '../study/glossary.ts';
import { useAsOf } from './as-of.ts';
import { lessons } from './catalogue.ts';
import { scenarios } from './scenario-cards.ts';
import { terms } from './glossary.ts';
import { MarkedText } from './MarkedText.tsx';
import { factTitle, namedFact } from './named-facts.ts';
import { PageHead } from './PageHead.tsx';
import { PAGES } from './pages.ts';

export function Glossary() {
  const asOf = useAsOf();
  return (
    <div className="page">
      <PageHead meta={PAGES.glossary} />
      <h1 className="page-title">Glossary</h1>
      <p className="lead">
        AWS’s word where AWS has one. One meaning a word, and the same word everywhere here.
      </p>
      <dl className="terms">
        {terms.map((term) => (
          <div key={term.id} id={term.id}>
            <dt>{term.title}</dt>
            <dd>
              <MarkedText text={term.text} day={asOf.day} fact={namedFact} />
              {term.also.length > 0 && <span className="also"> Also: {term.also.join(', ')}.</span>}
              <TermLinks term={term} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Where the word is at work: only pages that are there. */
function TermLinks({ term }: { readonly term: Term }) {
  const taught = lessons.filter((lesson) => term.lessons.includes(lesson.id));
  const shown = scenarios.filter((scenario) => term.scenarios.includes(scenario.id));
  const seen = terms.filter((other) => term.see.includes(other.id));
  const stated = term.facts.flatMap((id) => {
    const title = factTitle(id);
    return title === undefined ? [] : [{ id, title }];
  });
  if (taught.length + shown.length + seen.length + stated.length === 0) return null;
  return (
    <span className="term-links">
      {taught.map((lesson) => (
        <Link key={lesson.id} to="/learn/$lesson" params={{ lesson: lesson.id }}>
          Lesson: {lesson.title}
        </Link>
      ))}
      {shown.map((scenario) => (
        <Link key={scenario.id} to="/lab/$scenario" params={{ scenario: scenario.id }}>
          Lab: {scenario.title}
        </Link>
      ))}
      {stated.map((fact) => (
        <Link key={fact.id} to="/limits" hash={fact.id}>
          {fact.title}
        </Link>
      ))}
      {seen.map((other) => (
        <Link key={other.id} to="/glossary" hash={other.id}>
          {other.title}
        </Link>
      ))}
    </span>
  );
}
