/** What pictures of streams need to know of a whole run: which record stood in which shard, and until when. */
import { bisector } from 'd3';
import { NONE, type Trace } from '../sim/trace.ts';
import { kindIn } from './stands.ts';

/** The records of one shard as one mapping meets them, in the order in which they came. */
export interface ShardLog {
  readonly records: readonly number[];
  readonly bornUs: readonly number[];
  /** The latest end among this record and all before it: how far the reading has come for good. */
  readonly doneUs: readonly number[];
  /** All ends in order of time. */
  readonly endsUs: readonly number[];
}

export interface Reader {
  readonly number: number;
  /** Number of its mapping's place. */
  readonly mapping: number;
  /** From 1. */
  readonly shard: number;
  /** Which of the shard's parallel parts, from 0. */
  readonly part: number;
}

export interface StreamStory {
  readonly readers: readonly Reader[];
  /** By number of the mapping's place, then shard (from 1). */
  readonly logs: ReadonlyMap<number, ReadonlyMap<number, ShardLog>>;
  /** By number of the record: end, µs (Infinity: none), and partition key. */
  readonly endUs: readonly number[];
  readonly key: readonly number[];
  /** By step of a reader that begins an invocation or a wait: which attempt of its batch. */
  readonly attempt: ReadonlyMap<number, number>;
}

const known = new WeakMap<Trace, StreamStory>();

/** The streams' story; read once and kept with the trace. */
export function streamStoryOf(trace: Trace): StreamStory {
  const before = known.get(trace);
  if (before) return before;
  const readerKind = kindIn(trace, 'reader');
  const recordKind = kindIn(trace, 'record');
  const invoking = trace.kinds[readerKind]?.states.indexOf('invoking') ?? -1;
  const isOver = trace.kinds[recordKind]?.isFinal ?? [];
  const readers: Reader[] = [];
  const parts = new Map<string, number>();
  const attempts: number[] = [];
  const attempt = new Map<number, number>();
  const readerOf: number[] = [];
  const mappingOf: number[] = [];
  const bornUs: number[] = [];
  const endUs: number[] = [];
  const key: number[] = [];
  for (let step = 0; step < trace.length; step += 1) {
    const actor = trace.actor[step]!;
    if (trace.kind[step] === readerKind) {
      if (trace.from[step] === NONE) {
        const [mapping, shard] = [trace.place[step]!, trace.amount[step]!];
        const name = `${mapping} ${shard}`;
        const part = parts.get(name) ?? 0;
        parts.set(name, part + 1);
        readers[actor] = { number: actor, mapping, shard, part };
      }
      if (trace.to[step] === invoking) {
        const again = (trace.reasons[trace.reason[step]!] ?? '').startsWith('retry:');
        attempts[actor] = again ? (attempts[actor] ?? 0) + 1 : 1;
      }
      attempt.set(step, attempts[actor] ?? 0);
    } else if (trace.kind[step] === recordKind) {
      if (trace.from[step] === NONE) {
        const other = trace.other[step]!;
        readerOf[actor] = trace.otherKind[step] === recordKind ? (readerOf[other] ?? -1) : other;
        mappingOf[actor] = trace.place[step]!;
        bornUs[actor] = trace.at[step]!;
        endUs[actor] = Infinity;
        key[actor] = trace.amount[step]!;
      }
      if (isOver[trace.to[step]!] === true) endUs[actor] = trace.at[step]!;
    }
  }
  const logs = new Map<number, Map<number, number[]>>();
  mappingOf.forEach((mapping, record) => {
    const shard = readers[readerOf[record]!]?.shard ?? 1;
    const shards = logs.get(mapping) ?? new Map<number, number[]>();
    logs.set(mapping, shards);
    const list = shards.get(shard);
    if (list) list.push(record);
    else shards.set(shard, [record]);
  });
  const story: StreamStory = {
    readers: readers.filter((reader) => reader !== undefined),
    logs: new Map(
      [...logs].map(([mapping, shards]) => [
        mapping,
        new Map([...shards].map(([shard, records]) => [shard, logOf(records, bornUs, endUs)])),
      ]),
    ),
    endUs,
    key,
    attempt,
  };
  known.set(trace, story);
  return story;
}

function logOf(records: readonly number[], bornUs: readonly number[], endUs: readonly number[]): ShardLog {
  let done = 0;
  return {
    records,
    bornUs: records.map((record) => bornUs[record]!),
    doneUs: records.map((record) => (done = Math.max(done, endUs[record]!))),
    endsUs: records
      .map((record) => endUs[record]!)
      .filter((us) => us < Infinity)
      .sort((a, b) => a - b),
  };
}

const inOrder = bisector((value: number) => value);

/** How many records have come, have ended, and have been left behind for good at a moment. */
export function standOfLog(log: ShardLog, atUs: number): { come: number; ended: number; behind: number } {
  return {
    come: inOrder.right(log.bornUs, atUs),
    ended: inOrder.right(log.endsUs, atUs),
    behind: inOrder.right(log.doneUs, atUs),
  };
}

/** Age of the oldest record that has not ended, µs; 0: there is none. */
export function oldestAgeUs(log: ShardLog, atUs: number): number {
  const { come, behind } = standOfLog(log, atUs);
  return behind < come ? atUs - log.bornUs[behind]! : 0;
}
