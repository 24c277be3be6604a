/** The questions people bring to a bill, each answered by a chart and a sentence. */
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useId, useMemo, useRef, type ReactNode } from 'react';
import priceFacts from 'virtual:price-facts';
import { readAmount } from '../cost/amount.ts';
import type { Answer, Asked } from '../cost/answer.ts';
import { alwaysOnAnswer, type AlwaysOn } from '../cost/always-on-answer.ts';
import { architectureAnswer } from '../cost/architecture-answer.ts';
import { datedAnswer } from '../cost/dated-answer.ts';
import { meanMs } from '../cost/mean-duration.ts';
import { assumedCurve, memoryAnswer } from '../cost/memory-answer.ts';
import { PriceList } from '../cost/price-list.ts';
import { provisionedAnswer } from '../cost/provisioned-answer.ts';
import type { Usage } from '../cost/usage.ts';
import { volumeAnswer } from '../cost/volume-answer.ts';
import { CostChart } from '../view/CostChart.tsx';
import { axisUsd, type CostChartInput } from '../view/cost-chart.ts';
import { useAsOf } from './as-of.ts';
import { curveText, readCurve } from './duration-curve.ts';
import { useWidth } from './lesson-figures/use-width.ts';
import { TODAY } from './today.ts';
import { useAnswerSetting, type AnswerSetting } from './use-answer-setting.ts';

const QUESTIONS = [
  ['memory', 'Memory'],
  ['requests', 'Requests'],
  ['arm', 'x86 or arm'],
  ['provisioned', 'Provisioned'],
  ['always-on', 'Always on'],
  ['dates', 'Then and now'],
] as const;
type Question = (typeof QUESTIONS)[number][0];

const TITLES: Readonly<Record<Question, string>> = {
  memory: 'Cost and memory',
  requests: 'Cost and requests',
  arm: 'x86_64 or arm64',
  provisioned: 'On demand or provisioned',
  'always-on': 'Lambda or a machine that is always on',
  dates: 'The same bill then and now',
};

