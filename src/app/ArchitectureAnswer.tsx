/** What the month costs on the other architecture, if it takes as long there, or not quite. */
import { useMemo } from 'react';
import type { Asked } from '../cost/answer.ts';
import { architectureAnswer } from '../cost/architecture-answer.ts';
import { AnswerChart } from './AnswerChart.tsx';
import { answerAmount } from './answer-amount.ts';
import { AnswerField } from './AnswerField.tsx';
import { useAnswerSetting } from './use-answer-setting.ts';

export function ArchitectureAnswer({ asked }: { readonly asked: Asked }) {
  const percent = useAnswerSetting('arm', '100');
  const read = answerAmount(percent.text, 'Duration on arm64', '100', '200', '1');
  const share = read.value.toNumber();
  const answer = useMemo(() => architectureAnswer(asked, share), [asked, share]);
  return (
    <AnswerChart
      answer={answer}
      column="Duration on arm64, % of x86_64"
      x={{ isLog: false, label: 'duration on arm64, in % of that on x86_64', format: (x) => `${x}\u202f%` }}
    >
      <div className="price-row">
        <AnswerField
          setting={percent}
          label="Duration on arm64, of that on x86_64"
          unit="%"
          problem={read.problem}
        />
      </div>
    </AnswerChart>
  );
}
