/**
 * A stream and its readers: a rail for each shard with the records in order, the batch under way in a bracket, what
 * has been read faint behind it; beside each shard who reads it, and under it the fuse that burns towards the age limit.
 */
import { listed } from '../sim/listed.ts';
import { formatCount, formatDuration } from '../sim/format-time.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { ActorView } from '../sim/world.ts';
import { ageText, counted } from './environment-marks.ts';
import { waitShare } from './ledger.ts';
import { as, circle, group, named, rect, words, type Mark } from './mark.ts';
import { outcomeLine } from './outcome-part.ts';
import { HEAD, headMarks, note, pickable, sheet, type Part, type PartMaker, type Port } from './part.ts';
import { mappingTrouble, READER_TONES, troubleMarks } from './poller-part.ts';
import { placeNamed, titleOf, type SceneInput } from './scene-input.ts';
import { serviceName } from './service-names.ts';
import {
  consumerLetter,
  railHeight,
  railMarks,
  type StreamConsumer,
  type StreamFrame,
} from './shard-rail.ts';
import { oldestAgeUs, standOfLog, streamStoryOf, type Reader, type ShardLog } from './stream-story.ts';
import { SIGN_OF_READER } from './sign-of.ts';
import { fitText, textWidth } from './text-width.ts';
import { readerLook, readerMarks, type ReaderLook } from './unit-marks.ts';

type StreamSettings = Extract<NonNullable<Scenario['settings']['resources']>[string], { type: 'stream' }>;

const READER_ROW = 34;
/** Of parallel parts, one line each. */
const PART_ROW = 19;
const MOST_SHARDS = 8;

const SAID: Readonly<Record<ReaderLook, string>> = {
  stopped: 'stopped',
  waiting: 'polling',
  polling: 'polling',
  gathering: 'gathering',
  invoking: 'invoking',
  'backing off': 'backing off',
  throttled: 'throttled, 429',
};

/** The longest a record may wait, µs: its consumer's limit, else the stream's. */
function limitOf(
  { rules }: SceneInput,
  stream: StreamSettings,
  consumers: readonly StreamConsumer[],
): number {
  const kept =
    stream.retentionMs === undefined
      ? rules.streams.retention[stream.service].defaultUs
      : stream.retentionMs * 1000;
  const ages = consumers.flatMap(({ settings }) =>
    settings.maximumRecordAgeMs === undefined || settings.maximumRecordAgeMs === null
      ? []
      : [settings.maximumRecordAgeMs * 1000],
  );
  return Math.min(kept, ...ages);
}

/** Where a fuse burns. */
function sparkMarks(x: number, y: number, burnt: number, blocked: boolean): Mark[] {
  if (burnt <= 0 || burnt >= 1) return [];
  return [circle('spark', x, y, 2.5, { class: blocked ? 'fill-failed' : 'fill-ink2' })];
}

