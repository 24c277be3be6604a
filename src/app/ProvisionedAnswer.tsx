/** How busy an environment has to be until it is cheaper provisioned. */
import { useMemo } from 'react';
import type { Asked } from '../cost/answer.ts';
import { provisionedAnswer } from '../cost/provisioned-answer.ts';
import { AnswerChart } from './AnswerChart.tsx';

export function ProvisionedAnswer({ asked }: { readonly asked: Asked }) {
  const answer = useMemo(() => provisionedAnswer(asked), [asked]);
  return (
    <AnswerChart
      answer={answer}
      column="Busy"
      x={{
        isLog: false,
        label: 'share of the time that the environment is busy',
        format: (x) => `${x}\u202f%`,
      }}
    />
  );
}
