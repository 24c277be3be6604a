/** One question: asked, answered, and explained option by option. */
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { ENGINE_VERSION } from '../sim/engine-version.ts';
import { grade, type Answer, type Grade } from '../study/grade.ts';
import { firstOrder, partsOf, type Question as QuestionContent } from '../study/question.ts';
import { DidTag, SaidTag } from './LessonBet.tsx';
import { useSurroundings } from './lesson-context.ts';
import { readNumber } from './question-number.ts';
import { prove, type Proof } from './question-run.ts';
import { Judged, JudgedOptions, Options } from './QuestionOptions.tsx';
import { JudgedOrder, Order } from './QuestionOrder.tsx';
import { QuestionProof } from './QuestionProof.tsx';
import { QuestionText } from './QuestionText.tsx';
import { withUnit } from './number-words.ts';

export interface QuestionProps {
  readonly question: QuestionContent;
  /** The answer that stands; undefined: it is being asked. */
  readonly answer: Answer | undefined;
  /** Buttons beside "Check" and, once answered, beside "Answer again". */
  readonly after: ReactNode;
  readonly onAgain: () => void;
}

const ASKS: Readonly<Record<QuestionContent['kind'], string>> = {
  one: 'One answer',
  several: 'Several answers may be right',
  order: 'Put in order',
  number: 'A number',
  predict: 'Predict the run',
};

interface Judgement {
  readonly grade: Grade;
  readonly proof: Proof | undefined;
}

export function Question({ question, answer, after, onAgain }: QuestionProps) {
  const { scenario, rulesAt, asOf, onAnswer } = useSurroundings();

  function judge(given: Answer): Judgement {
    if (question.kind !== 'predict') return { grade: grade(question, given), proof: undefined };
    const rests = scenario(question.rests.scenario);
    if (!rests)
      throw new Error(`The question ${question.id} rests on ${question.rests.scenario}, and there is none.`);
    const proof = prove(question, rests, rulesAt(asOf));
    return { grade: grade(question, given, proof), proof };
  }

  function submit(given: Answer): void {
    const { correct } = judge(given).grade;
    onAnswer({ question: question.id, answer: given, correct, asOf, engineVersion: ENGINE_VERSION });
  }

  const judged = answer === undefined ? null : judge(answer);
  return (
    <div>
      <p className="text-ui text-ink2">{ASKS[question.kind]}</p>
      {judged === null || answer === undefined ? (
        <Asked key={question.id} question={question} onSubmit={submit} after={after} />
      ) : (
        <Explained question={question} answer={answer} judged={judged} after={after} onAgain={onAgain} />
      )}
    </div>
  );
}

interface AskedProps {
  readonly question: QuestionContent;
  readonly onSubmit: (answer: Answer) => void;
  readonly after: ReactNode;
}

/** The number asked for, and its unit; undefined where options are asked for. */
function numericOf(question: QuestionContent): { readonly unit: string } | undefined {
  if (question.kind === 'number') return question;
  return question.kind === 'predict' && question.answer.as === 'number' ? question.answer : undefined;
}

