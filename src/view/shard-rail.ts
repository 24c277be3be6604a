/** The records of a shard along its rail: near the reader singly with their keys, further back as dots. */
import { formatCount } from '../sim/format-time.ts';
import { keyLetters } from '../sim/key-letters.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Trace } from '../sim/trace.ts';
import type { ActorView } from '../sim/world.ts';
import { ageText, counted } from './environment-marks.ts';
import { as, group, named, path, rect, round, words, type Crowd, type Mark } from './mark.ts';
import { pickable, unitDots } from './part.ts';
import type { SceneInput } from './scene-input.ts';
import { standOfLog, streamStoryOf } from './stream-story.ts';
import { signOfRecord } from './sign-of.ts';
import { recordMarks } from './unit-marks.ts';

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

const placed = new WeakMap<Trace, Map<number, readonly number[]>>();

/** The records that a mapping reads, in the order in which faults count them. */
function recordsOf(trace: Trace, mapping: number): readonly number[] {
  const all = placed.get(trace) ?? new Map<number, readonly number[]>();
  placed.set(trace, all);
  const before = all.get(mapping);
  if (before) return before;
  const shards = [...(streamStoryOf(trace).logs.get(mapping)?.values() ?? [])];
  const records = shards.flatMap((log) => [...log.records]).sort((a, b) => a - b);
  all.set(mapping, records);
  return records;
}

/** The records that the faults name as bad, by their numbers in the trace. */
function badOf({ scenario, trace }: SceneInput, consumer: StreamConsumer): ReadonlySet<number> {
  const records = recordsOf(trace, consumer.mapping);
  const names = [consumer.id, consumer.settings.source, consumer.settings.function ?? 'function'];
  const numbers = scenario.faults.flatMap((fault) =>
    fault.on && fault.kind === 'bad-item' && (fault.of === undefined || names.includes(fault.of))
      ? (fault.which ?? []).map((which) => records[which - 1] ?? -1)
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
  const { trace, atUs } = input;
  const story = streamStoryOf(trace);
  const log = story.logs.get(main.mapping)?.get(shard);
  const tone = blocked ? 'stroke-failed-line' : 'stroke-edge';
  const rails: Mark = path(
    'rail',
    `M${railFrom} ${y}H${railTo}M${railFrom} ${y + railHeight(record)}H${railTo}`,
    {
      class: tone,
      'stroke-width': 1.25,
    },
  );
  const marks: Mark[] = [blocked ? as('blocked', rails) : rails];
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
  const bad = badOf(input, main);
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
    const look = {
      letter,
      inBatch,
      isBad: bad.has(number) && !isRead,
      hasFailed,
      isRead: isRead || readByAll,
    };
    const drawn = recordMarks(x, y + INSIDE, record.size, look);
    const name = `Record ${formatCount(number + 1)}, key ${letter}`;
    const how = `${look.isBad ? ', bad' : ''}${hasFailed ? `, attempt ${formatCount(Math.max(1, attempts))} of its batch` : ''}`;
    marks.push(
      as(
        signOfRecord(look),
        view === undefined
          ? named(
              `${name}: read, ${ageText(atUs - story.endUs[number]!)} ago`,
              group(`record ${number}`, drawn),
            )
          : pickable(
              'record',
              number,
              view.step,
              `${name}: ${view.state} ${ageText(atUs - view.sinceUs)}, ${ageText(atUs - view.bornUs)} old${how}`,
              [x - 1, y + 3, record.size + 2, record.size + 2],
              drawn,
            ),
      ),
    );
  }
  marks.push(...bracketMarks(frame, shard, y, xOf, behind, kept, singly));
  const rest = come - behind - singly;
  if (rest > 0) {
    const numbers = log.records.slice(behind + singly, behind + singly + rest);
    const nameOf = (number: number) => {
      const isBad = bad.has(number) ? 'bad, ' : '';
      const view = live.get(number);
      const age = ageText(atUs - (view?.bornUs ?? atUs));
      return `Record ${formatCount(number + 1)}, key ${keyLetters(story.key[number]!)}: ${isBad}${view?.state ?? 'waiting'}, ${age} old`;
    };
    const units = {
      kind: 'record',
      numbers,
      steps: numbers.map((number) => live.get(number)?.step ?? -1),
      nameOf: (index: number) => nameOf(numbers[index]!),
    };
    const isBad = (index: number) => bad.has(numbers[index]!);
    marks.push(
      ...restMarks(units, isBad, railFrom + 2, xOf(behind + singly - 1) - 5, y + 3, record.size + 2),
    );
  }
  return marks;
}

