/**
 * The as-of line of a bill, as data: a dot for each change of a price over the line of time, those close to each other
 * on top of each other; words at those that touch the bill; the date that is in force.
 */
import { FIRST_DAY, type Day } from '../cost/as-of.ts';
import { formatDay } from '../cost/format-day.ts';
import { yearOf } from '../cost/year-of.ts';
import { hundredth } from './cost-scale.ts';

export interface PriceLineInput {
  readonly days: readonly {
    readonly day: Day;
    readonly changes: readonly { readonly title: string; readonly touches: boolean }[];
    /** What stands at a day that touches the bill; empty: nothing. */
    readonly words: string;
  }[];
  readonly asOf: Day;
  readonly today: Day;
  /** px. */
  readonly width: number;
}

/** `touching`: the bill changes with it. `begun`: in force at the date. `later`: not yet. */
export type DotState = 'touching' | 'begun' | 'later';

export interface PriceLine {
  readonly width: number;
  readonly height: number;
  readonly axisY: number;
  readonly left: number;
  readonly right: number;
  readonly dots: readonly {
    readonly x: number;
    readonly y: number;
    readonly day: Day;
    readonly title: string;
    readonly state: DotState;
  }[];
  readonly labels: readonly {
    readonly x: number;
    readonly textX: number;
    readonly y: number;
    /** Where its stem ends. */
    readonly bottom: number;
    readonly anchor: 'start' | 'end';
    readonly words: string;
    readonly date: string;
  }[];
  readonly now: {
    readonly x: number;
    /** Of the pill with the date. */
    readonly left: number;
    readonly wide: number;
    readonly text: string;
  };
  readonly years: readonly { readonly x: number; readonly text: string }[];
}

const EDGE = 8;
/** Two rows of words under the date, the upper one first; narrower pictures have none. */
const ROWS = 2;
const ROW = 32;
export const PILL = 24;
const NARROW = 600;
/** px between dots on top of each other, and from one stack to the next. */
const STEP = 7;
const COLUMN = 9;
/** The highest stack that has room. */
const STACK = 6;
const AXIS = 22;
const SIGN = 6.4;
const GAP = 12;

/** px of the picture: the same whatever it shows, so that nothing below it moves. */
function priceLineHeight(width: number): number {
  return PILL + (width < NARROW ? 0 : ROWS * ROW) + STACK * STEP + AXIS + 8;
}

export function priceLine({ days, asOf, today, width }: PriceLineInput): PriceLine {
  const [first, last] = [yearOf(FIRST_DAY), yearOf(today)];
  const [left, right] = [EDGE, width - EDGE];
  const height = priceLineHeight(width);
  const axisY = height - AXIS;
  const xOf = (day: Day) => {
    const share = (yearOf(day) - first) / (last - first);
    return hundredth(left + Math.min(1, Math.max(0, share)) * (right - left));
  };

  const stacks = new Map<number, number>();
  const dots = days.flatMap(({ day, changes }) =>
    changes.map(({ title, touches }) => {
      const column = Math.floor((xOf(day) - left) / COLUMN);
      const index = stacks.get(column) ?? 0;
      stacks.set(column, index + 1);
      const state: DotState = touches ? 'touching' : day <= asOf ? 'begun' : 'later';
      const x = hundredth(Math.min(right, left + (column + 0.5) * COLUMN));
      return { x, y: axisY - 7 - Math.min(index, STACK - 1) * STEP, day, title, state };
    }),
  );

  const text = asOf === today ? `today, ${formatDay(asOf)}` : formatDay(asOf);
  const wide = hundredth(text.length * SIGN + 24);
  const x = xOf(asOf);
  return {
    width,
    height,
    axisY,
    left,
    right,
    dots,
    labels: width < NARROW ? [] : labelled(days, dots, right),
    now: { x, left: hundredth(Math.min(width - wide, Math.max(0, x - wide / 2))), wide, text },
    years: yearsOf(first, last, right - left).map((year) => ({
      x: xOf(`${year}-01-01`),
      text: String(year),
    })),
  };
}

/** Words at the black dots where there is room for them: over no other words, nor over the stem of others. */
function labelled(days: PriceLineInput['days'], dots: PriceLine['dots'], right: number): PriceLine['labels'] {
  const placed: { readonly row: number; readonly x: number; readonly from: number; readonly to: number }[] =
    [];
  const fits = (row: number, x: number, from: number, to: number) =>
    placed.every((other) => {
      if (other.row === row) return other.to + GAP <= from || to + GAP <= other.from;
      // The stem of the upper one goes by the words of the lower one.
      const [stem, words] = row < other.row ? [x, other] : [other.x, { from, to }];
      return stem < words.from - 2 || stem > words.to + 2;
    });
  const worded = days.flatMap(({ day, words }) => {
    const highest = dots.findLast((dot) => dot.day === day && dot.state === 'touching');
    return words === '' || !highest ? [] : [{ day, words, highest }];
  });
  return worded.flatMap(({ day, words, highest }, at) => {
    const date = formatDay(day);
    const { x } = highest;
    const wide = Math.max(words.length, date.length) * SIGN + 4;
    const isRight = x + wide <= right;
    const [from, to] = isRight ? [x, x + wide] : [x - wide, x];
    // The lower row has shorter stems; but whose words reach over the next dot makes room for those.
    const next = worded[at + 1]?.highest.x ?? Infinity;
    const rows = next < to + GAP ? [0, 1] : [1, 0];
    const row = rows.find((one) => fits(one, x, from, to));
    if (row === undefined) return [];
    placed.push({ row, x, from, to });
    return [
      {
        x,
        textX: isRight ? x + 4 : x - 4,
        y: PILL + row * ROW + 12,
        bottom: highest.y,
        anchor: isRight ? ('start' as const) : ('end' as const),
        words,
        date,
      },
    ];
  });
}

/** Years about 60 px apart at least. */
function yearsOf(first: number, last: number, room: number): number[] {
  const every = Math.max(1, Math.ceil((60 * (last - first)) / room));
  const from = Math.ceil(first);
  return Array.from({ length: Math.floor((last - from) / every) + 1 }, (_, at) => from + at * every);
}
