/** What the month costs with more or less memory: by a curve that is assumed, typed or pasted. */
import { Link } from '@tanstack/react-router';
import { useId, useMemo } from 'react';
import type { Asked } from '../cost/answer.ts';
import { formatNumber } from '../cost/format-value.ts';
import { meanMs } from '../cost/mean-duration.ts';
import { assumedCurve, memoryAnswer } from '../cost/memory-answer.ts';
import { PriceList } from '../cost/price-list.ts';
import { AnswerChart } from './AnswerChart.tsx';
import { answerAmount } from './answer-amount.ts';
import { AnswerField } from './AnswerField.tsx';
import { useAsOf } from './as-of.ts';
import { curveText, readCurve } from './duration-curve.ts';
import { TODAY } from './today.ts';
import { useAnswerSetting } from './use-answer-setting.ts';

/** A figure at the date of the usage. */
function figure({ usage, facts }: Asked, id: string): number {
  const found = new PriceList(facts, usage.asOf, usage.region).figure(id);
  if (!found) throw new Error(`The fact ${id} has no figure at ${usage.asOf}.`);
  return found.value.toNumber();
}

export function MemoryAnswer({ asked }: { readonly asked: Asked }) {
  const asOf = useAsOf();
  const id = useId();
  const typed = useAnswerSetting('curve', '');
  const computing = useAnswerSetting('computing', '80');
  const fn = asked.usage.functions[asked.index]!;
  const share = answerAmount(computing.text, 'Time that computes', '80', '100');
  const memoryMb = fn.memoryMb.toNumber();
  const ms = meanMs(fn, asked.usage);
  const bounds = useMemo(
    (): [number, number] => [figure(asked, 'memory-min'), figure(asked, 'memory-max')],
    [asked],
  );
  const oneVcpuMb = figure(asked, 'memory-cpu-ratio');
  const computed = share.value.toNumber() / 100;
  const assumed = useMemo(
    () => assumedCurve({ memoryMb, ms }, computed, oneVcpuMb, bounds),
    [memoryMb, ms, computed, oneVcpuMb, bounds],
  );
  const read = useMemo(
    () => (typed.text === '' ? { curve: assumed } : readCurve(typed.text)),
    [typed.text, assumed],
  );
  const isOwn = typed.text !== '';
  const curve = 'curve' in read ? read.curve.filter(({ memoryMb: mb }) => mb <= bounds[1]) : assumed;
  const answer = useMemo(
    () => memoryAnswer(asked, curve, asOf.isToday ? null : TODAY),
    [asked, curve, asOf.isToday],
  );
  const msAt = new Map(curve.map((point) => [point.memoryMb, point.ms]));
  return (
    <AnswerChart
      answer={answer}
      column="Memory, MB"
      x={{
        isLog: true,
        label: 'memory in MB, and under it how many ms a request takes',
        format: formatNumber,
        ticks: curve.map((point) => point.memoryMb),
        under: (mb) => String(Math.round(msAt.get(mb) ?? 0)),
      }}
    >
      <div className="price-row">
        {!isOwn && (
          <AnswerField setting={computing} label="Time that computes" unit="%" problem={share.problem} />
        )}
        <label className="price-list" htmlFor={id}>
          Measured? MB and ms, a pair a line; or the output or chart link of AWS Lambda Power Tuning
          <textarea
            id={id}
            className="field"
            rows={4}
            spellCheck={false}
            value={typed.text}
            placeholder={curveText(assumed.slice(0, 3))}
            aria-describedby={`${id}-problem`}
            aria-invalid={'problem' in read}
            onChange={({ currentTarget }) => {
              typed.type(currentTarget.value);
            }}
            onBlur={() => {
              // The address carries the pairs, not a whole output.
              if ('curve' in read && isOwn) typed.set(curveText(read.curve));
              else typed.finish();
            }}
          />
        </label>
        {!isOwn && (
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              typed.set(curveText(assumed));
            }}
          >
            Edit this curve
          </button>
        )}
        {isOwn && (
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              typed.set('');
            }}
          >
            Back to the assumed curve
          </button>
        )}
      </div>
      <p className="problem" id={`${id}-problem`} role="status">
        {'problem' in read ? read.problem : ''}
      </p>
      {!isOwn && (
        <p className="price-notes">
          Nobody measured this curve: it takes {share.value.toFixed()}
          {'\u202f'}% of the duration to compute on one thread and the rest to wait.{' '}
          <Link to="/limits" hash="memory-cpu-ratio">
            CPU grows with memory
          </Link>
          , to one vCPU at {formatNumber(oneVcpuMb)}
          {'\u202f'}MB.
        </p>
      )}
    </AnswerChart>
  );
}
