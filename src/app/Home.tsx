/** What this is, one living figure, the path so far, and where to go on. */
import { Link } from '@tanstack/react-router';
import { useStore } from 'zustand';
import { standing as quizStanding } from '../study/progress.ts';
import { BrokenOnPurpose } from './BrokenOnPurpose.tsx';
import { lessons, quizzes } from './catalogue.ts';
import { HomeFigure } from './HomeFigure.tsx';
import { PageHead } from './PageHead.tsx';
import { PAGES } from './pages.ts';
import { Path, useLessonStanding } from './Path.tsx';
import { Plates } from './Plates.tsx';
import { progressStore } from './progress-store.ts';

export function Home() {
  const progress = useStore(progressStore.store, (state) => state.progress);
  const standing = useLessonStanding();
  const begun = lessons.find((lesson) => standing(lesson.id) === 'begun');
  const next = begun ?? lessons.find((lesson) => standing(lesson.id) === 'unread');
  const done = lessons.filter((lesson) => standing(lesson.id) === 'done').length;
  return (
    <div className="home">
      <PageHead meta={PAGES.home} />
      <section className="hero">
        <div>
          <h1>A terrarium for AWS Lambda</h1>
          <p>
            Watch it live, break it on purpose, predict what it does next. Every claim here is a run you can
            stop, step back and take apart.
          </p>
        </div>
        <div className="go">
          {next ? (
            <Link to="/learn/$lesson" params={{ lesson: next.id }} className="button large primary">
              {begun ? 'Continue' : 'Start'}: {next.title}
            </Link>
          ) : (
            <Link to="/learn" className="button large primary">
              All lessons
            </Link>
          )}
          <Link to="/lab" className="button large">
            Open the lab
          </Link>
          <p>
            {done} of {lessons.length} {lessons.length === 1 ? 'lesson' : 'lessons'} done. Kept in this
            browser.
          </p>
        </div>
      </section>
      <HomeFigure />
      <section className="home-section">
        <div className="section-head">
          <h2>The path</h2>
          <p>Each lesson states one thing, lets you turn one thing, and asks one question.</p>
        </div>
        <Path />
      </section>
      <section className="home-section">
        <div className="section-head">
          <h2>Runs to take apart</h2>
          <p>Each asks one question. Predict, run it, change a setting, and see why.</p>
        </div>
        <Plates />
      </section>
      <BrokenOnPurpose />
      <section className="home-section">
        <div className="section-head">
          <h2>Your questions</h2>
          <p>Answered by runs, kept in this browser.</p>
        </div>
        <ul className="results">
          {quizzes.map((quiz) => {
            const stands = quizStanding(progress, quiz.questions);
            return (
              <li key={quiz.id}>
                <Link to="/learn/$lesson" params={{ lesson: quiz.lesson }} hash={`quiz-${quiz.id}`}>
                  {lessons.find((lesson) => lesson.id === quiz.lesson)?.title ?? quiz.title}
                </Link>
                <ResultBar {...stands} />
                <span>
                  {stands.answered === 0
                    ? `${stands.total} questions, none answered yet`
                    : `${stands.answered} of ${stands.total} answered, ${stands.right} right`}
                </span>
              </li>
            );
          })}
        </ul>
      </section>
    </div>
  );
}

/** A place a question: empty, answered, right. */
function ResultBar({
  total,
  answered,
  right,
}: {
  readonly total: number;
  readonly answered: number;
  readonly right: number;
}) {
  return (
    <svg
      className="results-bar"
      width={total * 16}
      height="14"
      viewBox={`0 0 ${total * 16} 14`}
      aria-hidden="true"
    >
      {Array.from({ length: total }, (_, index) => (
        <rect
          key={index}
          x={index * 16 + 1}
          y="1"
          width="12"
          height="12"
          rx="2"
          className={
            index < right ? 'fill-ink stroke-ink' : index < answered ? 'fill-none stroke-ink' : 'said'
          }
          strokeWidth="1.25"
        />
      ))}
    </svg>
  );
}
