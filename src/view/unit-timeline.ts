/**
 * The life of one unit as a waterfall to scale: a row for each actor it touches, nested as a trace of X-Ray is, with a
 * bar for each stretch. Nothing is drawn that has not been seen, and what runs at the moment has no end yet.
 */
import { formatDuration, formatTime } from '../sim/format-time.ts';
import type { Journey, JourneyBar, JourneyRow } from '../sim/journey.ts';
import { nameOf } from '../sim/narrate.ts';
import type { Trace } from '../sim/trace.ts';
import type { Words } from '../sim/words.ts';
import { group, path, rect, round, title, words as text, type Mark } from './mark.ts';
import type { Scene } from './scene.ts';
import { fitText, textWidth } from './text-width.ts';
import { timeFrame, type TimeFrame } from './time-axis.ts';
import { isTrouble } from './trouble.ts';
import { barLook, barText, type BarLook } from './unit-words.ts';

export interface UnitTimelineInput {
  readonly trace: Trace;
  readonly journey: Journey;
  readonly words: Words;
  readonly atUs: number;
  /** The furthest moment the reader has seen, µs. */
  readonly seenUs: number;
  /** px, from 288 on. Below 600 the names stand above their bars. */
  readonly width: number;
}

const ROW = 24;
const NARROW_ROW = 40;
const TALL = 12;
const INDENT = 12;
/** Deeper rows are indented no further. */
const DEEPEST = 7;
const NAMES = 216;
const VALUES = 84;
/** px after a bar for the sign of how it ended. */
const SIGN = 11;
const AXIS = 24;

const LOOKS: Readonly<Record<BarLook, Readonly<Record<string, string | number>>>> = {
  wait: { class: 'fill-none stroke-ink3', 'stroke-width': 1 },
  retry: { class: 'fill-none stroke-failed-line', 'stroke-width': 1.5, 'stroke-dasharray': '1.5 2.5' },
  work: { class: 'fill-invoke-pale stroke-invoke-line', 'stroke-width': 1 },
  held: { class: 'fill-sunk stroke-ink3', 'stroke-width': 1 },
  init: { fill: 'url(#texture-init)', class: 'stroke-init-line', 'stroke-width': 0.75 },
  restore: { fill: 'url(#texture-restore)', class: 'stroke-restore-line', 'stroke-width': 0.75 },
  invoke: { class: 'fill-invoke stroke-invoke-line', 'stroke-width': 0.75 },
};

const FAILED = { class: 'fill-failed stroke-failed-line', 'stroke-width': 0.75 };

/** The axis of a life: from its birth to its end, times as they are in the run. */
function frameOf({ journey, width, trace }: UnitTimelineInput): TimeFrame {
  const end = Math.max(journey.toUs, journey.fromUs + 1);
  const base = timeFrame(trace.endUs, width, [journey.fromUs, Math.min(end, Math.max(trace.endUs, 1))]);
  const from = base.narrow ? 8 : NAMES;
  const to = width - (base.narrow ? SIGN + 5 : VALUES);
  const length = Math.max(1, end - journey.fromUs);
  const within = (share: number) => Math.min(1, Math.max(0, share));
  const x = Object.assign((us: number) => from + within((us - journey.fromUs) / length) * (to - from), {
    invert: (px: number) => journey.fromUs + within((px - from) / (to - from)) * length,
  });
  return { ...base, from, to, x, startUs: journey.fromUs, endUs: end };
}

/** How a stretch ended, as far as the moment has come: badly, well, or not yet. */
function endedBadly(trace: Trace, bar: JourneyBar, atUs: number): boolean {
  return bar.endStep >= 0 && trace.at[bar.endStep]! <= atUs && isTrouble(trace, bar.endStep);
}

/** `attempt 2: 600 ms from 0:20.60`, with how it ended. */
function barSays(trace: Trace, row: JourneyRow, bar: JourneyBar, atUs: number, seenUs: number): string {
  const isGoing = bar.toUs > seenUs || bar.endStep < 0;
  const length = formatDuration(Math.min(bar.toUs, seenUs) - bar.fromUs);
  const failed =
    endedBadly(trace, bar, atUs) && barLook(row.kind, bar.state) !== 'wait' ? ', ends badly' : '';
  return `${barText(row.kind, bar.state, bar.attempt)}: ${length}${isGoing ? ' so far' : ''} from ${formatTime(bar.fromUs)}${failed}`;
}