export function PriceAnswers({ usage, index }: { readonly usage: Usage; readonly index: number }) {
  const question = useAnswerSetting('answer', 'memory');
  const chosen = QUESTIONS.some(([id]) => id === question.text) ? (question.text as Question) : 'memory';
  // The bill comes first: what answers it follows while nothing else is to be done.
  const shown = useDeferredValue(usage);
  const fn = shown.functions[index] ?? shown.functions[0];
  const isOnLambda = fn !== undefined && fn.platform === 'lambda';
  const asked = useMemo(
    (): Asked | null =>
      fn === undefined ? null : { usage: shown, index: shown.functions.indexOf(fn), facts: priceFacts },
    [shown, fn],
  );
  return (
    <section className="price-answers" aria-labelledby="price-answer">
      <h2 id="price-answer">{TITLES[chosen]}</h2>
      <nav className="price-questions" aria-label="Questions to the bill">
        {QUESTIONS.map(([id, label]) => (
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
      {asked === null || (!isOnLambda && chosen !== 'dates' && chosen !== 'requests') ? (
        <p className="price-conclusion">This question is for a function on Lambda itself.</p>
      ) : (
        <Chosen key={chosen} question={chosen} asked={asked} />
      )}
    </section>
  );
}

function Chosen({ question, asked }: { readonly question: Question; readonly asked: Asked }) {
  switch (question) {
    case 'memory':
      return <Memory asked={asked} />;
    case 'requests':
      return <Requests asked={asked} />;
    case 'arm':
      return <Arm asked={asked} />;
    case 'provisioned':
      return <Provisioned asked={asked} />;
    case 'always-on':
      return <AlwaysOnMachine asked={asked} />;
    case 'dates':
      return <Dates asked={asked} />;
  }
}

interface AnsweredProps {
  readonly answer: Answer;
  readonly x: CostChartInput['x'];
  readonly isLogUsd?: boolean;
  /** What an x is in the table, and how it is written there if not as on the axis. */
  readonly column: string;
  readonly named?: (x: number) => string;
  /** What may be set, below the chart. */
  readonly children?: ReactNode;
}

/** The sentence, the chart, its figures as a table, what is taken for granted. */
function Answered({ answer, x, isLogUsd = false, column, named = x.format, children }: AnsweredProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { lines, marks, edges, conclusion, assumptions } = answer;
  const columns = lines[0]?.points ?? [];
  return (
    <>
      <p className="price-conclusion" role="status">
        {conclusion}
      </p>
      <div ref={box} className="price-chart" data-empty={lines.length === 0}>
        {width !== null && (
          <CostChart
            width={width}
            lines={lines}
            marks={marks}
            edges={edges}
            x={x}
            isLogUsd={isLogUsd}
            label={`${conclusion} The figures stand in the table below.`}
          />
        )}
      </div>
      {children}
      {assumptions.length > 0 && (
        <ul className="price-notes">
          {assumptions.map((assumption) => (
            <li key={assumption}>{assumption}</li>
          ))}
        </ul>
      )}
      {columns.length > 0 && (
        <details className="price-figures">
          <summary>The figures as a table</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">{column}</th>
                {lines.map(({ name }) => (
                  <th scope="col" key={name}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {columns.map((point, at) => (
                <tr key={`${at} ${point.x}`}>
                  <th scope="row">{named(point.x)}</th>
                  {lines.map(({ name, points }) => (
                    <td key={name}>{axisUsd(points[at]?.usd ?? 0)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </>
  );
}

/** A number that an answer is asked with. */
function Setting({
  setting,
  label,
  unit,
  problem,
}: {
  readonly setting: AnswerSetting;
  readonly label: string;
  readonly unit?: string;
  readonly problem: string;
}) {
  const id = useId();
  return (
    <div className="price-field">
      <label htmlFor={id}>{label}</label>
      <span className="price-value">
        <input
          id={id}
          className="field"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          value={setting.text}
          aria-invalid={problem !== ''}
          aria-describedby={`${id}-problem`}
          onChange={({ currentTarget }) => {
            setting.type(currentTarget.value);
          }}
          onBlur={setting.finish}
          onKeyDown={({ key }) => {
            if (key === 'Enter') setting.finish();
          }}
        />
        {unit !== undefined && <span className="quiet-text">{unit}</span>}
      </span>
      <p className="problem" id={`${id}-problem`} role="status">
        {problem}
      </p>
    </div>
  );
}

/** Reads a setting; where it cannot be read, what holds by itself and what is wrong. */
function amountOf(text: string, label: string, fallback: string, most: string, least = '0') {
  const read = readAmount(text, { label, most, least });
  if (read.ok) return { value: read.value, problem: '' };
  const other = readAmount(fallback, { label });
  if (!other.ok) throw new Error(other.message);
  return { value: other.value, problem: read.message };
}

const grouped = (value: number) => String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** A figure of a date. */
function figure(id: string, day: string): number {
  const found = new PriceList(priceFacts, day, 'us-east-1').figure(id);
  if (!found) throw new Error(`The fact ${id} has no figure at ${day}.`);
  return found.value.toNumber();
}

function Memory({ asked }: { readonly asked: Asked }) {
  const asOf = useAsOf();
  const id = useId();
  const typed = useAnswerSetting('curve', '');
  const computing = useAnswerSetting('computing', '80');
  const fn = asked.usage.functions[asked.index]!;
  const share = amountOf(computing.text, 'Time that computes', '80', '100');
  const memoryMb = fn.memoryMb.toNumber();
  const ms = meanMs(fn, asked.usage);
  const bounds = useMemo(
    (): [number, number] => [figure('memory-min', asOf.day), figure('memory-max', asOf.day)],
    [asOf.day],
  );
  const oneVcpuMb = figure('memory-cpu-ratio', asOf.day);
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
    <Answered
      answer={answer}
      column="Memory, MB"
      x={{
        isLog: true,
        label: 'memory in MB, and under it how many ms a request takes',
        format: grouped,
        ticks: curve.map((point) => point.memoryMb),
        under: (mb) => String(Math.round(msAt.get(mb) ?? 0)),
      }}
    >
      <div className="price-row">
        {!isOwn && (
          <Setting setting={computing} label="Time that computes" unit="%" problem={share.problem} />
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
          , to one vCPU at {grouped(oneVcpuMb)}
          {'\u202f'}MB.
        </p>
      )}
    </Answered>
  );
}

const counted = (count: number): string => {
  for (const [size, name] of [
    [1e12, 'trillion'],
    [1e9, 'billion'],
    [1e6, 'million'],
  ] as const)
    if (count >= size) return `${count / size} ${name}`;
  return grouped(count);
};

function Requests({ asked }: { readonly asked: Asked }) {
  const asOf = useAsOf();
  const answer = useMemo(() => volumeAnswer(asked, asOf.isToday ? null : TODAY), [asked, asOf.isToday]);
  return (
    <Answered
      answer={answer}
      column="Requests a month"
      isLogUsd
      x={{
        isLog: true,
        label: 'requests a month; each step of either axis is ten times as much',
        format: counted,
      }}
    />
  );
}

function Arm({ asked }: { readonly asked: Asked }) {
  const percent = useAnswerSetting('arm', '100');
  const read = amountOf(percent.text, 'Duration on arm64', '100', '200', '1');
  const share = read.value.toNumber();
  const answer = useMemo(() => architectureAnswer(asked, share), [asked, share]);
  return (
    <Answered
      answer={answer}
      column="Duration on arm64, % of x86_64"
      x={{ isLog: false, label: 'duration on arm64, in % of that on x86_64', format: (x) => `${x}\u202f%` }}
    >
      <div className="price-row">
        <Setting
          setting={percent}
          label="Duration on arm64, of that on x86_64"
          unit="%"
          problem={read.problem}
        />
      </div>
    </Answered>
  );
}

function Provisioned({ asked }: { readonly asked: Asked }) {
  const answer = useMemo(() => provisionedAnswer(asked), [asked]);
  return (
    <Answered
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

const MACHINES = [
  ['ec2', 'EC2 m7g.large'],
  ['fargate', 'Fargate task'],
  ['own', 'a price of my own'],
] as const;

function AlwaysOnMachine({ asked }: { readonly asked: Asked }) {
  const id = useId();
  const kind = useAnswerSetting('machine', 'fargate');
  const count = useAnswerSetting('machines', '2');
  const vcpus = useAnswerSetting('vcpus', '0.5');
  const gb = useAnswerSetting('gb', '1');
  const hourly = useAnswerSetting('hourly', '0.05');
  const counts = amountOf(count.text, 'Machines', '2', '100000', '1');
  const cpu = amountOf(vcpus.text, 'vCPUs', '0.5', '64');
  const memory = amountOf(gb.text, 'Memory', '1', '512');
  const own = amountOf(hourly.text, 'Price an hour', '0.05', '10000');
  const machine: AlwaysOn =
    kind.text === 'ec2'
      ? { kind: 'ec2', count: counts.value }
      : kind.text === 'own'
        ? { kind: 'own', count: counts.value, hourlyUsd: own.value }
        : { kind: 'fargate', count: counts.value, vcpus: cpu.value, memoryGb: memory.value };
  const answer = alwaysOnAnswer(asked, machine);
  const fact = kind.text === 'ec2' ? 'price-ec2-m7g-large' : 'price-fargate';
  return (
    <Answered
      answer={answer}
      column="Requests a month"
      isLogUsd
      x={{
        isLog: true,
        label: 'requests a month; each step of either axis is ten times as much',
        format: counted,
      }}
    >
      <div className="price-row">
        <Setting setting={count} label="How many" problem={counts.problem} />
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
            <Setting setting={vcpus} label="vCPUs of each" problem={cpu.problem} />
            <Setting setting={gb} label="Memory of each" unit="GB" problem={memory.problem} />
          </>
        )}
        {machine.kind === 'own' && (
          <Setting setting={hourly} label="Price of each an hour" unit="USD" problem={own.problem} />
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
    </Answered>
  );
}

function Dates({ asked }: { readonly asked: Asked }) {
  const answer = useMemo(() => datedAnswer(asked.usage, priceFacts, TODAY), [asked]);
  return (
    <Answered
      answer={answer}
      column="Since"
      named={(x) =>
        answer.edges.find((edge) => edge.x === x)?.text ??
        (x === answer.lines[0]?.points[0]?.x ? 'Feb 2018' : 'today')
      }
      x={{
        isLog: false,
        label: 'the date whose prices make the bill',
        format: (year) => String(Math.floor(year)),
        ticks: [2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026].map((year) => year + 1 / 12),
      }}
    />
  );
}
