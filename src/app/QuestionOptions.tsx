/** Options to choose from, and the same options with their reasons once it is decided. */
import type { ReactNode } from 'react';
import type { Summary } from '../sim/summary.ts';
import type { Verdict } from '../study/grade.ts';
import type { Part } from '../study/question.ts';
import { DidTag, SaidTag } from './LessonBet.tsx';
import { QuestionMark, type Sign } from './QuestionMark.tsx';
import { QuestionText } from './QuestionText.tsx';

export interface OptionsProps {
  readonly name: string;
  readonly parts: readonly Part[];
  readonly many: boolean;
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
}

/** Radio buttons, or boxes where several may be right. */
export function Options({ name, parts, many, chosen, onChoose }: OptionsProps) {
  return (
    <ul>
      {parts.map((part) => (
        <li key={part.id} className="border-t border-rule">
          <label className="flex min-h-14 items-start gap-4 py-4 font-serif text-[18px]/[26px] font-medium hover:bg-sunk max-md:min-h-14">
            <input
              type={many ? 'checkbox' : 'radio'}
              name={name}
              className="mt-[5px] ml-0.5 size-4 flex-none accent-ink"
              checked={chosen.includes(part.id)}
              onChange={() => {
                if (!many) onChoose([part.id]);
                else
                  onChoose(
                    chosen.includes(part.id) ? chosen.filter((id) => id !== part.id) : [...chosen, part.id],
                  );
              }}
            />
            <span>
              <QuestionText text={part.text} />
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}

export interface JudgedProps {
  readonly sign: Sign;
  readonly title: ReactNode;
  readonly tags: ReactNode;
  readonly reason: ReactNode;
}

/** One option after grading: mark, words, reason. */
export function Judged({ sign, title, tags, reason }: JudgedProps) {
  const right = sign === 'right' || sign === 'right-said';
  return (
    <li className="flex gap-4 border-t border-rule py-4">
      <QuestionMark sign={sign} />
      <div className="min-w-0 flex-1">
        <p
          className={`flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 font-serif text-[18px]/[26px] ${right ? 'font-[700]' : 'font-medium'}`}
        >
          <span>{title}</span>
          <span className="flex flex-wrap gap-2">{tags}</span>
        </p>
        <p className={`mt-0.5 max-w-[560px] text-reason ${right ? 'text-ink' : 'text-ink2'}`}>{reason}</p>
      </div>
    </li>
  );
}

export interface JudgedOptionsProps {
  readonly parts: readonly Part[];
  readonly verdicts: readonly Verdict[];
  /** The run decided; otherwise the words are "your answer" and "right". */
  readonly predicted: boolean;
  readonly summary: Summary | undefined;
}

export function JudgedOptions({ parts, verdicts, predicted, summary }: JudgedOptionsProps) {
  return (
    <ul>
      {parts.map((part) => {
        const verdict = verdicts.find((one) => one.id === part.id);
        if (!verdict) return null;
        const sign: Sign = verdict.right
          ? verdict.said
            ? 'right-said'
            : 'right'
          : verdict.said
            ? 'said'
            : 'plain';
        return (
          <Judged
            key={part.id}
            sign={sign}
            title={<QuestionText text={part.text} />}
            tags={
              <>
                {verdict.said && <SaidTag>{predicted ? 'your prediction' : 'your answer'}</SaidTag>}
                {verdict.right && <DidTag>{predicted ? 'what the run did' : 'right'}</DidTag>}
                {verdict.said && !verdict.right && <span className="visually-hidden">not right</span>}
              </>
            }
            reason={<QuestionText text={verdict.reason} summary={summary} />}
          />
        );
      })}
    </ul>
  );
}