function barMark(
  { trace, atUs, seenUs }: UnitTimelineInput,
  row: JourneyRow,
  bar: JourneyBar,
  frame: TimeFrame,
  ground: number,
  room: number,
  /** px of the sign after it. */
  sign: number,
): Mark {
  const look = barLook(row.kind, bar.state);
  const [left, right] = [frame.x(bar.fromUs), frame.x(Math.min(bar.toUs, seenUs))];
  const width = Math.max(1.5, right - left);
  const isBad =
    (look === 'invoke' || look === 'work' || look === 'init' || look === 'restore') &&
    endedBadly(trace, bar, atUs);
  const name = barSays(trace, row, bar, atUs, seenUs);
  const label = barText(row.kind, bar.state, bar.attempt);
  const wide = textWidth(label, 11);
  // A name stands inside its bar, else beside it, where there is room; over one that failed, which hangs low.
  const isInside = wide + 12 <= width;
  const isBeside = !isInside && wide + 8 + sign <= room;
  const note = { class: 't-note fill-ink2' };
  const lit = { class: 't-note fill-on-ink' };
  const shape =
    look === 'retry'
      ? path('bar', `M${round(left)} ${ground - TALL / 2}H${round(left + width)}`, LOOKS.retry)
      : rect('bar', left, ground - TALL + (isBad ? TALL / 2 : 0), width, TALL, isBad ? FAILED : LOOKS[look]);
  const cover =
    isInside && !isBad && ['retry', 'init', 'restore'].includes(look)
      ? [rect('cover', left + 4, ground - TALL + 0.5, wide + 5, TALL - 1, { class: 'fill-page' })]
      : [];
  return {
    ...group(
      `bar ${bar.step}`,
      [
        title(name),
        // What is pressed is as tall as the row; a short bar keeps its place beside a long one.
        width < 12
          ? rect('target', left + width / 2 - 5, ground - 18, 10, 24, { class: 'mark-rim' })
          : rect('target', left + 6, ground - 18, Math.max(2, width - 12), 24, { class: 'mark-rim' }),
        shape,
        ...cover,
        ...(isInside
          ? [
              text(
                'name',
                left + 6,
                ground - (isBad ? 8 : 2.5),
                label,
                isBad || look !== 'invoke' ? note : lit,
              ),
            ]
          : []),
        ...(isBeside ? [text('name', left + width + 5 + sign, ground - 2.5, label, note)] : []),
      ],
      { class: 'mark' },
    ),
    label: name,
    pick: { kind: row.kind, number: row.number, step: bar.step },
  };
}

/** How a row ended, as a sign after its last bar; nothing while it goes on. */
function endMark(input: UnitTimelineInput, row: JourneyRow, frame: TimeFrame, ground: number): Mark[] {
  const { trace, atUs } = input;
  if (row.endStep < 0 || trace.at[row.endStep]! > atUs) return [];
  const x = round(frame.x(row.toUs));
  const y = ground - TALL / 2;
  const reason = trace.reasons[trace.reason[row.endStep]!] ?? '';
  const state = trace.kinds[trace.kind[row.endStep]!]!.states[trace.to[row.endStep]!] ?? '';
  if (row.kind === 'environment') return [];
  if (state === 'throttled' || reason.startsWith('throttled')) {
    return [
      path('end', `M${x + 3} ${y - 5}v10m4 0v-10`, { class: 'stroke-throttled-line', 'stroke-width': 2 }),
    ];
  }
  if (isTrouble(trace, row.endStep)) {
    return [
      path('end', `M${x + 3} ${y - 4}l8 8m0-8l-8 8`, {
        class: 'fill-none stroke-failed-line',
        'stroke-width': 1.75,
        'stroke-linecap': 'round',
      }),
    ];
  }
  return [
    path('end', `M${x + 3} ${y}l3.2 3.5 5.6-7`, {
      class: 'fill-none stroke-succeeded-line',
      'stroke-width': 1.75,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }),
  ];
}

