/**
 * What happened over the whole run, under one time axis: requests, a lane for each environment, metrics. What lies
 * ahead of the moment is veiled; one ink line cuts through everything.
 */
import { max } from 'd3';
import { formatCount, formatDuration } from '../sim/format-time.ts';
import { qualifierOf } from '../sim/function-named.ts';
import type { Trace } from '../sim/trace.ts';
import {
  actorLaneCount,
  actorLaneMarks,
  actorLaneNames,
  actorShape,
  undecidedActors,
} from './actor-lanes.ts';
import { crowdMarks } from './crowd-paths.ts';
import { binned, historiesOf, maxUntil, passed } from './history.ts';
import { environmentsByPlace, isFailure, jarsFit, laneMarks, type LaneShape } from './lane-paths.ts';
import { group, path, rect, round, words, type Mark } from './mark.ts';
import type { Scene } from './scene.ts';
import type { Metric } from './metric-levels.ts';
import { METRIC_ROW, metricMarks, metricName, metricValue } from './metrics-scene.ts';
import { fitText, textWidth } from './text-width.ts';
import { storyOf, type Story } from './story.ts';
import { MARKS_ROW, marksInWords, marksRow, type TimeMark } from './time-marks.ts';
import {
  axisMarks,
  blankMark,
  isShown,
  momentMarks,
  stretchMarks,
  timeFrame,
  veilMark,
  type TimeFrame,
} from './time-axis.ts';
import type { Stretch } from './time-window.ts';

export interface LanesInput {
  readonly trace: Trace;
  /** The moment, µs. */
  readonly atUs: number;
  /** px, from 288 on. From 600 on, columns at both ends hold names and values; below, they stand above their rows. */
  readonly width: number;
  /** The furthest moment the reader has seen, µs: what lies after it is not drawn. Default: all. */
  readonly seenUs?: number | undefined;
  /** A row of arrivals above the lanes. */
  readonly requests?: boolean;
  readonly metrics?: readonly Metric[];
  /** Moments that stand by name over all rows. */
  readonly marks?: readonly TimeMark[];
  /** px for all lanes together; they get thinner, then become a stack. */
  readonly tallest?: number;
  /** The number of an environment whose lane is stressed. */
  readonly picked?: number | undefined;
  /** The part of the run that the axis shows; none: all of it. */
  readonly windowUs?: Stretch | null | undefined;
  /** A stretch that is marked. */
  readonly stretchUs?: Stretch | null | undefined;
  /** Moments that the reader has marked. */
  readonly bookmarksUs?: readonly number[] | undefined;
  /** How far the line of the moment reaches above the picture (to the knob of the track), px. */
  readonly reach?: number;
}

/** Lanes thinner than this cannot be told apart. */
const THINNEST = 7;
const THICKEST = 30;

interface Stack {
  readonly still: readonly Mark[];
  /** Names of rows: drawn over the veil. */
  readonly rowNames: readonly Mark[];
  readonly frame: TimeFrame;
  readonly lanes: readonly LaneShape[];
  readonly lanesTop: number;
  /** Grounds of the lanes of readers, pollers, events or callers. */
  readonly actorGrounds: readonly number[];
  /** px from one of them to the next. */
  readonly actorPitch: number;
  readonly metricBases: readonly (readonly [Metric, number])[];
  readonly axisY: number;
  readonly byPlace: readonly (readonly number[])[];
}

const stills = new WeakMap<Trace, Map<string, Stack>>();

