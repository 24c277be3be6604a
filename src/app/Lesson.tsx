/** A lesson: its head, the outline beside it, the text with its figures, and where to go next. */
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { recordAnswer, recordBet, recordLesson } from '../study/progress.ts';
import { JarProgress } from '../view/JarProgress.tsx';
import { useAsOf } from './as-of.ts';
import { lessonMeta, lessons, quizById } from './catalogue.ts';
import { lessonComponents } from './lesson-components.tsx';
import { SurroundingsContext, type LabLinkProps, type Surroundings } from './lesson-context.ts';
import { citedFact, citedScenario, citedTerm, lessonText } from './lesson-files.ts';
import { NotFound } from './NotFound.tsx';
import { PageHead } from './PageHead.tsx';
import { metaOf } from './pages.ts';
import { SHARES, useLessonStanding } from './Path.tsx';
import { progressStore } from './progress-store.ts';
import { rulesAt } from './rules.ts';
import { TODAY } from './today.ts';

function LabLink({ scenario, changes, className, children }: LabLinkProps): ReactNode {
  const search = Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, String(value)]));
  return (
    <Link
      to="/lab/$scenario"
      params={{ scenario }}
      search={(before) => ({ ...asofOf(before), ...search })}
      className={className}
    >
      {children}
    </Link>
  );
}

function asofOf(search: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return search['asof'] === undefined ? {} : { asof: search['asof'] };
}

export function Lesson() {
  const { lesson } = useParams({ from: '/learn/$lesson' });
  if (!lessonText(lesson)) return <NotFound />;
  return <LessonPage key={lesson} id={lesson} />;
}

function LessonPage({ id }: { readonly id: string }) {
  const meta = lessonMeta(id);
  const asOf = useAsOf();
  const navigate = useNavigate();
  const progress = useStore(progressStore.store, (state) => state.progress);
  const read = useStore(progressStore.store, (state) => state.read);
  const standing = useLessonStanding();
  const inPart = lessons.filter((lesson) => lesson.part === meta.part);
  const at = lessons.findIndex((lesson) => lesson.id === id);
  const [before, after] = [lessons[at - 1], lessons[at + 1]];

  // Opening is recorded once the stored progress has been read, so that nothing is written over it.
  useEffect(() => {
    if (read) progressStore.update((now, instant) => recordLesson(now, id, { kind: 'opened' }, instant));
  }, [id, read]);

  const surroundings: Surroundings = {
    lesson: id,
    asOf: asOf.day,
    today: TODAY,
    fact: (fact) => citedFact(id, fact),
    rulesAt,
    scenario: (scenario) => citedScenario(id, scenario),
    quiz: quizById,
    term: (term) => citedTerm(id, term),
    progress,
    onAnswer: (answer) => {
      progressStore.update((now, instant) => recordAnswer(now, answer, instant));
    },
    onBet: (bet, option) => {
      progressStore.update((now, instant) => recordBet(now, bet, option, instant));
    },
    onLesson: (event) => {
      progressStore.update((now, instant) => recordLesson(now, id, event, instant));
    },
    LabLink,
    onAsOf: (date) => {
      void navigate({
        to: '.',
        search: (search) => ({ ...search, asof: date === TODAY ? undefined : date }),
        resetScroll: false,
      });
    },
  };

  return (
    <div className="lesson">
      <PageHead meta={metaOf(meta.title, meta.description)} />
      <nav className="lesson-outline" aria-label="In this part">
        <p className="lesson-outline-part">
          <b>{meta.part}</b>
        </p>
        <ol>
          {inPart.map((lesson) => (
            <li key={lesson.id} className={lesson.id === id ? 'current' : undefined}>
              <Link
                to="/learn/$lesson"
                params={{ lesson: lesson.id }}
                aria-current={lesson.id === id ? 'page' : undefined}
              >
                <JarProgress share={SHARES[standing(lesson.id)]} size={12} />
                {lesson.title}
              </Link>
              {lesson.id === id && <Sections />}
            </li>
          ))}
        </ol>
      </nav>
      <div className="lesson-body">
        <header className="lesson-head">
          <h1>{meta.title}</h1>
          <p className="dek">{meta.subtitle}</p>
          <p className="lesson-meta">
            <span>{meta.minutes} minutes</span>
            <span>You will be able to: {lowerFirst(meta.able)}</span>
          </p>
        </header>
        <SurroundingsContext value={surroundings}>
          <article className="lesson-text">{lessonText(id)?.({ components: lessonComponents })}</article>
        </SurroundingsContext>
        <nav className="lesson-next" aria-label="Next">
          {before ? (
            <Link to="/learn/$lesson" params={{ lesson: before.id }} className="button large">
              Back: {before.title}
            </Link>
          ) : (
            <Link to="/learn" className="button large">
              All lessons
            </Link>
          )}
          {after ? (
            <Link to="/learn/$lesson" params={{ lesson: after.id }} className="button large primary">
              Next: {after.title}
            </Link>
          ) : (
            <Link to="/lab" className="button large primary">
              Next: try it in the lab
            </Link>
          )}
        </nav>
      </div>
    </div>
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

interface Section {
  readonly id: string;
  readonly title: string;
}

/** The sections of the text, read off its headings once it stands; the one in view is marked. */
function Sections() {
  const [sections, setSections] = useState<readonly Section[]>([]);
  const [current, setCurrent] = useState('');
  useEffect(() => {
    const headings = [...document.querySelectorAll<HTMLElement>('.lesson-text h2[id]')];
    const seen = new IntersectionObserver(
      (entries) => {
        setSections((known) =>
          known.length > 0
            ? known
            : headings.map((heading) => ({ id: heading.id, title: heading.textContent })),
        );
        for (const entry of entries) if (entry.isIntersecting) setCurrent(entry.target.id);
      },
      { rootMargin: '-10% 0px -70% 0px' },
    );
    for (const heading of headings) seen.observe(heading);
    return () => {
      seen.disconnect();
    };
  }, []);
  return (
    <ol className="lesson-sections">
      {sections.map((section) => (
        <li key={section.id}>
          <a href={`#${section.id}`} aria-current={section.id === current ? 'location' : undefined}>
            {section.title}
          </a>
        </li>
      ))}
    </ol>
  );
}
