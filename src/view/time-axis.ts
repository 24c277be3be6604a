/** The one time axis of a stack: scrub track, lanes and metrics share it. */
import { formatDuration, formatTime } from '../sim/format-time.ts';
import { path, rect, round, words, type Mark } from './mark.ts';
import type { Stretch } from './time-window.ts';

/** From simulated µs to px and back, held within the run. D3's linear scale would bring 9 KiB of colours and formats. */
export interface TimeScale {
  (us: number): number;
  readonly invert: (px: number) => number;
}

function timeScale(startUs: number, endUs: number, from: number, to: number): TimeScale {
  const within = (share: number) => Math.min(1, Math.max(0, share));
  const length = endUs - startUs;
  return Object.assign((us: number) => from + within((us - startUs) / length) * (to - from), {
    invert: (px: number) => startUs + within((px - from) / (to - from)) * length,
  });
}

export interface TimeFrame {
  readonly x: TimeScale;
  readonly from: number;
  readonly to: number;
  readonly narrow: boolean;
  /** Where the axis begins, µs: 0, or the start of the part of the run that it shows. */
  readonly startUs: number;
  /** The end of the axis, µs, after its start. */
  readonly endUs: number;
  /** It shows a part of the run. */
  readonly isPart: boolean;
}

/**
 * Left: names of rows; right: their values. Below 600 px neither has a column of its own.
 *
 * @param windowUs - the part of the run that the axis shows; none: all of it
 */
export function timeFrame(endUs: number, width: number, windowUs?: Stretch | null): TimeFrame {
  const narrow = width < 600;
  const from = narrow ? 0 : width < 900 ? 104 : 136;
  const to = width - (narrow ? 0 : 76);
  const isPart = windowUs != null && windowUs[0] < endUs && windowUs[1] > windowUs[0];
  const start = isPart ? Math.max(0, windowUs[0]) : 0;
  const end = isPart ? Math.max(start + 1, Math.min(endUs, windowUs[1])) : Math.max(1, endUs);
  return { x: timeScale(start, end, from, to), startUs: start, endUs: end, isPart, from, to, narrow };
}

/** Whether something from one moment to another, or at one, is on the axis: always where it shows the whole run. */
export function isShown({ isPart, startUs, endUs }: TimeFrame, fromUs: number, toUs = fromUs): boolean {
  return !isPart || (toUs >= startUs && fromUs <= endUs);
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

/** A moment on the axis: a clock from one second up, a length of time below; of a part always a clock, as fine as it must be. */
function axisText(us: number, step: number, isPart: boolean): string {
  if (step >= SECOND) return formatTime(us, 0);
  return isPart ? formatTime(us, Math.ceil(Math.log10(SECOND / step))) : formatDuration(us);
}

/** The marks of an axis, none closer to its neighbour than `room` px. */
function timeTicks(
  { from, to, startUs: start, endUs: end, isPart }: TimeFrame,
  room = 84,
): { readonly us: number; readonly text: string }[] {
  const most = Math.max(1, Math.floor((to - from) / room));
  const step = STEPS.find((candidate) => (end - start) / candidate <= most) ?? STEPS.at(-1)!;
  const first = Math.ceil(start / step);
  const count = Math.floor(end / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const us = (first + index) * step;
    return { us, text: axisText(us, step, isPart) };
  });
}

/** How finely a clock must be read so that one px of the axis can be told from the next. */
export function momentDigits({ from, to, startUs, endUs, isPart }: TimeFrame): number {
  const perPx = (endUs - startUs) / Math.max(1, to - from);
  if (isPart && perPx < 200) return perPx < 2 ? 6 : perPx < 20 ? 5 : 4;
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
  const isHere = isShown(frame, atUs);
  const time = formatTime(atUs, momentDigits(frame));
  // Outside of what is shown the pill stands at the edge and points there.
  const text = isHere ? time : atUs < frame.startUs ? `‹ ${time}` : `${time} ›`;
  const width = pillWidth(text);
  const middle = Math.min(Math.max(x, frame.from - 12 + width / 2), frame.to + 12 - width / 2);
  return [
    path('moment', isHere ? `M${round(x)} ${top}V${y + 5}` : '', {
      class: 'stroke-ink',
      'stroke-width': 1.5,
    }),
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

/** A marked stretch of time: its ground, and a line at each end. */
export function stretchMarks(frame: TimeFrame, stretchUs: Stretch, top: number, bottom: number): Mark[] {
  const [fromUs, untilUs] = stretchUs;
  if (!isShown(frame, fromUs, untilUs)) return [];
  const [left, right] = [frame.x(fromUs), frame.x(untilUs)];
  const ends = [fromUs, untilUs].filter((us) => isShown(frame, us));
  return [
    rect('stretch', left, top, right - left, bottom - top, { class: 'fill-ink', opacity: 0.08 }),
    path('stretch ends', ends.map((us) => `M${round(frame.x(us))} ${top}V${bottom}`).join(''), {
      class: 'stroke-ink',
      'stroke-width': 1,
    }),
  ];
}
