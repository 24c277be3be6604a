/** A text of a question with its small marks drawn: examples, facts, figures of the run, code. */
import { Fragment } from 'react';
import { formatCount } from '../sim/format-time.ts';
import { measureOf, type Summary } from '../sim/summary.ts';
import { textParts } from '../study/inline-text.ts';
import { FactInline } from './LessonFact.tsx';
import { unitJoined } from './number-words.ts';

export interface QuestionTextProps {
  readonly text: string;
  /** The proof run, for figures of it. */
  readonly summary?: Summary | undefined;
}

function figure(summary: Summary | undefined, measure: string): string {
  const value = summary === undefined ? null : measureOf(summary, measure);
  return value === null
    ? ''
    : Number.isInteger(value)
      ? formatCount(value)
      : String(Number(value.toFixed(2)));
}

export function QuestionText({ text, summary }: QuestionTextProps) {
  return textParts(text).map((part, at) => {
    // Parts never move: their place is their key.
    const key = `${at}`;
    switch (part.kind) {
      case 'text':
        return <Fragment key={key}>{part.text}</Fragment>;
      case 'code':
        return <code key={key}>{part.text}</code>;
      case 'example':
        return (
          <span key={key} className="whitespace-nowrap">
            {unitJoined(part.text)}
          </span>
        );
      case 'fact':
        return (
          <FactInline
            key={key}
            id={part.fact}
            {...(part.part !== undefined && { part: part.part })}
            {...(part.at !== undefined && { at: part.at })}
          />
        );
      case 'run':
        return <Fragment key={key}>{figure(summary, part.measure)}</Fragment>;
    }
  });
}
