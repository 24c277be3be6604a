/** The picture of a chart: marks, as a function of its values, how many stretches have been seen, and a width. */
import { area, curveStepAfter, line, range } from 'd3';
import { axisMarks } from './time-axis.ts';
import { legendOf, type ChartFrame, type Lane } from './chart-frame.ts';
import { binEndUs } from './bins.ts';
import { rangeOf, type BinRange, type ChartLine, type ChartModel, type LineLook } from './chart-model.ts';
import { edgeMarks, heatMarks } from './heat-marks.ts';
import { valueText } from './chart-text.ts';
import { clipped, group, path, round, words, type Attributes, type Mark } from './mark.ts';
import type { Scene } from './scene.ts';
import { textWidth } from './text-width.ts';

const NO_FILL = 'fill-none';

const STROKES: Readonly<Record<LineLook, Attributes>> = {
  area: { class: `${NO_FILL} stroke-ink2`, 'stroke-width': 1.25 },
  strong: { class: `${NO_FILL} stroke-ink`, 'stroke-width': 1.75 },
  plain: { class: `${NO_FILL} stroke-ink2`, 'stroke-width': 1.25 },
  faint: { class: `${NO_FILL} stroke-ink3`, 'stroke-width': 1 },
  dashed: { class: `${NO_FILL} stroke-ink`, 'stroke-width': 1.25, 'stroke-dasharray': '4 3' },
  dots: { class: 'fill-ink2' },
  up: { class: 'fill-edge' },
  failed: { class: 'fill-failed' },
  down: { class: 'fill-ink2' },
  throttled: { class: 'fill-throttled' },
  limit: { class: `${NO_FILL} stroke-ink3`, 'stroke-width': 1, 'stroke-dasharray': '1 3' },
};

/** Ink of the layers of a stack, from the ground up. */
const SHADES = [0.8, 0.5, 0.3, 0.16, 0.08] as const;
/** Parts two layers of a stack however pale they are. */
const LAYER = { class: 'fill-ink stroke-ink2', 'stroke-width': 0.75 } as const;

type Point = readonly [x: number, y: number];

/** x of the middle of a stretch. */
export function binX({ time }: ChartFrame, model: ChartModel, bin: number): number {
  const fromUs = bin * model.bins.periodUs;
  return time.x((fromUs + binEndUs(model.bins, bin)) / 2);
}

