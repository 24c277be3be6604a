/** What the month costs with more or fewer requests. */
import { useMemo } from 'react';
import type { Asked } from '../cost/answer.ts';
import { shortCount } from '../cost/short-count.ts';
import { volumeAnswer } from '../cost/volume-answer.ts';
import { AnswerChart } from './AnswerChart.tsx';
import { useAsOf } from './as-of.ts';
import { TODAY } from './today.ts';

export function VolumeAnswer({ asked }: { readonly asked: Asked }) {
  const asOf = useAsOf();
  const answer = useMemo(() => volumeAnswer(asked, asOf.isToday ? null : TODAY), [asked, asOf.isToday]);
  return (
    <AnswerChart
      answer={answer}
      column="Requests a month"
      isLogUsd
      x={{
        isLog: true,
        label: 'requests a month; each step of either axis is ten times as much',
        format: shortCount,
      }}
    />
  );
}