/** Records further back: dots in columns, bad ones askew; where not even dots have room, a block. */
function restMarks(
  units: Pick<Crowd, 'kind' | 'numbers' | 'steps' | 'nameOf'>,
  isBad: (index: number) => boolean,
  from: number,
  to: number,
  y: number,
  tall: number,
): Mark[] {
  const count = units.numbers.length;
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
      as('record', unitDots('rest', indexes.map(at), dot, 'fill-ink2', units)),
      ...(d === ''
        ? []
        : [as('bad-record', path('bad', d, { class: 'fill-stage stroke-ink', 'stroke-width': 1.5 }))]),
    ];
  }
  const block = rect('rest', from, y, to - from, tall, { class: 'fill-ink3', rx: 1 });
  return [named(`${formatCount(count)} records: further back`, as('record', block))];
}

/** Of the records in batches: how many batches they are, and how many of a single one its reader tries on their own. */
function batchesOf(
  { readers, input }: StreamFrame,
  records: readonly ActorView[],
): { readonly batches: number; readonly tried: number } {
  const owners = new Set(records.map(({ other, otherKind }) => (otherKind === 'reader' ? other : -1)));
  const [owner = -1] = owners;
  const reader = readers.get(owner);
  if (owners.size > 1 || !reader) return { batches: owners.size, tried: 0 };
  if (reader.state === 'invoking') return { batches: 1, tried: reader.amount };
  const { trace } = input;
  // It hears of the failure of all, and will try the first half.
  const isSplit = trace.reasons[trace.reason[reader.step]!] === 'failed: bisected';
  return { batches: 1, tried: isSplit ? Math.floor(reader.amount / 2) : 0 };
}

/** A bracket under each batch that is read: one for every consumer that has one; under a split one, one a half. */
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
      const [line, tip] = below ? [y + railHeight(record), y + railHeight(record) - 4] : [y, y + 4];
      const bracket = (key: string, from: number, until: number, isNext: boolean): Mark => {
        const [right, left] = [edge(inBatch[from]!) + record.size + 1, edge(inBatch[until]!) - 1];
        return path(key, `M${round(left)} ${tip}V${line}H${round(right)}V${tip}`, {
          class: 'fill-none stroke-invoke-line',
          'stroke-width': isNext ? 1.5 : 2,
          ...(isNext ? { 'stroke-dasharray': '3 2.5' } : {}),
        });
      };
      const own = (part: number) => `bracket ${consumer.mapping}${part > 0 ? ' rest' : ''}`;
      const { batches, tried: size } = batchesOf(
        frame,
        inBatch.map((at) => live.get(log.records[at]!)!),
      );
      const all = inBatch.length;
      if (size > 0 && size < all) {
        const left = all - size;
        marks.push(
          named(
            `Split batch: ${formatCount(size)} of ${formatCount(all)} records are tried on their own`,
            as('bisected', bracket(own(0), 0, size - 1, false)),
          ),
          named(
            `Split batch: the other ${formatCount(left)} ${left === 1 ? 'waits its turn' : 'wait their turn'}`,
            as('bisected', bracket(own(1), size, all - 1, true)),
          ),
        );
      } else {
        const batch = as('in-batch', bracket(own(0), 0, all - 1, false));
        const many = batches > 1 ? `${formatCount(batches)} batches` : 'Batch';
        marks.push(named(`${many} of ${counted(all, 'record')}`, batch));
      }
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
