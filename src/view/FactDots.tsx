/**
 * A row's history at a glance: the line of time, filled dots for changes up to the date, hollow ones for those to
 * come, the date as a stroke. The row says the same in words.
 */
import { compareDates } from '../cost/as-of.ts';
import { isChange, type ListedFact } from '../cost/listed-fact.ts';
import { factTime } from './fact-time.ts';

const WIDTH = 132;
const TALL = 20;

export interface FactDotsProps {
  readonly fact: ListedFact;
  readonly day: string;
  readonly today: string;
}

export function FactDots({ fact, day, today }: FactDotsProps) {
  const time = factTime(today, 5, WIDTH - 5);
  const changes = fact.history.filter((entry) => isChange(fact, entry));
  const first = fact.start === 'introduced' ? time.x(fact.history[0]!.from) : time.from;
  return (
    <svg
      className="fact-dots"
      viewBox={`0 0 ${WIDTH} ${TALL}`}
      width={WIDTH}
      height={TALL}
      aria-hidden="true"
    >
      {first > time.from && <path d={`M${time.from} ${TALL / 2}H${first}`} className="not-yet" />}
      <path d={`M${first} ${TALL / 2}H${time.to}`} />
      <path d={`M${time.x(day)} 3V${TALL - 3}`} className="moment" />
      {changes.map(({ from }) => (
        <circle
          key={from}
          cx={time.x(from)}
          cy={TALL / 2}
          r="2.5"
          className={compareDates(from, day) > 0 ? 'to-come' : 'has-been'}
        />
      ))}
    </svg>
  );
}