/** A reader's line: its disc, what it does, how old the oldest record before it is. */
function readerMark(
  frame: StreamFrame,
  reader: Reader,
  view: ActorView | undefined,
  y: number,
  oldestUs: number,
  isPart: boolean,
): Mark {
  const { input, readersX, width, narrow } = frame;
  const { trace, atUs } = input;
  const look = readerLook(view?.state ?? 'stopped');
  const step = view?.step ?? -1;
  const attempt = streamStoryOf(trace).attempt.get(step) ?? 0;
  const polled = look === 'waiting' || look === 'polling';
  const share = view === undefined ? 0 : waitShare(trace, step, view.sinceUs, atUs);
  const said = `${SAID[look]}${(look === 'invoking' || look === 'backing off') && attempt > 1 ? `, attempt ${formatCount(attempt)}` : ''}`;
  const size = look === 'invoking' ? counted(view?.amount ?? 0, 'record') : '';
  const oldest = oldestUs > 0 ? `oldest waits ${ageText(oldestUs)}` : 'nothing waits';
  const nth = frame.consumers.findIndex(({ mapping }) => mapping === reader.mapping);
  const who = frame.consumers.length > 1 ? `${consumerLetter(nth)} ` : '';
  const label = `Reader ${who}of shard ${reader.shard}${reader.part > 0 ? `, part ${reader.part + 1}` : ''}: ${said}${size === '' ? '' : `, ${size}`}, ${oldest}`;
  const r = narrow || isPart ? 7 : 9;
  const parts = readerMarks(readersX + r + 1, y, r, look, polled ? (atUs % 1_000_000) / 1_000_000 : share);
  const x = readersX + 2 * r + 10;
  if (!narrow) {
    const room = width - 12 - x;
    if (isPart) {
      parts.push(
        note(
          'said',
          x,
          y + 4,
          fitText(`${who}${said}${size === '' ? '' : `, ${size}`}`, room, 11.4),
          READER_TONES[look],
        ),
      );
    } else
      parts.push(
        note('said', x, y - 3, fitText(`${who}${said}`, room, 11.4), `${READER_TONES[look]} font-semibold`),
        note(
          'oldest',
          x,
          y + 11,
          fitText(oldest, room, 11),
          look === 'backing off' ? 'fill-failed-text' : 'fill-ink2',
        ),
      );
  } else if (attempt > 1 && (look === 'invoking' || look === 'backing off')) {
    parts.push(
      note(
        'said',
        readersX + r + 1,
        y - r - 4,
        `${formatCount(attempt)}×`,
        'fill-failed-text font-semibold',
        'middle',
      ),
    );
  }
  return as(
    SIGN_OF_READER[look],
    pickable(
      'reader',
      reader.number,
      step,
      label,
      [readersX - 3, y - (isPart ? 9 : 16), narrow ? 2 * r + 8 : width - readersX - 4, isPart ? 18 : 32],
      parts,
    ),
  );
}

/** Which letter is which consumer, as far as there is room; else how many there are. */
function consumerNames(
  { scenario }: SceneInput,
  consumers: readonly StreamConsumer[],
  x: number,
  y: number,
  room: number,
): Mark[] {
  if (consumers.length < 2) return [];
  const each = room / consumers.length;
  if (each < 90) {
    const last = consumerLetter(consumers.length - 1);
    return [note('consumers', x, y, `${formatCount(consumers.length)} consumers, A to ${last}`)];
  }
  return consumers.map(({ settings }, index) =>
    note(
      `consumer ${index}`,
      x + index * each,
      y,
      `${consumerLetter(index)}: ${fitText(titleOf(scenario, settings.function ?? 'function'), each - 24, 11)}`,
    ),
  );
}

