/** How a figure changed: an ink step line, a filled dot at what is in force. */
import { isComposite } from '../cost/composite.ts';
import type { Fact, FactValue } from '../cost/fact.ts';
import { valueAt } from '../cost/value-at.ts';
import { yearOf } from '../cost/year-of.ts';
import { formatDay } from '../cost/format-day.ts';
import { formatCount } from '../sim/format-time.ts';

const WIDTH = 286;
/** Half of a year's label. */
const LEFT = 14;
const TOP = 16;
const BASE = 84;

function numberOf(value: FactValue, part: string | undefined): number | null {
  const picked = part !== undefined && isComposite(value) ? value[part] : value;
  return typeof picked === 'number' ? picked : null;
}

export interface FactStepsProps {
  readonly fact: Fact;
  readonly part: string | undefined;
  readonly asOf: string;
}

/** Nothing for a fact that never changed or is no figure. */
export function FactSteps({ fact, part, asOf }: FactStepsProps) {
  const steps = fact.history.flatMap((entry) => {
    const value = numberOf(entry.value, part);
    return value === null ? [] : [{ entry, value, year: yearOf(entry.from) }];
  });
  if (steps.length < 2 || steps.every((step) => step.value === steps[0]!.value)) return null;
  const [from, to] = [2016, yearOf('2027-01-01')];
  const largest = Math.max(...steps.map((step) => step.value));
  const smallest = Math.min(...steps.map((step) => step.value));
  const x = (year: number) =>
    Math.round((LEFT + ((Math.max(from, year) - from) / (to - from)) * (WIDTH - LEFT)) * 100) / 100;
  const floor = smallest > largest / 2 ? smallest - (largest - smallest) : 0;
  const y = (value: number) =>
    Math.round((BASE - ((value - floor) / (largest - floor)) * (BASE - TOP)) * 100) / 100;
  const line =
    steps
      .map((step, at) => (at === 0 ? `M0 ${y(step.value)}` : `H${x(step.year)}V${y(step.value)}`))
      .join('') + `H${WIDTH - 4}`;
  const inForce = valueAt(fact, asOf).entry;
  const shown = steps.find((step) => step.entry === inForce);
  const label = steps
    .map((step) => `${formatCount(step.value)} ${fact.unit} from ${formatDay(step.entry.from)}`)
    .join(', ');
  return (
    <svg
      viewBox={`0 0 ${WIDTH} 104`}
      width={WIDTH}
      height="104"
      role="img"
      aria-label={label}
      className="mt-3 block max-w-full"
    >
      <path d={`M0 ${BASE + 4}H${WIDTH}`} className="stroke-rule" />
      <path d={line} fill="none" className="stroke-ink" strokeWidth="1.75" strokeLinejoin="round" />
      {steps.map((step) => {
        const last = step === steps.at(-1);
        return (
          <text
            key={step.entry.from}
            x={last ? WIDTH : x(step.year) + 2}
            y={y(step.value) - 9}
            textAnchor={last ? 'end' : 'start'}
            className={`t-label t-num ${step === shown ? 'font-semibold' : ''}`}
          >
            {formatCount(step.value)}
          </text>
        );
      })}
      {shown && (
        <circle
          cx={shown === steps.at(-1) ? WIDTH - 4 : x(shown.year) + 6}
          cy={y(shown.value)}
          r="4"
          className="fill-ink"
        />
      )}
      {[2016, 2018, 2020, 2022, 2024, 2026].map((year) => (
        <text key={year} x={x(year)} y="102" textAnchor="middle" className="t-note t-num fill-ink3">
          {year}
        </text>
      ))}
    </svg>
  );
}
