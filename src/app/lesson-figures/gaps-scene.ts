/** Two runs one above the other: environments as lanes, requests as jars on them, one moment through both. */
import { formatDuration, formatTime } from '../../sim/format-time.ts';
import { groundMarks, jarMarks, jarPath, lookOf } from '../../view/jar.ts';
import { group, path, rect, round, words, type Mark } from '../../view/mark.ts';
import type { Scene } from '../../view/scene.ts';
import { livesOf, servedBy, type FigureRun, type Life, type Served } from './figure-run.ts';
import { atStart, counted, inWords, withUnit } from '../number-words.ts';
import { WIDE_FROM } from './Picture.tsx';
import type { Timeline } from '../player.ts';

/** One run as the scene needs it; made once a run, not once a frame. */
export interface GapsRow {
  readonly run: FigureRun;
  readonly served: readonly Served[];
  readonly lives: readonly Life[];
  /** Lanes to draw. */
  readonly lanes: number;
  readonly gapMin: number;
}

export function gapsRow(run: FigureRun, gapMin: number, atOnce: number): GapsRow {
  const lives = livesOf(run);
  const lanes = Math.max(atOnce, ...lives.map((life) => life.row + 1));
  return { run, served: servedBy(run), lives, lanes, gapMin };
}

/** The moments worth a step: a request arrives, an environment goes. What lies between is too short to be seen here. */
export function timelineOf(rows: readonly GapsRow[]): Timeline {
  const moments = new Set<number>();
  for (const row of rows) {
    for (const one of row.served) moments.add(one.arrivedUs);
    for (const life of row.lives) if (life.retired) moments.add(life.goneUs);
  }
  const at = [...moments].sort((a, b) => a - b);
  return { endUs: Math.max(...rows.map((row) => row.run.trace.endUs)), length: at.length, at };
}

const PITCH = 30;
const PITCH_NARROW = 28;
const BELL = { width: 16, height: 19 };

/** A rim of the ground round words that a line may cross. */
const RIM = { 'stroke-width': 4, 'paint-order': 'stroke' } as const;

/** Where the first row begins: on a phone its name stands under the knob of the moment. */
function firstTop(width: number): number {
  return width >= WIDE_FROM ? 22 : 32;
}

/** Where the time axis lies in a width. */
export function gapsAxis(width: number): { readonly left: number; readonly right: number } {
  return width >= WIDE_FROM ? { left: 236, right: width - 100 } : { left: 12, right: width - 8 };
}

export function gapsHeight(rows: readonly GapsRow[], width: number): number {
  const pitch = width >= WIDE_FROM ? PITCH : PITCH_NARROW;
  const head = width >= WIDE_FROM ? 0 : 22;
  return (
    firstTop(width) +
    rows.reduce((sum, row) => sum + head + row.lanes * pitch + (width >= WIDE_FROM ? 36 : 24), 0) +
    18
  );
}

interface Moment {
  readonly momentUs: number;
  readonly seenUs: number;
}

function laneMarks(
  row: GapsRow,
  baseOf: (lane: number) => number,
  x: (us: number) => number,
  { seenUs }: Moment,
): Mark[] {
  const marks: Mark[] = [];
  const { lanes } = row.run;
  const rowOf = new Map(row.lives.map((life) => [life.environment, life.row]));
  for (const life of row.lives) {
    const base = baseOf(life.row);
    const [first, end] = [lanes.first[life.environment]!, lanes.first[life.environment + 1]!];
    for (let segment = first; segment < end; segment += 1) {
      const fromUs = lanes.fromUs[segment]!;
      const toUs = Math.min(lanes.toUs[segment]!, seenUs);
      if (lanes.states[lanes.state[segment]!] !== 'frozen' || toUs <= fromUs) continue;
      const [left, right] = [x(fromUs) + 6, x(toUs)];
      if (right <= left) continue;
      const key = `frozen-${life.environment}-${segment}`;
      marks.push(rect(key, left, base - 6, right - left, 6, { fill: 'url(#texture-frozen)' }));
      marks.push(
        path(`${key}-line`, `M${round(left)} ${base}H${round(right)}`, {
          class: 'stroke-frozen-line',
          'stroke-width': 1.5,
        }),
      );
    }
    if (life.retired && life.goneUs <= seenUs) {
      const [cx, cy] = [round(x(life.goneUs)), base - 4];
      marks.push(
        path(
          `gone-${life.environment}`,
          `M${cx - 3.2} ${cy - 3.2}l6.4 6.4M${cx + 3.2} ${cy - 3.2}l-6.4 6.4`,
          {
            class: 'stroke-shutdown-line',
            fill: 'none',
            'stroke-width': 1.5,
            'stroke-linecap': 'round',
          },
        ),
      );
    }
  }
  const together = new Map<number, number>();
  for (const one of row.served) {
    const nth = together.get(one.arrivedUs) ?? 0;
    together.set(one.arrivedUs, nth + 1);
    const happened = one.arrivedUs <= seenUs && seenUs > 0;
    const lane = happened ? (rowOf.get(one.environment) ?? nth) : nth;
    const shape = { x: round(x(one.arrivedUs)) - BELL.width / 2, ground: baseOf(lane), ...BELL };
    marks.push(
      happened
        ? group(`request-${one.request}`, jarMarks(shape, one.cold ? 'init' : 'invoke', 1))
        : path(`request-${one.request}`, jarPath(shape), {
            class: 'fill-stage stroke-ink3',
            'stroke-width': 1.25,
            'stroke-dasharray': '2.5 2',
          }),
    );
  }
  return marks;
}

