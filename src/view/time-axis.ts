/** The one time axis of a stack: scrub track, lanes and metrics share it. */
import { formatDuration, formatTime } from '../sim/format-time.ts';
import { path, round, words, type Mark } from './mark.ts';

/** From simulated µs to px and back, held within the run. D3's linear scale would bring 9 KiB of colours and formats. */
export interface TimeScale {
  (us: number): number;
  readonly invert: (px: number) => number;
}

function timeScale(endUs: number, from: number, to: number): TimeScale {
  const within = (share: number) => Math.min(1, Math.max(0, share));
  return Object.assign((us: number) => from + within(us / endUs) * (to - from), {
    invert: (px: number) => within((px - from) / (to - from)) * endUs,
  });
}

export interface TimeFrame {
  readonly x: TimeScale;
  readonly from: number;
  readonly to: number;
  readonly narrow: boolean;
  /** The end of the axis, µs, 1 or more. */
  readonly endUs: number;
}

/** Left: names of rows; right: their values. Below 600 px neither has a column of its own. */
export function timeFrame(endUs: number, width: number): TimeFrame {
  const narrow = width < 600;
  const from = narrow ? 0 : width < 900 ? 104 : 136;
  const to = width - (narrow ? 0 : 76);
  const end = Math.max(1, endUs);
  return {
    x: timeScale(end, from, to),
    endUs: end,
    from,
    to,
    narrow,
  };
}

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Lengths between two marks of the axis that people count in. */
const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((us) => us),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((ms) => ms * 1_000),
  ...[1, 2, 5, 10, 20, 30].map((s) => s * SECOND),
  ...[1, 2, 5, 10, 20, 30].map((min) => min * MINUTE),
  ...[1, 2, 4, 6, 12].map((h) => h * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100, 200].map((d) => d * DAY),
];

/** A moment on the axis: a clock from one second up, a length of time below. */
function axisText(us: number, step: number): string {
  return step >= SECOND ? formatTime(us, 0) : formatDuration(us);
}

/** The marks of an axis, none closer to its neighbour than `room` px. */
function timeTicks(
  { from, to, endUs: end }: TimeFrame,
  room = 84,
): { readonly us: number; readonly text: string }[] {
  const most = Math.max(1, Math.floor((to - from) / room));
  const step = STEPS.find((candidate) => end / candidate <= most) ?? STEPS.at(-1)!;
  const count = Math.floor(end / step) + 1;
  return Array.from({ length: count }, (_, index) => ({
    us: index * step,
    text: axisText(index * step, step),
  }));
}

/** How finely a clock must be read so that one px of the axis can be told from the next. */
export function momentDigits({ from, to, endUs }: TimeFrame): number {
  const perPx = endUs / Math.max(1, to - from);
  return perPx < 2_000 ? 3 : perPx < 1_000_000 ? 2 : 0;
}

const pillWidth = (text: string) => Math.round(text.length * 6.6 + 12);

/** Ticks and figures below a line at `y`; one whose place is taken by the pill of the moment is left out. */
export function axisMarks(frame: TimeFrame, y: number, atUs: number): Mark[] {
  const at = frame.x(atUs);
  const room = pillWidth(formatTime(atUs, momentDigits(frame))) / 2 + 5;
  return timeTicks(frame).flatMap(({ us, text }) => {
    const x = frame.x(us);
    const tick = path(`tick ${us}`, `M${round(x)} ${y}v4`, { class: 'stroke-edge' });
    if (Math.abs(x - at) < room + text.length * 3.3) return [tick];
    const anchor = frame.narrow && us === 0 ? 'start' : frame.narrow && x > frame.to - 12 ? 'end' : 'middle';
    const attrs = { class: 't-note t-num fill-ink2', 'text-anchor': anchor };
    return [tick, words(`text ${us}`, x, y + 18, text, attrs)];
  });
}

/** The line of the moment through everything, with its pill at the foot. */
export function momentMarks(frame: TimeFrame, atUs: number, top: number, y: number): Mark[] {
  const x = frame.x(atUs);
  const text = formatTime(atUs, momentDigits(frame));
  const width = pillWidth(text);
  const middle = Math.min(Math.max(x, frame.from - 12 + width / 2), frame.to + 12 - width / 2);
  return [
    path('moment', `M${round(x)} ${top}V${y + 5}`, { class: 'stroke-ink', 'stroke-width': 1.5 }),
    {
      key: 'pill',
      tag: 'rect',
      attrs: { x: round(middle - width / 2), y: y + 5, width, height: 17, rx: 8.5, class: 'fill-ink' },
    },
    words('pill text', middle, y + 17.5, text, {
      class: 't-note t-num font-semibold fill-on-ink',
      'text-anchor': 'middle',
    }),
  ];
}

/** The veil over what lies ahead of the moment. */
export function veilMark(frame: TimeFrame, atUs: number, top: number, bottom: number): Mark {
  const x = frame.x(atUs);
  return {
    key: 'veil',
    tag: 'rect',
    attrs: {
      x: round(x),
      y: top,
      width: round(Math.max(0, frame.to + 8 - x)),
      height: bottom - top,
      class: 'fill-page opacity-veil',
    },
  };
}

/** The blank over what the reader has not seen yet: nothing of it shows. */
export function blankMark(frame: TimeFrame, seenUs: number, top: number, bottom: number): Mark {
  const x = seenUs >= frame.endUs ? frame.to + 8 : frame.x(seenUs);
  return {
    key: 'blank',
    tag: 'rect',
    attrs: {
      x: round(x),
      y: top,
      width: round(frame.to + 8 - x),
      height: bottom - top,
      class: 'fill-page',
    },
  };
}
