/** The records of a shard along its rail: near the reader singly with their keys, further back as dots. */
import { formatCount } from '../sim/format-time.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { ActorView } from '../sim/world.ts';
import { ageText } from './environment-marks.ts';
import { group, path, rect, round, words, type Mark } from './mark.ts';
import { dots, pickable } from './part.ts';
import type { SceneInput } from './scene-input.ts';
import { standOfLog, streamStoryOf } from './stream-story.ts';
import { keyLetters, recordMarks } from './unit-marks.ts';

type StreamMapping = Extract<NonNullable<Scenario['settings']['mappings']>[string], { type: 'stream' }>;

/** How large a record is drawn, and the px from one to the next. */
export interface RecordSize {
  readonly size: number;
  readonly pitch: number;
}

/** Room above and below the records between the two lines of a rail. */
const INSIDE = 4;
/** Height of a rail. */
export const railHeight = ({ size }: RecordSize) => size + 2 * INSIDE;

/** Records this near to the reader are drawn singly; those further back as dots. */
const NEAR = 9;
const KEPT = 2;

export interface StreamConsumer {
  readonly mapping: number;
  readonly id: string;
  readonly settings: StreamMapping;
}

/** Records that the faults name as bad: their numbers from 1. */
function badOf(scenario: Scenario, consumer: StreamConsumer): ReadonlySet<number> {
  const numbers = scenario.faults.flatMap((fault) =>
    fault.on &&
    fault.kind === 'bad-item' &&
    (fault.of === undefined ||
      [consumer.id, consumer.settings.source, consumer.settings.function ?? 'function'].includes(fault.of))
      ? (fault.which ?? [])
      : [],
  );
  return new Set(numbers);
}

export interface StreamFrame {
  readonly input: SceneInput;
  readonly consumers: readonly StreamConsumer[];
  readonly railFrom: number;
  readonly railTo: number;
  readonly readersX: number;
  readonly width: number;
  readonly narrow: boolean;
  readonly limitUs: number;
  readonly record: RecordSize;
  readonly live: ReadonlyMap<number, ActorView>;
  readonly readers: ReadonlyMap<number, ActorView>;
}

/** The records of a shard along its rail, from the reader's end backwards. */
export function railMarks(
  frame: StreamFrame,
  shard: number,
  y: number,
  main: StreamConsumer,
  blocked: boolean,
): Mark[] {
  const { input, railFrom, railTo, live, consumers, record } = frame;
  const { trace, atUs, scenario } = input;
  const story = streamStoryOf(trace);
  const log = story.logs.get(main.mapping)?.get(shard);
  const tone = blocked ? 'stroke-failed-line' : 'stroke-edge';
  const marks: Mark[] = [
    path('rail', `M${railFrom} ${y}H${railTo}M${railFrom} ${y + railHeight(record)}H${railTo}`, {
      class: tone,
      'stroke-width': 1.25,
    }),
  ];
  if (!log) return marks;
  // Where the slowest consumer stands: everything before it has been read by all.
  const logs = consumers.flatMap((consumer) => story.logs.get(consumer.mapping)?.get(shard) ?? []);
  const behind = Math.min(...logs.map((one) => standOfLog(one, atUs).behind));
  const { come } = standOfLog(log, atUs);
  const kept = Math.min(KEPT, behind);
  const slots = Math.floor((railTo - railFrom) / record.pitch);
  // Where many wait, half of the rail is left for those further back.
  const near =
    come - behind > slots - kept ? Math.min(NEAR, Math.max(1, Math.floor(slots / 2) - kept)) : slots - kept;
  const singly = Math.max(0, Math.min(come - behind, near));
  const bad = badOf(scenario, main);
  const xOf = (index: number) => railTo - (index - (behind - kept) + 1) * record.pitch + 1;
  for (let index = behind - kept; index < behind + singly; index += 1) {
    const number = log.records[index]!;
    const view = live.get(number);
    const isRead = story.endUs[number]! <= atUs;
    const readByAll = index < behind;
    const letter = keyLetters(story.key[number]!);
    const inBatch = view?.state === 'in batch';
    const reader = view?.otherKind === 'reader' ? view.other : -1;
    const attempts = reader < 0 ? 0 : (story.attempt.get(frame.readers.get(reader)?.step ?? -1) ?? 0);
    const state = frame.readers.get(reader)?.state ?? '';
    const hasFailed = inBatch && (attempts > 1 || state === 'backing off');
    const x = xOf(index);
    const drawn = recordMarks(x, y + INSIDE, record.size, {
      letter,
      inBatch,
      isBad: bad.has(number + 1) && !isRead,
      hasFailed,
      isRead: isRead || readByAll,
    });
    marks.push(
      view === undefined
        ? group(`record ${number}`, drawn)
        : pickable(
            'record',
            number,
            view.step,
            `Record ${formatCount(number + 1)}, key ${letter}: ${view.state} ${ageText(atUs - view.sinceUs)}, ${ageText(atUs - view.bornUs)} old`,
            [x - 1, y + 3, record.size + 2, record.size + 2],
            drawn,
          ),
    );
  }
  marks.push(...bracketMarks(frame, shard, y, xOf, behind, kept, singly));
  const rest = come - behind - singly;
  if (rest > 0) {
    const isBad = (index: number) => bad.has(log.records[behind + singly + index]! + 1);
    marks.push(...restMarks(rest, isBad, railFrom + 2, xOf(behind + singly - 1) - 5, y + 3, record.size + 2));
  }
  return marks;
}