/** The environments of a row as they stand at the moment, large, with the state of the first in words. */
function jarRow(row: GapsRow, left: number, ground: number, { momentUs, seenUs }: Moment): Mark[] {
  const marks: Mark[] = [];
  const { lanes } = row.run;
  let said = seenUs === 0 ? '' : 'nobody';
  let colour = 'fill-shutdown-text';
  const size = 34;
  const pitch = row.lanes > 2 ? 42 : 48;
  const shown = Math.min(row.lanes, 2);
  for (let lane = 0; lane < shown; lane += 1) {
    const shape = { x: left + lane * pitch, ground, width: size, height: 40 };
    const life =
      seenUs === 0
        ? undefined
        : row.lives.find(
            (one) => one.row === lane && one.fromUs <= momentUs && (momentUs < one.goneUs || !one.retired),
          );
    if (!life) {
      marks.push(group(`jar-${lane}`, [...jarMarks(shape, 'free'), ...groundMarks(shape, false)]));
      continue;
    }
    const [first, end] = [lanes.first[life.environment]!, lanes.first[life.environment + 1]!];
    let segment = first;
    while (segment + 1 < end && lanes.fromUs[segment + 1]! <= momentUs) segment += 1;
    const state = lanes.states[lanes.state[segment]!]!;
    const look = lookOf(state);
    let startedUs = life.fromUs;
    for (let at = first; at < end; at += 1)
      if (lookOf(lanes.states[lanes.state[at]!]!) === 'init') startedUs = lanes.toUs[at]!;
    const level = look === 'init' ? (momentUs - life.fromUs) / Math.max(1, startedUs - life.fromUs) : 0;
    marks.push(
      group(`jar-${lane}`, [...jarMarks(shape, look, Math.max(0.06, level)), ...groundMarks(shape, false)]),
    );
    if (lane === 0) {
      const sinceUs = momentUs - (look === 'init' ? life.fromUs : lanes.fromUs[segment]!);
      said =
        look === 'frozen'
          ? `frozen ${formatTime(sinceUs, 0)}`
          : look === 'init'
            ? `init ${formatDuration(sinceUs)}`
            : 'invoke';
      colour =
        look === 'frozen' ? 'fill-frozen-text' : look === 'init' ? 'fill-init-text' : 'fill-invoke-text';
    }
  }
  if (said !== '') {
    const middle = left + ((shown - 1) * pitch + size) / 2;
    marks.push(
      words('state', middle, ground + 18, said, { class: `t-note t-num ${colour}`, 'text-anchor': 'middle' }),
    );
  }
  return marks;
}

/** So far: how many came, and how many of them started cold. */
function soFar(row: GapsRow, momentUs: number): { readonly cold: number; readonly came: number } {
  const came = row.served.filter((one) => one.arrivedUs <= momentUs);
  return { cold: came.filter((one) => one.cold).length, came: came.length };
}

