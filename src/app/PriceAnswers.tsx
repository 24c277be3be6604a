/** The questions people bring to a bill, each answered by a chart and a sentence. */
import { useDeferredValue, useMemo, type ComponentType } from 'react';
import priceFacts from 'virtual:price-facts';
import type { Asked } from '../cost/answer.ts';
import type { Usage } from '../cost/usage.ts';
import { AlwaysOnAnswer } from './AlwaysOnAnswer.tsx';
import { ArchitectureAnswer } from './ArchitectureAnswer.tsx';
import { DatedAnswer } from './DatedAnswer.tsx';
import { MemoryAnswer } from './MemoryAnswer.tsx';
import { ProvisionedAnswer } from './ProvisionedAnswer.tsx';
import { useAnswerSetting } from './use-answer-setting.ts';
import { VolumeAnswer } from './VolumeAnswer.tsx';

interface Question {
  /** In the address. */
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly Answer: ComponentType<{ readonly asked: Asked }>;
  /** It has an answer for functions that are not on Lambda itself too: at the edge, on managed instances. */
  readonly isForAll?: true;
}

const FIRST: Question = { id: 'memory', label: 'Memory', title: 'Cost and memory', Answer: MemoryAnswer };
const QUESTIONS: readonly Question[] = [
  FIRST,
  { id: 'requests', label: 'Requests', title: 'Cost and requests', Answer: VolumeAnswer, isForAll: true },
  { id: 'arm', label: 'x86 or arm', title: 'x86_64 or arm64', Answer: ArchitectureAnswer },
  {
    id: 'provisioned',
    label: 'Provisioned',
    title: 'On demand or provisioned',
    Answer: ProvisionedAnswer,
  },
  {
    id: 'always-on',
    label: 'Always on',
    title: 'Lambda or a machine that is always on',
    Answer: AlwaysOnAnswer,
  },
  {
    id: 'dates',
    label: 'Then and now',
    title: 'The same bill then and now',
    Answer: DatedAnswer,
    isForAll: true,
  },
];

export interface PriceAnswersProps {
  readonly usage: Usage;
  /** The function that is asked about. */
  readonly index: number;
}

export function PriceAnswers({ usage, index }: PriceAnswersProps) {
  const question = useAnswerSetting('answer', FIRST.id);
  const { id: chosen, title, Answer, isForAll } = QUESTIONS.find(({ id }) => id === question.text) ?? FIRST;
  // The bill comes first: what answers it follows while nothing else is to be done.
  const shown = useDeferredValue(usage);
  const fn = shown.functions[index] ?? shown.functions[0];
  const asked = useMemo(
    (): Asked | null =>
      fn === undefined ? null : { usage: shown, index: shown.functions.indexOf(fn), facts: priceFacts },
    [shown, fn],
  );
  const isAnswered = isForAll === true || fn?.platform === 'lambda';
  return (
    <section className="price-answers" aria-labelledby="price-answer">
      <h2 id="price-answer">{title}</h2>
      <nav className="price-questions" aria-label="Questions to the bill">
        {QUESTIONS.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            aria-current={id === chosen ? 'true' : undefined}
            onClick={() => {
              question.set(id);
            }}
          >
            {label}
          </button>
        ))}
      </nav>
      {asked !== null && isAnswered ? (
        <Answer key={chosen} asked={asked} />
      ) : (
        <p className="price-conclusion">This question is for a function on Lambda itself.</p>
      )}
    </section>
  );
}