function requestMarks(trace: Trace, frame: TimeFrame, ground: number): { row: Mark; names: Mark[] } {
  const { arrivedUs, throttledUs, failedUs } = historiesOf(trace);
  const px = 3;
  const bins = Math.max(1, Math.floor((frame.to - frame.from) / px));
  const rows = [arrivedUs, failedUs, throttledUs].map((moments) =>
    binned(moments, frame.endUs, bins, frame.startUs),
  );
  const most = Math.max(1, ...rows.map((row) => max(row) ?? 0));
  const ticks = (row: readonly number[], draw: (x: number, height: number) => string) =>
    row
      .map((count, index) =>
        count === 0 ? '' : draw(round(frame.from + index * px), round(Math.max(3, (count / most) * 9))),
      )
      .join('');
  const [arrived, failed, throttled] = rows as [number[], number[], number[]];
  const row = group('requests', [
    path('base', `M${frame.from} ${ground}H${frame.to}`, { class: 'stroke-rule' }),
    path(
      'arrived',
      ticks(arrived, (x, height) => `M${x} ${ground}v${-height}`),
      { class: 'stroke-ink2', 'stroke-width': 1.5 },
    ),
    path(
      'failed',
      ticks(failed, (x, height) => `M${x} ${ground}v${height}`),
      { class: 'stroke-failed', 'stroke-width': 1.5 },
    ),
    // Two bars, as everywhere.
    path(
      'throttled',
      ticks(throttled, (x, height) => `M${x} ${ground + 1}v${height}m2.5 0v${-height}`),
      {
        class: 'fill-none stroke-throttled-line',
        'stroke-width': 1.25,
      },
    ),
  ]);
  const note = { class: 't-note t-num fill-ink2' };
  const names = [
    words(
      'name requests',
      frame.narrow ? frame.from : 0,
      frame.narrow ? ground - 13 : ground,
      'Requests',
      note,
    ),
  ];
  return { row, names };
}

/** Everything that does not depend on the moment; kept with the trace for the width at hand. */
function stackOf(input: LanesInput): Stack {
  const { trace, width, requests = false, metrics = [], tallest = 168, marks = [], windowUs = null } = input;
  const key = JSON.stringify([width, requests, metrics, tallest, marks.length, windowUs]);
  const before = stills.get(trace)?.get(key);
  if (before) return before;
  const story = storyOf(trace);
  const frame = timeFrame(trace.endUs, width, windowUs);
  const still: Mark[] = [];
  const rowNames: Mark[] = [];
  let y = marks.length > 0 ? MARKS_ROW : 0;
  if (requests) {
    y += frame.narrow ? 26 : 12;
    const { row, names } = requestMarks(trace, frame, y);
    still.push(row);
    rowNames.push(...names);
    y += 14;
  }
  // Those who bring units to the functions stand above the environments, in half of the room.
  const actors = actorLaneCount(trace);
  const actorPitch = actors === 0 ? 0 : Math.max(9, Math.min(16, Math.floor(tallest / 2 / actors)));
  const actorGrounds = Array.from({ length: actors }, (_, index) => y + (index + 1) * actorPitch - 4);
  if (actors > 0) {
    still.push(actorLaneMarks(trace, actorGrounds, actorShape(actorPitch), frame));
    y += actors * actorPitch + 8;
  }
  const lanesTop = y;
  const room = Math.max(tallest / 2, tallest - actors * actorPitch);
  const pitch = Math.min(actors > 0 ? 18 : THICKEST, Math.floor(room / Math.max(1, story.places)));
  const byPlace = environmentsByPlace(story);
  let lanes: LaneShape[] = [];
  if (pitch >= THINNEST) {
    const above = Math.round(pitch * (pitch >= 24 ? 0.62 : 0.5));
    const below = Math.max(3, Math.round(pitch * 0.28));
    lanes = byPlace.map((_, place) => ({ ground: lanesTop + (place + 1) * pitch - below, above, below }));
    const asJars = jarsFit(story, byPlace, above, frame);
    still.push(
      ...byPlace.map((environments, place) =>
        laneMarks(story, place, environments, lanes[place]!, frame, asJars),
      ),
    );
    y += byPlace.length * pitch;
  } else {
    y += room * 0.7;
    still.push(crowdMarks(story, y, room * 0.7 - 6, frame));
  }
  y += 8;
  const metricBases = metrics.map((metric, index) => {
    const base = y + (index + 1) * (frame.narrow ? METRIC_ROW + 12 : METRIC_ROW) - 4;
    still.push(metricMarks(trace, metric, frame, base));
    rowNames.push(metricName(metric, frame, base));
    return [metric, base] as const;
  });
  y += metrics.length * (frame.narrow ? METRIC_ROW + 12 : METRIC_ROW);
  const stack = {
    still,
    rowNames,
    frame,
    lanes,
    lanesTop,
    actorGrounds,
    actorPitch,
    metricBases,
    axisY: y + 4,
    byPlace,
  };
  const kept = stills.get(trace) ?? new Map<string, Stack>();
  if (kept.size > 8) kept.clear();
  kept.set(key, stack);
  stills.set(trace, kept);
  return stack;
}