function dot([x, y]: Point, r: number): string {
  return `M${round(x - r)} ${round(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
}

/** Stretches without a value that a line goes on over: a longer silence parts it. */
const LONGEST_GAP = 3;

/** Values from stretch to stretch; one that stands alone is a dot. */
function lineMarks(
  model: ChartModel,
  frame: ChartFrame,
  lane: Lane,
  one: ChartLine,
  [first, shown]: BinRange,
): Mark[] {
  const { values, key, look } = one;
  const point = (bin: number): Point => [binX(frame, model, bin), lane.y(values[bin]!)];
  const there = range(first, shown).filter((bin) => !Number.isNaN(values[bin]!));
  if (look === 'dots') {
    const d = there.map((bin) => dot(point(bin), 2)).join('');
    return d === '' ? [] : [path(key, d, STROKES.dots)];
  }
  const pieces: number[][] = [];
  for (const bin of there) {
    const piece = pieces.at(-1);
    if (piece && bin - piece.at(-1)! <= LONGEST_GAP + 1) piece.push(bin);
    else pieces.push([bin]);
  }
  const draw = line<number>()
    .x((bin) => round(point(bin)[0]))
    .y((bin) => round(point(bin)[1]));
  const under = area<number>()
    .x((bin) => round(point(bin)[0]))
    .y0(round(lane.base))
    .y1((bin) => round(point(bin)[1]));
  const long = pieces.filter(({ length }) => length > 1);
  const alone = pieces.filter(({ length }) => length === 1);
  const each = (make: (piece: number[]) => string | null) => long.map(make).join('');
  return [
    ...(look === 'area' ? [path(`${key} area`, each(under), { class: 'fill-sunk' })] : []),
    path(key, each(draw), STROKES[look]),
    ...(alone.length > 0
      ? [path(`${key} alone`, alone.map(([bin]) => dot(point(bin!), 1.75)).join(''), { class: 'fill-ink2' })]
      : []),
  ];
}

/** A level: it holds from the start of a stretch to its end. */
function levelMarks(
  model: ChartModel,
  { time }: ChartFrame,
  lane: Lane,
  one: ChartLine,
  [first, shown]: BinRange,
): Mark[] {
  const { values, key, look } = one;
  const { bins } = model;
  const at = (bin: number) => Math.min(bin, shown - 1);
  const has = (bin: number) => !Number.isNaN(values[at(bin)]!);
  const x = (bin: number) => round(time.x(bin < shown ? bin * bins.periodUs : binEndUs(bins, shown - 1)));
  const y = (bin: number) => round(lane.y(values[at(bin)]!));
  const all = range(first, shown + 1);
  // Points where nothing changes say nothing.
  const points = all.filter(
    (bin) => bin === first || bin === shown || !Object.is(values[at(bin)], values[at(bin - 1)]),
  );
  const marks: Mark[] = [];
  if (look === 'area') {
    const under = area<number>().defined(has).x(x).y0(round(lane.base)).y1(y).curve(curveStepAfter);
    marks.push(path(`${key} area`, under(points) ?? '', { class: 'fill-sunk' }));
  }
  const edge = line<number>().defined(has).x(x).y(y).curve(curveStepAfter);
  marks.push(path(key, edge(points) ?? '', STROKES[look]));
  return marks;
}

/** Bars: on the ground, on top of what came before, or hanging below it. */
function barMarks(model: ChartModel, { time }: ChartFrame, lane: Lane, [first, shown]: BinRange): Mark[] {
  const { bins, lines } = model;
  const gap = time.x(bins.periodUs) - time.x(0) > 5 ? 1 : 0;
  const onGround = new Float64Array(bins.count);
  return lines.map(({ key, values, look }) => {
    let d = '';
    for (let bin = first; bin < shown; bin += 1) {
      const value = values[bin]!;
      if (!(value > 0)) continue;
      const left = time.x(bin * bins.periodUs);
      const wide = Math.max(1, time.x(binEndUs(bins, bin)) - left - gap);
      const isDown = look === 'down' || look === 'throttled';
      const under = look === 'strong' ? onGround[bin]! : 0;
      if (look === 'up') onGround[bin] = value;
      const from = lane.y(isDown ? -value : under);
      // What happened is seen however little it is beside the rest.
      const tall = Math.max(2, from - lane.y(isDown ? 0 : under + value));
      const foot = isDown ? lane.y(0) + tall : from;
      d += `M${round(left)} ${round(foot)}v${round(-tall)}h${round(wide)}v${round(tall)}Z`;
    }
    return path(key, d, look === 'strong' ? { class: 'fill-ink' } : STROKES[look]);
  });
}

function stackMarks(model: ChartModel, { time }: ChartFrame, lane: Lane, [first, shown]: BinRange): Mark[] {
  const { bins } = model;
  const parts = model.lines.filter(({ key }) => key !== 'total');
  const floor = new Float64Array(bins.count);
  // Nothing is spent before the run begins.
  const ends = range(first, shown + 1);
  const x = (end: number) => round(time.x(end === 0 ? 0 : binEndUs(bins, end - 1)));
  const marks = parts.map(({ key, values }, at) => {
    const before = floor.slice();
    values.forEach((value, bin) => (floor[bin]! += value));
    const after = floor.slice();
    const layer = area<number>()
      .x(x)
      .y0((end) => round(lane.y(end === 0 ? 0 : before[end - 1]!)))
      .y1((end) => round(lane.y(end === 0 ? 0 : after[end - 1]!)));
    return path(key, layer(ends) ?? '', { ...LAYER, 'fill-opacity': SHADES[at % SHADES.length]! });
  });
  const top = line<number>()
    .x(x)
    .y((end) => round(lane.y(end === 0 ? 0 : floor[end - 1]!)));
  return [...marks, path('total', top(ends) ?? '', STROKES.plain)];
}

function laneGround(model: ChartModel, frame: ChartFrame, lane: Lane): Mark[] {
  const { from, to } = frame.time;
  // The ground of the last lane is the axis of time.
  const onAxis = (tick: number) => Math.abs(lane.y(tick) - frame.axisY) < 1;
  const marks: Mark[] = lane.ticks
    .filter((tick) => !onAxis(tick))
    .map((tick) =>
      path(`grid ${tick}`, `M${from} ${round(lane.y(tick))}H${to}`, {
        class: tick === 0 ? 'stroke-edge' : 'stroke-rule',
      }),
    );
  marks.push(
    ...lane.ticks.map((tick) =>
      words(`tick ${tick}`, from - 6, lane.y(tick) + 4, valueText(Math.abs(tick), model.unit), {
        class: 't-note t-num fill-ink2',
        'text-anchor': 'end',
      }),
    ),
  );
  if (lane.name !== '')
    marks.push(words('name', from, lane.top - 3, lane.name, { class: 't-note fill-ink2 font-semibold' }));
  return marks;
}

/** What each look means, above the plot. */
function legendMarks(model: ChartModel, frame: ChartFrame): Mark[] {
  if (frame.legendY === null) return [];
  const y = frame.legendY;
  let x = frame.time.from;
  const isBlock = (look: LineLook) => model.form === 'bars' || model.form === 'stack' || look === 'area';
  const entries = legendOf(model).filter(({ key }) => key !== 'total');
  return entries.flatMap(({ key, name, look }, at) => {
    const wide = 16 + textWidth(name, 11.4) + 14;
    if (x > frame.time.from && x + wide > frame.time.to) return [];
    const left = x;
    x += wide;
    const text = words(`says ${key}`, left + 16, y, name, { class: 't-note fill-ink2' });
    const box = `M${round(left)} ${y - 8}h10v8h-10Z`;
    if (model.form === 'stack')
      return [path(`key ${key}`, box, { ...LAYER, 'fill-opacity': SHADES[at % SHADES.length]! }), text];
    if (look === 'dots') return [path(`key ${key}`, dot([left + 5, y - 4], 2), STROKES.dots), text];
    if (!isBlock(look)) return [path(`key ${key}`, `M${round(left)} ${y - 4}h12`, STROKES[look]), text];
    if (look === 'limit' || look === 'dashed')
      return [path(`key ${key}`, `M${round(left)} ${y - 4}h12`, STROKES[look]), text];
    const attrs: Attributes =
      look === 'area'
        ? { class: 'fill-sunk stroke-ink2' }
        : look === 'strong'
          ? { class: 'fill-ink' }
          : STROKES[look];
    return [path(`key ${key}`, box, attrs), text];
  });
}

function laneMarks(model: ChartModel, frame: ChartFrame, lane: Lane, at: number, seen: BinRange): Mark[] {
  if (seen[1] <= seen[0]) return [];
  switch (model.form) {
    case 'heat':
      return heatMarks(model, frame, lane, seen);
    case 'bars':
      return barMarks(model, frame, lane, seen);
    case 'stack':
      return stackMarks(model, frame, lane, seen);
    default: {
      const own = model.lines.filter((one) => one.lane === at);
      const draw = model.form === 'levels' ? levelMarks : lineMarks;
      return own.flatMap((one) => draw(model, frame, lane, one, seen));
    }
  }
}

/** Before the run, where no moment hides a figure of the axis. */
const NEVER_US = -1e15;

/** The stretches that are drawn: those in sight, and one beyond each end where a line comes from or goes to. */
function drawnOf({ bins }: ChartModel, { time }: ChartFrame, shown: number): BinRange {
  if (!time.isPart) return [0, shown];
  const [first, end] = rangeOf(bins, shown, [time.startUs, time.endUs]);
  return [Math.max(0, first - 1), Math.min(shown, end + 1)];
}

/**
 * The picture of a chart, without the moment.
 *
 * @param shown stretches that have been seen, from the first: of the others nothing is drawn
 * @param label the sentence it is read as
 */
export function chartScene(model: ChartModel, frame: ChartFrame, shown: number, label: string): Scene {
  const { time, axisY, width, height } = frame;
  const drawn = drawnOf(model, frame, shown);
  const ground = (lane: Lane) => [
    ...laneGround(model, frame, lane),
    ...(model.heat && shown > 0 ? edgeMarks(model, frame, lane) : []),
  ];
  const values = (lane: Lane, at: number) => {
    const marks = laneMarks(model, frame, lane, at, drawn);
    return time.isPart
      ? clipped('part', marks, [time.from, 0, time.to - time.from, height])
      : group('values', marks);
  };
  return {
    width,
    height,
    label,
    marks: [
      group('legend', legendMarks(model, frame)),
      ...frame.lanes.map((lane, at) =>
        group(`lane ${at}`, [group('ground', ground(lane)), values(lane, at)]),
      ),
      path('axis', `M${time.from} ${axisY}H${time.to}`, { class: 'stroke-edge' }),
      group('time', axisMarks(time, axisY, NEVER_US)),
    ],
  };
}
