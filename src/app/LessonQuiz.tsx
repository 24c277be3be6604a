/**
 * A quiz in a lesson. Its questions, with grading and runs, are fetched once the page stands and the
 * browser has nothing better to do; until then the head is there and the place is kept.
 */
import { useEffect, useState, type ReactNode } from 'react';
import type { Quiz as QuizContent } from '../study/question.ts';
import { useSurroundings } from './lesson-context.ts';

interface Loaded {
  readonly Quiz: (props: { readonly quiz: QuizContent }) => ReactNode;
  readonly quiz: QuizContent;
}

async function load(id: string): Promise<Loaded> {
  const { loadQuiz } = await import('./quizzes.ts');
  const [{ Quiz }, quiz] = await Promise.all([import('./Quiz.tsx'), loadQuiz(id)]);
  return { Quiz, quiz };
}

/** Waits until the browser is idle; where it cannot be asked, until it has drawn. */
function whenIdle(run: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(run, 200);
    return () => {
      clearTimeout(timer);
    };
  }
  const handle = requestIdleCallback(run, { timeout: 3000 });
  return () => {
    cancelIdleCallback(handle);
  };
}

export function LessonQuiz({ id }: { readonly id: string }) {
  const { quiz: find } = useSurroundings();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [failed, setFailed] = useState(false);
  const outline = find(id);
  if (!outline) throw new Error(`The lesson asks for the quiz ${id}, and there is none.`);

  useEffect(() => {
    if (failed) return undefined;
    let gone = false;
    const cancel = whenIdle(() => {
      load(id).then(
        (found) => {
          if (!gone) setLoaded(found);
        },
        () => {
          if (!gone) setFailed(true);
        },
      );
    });
    return () => {
      gone = true;
      cancel();
    };
  }, [id, failed]);

  if (loaded) return <loaded.Quiz quiz={loaded.quiz} />;
  return (
    <section
      aria-labelledby={`quiz-${id}`}
      className="mt-14 min-h-[520px] scroll-mt-4 border-t-2 border-ink pt-4"
    >
      <header className="mb-6 flex min-h-8 flex-wrap items-center justify-between gap-x-8 gap-y-2 max-sm:min-h-11">
        <h2 id={`quiz-${id}`} className="font-sans text-ui font-normal text-ink2">
          {outline.title}
        </h2>
        <p className="text-ui text-ink2">{outline.questions.length} questions</p>
      </header>
      {failed && (
        <p className="flex flex-wrap items-center gap-3" role="status">
          The questions could not be fetched.
          <button
            type="button"
            className="button"
            onClick={() => {
              setFailed(false);
            }}
          >
            Try again
          </button>
        </p>
      )}
    </section>
  );
}