/** The stream at a place with the mappings that read it. */
export function streamPart(
  input: SceneInput,
  place: number,
  stream: StreamSettings,
  mappingIds: readonly string[],
): PartMaker {
  return (width): Part => {
    const { trace, scenario, world, atUs } = input;
    const consumers = mappingIds.flatMap((id): StreamConsumer[] => {
      const settings = scenario.settings.mappings?.[id];
      return settings?.type === 'stream' ? [{ mapping: placeNamed(trace, id), id, settings }] : [];
    });
    const story = streamStoryOf(trace);
    const narrow = width < 440;
    const shards = Array.from({ length: Math.min(stream.shards, MOST_SHARDS) }, (_, index) => index + 1);
    const perShard = Math.max(
      1,
      ...shards.map((shard) => story.readers.filter((reader) => reader.shard === shard).length),
    );
    // Of several consumers it is said who is blocked.
    const labelled = narrow ? 0 : consumers.length > 1 ? 108 : 92;
    const readersWidth = narrow ? 26 : consumers.length > 1 ? 202 : 188;
    const readersX = width - readersWidth + (narrow ? 4 : 12);
    // Few shards have room to be seen better.
    const isLarge = !narrow && shards.length <= 2 && perShard <= 2;
    const record = isLarge ? { size: 24, pitch: 27 } : { size: 16, pitch: 18.5 };
    const rail = railHeight(record);
    const frame: StreamFrame = {
      record,
      input,
      consumers,
      railFrom: labelled,
      railTo: width - readersWidth - (narrow ? 8 : 14),
      readersX,
      width,
      narrow,
      limitUs: limitOf(input, stream, consumers),
      live: new Map((world.actors['record'] ?? []).map((one) => [one.number, one])),
      readers: new Map((world.actors['reader'] ?? []).map((reader) => [reader.number, reader])),
    };
    const readerRow = perShard > 2 ? PART_ROW : READER_ROW;
    const least = (narrow ? 62 : 50) + (isLarge ? 26 : 0);
    const row = Math.max(least, perShard * readerRow + 10);
    const trouble =
      consumers.map(({ mapping }) => mappingTrouble(input, mapping)).find((text) => text !== '') ?? '';
    const bodyY = HEAD + (narrow ? 20 : 16) + (trouble === '' ? 0 : 14) + (consumers.length > 1 ? 6 : 0);
    const marks: Mark[] = [];
    const ports = new Map<string, Port>();
    const blockedShards: number[] = [];
    let waitingOfAll = 0;
    for (const shard of shards) {
      const top = bodyY + (shard - 1) * row;
      const readers = story.readers.filter((reader) => reader.shard === shard);
      const logOf = (reader: Reader): ShardLog | undefined => story.logs.get(reader.mapping)?.get(shard);
      const oldest = (reader: Reader) => {
        const log = logOf(reader);
        return log ? oldestAgeUs(log, atUs) : 0;
      };
      const attemptsOf = (reader: Reader) =>
        story.attempt.get(frame.readers.get(reader.number)?.step ?? -1) ?? 0;
      const stuck = readers.filter(
        (reader) =>
          frame.readers.get(reader.number)?.state === 'backing off' ||
          (frame.readers.get(reader.number)?.state === 'invoking' && attemptsOf(reader) > 1),
      );
      const blocked = stuck.length > 0;
      if (blocked) blockedShards.push(shard);
      const blockedFor = consumers
        .flatMap(({ mapping }, index) =>
          stuck.some((reader) => reader.mapping === mapping) ? [consumerLetter(index)] : [],
        )
        .join(' ');
      const blockedText = consumers.length > 1 ? `${blockedFor} blocked` : 'blocked';
      const slowest = consumers
        .flatMap(({ mapping }) => story.logs.get(mapping)?.get(shard) ?? [])
        .map((log) => standOfLog(log, atUs))
        .reduce((most, { come, ended }) => Math.max(most, come - ended), 0);
      waitingOfAll += slowest;
      const age = Math.max(0, ...readers.map(oldest));
      const tone = blocked ? 'fill-failed-text font-semibold' : 'fill-ink2';
      const waits = `${formatCount(slowest)} ${slowest === 1 ? 'waits' : 'wait'}`;
      const count = narrow && blocked ? `blocked, ${waits}` : waits;
      const railY = top + (narrow ? 22 : 4) + Math.max(0, row - least) / 2;
      const main = consumers[0];
      const burnt = Math.min(1, age / frame.limitUs);
      const fuseY = railY + rail + 5 + (consumers.length > 1 ? 12 : 0);
      const room = frame.railTo - frame.railFrom;
      marks.push(
        group(`shard ${shard}`, [
          ...(narrow
            ? [
                words('name', 0, top + 12, `shard ${shard}`, { class: 't-label font-semibold' }),
                note('waiting', frame.railTo, top + 12, count, tone, 'end'),
              ]
            : [
                words('name', 0, railY + rail / 2 - 2, `shard ${shard}`, { class: 't-label font-semibold' }),
                ...(blocked
                  ? [
                      named(
                        `Shard ${shard}: ${blockedText}. Nothing behind the batch that failed passes until it succeeds or is given up`,
                        as(
                          'blocked',
                          note(
                            'blocked',
                            46,
                            railY + rail / 2 - 2,
                            fitText(blockedText, labelled - 48, 11.6),
                            tone,
                          ),
                        ),
                      ),
                    ]
                  : []),
                note('waiting', 0, railY + rail / 2 + 12, fitText(count, labelled - 4, 11), tone),
              ]),
          ...(main ? railMarks(frame, shard, railY, main, blocked) : []),
          named(
            `Fuse of shard ${shard}: the oldest record has waited ${ageText(age)}, given up at ${formatDuration(frame.limitUs)}`,
            as(
              'fuse',
              group('fuse', [
                rect('rim', frame.railFrom, fuseY - 3, room, 8, { class: 'mark-rim' }),
                rect('whole', frame.railFrom, fuseY, room, 2, { class: 'fill-rule' }),
                rect('burnt', frame.railTo - room * burnt, fuseY, room * burnt, 2, {
                  class: blocked ? 'fill-failed' : 'fill-ink3',
                }),
                ...sparkMarks(frame.railTo - room * burnt, fuseY + 1, burnt, blocked),
              ]),
            ),
          ),
          ...readers.map((reader, index) => {
            const y = railY + rail / 2 + (index - (readers.length - 1) / 2) * readerRow;
            const view = frame.readers.get(reader.number);
            const to =
              consumers.find(({ mapping }) => mapping === reader.mapping)?.settings.function ?? 'function';
            ports.set(`reader ${reader.number}`, {
              y,
              isActive: view?.state === 'invoking',
              to: `function ${to}`,
            });
            return readerMark(frame, reader, view, y, oldest(reader), readerRow === PART_ROW);
          }),
        ]),
      );
    }
    const more = stream.shards - shards.length;
    const legendY = bodyY + shards.length * row + (more > 0 ? 18 : 0) + 8;
    const ends = consumers.map(({ mapping }) => outcomeLine(input, 'record', mapping));
    // More consumers than two stand two beside each other.
    const perLine = consumers.length > 2 && !narrow ? 2 : 1;
    const height = legendY + 12 + Math.ceil(consumers.length / perLine) * 20;
    const name = titleOf(scenario, trace.places[place]!.name);
    const kind = stream.service === 'dynamodb' ? 'DynamoDB stream' : serviceName(stream.service);
    const headX = readersX - 4;
    return {
      key: `stream ${place}`,
      holds: consumers
        .flatMap(({ mapping }) => [`record@${mapping}`, `reader@${mapping}`, `mapping@${mapping}`])
        .concat(`record@${place}`),
      width,
      height,
      port: bodyY + (narrow ? 34 : 16),
      ports,
      marks: [
        ...(narrow
          ? []
          : [group('sheet', [sheet(width - headX + 4, height)], { transform: `translate(${headX - 6} 0)` })]),
        group('head', headMarks(kind, name, narrow ? width : frame.railTo)),
        ...(narrow
          ? []
          : [group('mapping', headMarks('', 'Event source mapping', width - headX - 8, headX + 4, 20))]),
        ...(narrow && trouble === ''
          ? []
          : [
              group('trouble', troubleMarks(trouble, 36, width - headX), {
                transform: `translate(${narrow ? -12 : headX - 8} 0)`,
              }),
            ]),
        ...(narrow || textWidth(`${kind} ${name} a letter is a key`) > frame.railTo
          ? []
          : [note('keys', frame.railTo, 14, 'a letter is a key', 'fill-ink3', 'end')]),
        ...consumerNames(input, consumers, labelled, HEAD + 8, frame.railTo - labelled),
        ...marks,
        ...(more > 0
          ? [note('more', 0, bodyY + shards.length * row + 12, `${formatCount(more)} more shards`)]
          : []),
        ...ends.map((line, index) =>
          group(
            `ends ${index}`,
            [
              ...(consumers.length > 1
                ? [note('who', -16, 0, consumerLetter(index), 'fill-ink font-semibold')]
                : []),
              ...line.marks,
            ],
            {
              transform: `translate(${Math.round(frame.railFrom + (consumers.length > 1 ? 16 : 0) + ((index % perLine) * (frame.railTo - frame.railFrom)) / perLine)} ${legendY + 24 + Math.floor(index / perLine) * 20})`,
            },
          ),
        ),
        note('limit', frame.railFrom, legendY, `given up at ${formatDuration(frame.limitUs)}`, 'fill-ink3'),
        note('now', frame.railTo, legendY, 'age of the oldest', 'fill-ink3', 'end'),
      ],
      says: `${kind} ${name}: ${formatCount(waitingOfAll)} records wait${
        blockedShards.length === 0 ? '' : `, shard ${listed(blockedShards.map(String))} blocked`
      }${trouble === '' ? '' : `, ${trouble}`}${ends
        .map(({ says }, index) =>
          says === '' ? '' : `; ${consumers.length > 1 ? `${consumerLetter(index)} ` : ''}${says}`,
        )
        .join('')}`,
    };
  };
}
