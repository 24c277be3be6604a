/** How many requests it takes until machines that are always on are cheaper. */
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { alwaysOnAnswer, type AlwaysOn } from '../cost/always-on-answer.ts';
import type { Asked } from '../cost/answer.ts';
import { shortCount } from '../cost/short-count.ts';
import { AnswerChart } from './AnswerChart.tsx';
import { answerAmount } from './answer-amount.ts';
import { AnswerField } from './AnswerField.tsx';
import { useAnswerSetting } from './use-answer-setting.ts';

const MACHINES = [
  ['ec2', 'EC2 m7g.large'],
  ['fargate', 'Fargate task'],
  ['own', 'a price of my own'],
] as const;

export function AlwaysOnAnswer({ asked }: { readonly asked: Asked }) {
  const id = useId();
  const kind = useAnswerSetting('machine', 'fargate');
  const count = useAnswerSetting('machines', '2');
  const vcpus = useAnswerSetting('vcpus', '0.5');
  const gb = useAnswerSetting('gb', '1');
  const hourly = useAnswerSetting('hourly', '0.05');
  const counts = answerAmount(count.text, 'Machines', '2', '100000', '1');
  const cpu = answerAmount(vcpus.text, 'vCPUs', '0.5', '64');
  const memory = answerAmount(gb.text, 'Memory', '1', '512');
  const own = answerAmount(hourly.text, 'Price an hour', '0.05', '10000');
  const machine: AlwaysOn =
    kind.text === 'ec2'
      ? { kind: 'ec2', count: counts.value }
      : kind.text === 'own'
        ? { kind: 'own', count: counts.value, hourlyUsd: own.value }
        : { kind: 'fargate', count: counts.value, vcpus: cpu.value, memoryGb: memory.value };
  const answer = alwaysOnAnswer(asked, machine);
  const fact = kind.text === 'ec2' ? 'price-ec2-m7g-large' : 'price-fargate';
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
    >
      <div className="price-row">
        <AnswerField setting={count} label="How many" problem={counts.problem} />
        <div className="price-field">
          <label htmlFor={id}>Machine</label>
          <span className="price-value">
            <select
              id={id}
              value={MACHINES.some(([value]) => value === kind.text) ? kind.text : 'fargate'}
              onChange={({ currentTarget }) => {
                kind.set(currentTarget.value);
              }}
            >
              {MACHINES.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </span>
        </div>
        {machine.kind === 'fargate' && (
          <>
            <AnswerField setting={vcpus} label="vCPUs of each" problem={cpu.problem} />
            <AnswerField setting={gb} label="Memory of each" unit="GB" problem={memory.problem} />
          </>
        )}
        {machine.kind === 'own' && (
          <AnswerField setting={hourly} label="Price of each an hour" unit="USD" problem={own.problem} />
        )}
      </div>
      {machine.kind !== 'own' && (
        <p className="price-notes">
          The price and its source:{' '}
          <Link to="/limits" hash={fact}>
            {MACHINES.find(([value]) => value === machine.kind)![1]}
          </Link>
          .
        </p>
      )}
    </AnswerChart>
  );
}