function Asked({ question, onSubmit, after }: AskedProps) {
  const name = useId();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [order, setOrder] = useState<readonly string[]>(() =>
    question.kind === 'order' ? firstOrder(question) : [],
  );
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const numeric = numericOf(question);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setProblem('');
    if (question.kind === 'order') {
      onSubmit({ order: [...order] });
    } else if (numeric) {
      const read = readNumber(text, numeric.unit);
      if ('message' in read) setProblem(read.message);
      else onSubmit({ value: read.value });
    } else if (chosen.length === 0) {
      setProblem(question.kind === 'several' ? 'Choose at least one.' : 'Choose one.');
    } else if (question.kind === 'several') {
      onSubmit({ options: [...chosen] });
    } else onSubmit({ option: chosen[0]! });
  }

  return (
    <form onSubmit={submit} noValidate className="max-w-text">
      <fieldset aria-describedby={`${name}-problem`}>
        <legend className="contents">
          <Stem question={question} />
        </legend>
        {question.kind === 'order' ? (
          <Order parts={question.items} order={order} onOrder={setOrder} />
        ) : numeric ? (
          <label className="flex min-h-11 items-baseline gap-3 border-t border-rule pt-4 font-serif text-[18px]/[26px]">
            <span className="visually-hidden">
              Your answer{numeric.unit === '' ? '' : ` in ${numeric.unit}`}
            </span>
            <input
              type="text"
              inputMode="decimal"
              autoComplete="off"
              className="field w-32 py-1 text-right"
              value={text}
              aria-invalid={problem !== ''}
              aria-describedby={`${name}-problem`}
              onChange={(event) => {
                setText(event.currentTarget.value);
              }}
            />
            <span aria-hidden="true">{numeric.unit}</span>
          </label>
        ) : (
          <Options
            name={name}
            parts={partsOf(question)}
            many={question.kind === 'several'}
            chosen={chosen}
            onChoose={setChosen}
          />
        )}
      </fieldset>
      <p id={`${name}-problem`} role="alert" className="min-h-5 pt-3 font-semibold empty:pt-0">
        {problem}
      </p>
      <p className="mt-2 flex flex-wrap items-center gap-3">
        <button type="submit" className="button large primary">
          {question.kind === 'predict' ? 'Predict and run' : 'Check'}
        </button>
        {after}
      </p>
    </form>
  );
}

function Stem({ question }: { readonly question: QuestionContent }) {
  return (
    <h3 className="mt-1 mb-6 max-w-[760px] text-section max-md:text-[24px]/[30px]">
      <QuestionText text={question.stem} />
    </h3>
  );
}

interface ExplainedProps {
  readonly question: QuestionContent;
  readonly answer: Answer;
  readonly judged: Judgement;
  readonly after: ReactNode;
  readonly onAgain: () => void;
}

function Explained({ question, answer, judged, after, onAgain }: ExplainedProps) {
  const { grade: result, proof } = judged;
  const predicted = question.kind === 'predict';
  const summary = proof?.summary;
  const numeric = numericOf(question);
  return (
    <>
      <Stem question={question} />
      <div className="grid gap-x-16 gap-y-6 lg:grid-cols-[640px_minmax(0,1fr)]">
        <div className="max-w-text min-w-0">
          {question.kind === 'order' ? (
            <JudgedOrder parts={question.items} grade={result} />
          ) : numeric && 'value' in answer ? (
            <JudgedNumber
              unit={numeric.unit}
              answer={answer.value}
              grade={result}
              predicted={predicted}
              proof={proof}
            />
          ) : (
            <JudgedOptions
              parts={partsOf(question)}
              verdicts={result.verdicts}
              predicted={predicted}
              summary={summary}
            />
          )}
          <p className="mt-4 flex flex-wrap items-center gap-3">
            {after}
            <button type="button" className="button quiet" onClick={onAgain}>
              Answer again
            </button>
          </p>
        </div>
        {question.kind === 'predict' && proof && <QuestionProof question={question} proof={proof} />}
      </div>
    </>
  );
}

interface JudgedNumberProps {
  readonly unit: string;
  readonly answer: number;
  readonly grade: Grade;
  readonly predicted: boolean;
  readonly proof: Proof | undefined;
}

function JudgedNumber({ unit, answer, grade: result, predicted, proof }: JudgedNumberProps) {
  const expected = 'value' in result.expected ? result.expected.value : answer;
  const said = predicted ? 'your prediction' : 'your answer';
  return (
    <ul>
      {result.verdicts.map((verdict) => (
        <Judged
          key={verdict.id}
          sign={verdict.id === 'answer' ? 'said' : verdict.said ? 'right-said' : 'right'}
          title={withUnit(verdict.id === 'answer' ? answer : expected, unit)}
          tags={
            <>
              {verdict.said && (
                <SaidTag>
                  {verdict.id === 'expected' && answer !== expected
                    ? `${said}: ${withUnit(answer, unit)}`
                    : said}
                </SaidTag>
              )}
              {verdict.right && <DidTag>{predicted ? 'what the run did' : 'right'}</DidTag>}
              {!verdict.right && <span className="visually-hidden">not right</span>}
            </>
          }
          reason={<QuestionText text={verdict.reason} summary={proof?.summary} />}
        />
      ))}
    </ul>
  );
}