/** Both rows at a moment, in a width. What has never been seen is an outline. */
export function gapsScene(rows: readonly GapsRow[], moment: Moment, width: number): Scene {
  const wide = width >= WIDE_FROM;
  const axis = gapsAxis(width);
  const endUs = Math.max(...rows.map((row) => row.run.trace.endUs));
  const x = (us: number) => axis.left + (us / endUs) * (axis.right - axis.left);
  const height = gapsHeight(rows, width);
  const foot = height - 26;
  const { momentUs, seenUs } = moment;
  const marks: Mark[] = [];
  /** Over the line of the moment. */
  const names: Mark[] = [];
  let top = firstTop(width);
  rows.forEach((row, index) => {
    const pitch = wide ? PITCH : PITCH_NARROW;
    const head = wide ? 0 : 22;
    const baseOf = (lane: number) => top + head + 30 + lane * pitch - (wide ? 0 : 4);
    const name = `every ${withUnit(row.gapMin, 'min')}`;
    const { cold, came } = soFar(row, momentUs);
    const parts: Mark[] = [];
    for (let lane = 0; lane < row.lanes; lane += 1) {
      parts.push(
        path(`ground-${lane}`, `M${axis.left - 12} ${baseOf(lane)}H${axis.right + 4}`, {
          class: 'stroke-rule',
        }),
      );
    }
    parts.push(...laneMarks(row, baseOf, x, moment));
    const bold = 'text-[14px] font-semibold t-num';
    const middle = (baseOf(0) + baseOf(row.lanes - 1)) / 2;
    const count = seenUs === 0 ? '' : `${cold} of ${came}`;
    if (wide) {
      parts.push(words('name', 0, middle - 10, name, { class: bold }));
      parts.push(...jarRow(row, 112, middle + 5, moment));
      parts.push(words('count', axis.right + 20, middle - 12, count, { class: bold }));
      if (count !== '')
        parts.push(words('unit', axis.right + 20, middle + 6, 'start cold', { class: 't-label fill-ink2' }));
    } else {
      names.push(
        words(`name-${index}`, 0, top + 6, name, { class: 't-ui font-semibold t-num stroke-stage', ...RIM }),
      );
      if (count !== '')
        names.push(
          words(`count-${index}`, width, top + 6, `${count} cold`, {
            class: 't-ui font-semibold t-num stroke-stage',
            'text-anchor': 'end',
            ...RIM,
          }),
        );
    }
    marks.push(group(`row-${index}`, parts));
    top += head + row.lanes * pitch + (wide ? 36 : 24);
  });
  const lineX = round(x(momentUs));
  if (seenUs > momentUs) {
    marks.push(
      rect('veil', lineX, 18, axis.right + 6 - lineX, foot - 20, { class: 'fill-stage opacity-veil' }),
    );
  }
  for (let minute = 0; minute * 60_000_000 <= endUs; minute += 10) {
    const at = round(x(minute * 60_000_000));
    const hidden = Math.abs(at - lineX) < 34;
    marks.push(path(`tick-${minute}`, `M${at} ${foot}v4`, { class: 'stroke-edge' }));
    if (!hidden) {
      const text = minute === 0 ? withUnit(0, 'min') : String(minute);
      marks.push(
        words(`minute-${minute}`, at, foot + 18, text, {
          class: 't-note t-num fill-ink2',
          'text-anchor': 'middle',
        }),
      );
    }
  }
  marks.push(path('moment', `M${lineX} 16V${foot + 4}`, { class: 'stroke-ink', 'stroke-width': 1.5 }));
  marks.push({
    key: 'knob',
    tag: 'circle',
    attrs: { cx: lineX, cy: 14, r: 7, class: 'fill-ink stroke-stage', 'stroke-width': 2 },
  });
  const pill = Math.min(Math.max(lineX, 22), width - 22);
  marks.push(rect('pill', pill - 22, foot + 5, 44, 17, { rx: 8.5, class: 'fill-ink' }));
  marks.push(
    words('time', pill, foot + 17.5, formatTime(momentUs, 0), {
      class: 't-note t-num font-semibold fill-on-ink',
      'text-anchor': 'middle',
    }),
  );
  marks.push(...names);
  return { width, height, marks, label: gapsLabel(rows, moment, endUs) };
}

function gapsLabel(rows: readonly GapsRow[], { momentUs }: Moment, endUs: number): string {
  const parts = rows.map((row) => {
    const { cold, came } = soFar(row, momentUs);
    return `Every ${row.gapMin} minutes: ${cold} of ${came} requests so far started cold.`;
  });
  return `Two runs of ${formatDuration(endUs)}, at ${formatTime(momentUs, 0)}. ${parts.join(' ')}`;
}

function startCold(row: GapsRow): string {
  const { cold, offered } = row.run.summary.counts;
  if (cold === offered) return `all ${offered} start cold`;
  return `${cold} of ${offered} requests ${cold === 1 ? 'starts' : 'start'} cold`;
}

/** What both runs show, the surprising part first. */
export function gapsConclusion(above: GapsRow, below: GapsRow): { first: string; rest: string } {
  const say = (row: GapsRow) =>
    `${atStart(row.gapMin)} ${row.gapMin === 1 ? 'minute' : 'minutes'} apart, ${startCold(row)}`;
  const [a, b] = [above, below].map((row) => row.run.summary.counts.cold === row.run.summary.counts.offered);
  const together = above.served.filter((one) => one.arrivedUs === 0).length;
  const rest =
    a && b
      ? 'both gaps are longer than an idle environment is kept.'
      : a || b
        ? 'the gap is longer than an idle environment is kept.'
        : `only the first ${together === 1 ? 'one' : inWords(together)} found nobody, and ${together === 1 ? 'its environment serves' : `their ${counted(together, 'environment')} serve`} all the others.`;
  const first = above.gapMin === below.gapMin ? `${say(above)}:` : `${say(above)}. ${say(below)}:`;
  return { first, rest };
}