/** Records further back: dots in columns, bad ones askew; where not even dots have room, a block. */
function restMarks(
  count: number,
  isBad: (index: number) => boolean,
  from: number,
  to: number,
  y: number,
  tall: number,
): Mark[] {
  const sizes = [
    { dot: 3.5, pitch: 5, rows: Math.floor(tall / 4.6) },
    { dot: 2, pitch: 3, rows: Math.floor(tall / 3) },
    { dot: 1.25, pitch: 2, rows: Math.floor(tall / 2) },
  ];
  for (const { dot, pitch, rows } of sizes) {
    const columns = Math.floor((to - from) / pitch);
    if (Math.ceil(count / rows) > columns) continue;
    const at = (index: number) =>
      [to - (Math.floor(index / rows) + 1) * pitch, y + (index % rows) * pitch] as const;
    const indexes = Array.from({ length: count }, (_, index) => index);
    const r = 4;
    const d = indexes
      .filter(isBad)
      .map((index) => {
        const [x, top] = at(index);
        return `M${round(x + dot / 2)} ${round(top + dot / 2 - r)}l${r} ${r} ${-r} ${r} ${-r} ${-r}Z`;
      })
      .join('');
    return [
      dots('rest', indexes.map(at), dot, 'fill-ink2'),
      ...(d === '' ? [] : [path('bad', d, { class: 'fill-stage stroke-ink', 'stroke-width': 1.5 })]),
    ];
  }
  return [rect('rest', from, y, to - from, tall, { class: 'fill-ink3', rx: 1 })];
}

/** A bracket under each batch that is read: one for every consumer that has one. */
function bracketMarks(
  frame: StreamFrame,
  shard: number,
  y: number,
  xOf: (index: number) => number,
  behind: number,
  kept: number,
  singly: number,
): Mark[] {
  const { input, consumers, live, railFrom, record } = frame;
  const story = streamStoryOf(input.trace);
  const marks: Mark[] = [];
  const standing = new Map<string, { at: number; side: 'below' | 'above'; letters: string }>();
  consumers.forEach((consumer, index) => {
    const log = story.logs.get(consumer.mapping)?.get(shard);
    if (!log) return;
    const inBatch: number[] = [];
    const { come, behind: mine } = standOfLog(log, input.atUs);
    for (let at = mine; at < Math.min(come, mine + 400); at += 1) {
      if (live.get(log.records[at]!)?.state === 'in batch') inBatch.push(at);
    }
    const below = index % 2 === 0;
    if (inBatch.length > 0) {
      const edge = (at: number) =>
        Math.max(railFrom + 2, at < behind + singly ? xOf(at) : xOf(behind + singly));
      const [right, left] = [edge(inBatch[0]!) + record.size + 1, edge(inBatch.at(-1)!) - 1];
      const [line, tip] = below ? [y + railHeight(record), y + railHeight(record) - 4] : [y, y + 4];
      marks.push(
        path(`bracket ${consumer.mapping}`, `M${round(left)} ${tip}V${line}H${round(right)}V${tip}`, {
          class: 'fill-none stroke-invoke-line',
          'stroke-width': 2,
        }),
      );
    }
    if (consumers.length > 1 && mine < come && mine >= behind - kept) {
      // Who stands where: its letter at the next record it will read; of many, all below.
      const at = Math.min(mine, behind + singly - 1);
      const side = below || consumers.length > 2 ? 'below' : 'above';
      const key = `${side} ${at}`;
      standing.set(key, { at, side, letters: `${standing.get(key)?.letters ?? ''}${consumerLetter(index)}` });
    }
  });
  for (const [key, { at, side, letters }] of standing) {
    marks.push(
      words(
        `position ${key}`,
        xOf(at) + record.size / 2,
        side === 'below' ? y + railHeight(record) + 12 : y - 5,
        letters,
        { class: 't-note font-semibold', 'text-anchor': 'middle' },
      ),
    );
  }
  return marks;
}

/** `A` for the first consumer of a stream. */
export const consumerLetter = (index: number) => String.fromCharCode(65 + index);