function rowMark(input: UnitTimelineInput, row: JourneyRow, frame: TimeFrame, ground: number): Mark {
  const { trace, words, seenUs } = input;
  const kind = trace.kinds.findIndex(({ name }) => name === row.kind);
  const called = nameOf(trace, kind, row.number, words);
  const indent = Math.min(row.depth, DEEPEST) * INDENT;
  const bars = row.bars.filter(
    ({ fromUs, toUs, endStep }) => fromUs <= seenUs && (toUs > fromUs || endStep < 0),
  );
  const name = fitText(
    `${called.charAt(0).toUpperCase()}${called.slice(1)}`,
    (frame.narrow ? frame.to - 80 : NAMES - 12) - indent,
    12,
  );
  const nameY = frame.narrow ? ground - TALL - 6 : ground - 2;
  const length = formatDuration(Math.max(0, Math.min(row.toUs, seenUs) - row.fromUs));
  const end = endMark(input, row, frame, ground);
  return group(`row ${row.kind} ${row.number} ${row.step}`, [
    ...(indent > 0 && !frame.narrow
      ? [
          path('nest', `M${indent - 6} ${ground - ROW + 4}V${ground - 6}h4`, {
            class: 'fill-none stroke-rule',
          }),
        ]
      : []),
    text('name', frame.narrow ? frame.from + indent : indent, nameY, name, {
      class: `t-label ${row.depth === 0 ? 'font-semibold' : ''}`,
    }),
    path('ground', `M${frame.from} ${ground + 3}H${frame.to}`, { class: 'stroke-rule' }),
    ...bars.map((bar, index) => {
      const next = bars[index + 1];
      const room = (next ? frame.x(next.fromUs) - 4 : frame.to) - frame.x(Math.min(bar.toUs, seenUs));
      return barMark(input, row, bar, frame, ground, room, next || end.length === 0 ? 0 : SIGN);
    }),
    ...end,
    text('length', frame.narrow ? frame.to : frame.to + SIGN + 9, nameY, length, {
      class: 't-note t-num fill-ink2',
      'text-anchor': frame.narrow ? 'end' : 'start',
    }),
  ]);
}

/** Times since birth under the rows, few enough to be read. */
function axis(frame: TimeFrame, y: number): Mark[] {
  const length = frame.endUs - frame.startUs;
  const parts = frame.narrow ? 2 : 4;
  return Array.from({ length: parts + 1 }, (_, part) => {
    const us = frame.startUs + (length * part) / parts;
    const x = frame.x(us);
    return group(`tick ${part}`, [
      path('tick', `M${round(x)} ${y}v4`, { class: 'stroke-edge' }),
      text('text', x, y + 16, part === 0 ? '0' : `+${formatDuration(us - frame.startUs)}`, {
        class: 't-note t-num fill-ink2',
        'text-anchor': part === 0 ? 'start' : part === parts ? 'end' : 'middle',
      }),
    ]);
  });
}

/** The scene of a life. */
export function unitTimeline(input: UnitTimelineInput): Scene {
  const { trace, journey, words, atUs, width } = input;
  const seenUs = Math.max(input.seenUs, atUs);
  const seen = { ...input, seenUs };
  const frame = frameOf(input);
  const pitch = frame.narrow ? NARROW_ROW : ROW;
  const rows = journey.rows.filter(({ fromUs }) => fromUs <= seenUs);
  const foot = rows.length * pitch + 8;
  const x = round(frame.x(atUs));
  const isHere = atUs >= frame.startUs && atUs <= frame.endUs;
  const kind = trace.kinds.findIndex(({ name }) => name === journey.unit.kind);
  const called = nameOf(trace, kind, journey.unit.number, words);
  return {
    width,
    height: foot + AXIS,
    marks: [
      ...rows.map((row, index) => rowMark(seen, row, frame, (index + 1) * pitch - 6)),
      rect('veil', x, 0, isHere ? frame.to + 4 - x : 0, foot, {
        class: 'fill-page opacity-veil',
        'pointer-events': 'none',
      }),
      group('axis', axis(frame, foot)),
      path('now', isHere ? `M${x} 0V${foot + 4}` : '', { class: 'stroke-ink', 'stroke-width': 1.5 }),
    ],
    label: `The life of ${called}: ${rows.length} ${rows.length === 1 ? 'row' : 'rows'}, ${formatDuration(Math.max(0, Math.min(journey.toUs, seenUs) - journey.fromUs))}${journey.toUs > seenUs || journey.isOpen ? ' so far' : ''}.`,
  };
}