/** The environment that stands at a place at a moment; else the last that did, else the first that will. */
function standing(story: Story, environments: readonly number[], atUs: number): number {
  const { first, fromUs } = story.lanes;
  let found = environments[0] ?? 0;
  for (const environment of environments) {
    if ((fromUs[first[environment]!] ?? 0) > atUs) break;
    found = environment;
  }
  return found;
}

/** `orders`; a version of the only function by its number alone. */
function placeText({ places }: Trace, place: number): string {
  const { name, type } = places[place]!;
  const functions = places.filter((one) => one.type === 'function').length;
  return type === 'version' && functions === 1 ? `version ${qualifierOf(name)}` : name;
}

/** `env 3`; where several functions have environments, with the function's name. */
function laneName(trace: Trace, story: Story, environment: number, room: number): string {
  const name = `env ${formatCount(environment + 1)}`;
  if (story.functions < 2) return name;
  return `${fitText(placeText(trace, story.functionOf[environment]!), room - textWidth(name, 11) - 14, 11)} ${name}`;
}

function nameMarks(
  stack: Stack,
  story: Story,
  atUs: number,
  picked: number | undefined,
  seenUs: number,
  trace: Trace,
): Mark[] {
  const { lanes, frame, byPlace, lanesTop } = stack;
  if (frame.narrow) return [];
  const every2 = Math.ceil(11 / Math.max(1, (stack.actorGrounds[1] ?? 16) - (stack.actorGrounds[0] ?? 0)));
  const actors = actorLaneNames(trace).flatMap((name, index) =>
    index % every2 === 0
      ? [
          words(`actor ${index}`, 0, stack.actorGrounds[index]! + 2, fitText(name, frame.from - 8, 11), {
            class: 't-note t-num fill-ink2',
          }),
        ]
      : [],
  );
  if (lanes.length === 0) {
    return [
      ...actors,
      words('names', 0, lanesTop + 18, 'By state', { class: 't-note fill-ink2' }),
      words(
        'names most',
        frame.to + 12,
        lanesTop + 18,
        `max ${formatCount(maxUntil(historiesOf(trace).environments, seenUs))}`,
        {
          class: 't-note t-num fill-ink2',
        },
      ),
    ];
  }
  // Names need 11 px; thinner lanes are named where there is room.
  const pitch = lanes.length > 1 ? lanes[1]!.ground - lanes[0]!.ground : 30;
  const every = Math.ceil(13 / pitch);
  const named = lanes.flatMap((lane, place) => {
    const environment = standing(story, byPlace[place]!, atUs);
    // A lane that the reader has not seen begin has no name yet.
    if ((story.lanes.fromUs[story.lanes.first[environment]!] ?? 0) > seenUs) return [];
    if (place % every !== 0 && environment !== picked) return [];
    const stressed = environment === picked;
    const attrs = { class: `t-note t-num ${stressed ? 'font-semibold' : 'fill-ink2'}` };
    return [
      words(`name ${place}`, 0, lane.ground + 1, laneName(trace, story, environment, frame.from), attrs),
    ];
  });
  return [...actors, ...named];
}

/** What runs at the moment and will fail is blue until it does. */
function undecided(stack: Stack, story: Story, atUs: number): Mark[] {
  const { first, fromUs, toUs } = story.lanes;
  return stack.lanes.flatMap((lane, place) => {
    const environment = standing(story, stack.byPlace[place]!, atUs);
    let [low, high] = [first[environment]!, first[environment + 1]!];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (toUs[middle]! > atUs) high = middle;
      else low = middle + 1;
    }
    if (low >= first[environment + 1]! || fromUs[low]! > atUs || !isFailure(story, low)) return [];
    if (!isShown(stack.frame, fromUs[low]!, toUs[low])) return [];
    const [from, to, here] = [fromUs[low]!, toUs[low]!, atUs].map((us) => stack.frame.x(us)) as [
      number,
      number,
      number,
    ];
    return [
      rect(`cover ${place}`, from, lane.ground + 0.75, to - from + 1, lane.below, {
        class: 'fill-page',
      }),
      rect(`runs ${place}`, from, lane.ground - lane.above, Math.max(1.5, here - from), lane.above, {
        class: 'fill-invoke',
      }),
    ];
  });
}

