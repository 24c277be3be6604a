/** Small rows of numbers over time, in ink: concurrency, environments, cold starts. */
import { area, line, max } from 'd3';
import { formatCount, formatDuration } from '../sim/format-time.ts';
import type { Trace } from '../sim/trace.ts';
import { ageText } from './environment-marks.ts';
import { binned, countAt, historiesOf, largest, maxUntil, passed, type History } from './history.ts';
import { levelMarks } from './level-marks.ts';
import { group, path, round, words, type Mark } from './mark.ts';
import { levelOf, METRIC_NAMES, type Metric } from './metric-levels.ts';
import { oldestAgeUs, streamStoryOf } from './stream-story.ts';
import { textWidth } from './text-width.ts';
import type { TimeFrame } from './time-axis.ts';

export const METRIC_ROW = 32;

const TALL = 20;
/** px beside the axis for values. */
const VALUES = 68;

function steps(history: History, frame: TimeFrame, base: number): Mark[] {
  const bins = Math.max(1, Math.round(frame.to - frame.from));
  return levelMarks(
    largest(history, frame.endUs, bins, frame.startUs),
    (index) => frame.from + (index / bins) * (frame.to - frame.from),
    (value) => base - (history.max === 0 ? 0 : (value / history.max) * TALL),
    base,
  );
}

/** Samples of an age over a run: enough for its shape, however many records there are. */
const SAMPLES = 480;
const agesKnown = new WeakMap<Trace, readonly number[]>();

/** Age of the oldest record that waits anywhere, µs. */
function oldestRecordUs(trace: Trace, atUs: number): number {
  let most = 0;
  for (const shards of streamStoryOf(trace).logs.values()) {
    for (const log of shards.values()) most = Math.max(most, oldestAgeUs(log, atUs));
  }
  return most;
}

function agesBetween(trace: Trace, startUs: number, endUs: number): number[] {
  return Array.from({ length: SAMPLES + 1 }, (_, index) =>
    oldestRecordUs(trace, startUs + ((endUs - startUs) * index) / SAMPLES),
  );
}

function sampledAges(trace: Trace): readonly number[] {
  const before = agesKnown.get(trace);
  if (before) return before;
  const samples = agesBetween(trace, 0, trace.endUs);
  agesKnown.set(trace, samples);
  return samples;
}

/** The largest age up to a moment. */
function mostOldestUs(trace: Trace, untilUs: number): number {
  const samples = sampledAges(trace);
  const last = Math.floor((untilUs / Math.max(1, trace.endUs)) * SAMPLES);
  let most = oldestRecordUs(trace, untilUs);
  for (let index = 0; index <= last; index += 1) most = Math.max(most, samples[index]!);
  return most;
}

function ages(trace: Trace, frame: TimeFrame, base: number): Mark[] {
  const whole = sampledAges(trace);
  const samples = frame.isPart ? agesBetween(trace, frame.startUs, frame.endUs) : whole;
  const most = Math.max(1, ...whole, ...samples);
  const points = samples.map((age, index) => [index, age] as const);
  const x = (index: number) => round(frame.from + (index / SAMPLES) * (frame.to - frame.from));
  const y = (age: number) => round(base - (age / most) * TALL);
  const under = area<readonly [number, number]>()
    .x((point) => x(point[0]))
    .y0(base)
    .y1((point) => y(point[1]));
  const edge = line<readonly [number, number]>()
    .x((point) => x(point[0]))
    .y((point) => y(point[1]));
  return [
    path('area', under(points) ?? '', { class: 'fill-sunk' }),
    path('line', edge(points) ?? '', { class: 'fill-none stroke-ink2', 'stroke-width': 1.25 }),
  ];
}

function bars(momentsUs: readonly number[], frame: TimeFrame, base: number): { marks: Mark[]; max: number } {
  const width = 6;
  const bins = Math.max(1, Math.floor((frame.to - frame.from) / width));
  const counts = binned(momentsUs, frame.endUs, bins, frame.startUs);
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
      : metric === 'iteratorAge'
        ? ages(trace, frame, base)
        : steps(levelOf(trace, metric), frame, base);
  return group(`metric ${metric}`, drawn);
}

/** The name of a metric's row. */
export function metricName(metric: Metric, frame: TimeFrame, base: number): Mark {
  const [x, y] = frame.narrow ? [frame.from, base - TALL - 3] : [0, base];
  return words(`name ${metric}`, x, y, METRIC_NAMES[metric], { class: 't-note fill-ink2' });
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
  } else if (metric === 'iteratorAge') {
    now = oldestRecordUs(trace, atUs);
    note = `max ${formatDuration(mostOldestUs(trace, seenUs))}`;
  } else {
    const history = levelOf(trace, metric);
    now = countAt(history, atUs);
    note = `max ${formatCount(maxUntil(history, seenUs))}`;
  }
  const text = metric === 'iteratorAge' ? ageText(now) : formatCount(now);
  const x = frame.narrow ? frame.to : frame.to + 12;
  const y = frame.narrow ? base - TALL - 3 : base;
  const anchor = frame.narrow ? 'end' : 'start';
  const beside = textWidth(text, 12.6) + 6;
  // Where the two are too long for one line, what it came to stands above what it is.
  const isAbove = !frame.narrow && beside + textWidth(note, 11.4) > VALUES;
  return group(`value ${metric}`, [
    words('note', frame.narrow || isAbove ? x : x + beside, isAbove ? y - 14 : y, note, {
      class: 't-note t-num fill-ink2',
      'text-anchor': anchor,
    }),
    words('now', frame.narrow ? x - textWidth(note, 11.4) - 6 : x, y, text, {
      class: 't-label t-num font-semibold',
      'text-anchor': anchor,
    }),
  ]);
}
