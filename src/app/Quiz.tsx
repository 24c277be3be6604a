/** The questions of a lesson, one at a time: answered, explained, kept, and open to be answered again. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Answer } from '../study/grade.ts';
import { latestAnswers, standing } from '../study/progress.ts';
import { partsOf, type Question as QuestionContent, type Quiz as QuizContent } from '../study/question.ts';
import { useSurroundings } from './lesson-context.ts';
import { Question } from './Question.tsx';

/** Whether a stored answer still fits its question: contents change, ids stay. */
function fits(question: QuestionContent, answer: Answer): boolean {
  const known = partsOf(question).map((part) => part.id);
  if ('option' in answer)
    return (question.kind === 'one' || question.kind === 'predict') && known.includes(answer.option);
  if ('options' in answer)
    return question.kind === 'several' && answer.options.every((id) => known.includes(id));
  if ('order' in answer)
    return (
      question.kind === 'order' &&
      answer.order.length === known.length &&
      known.every((id) => answer.order.includes(id))
    );
  return question.kind === 'number' || (question.kind === 'predict' && question.answer.as === 'number');
}

export function Quiz({ quiz }: { readonly quiz: QuizContent }) {
  const { progress } = useSurroundings();
  const { id, questions } = quiz;
  const ids = useMemo(() => questions.map((question) => question.id), [questions]);
  const answers = useMemo(() => latestAnswers(progress, ids), [progress, ids]);
  const { answered, right, total } = standing(progress, ids);

  const [at, setAt] = useState(0);
  /** Questions opened to be answered again, with the number of answers there were then. */
  const [again, setAgain] = useState<Readonly<Record<string, number>>>({});
  const [result, setResult] = useState('');
  const touched = useRef(false);
  const top = useRef<HTMLElement>(null);

  const firstOpen = ids.findIndex((one) => !answers.has(one));
  // A reader who comes back goes on with the first question that is open.
  useEffect(() => {
    if (!touched.current && answers.size > 0) setAt(Math.max(0, firstOpen));
  }, [answers, firstOpen]);

  const question = questions[at]!;
  const record = answers.get(question.id);
  const given = progress.answers.filter((one) => one.question === question.id).length;
  const open = record === undefined || !fits(question, record.answer) || again[question.id] === given;

  // The result is said when an answer has just been given, not when one is looked at.
  const last = useRef(progress.answers.length);
  useEffect(() => {
    const newest = progress.answers.at(-1);
    if (progress.answers.length > last.current && touched.current && newest?.question === question.id) {
      setResult(newest.correct ? 'Right.' : 'Not right.');
      // The form is gone, and the focus with it: it goes on from where the reader goes on.
      const onwards = top.current?.querySelector<HTMLElement>('[data-onward]') ?? top.current;
      onwards?.focus({ preventScroll: true });
    }
    last.current = progress.answers.length;
  }, [progress, question.id]);

  function go(to: number): void {
    touched.current = true;
    setResult('');
    setAt(to);
    top.current?.focus({ preventScroll: true });
    top.current?.scrollIntoView({ block: 'nearest' });
  }

  const next = ids.findIndex((one, index) => index > at && !answers.has(one));
  const onward = next >= 0 ? next : firstOpen;
  return (
    <section
      ref={top}
      tabIndex={-1}
      aria-labelledby={`quiz-${id}`}
      className="mt-14 scroll-mt-4 border-t-2 border-ink pt-4 outline-none"
      onSubmitCapture={() => {
        touched.current = true;
      }}
    >
      <header className="mb-6 flex flex-wrap items-center justify-between gap-x-8 gap-y-2">
        <h2 id={`quiz-${id}`} className="font-sans text-ui font-normal text-ink2">
          {quiz.title}
        </h2>
        <nav aria-label="Questions">
          <ol className="flex flex-wrap">
            {questions.map((one, index) => {
              const kept = answers.get(one.id);
              const says = kept === undefined ? 'open' : kept.correct ? 'right' : 'not right';
              return (
                <li key={one.id}>
                  <button
                    type="button"
                    className={`flex h-8 w-7 items-center justify-center border-b-2 max-sm:h-11 ${index === at ? 'border-ink' : 'border-transparent'}`}
                    aria-label={`Question ${index + 1}, ${says}`}
                    aria-current={index === at ? 'step' : undefined}
                    onClick={() => {
                      go(index);
                    }}
                  >
                    <Dot state={says} />
                  </button>
                </li>
              );
            })}
          </ol>
        </nav>
      </header>
      <p
        role="status"
        className={result === '' ? 'visually-hidden' : 'mb-2 font-serif text-conclusion font-semibold'}
      >
        {result}
      </p>
      <Question
        key={`${question.id}-${open ? given : 'kept'}`}
        question={question}
        answer={open ? undefined : record.answer}
        onAgain={() => {
          touched.current = true;
          setResult('');
          setAgain({ ...again, [question.id]: given });
        }}
        after={
          open ? (
            <span className="text-ui text-ink2">
              Question {at + 1} of {total}
            </span>
          ) : onward >= 0 ? (
            <button
              type="button"
              className="button large primary"
              data-onward=""
              onClick={() => {
                go(onward);
              }}
            >
              Next question
            </button>
          ) : null
        }
      />
      {answered === total && (
        <p className="mt-8 max-w-text border-t border-rule pt-4 font-serif text-conclusion">
          <b className="font-semibold">
            {right === total ? `All ${total} are right.` : `${right} of ${total} are right.`}
          </b>{' '}
          {right === total
            ? 'You can take any of them again: press its mark above.'
            : 'The others are marked with a cross above. Their reasons stay, and you can answer each again.'}
        </p>
      )}
    </section>
  );
}

/** Hollow: open. Tick: right. Cross: not right. */
function Dot({ state }: { readonly state: 'open' | 'right' | 'not right' }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      {state === 'open' && (
        <circle
          cx="8"
          cy="8"
          r="5.5"
          fill="none"
          className="stroke-ink2"
          strokeWidth="1.25"
          strokeDasharray="2.2 1.8"
        />
      )}
      {state === 'right' && (
        <>
          <circle cx="8" cy="8" r="7" className="fill-ink" />
          <path
            d="M4.9 8l2.4 2.5 4-5"
            fill="none"
            className="stroke-page"
            strokeWidth="1.75"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </>
      )}
      {state === 'not right' && (
        <>
          <circle cx="8" cy="8" r="6.5" fill="none" className="stroke-ink" strokeWidth="1.25" />
          <path
            d="M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8"
            fill="none"
            className="stroke-ink"
            strokeWidth="1.5"
            strokeLinecap="round"
          />
        </>
      )}
    </svg>
  );
}