function sentence(trace: Trace, marks: readonly TimeMark[], seenUs: number): string {
  const { arrivedUs, coldUs, environments } = historiesOf(trace);
  const far = seenUs >= trace.endUs ? formatDuration(trace.endUs) : `the first ${formatDuration(seenUs)}`;
  return (
    `Timeline of ${far}: ${formatCount(passed(arrivedUs, seenUs))} requests, ` +
    `${formatCount(passed(coldUs, seenUs))} of them cold, ` +
    `${formatCount(maxUntil(environments, seenUs))} environments at once at most.` +
    marksInWords(marks, trace.endUs, seenUs)
  );
}

/** The row of marks over all others. */
function marksOver({ marks = [] }: LanesInput, { frame, axisY }: Stack, seenUs: number): Mark[] {
  if (marks.length === 0) return [];
  return [
    ...(frame.narrow ? [] : [words('name', 0, MARKS_ROW - 7, 'Changes', { class: 't-note fill-ink2' })]),
    ...marksRow(marks, frame, MARKS_ROW - 7, axisY, seenUs),
  ];
}

/** A fine line down from each moment that the reader has marked. */
function bookmarkMarks(bookmarksUs: readonly number[], frame: TimeFrame, bottom: number): Mark[] {
  const shown = bookmarksUs.filter((us) => isShown(frame, us));
  if (shown.length === 0) return [];
  const d = shown.map((us) => `M${round(frame.x(us))} -2V${bottom}`).join('');
  return [path('lines', d, { class: 'stroke-ink2', 'stroke-width': 1, 'stroke-dasharray': '4 3' })];
}

/** The scene of the lanes. */
export function lanesScene(input: LanesInput): Scene {
  const { trace, atUs, width, picked, reach = 0 } = input;
  // The moment itself is always seen.
  const seenUs = Math.max(input.seenUs ?? trace.endUs, atUs);
  const story = storyOf(trace);
  const stack = stackOf(input);
  const { still, frame, axisY, metricBases } = stack;
  const moving: Mark[] = [
    group('undecided', [
      ...undecided(stack, story, atUs),
      ...undecidedActors(trace, stack.actorGrounds, actorShape(stack.actorPitch), frame, atUs),
    ]),
    veilMark(frame, atUs, -2, axisY),
    blankMark(frame, seenUs, -2, axisY - 1),
    group('stretch', input.stretchUs ? stretchMarks(frame, input.stretchUs, -2, axisY) : []),
    group('row names', stack.rowNames),
    group('marks', marksOver(input, stack, seenUs)),
    group('names', nameMarks(stack, story, atUs, picked, seenUs, trace)),
    group(
      'values',
      metricBases.map(([metric, base]) => metricValue(trace, metric, frame, base, atUs, seenUs)),
    ),
    group('bookmarks', bookmarkMarks(input.bookmarksUs ?? [], frame, axisY)),
    group('axis', axisMarks(frame, axisY, atUs)),
    group('now', momentMarks(frame, atUs, -reach, axisY)),
  ];
  return {
    width,
    height: axisY + 24,
    marks: [group('still', still), ...moving],
    label: sentence(trace, input.marks ?? [], seenUs),
  };
}

/** The environment drawn at a point of the lanes; -1: none is. */
export function environmentAt(input: LanesInput, x: number, y: number): number {
  const story = storyOf(input.trace);
  const stack = stackOf(input);
  const place = stack.lanes.findIndex(
    (lane) => y > lane.ground - lane.above - 3 && y <= lane.ground + lane.below,
  );
  if (place < 0 || x < stack.frame.from - 4 || x > stack.frame.to + 4) return -1;
  const us = stack.frame.x.invert(x);
  const { first, fromUs, toUs } = story.lanes;
  const found = stack.byPlace[place]!.find((environment) => {
    const [begin, end] = [first[environment]!, first[environment + 1]!];
    return end > begin && fromUs[begin]! <= us && toUs[end - 1]! >= us;
  });
  return found ?? -1;
}
