/** The same month by the prices of every date. */
import { useMemo } from 'react';
import type { Asked } from '../cost/answer.ts';
import { datedAnswer } from '../cost/dated-answer.ts';
import { AnswerChart } from './AnswerChart.tsx';
import { TODAY } from './today.ts';

export function DatedAnswer({ asked }: { readonly asked: Asked }) {
  const answer = useMemo(() => datedAnswer(asked.usage, asked.facts, TODAY), [asked]);
  const years = answer.lines[0]!.points.map((point) => point.x);
  const [first, last] = [years[0]!, years.at(-1)!];
  const ticks = Array.from({ length: Math.floor(last - first) + 1 }, (_, at) => first + at);
  return (
    <AnswerChart
      answer={answer}
      column="Since"
      named={(x) =>
        answer.edges.find((edge) => edge.x === x)?.text ??
        answer.marks.find((mark) => mark.x === x)?.note ??
        ''
      }
      x={{
        isLog: false,
        label: 'the date whose prices make the bill',
        format: (year) => String(Math.floor(year)),
        ticks,
      }}
    />
  );
}
