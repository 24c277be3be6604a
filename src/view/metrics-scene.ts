/** Small rows of numbers over time, in ink: concurrency, environments, cold starts. */
import { area, curveStepAfter, line, max } from 'd3';
import { formatCount } from '../sim/format-time.ts';
import type { Trace } from '../sim/trace.ts';
import { binned, countAt, historiesOf, largest, maxUntil, passed, type History } from './history.ts';
import { group, path, round, words, type Mark } from './mark.ts';
import type { TimeFrame } from './time-axis.ts';

export const METRIC_ROW = 32;

export type Metric = 'concurrency' | 'environments' | 'coldStarts';

const NAMES: Readonly<Record<Metric, string>> = {
  concurrency: 'Concurrency',
  environments: 'Environments',
  coldStarts: 'Cold starts',
};

const TALL = 20;

function steps(history: History, frame: TimeFrame, base: number): Mark[] {
  const bins = Math.max(1, Math.round(frame.to - frame.from));
  const end = frame.endUs;
  const values = largest(history, end, bins);
  const all = [...values, values.at(-1) ?? 0].map((value, index) => [index, value] as const);
  // Points where nothing changes say nothing.
  const points = all.filter(
    ([, value], index) => index === 0 || index === all.length - 1 || value !== all[index - 1]![1],
  );
  const x = (index: number) => round(frame.from + (index / bins) * (frame.to - frame.from));
  const y = (value: number) => round(base - (history.max === 0 ? 0 : (value / history.max) * TALL));
  const under = area<readonly [number, number]>()
    .x((point) => x(point[0]))
    .y0(base)
    .y1((point) => y(point[1]))
    .curve(curveStepAfter);
  const edge = line<readonly [number, number]>()
    .x((point) => x(point[0]))
    .y((point) => y(point[1]))
    .curve(curveStepAfter);
  return [
    path('area', under(points) ?? '', { class: 'fill-sunk' }),
    path('line', edge(points) ?? '', { class: 'fill-none stroke-ink2', 'stroke-width': 1.25 }),
  ];
}

function bars(momentsUs: readonly number[], frame: TimeFrame, base: number): { marks: Mark[]; max: number } {
  const width = 6;
  const bins = Math.max(1, Math.floor((frame.to - frame.from) / width));
  const counts = binned(momentsUs, frame.endUs, bins);
  const most = max(counts) ?? 0;
  const d = counts
    .map((count, index) =>
      count === 0
        ? ''
        : `M${round(frame.from + index * width)} ${base}v${round(-Math.max(3, (count / most) * TALL))}h${width - 1}V${base}Z`,
    )
    .join('');
  return {
    marks: [
      path('line', `M${frame.from} ${base}H${frame.to}`, { class: 'stroke-rule' }),
      path('bars', d, { class: 'fill-ink2' }),
    ],
    max: most,
  };
}

/** The row of a metric with its ground at `base`: what does not depend on the moment. */
export function metricMarks(trace: Trace, metric: Metric, frame: TimeFrame, base: number): Mark {
  const histories = historiesOf(trace);
  const drawn =
    metric === 'coldStarts'
      ? bars(histories.coldUs, frame, base).marks
      : steps(metric === 'concurrency' ? histories.inFlight : histories.environments, frame, base);
  return group(`metric ${metric}`, drawn);
}

/** The name of a metric's row. */
export function metricName(metric: Metric, frame: TimeFrame, base: number): Mark {
  const [x, y] = frame.narrow ? [frame.from, base - TALL - 3] : [0, base];
  return words(`name ${metric}`, x, y, NAMES[metric], { class: 't-note fill-ink2' });
}

/** The row's value at the moment, and the most it came to as far as the reader has seen. */
export function metricValue(
  trace: Trace,
  metric: Metric,
  frame: TimeFrame,
  base: number,
  atUs: number,
  seenUs: number,
): Mark {
  const histories = historiesOf(trace);
  let now: number;
  let note: string;
  if (metric === 'coldStarts') {
    now = passed(histories.coldUs, atUs);
    note = `of ${formatCount(passed(histories.arrivedUs, atUs))}`;
  } else {
    const history = metric === 'concurrency' ? histories.inFlight : histories.environments;
    now = countAt(history, atUs);
    note = `max ${formatCount(maxUntil(history, seenUs))}`;
  }
  const text = formatCount(now);
  const x = frame.narrow ? frame.to : frame.to + 12;
  const y = frame.narrow ? base - TALL - 3 : base;
  const anchor = frame.narrow ? 'end' : 'start';
  return group(`value ${metric}`, [
    words('note', frame.narrow ? x : x + text.length * 7.6 + 5, y, note, {
      class: 't-note t-num fill-ink2',
      'text-anchor': anchor,
    }),
    words('now', frame.narrow ? x - note.length * 6 - 6 : x, y, text, {
      class: 't-label t-num font-semibold',
      'text-anchor': anchor,
    }),
  ]);
}
