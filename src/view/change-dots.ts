/** Every change as a dot over the line of time, those of one quarter on top of each other. */
import { compareDates } from '../cost/as-of.ts';
import { factTime, yearTicks } from './fact-time.ts';
import { round } from './mark.ts';

export interface ChangeDots {
  readonly width: number;
  readonly height: number;
  readonly axisY: number;
  readonly radius: number;
  readonly dots: readonly { readonly x: number; readonly y: number; readonly between: boolean }[];
  /** The two dates, the earlier first. */
  readonly ends: readonly [number, number];
  readonly years: readonly { readonly x: number; readonly text: string }[];
}

export interface ChangeDotsInput {
  /** When each change came. */
  readonly dates: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly today: string;
  /** px. */
  readonly width: number;
}

const TALLEST = 132;
const AXIS = 22;
const LARGEST = 3;
/** px from one stack to the next. */
const COLUMN = 9;

export function changeDots({ dates, from, to, today, width }: ChangeDotsInput): ChangeDots {
  const time = factTime(today, 8, width - 8);
  const [early, late] = compareDates(from, to) <= 0 ? [from, to] : [to, from];
  const columns = Math.max(1, Math.floor((time.to - time.from) / COLUMN));
  const place = (date: string) =>
    Math.min(columns - 1, Math.floor(((time.x(date) - time.from) / (time.to - time.from)) * columns));
  const stacks = new Map<number, string[]>();
  for (const date of dates.toSorted(compareDates)) {
    const at = place(date);
    stacks.set(at, [...(stacks.get(at) ?? []), date]);
  }
  const highest = Math.max(1, ...[...stacks.values()].map(({ length }) => length));
  const step = Math.min(2 * LARGEST + 1, TALLEST / highest);
  const axisY = round(Math.ceil(highest * step) + 6);
  const dots = [...stacks].flatMap(([column, stack]) =>
    stack.map((date, index) => ({
      x: round(time.from + ((column + 0.5) / columns) * (time.to - time.from)),
      y: round(axisY - 4 - index * step),
      between: compareDates(date, early) > 0 && compareDates(date, late) <= 0,
    })),
  );
  return {
    width,
    height: axisY + AXIS,
    axisY,
    radius: round(Math.min(LARGEST, step / 2 - 0.4)),
    dots,
    ends: [time.x(early), time.x(late)],
    years: yearTicks(time, today),
  };
}
