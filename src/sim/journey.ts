/**
 * The life of one unit from birth to end over all actors it touches: the queue it stands in, who brings it to a
 * function, its attempts, the environments they run in, the calls they make and what these set off. Rows nested as the
 * segments of a trace are in AWS X-Ray.
 */
import { ledTo } from './led-to.ts';
import { lifeIndexOf, type LifeIndex } from './life-index.ts';
import { NONE, type Trace } from './trace.ts';
import type { Unit } from './unit-of.ts';
import { kindCode } from './vocabulary.ts';

/** A stretch in one state. */
export interface JourneyBar {
  readonly state: string;
  readonly fromUs: number;
  /** The end of the run where nothing ended it. */
  readonly toUs: number;
  /** The step that brought the actor to this state, and the one that took it further; -1: none did. */
  readonly step: number;
  readonly endStep: number;
  /** Of who tries: the number of the try it is, or that it waits for; from 1. */
  readonly attempt: number;
}

export interface JourneyRow {
  readonly kind: string;
  readonly number: number;
  readonly place: number;
  /** Position of the row it hangs under; -1: the unit itself. */
  readonly parent: number;
  readonly depth: number;
  readonly fromUs: number;
  readonly toUs: number;
  /** Its first step in this life, and its last; -1: its part in it has not ended. */
  readonly step: number;
  readonly endStep: number;
  readonly bars: readonly JourneyBar[];
}

export interface Journey {
  readonly unit: Unit;
  readonly fromUs: number;
  /** When the last of it ended; the end of the run where it goes on. */
  readonly toUs: number;
  readonly isOpen: boolean;
  /** The unit first, each row before those under it. */
  readonly rows: readonly JourneyRow[];
  /** Actors that are left out because there are too many. */
  readonly more: number;
  /** The step that set the unit off; -1: it came from outside. */
  readonly cause: number;
  /** Every step of it, in order. */
  readonly steps: readonly number[];
}

/** Rows beyond these are counted. */
const MOST_ROWS = 160;

const codes = (...names: readonly Parameters<typeof kindCode>[0][]) => names.map(kindCode);
const [REQUEST, ENVIRONMENT, RECORD, MESSAGE, READER, POLLER] = codes(
  'request',
  'environment',
  'record',
  'message',
  'reader',
  'poller',
) as [number, number, number, number, number, number];

/** What a life is made of; a connection, an interface or a version outlives it. */
const PARTS: ReadonlySet<number> = new Set(
  codes('request', 'event', 'record', 'message', 'delivery', 'notification', 'call', 'caller', 'viewer'),
);

/** States in which who tries is at it, by kind. */
const TRIES: Readonly<Record<string, string>> = {
  event: 'trying',
  caller: 'calling',
  reader: 'invoking',
  poller: 'invoking',
  notification: 'sending',
  message: 'in flight',
};

/** States of an environment that are no part of an invocation. */
const IDLE: ReadonlySet<string> = new Set(['frozen', 'reset', 'shutdown', 'retired']);

/** Where something lies that nobody comes for: that is no end to wait for. */
const RESTING: Readonly<Record<string, string>> = { message: 'visible', record: 'waiting' };

/** A row to be made: an actor, those of its steps that count, and when its last state ends. */
interface Part {
  readonly kind: number;
  readonly number: number;
  readonly steps: readonly number[];
  /** Its last step is its end: no bar begins there. */
  readonly ends: boolean;
  /** Where its bars are cut at the latest, µs. */
  readonly untilUs: number;
}

/** An actor's whole life. */
function wholeOf(trace: Trace, index: LifeIndex, kind: number, number: number): Part {
  const steps = [...index.stepsOf(kind, number)];
  const last = steps.at(-1);
  const ends = last !== undefined && trace.kinds[kind]!.isFinal[trace.to[last]!] === true;
  return { kind, number, steps, ends, untilUs: trace.endUs };
}

/** Of steps in order the position of the first that is not before this one. */
function positionOf(steps: Uint32Array, step: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (steps[middle]! < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Those of an actor's steps from one step on and before another, however many there are of others. */
function stepsBetween(steps: Uint32Array, from: number, until: number): number[] {
  return [...steps.subarray(positionOf(steps, from), positionOf(steps, until))];
}

/** What environments do for a request. */
function environmentsOf(trace: Trace, index: LifeIndex, request: Part): Part[] {
  const numbers = new Set(
    request.steps.flatMap((step) => (trace.otherKind[step] === ENVIRONMENT ? [trace.other[step]!] : [])),
  );
  const until = request.ends ? request.steps.at(-1)! : trace.length;
  return [...numbers].flatMap((number) => {
    if (number < 0) return [];
    const steps = stepsBetween(index.stepsOf(ENVIRONMENT, number), request.steps[0]!, until).filter(
      (step) => trace.otherKind[step] === REQUEST && trace.other[step] === request.number,
    );
    if (steps.length === 0) return [];
    const state = trace.kinds[ENVIRONMENT]!.states[trace.to[steps.at(-1)!]!]!;
    return [{ kind: ENVIRONMENT, number, steps, ends: IDLE.has(state), untilUs: trace.endUs }];
  });
}

/** The times a unit is in somebody's hands: from the step that takes it to the step that lets it go. */
function heldSpells(trace: Trace, unit: Part, state: string): { taken: number; left: number }[] {
  const { states } = trace.kinds[unit.kind]!;
  const code = states.indexOf(state);
  const spells: { taken: number; left: number }[] = [];
  for (const step of unit.steps) {
    const [from, to] = [trace.from[step], trace.to[step]];
    if (to === code && from !== code) spells.push({ taken: step, left: -1 });
    else if (from === code && to !== code) spells.at(-1)!.left = step;
  }
  return spells;
}

/** Whether the batch that a reader's step sends has a record in it: from its first record on, as many as it says. */
function isInBatch(trace: Trace, index: LifeIndex, step: number, taken: number): boolean {
  if (trace.otherKind[step] !== RECORD) return false;
  const reader = trace.actor[step]!;
  const inBatch = trace.to[taken]!;
  const isTake = (one: number) =>
    trace.kind[one] === RECORD && trace.to[one] === inBatch && trace.from[one] !== inBatch;
  const first = index
    .stepsOf(RECORD, trace.other[step]!)
    .findLast((one) => one <= step + trace.amount[step]! && isTake(one));
  // A batch that is polled is taken right after the step that tells of it.
  const begin = first ?? index.stepsOf(RECORD, trace.other[step]!).find((one) => isTake(one));
  if (begin === undefined || begin > taken) return false;
  let rank = 0;
  for (let one = begin; one < taken; one += 1) {
    if (isTake(one) && trace.otherKind[one] === READER && trace.other[one] === reader) rank += 1;
  }
  return rank < trace.amount[step]!;
}

/** What readers do while they have the record in a batch. A part of the batch that it is not in is waited for. */
function readersOf(trace: Trace, index: LifeIndex, record: Part): Part[] {
  return heldSpells(trace, record, 'in batch').map(({ taken, left }) => {
    const number = trace.other[taken]!;
    const until = left < 0 ? trace.length : left;
    const begin = trace.cause[taken]!;
    const steps = stepsBetween(index.stepsOf(READER, number), begin, until);
    return { kind: READER, number, steps, ends: false, untilUs: left < 0 ? trace.endUs : trace.at[left]! };
  });
}

/** What pollers do with the message from the receive until their batch is done with. */
function pollersOf(trace: Trace, index: LifeIndex, message: Part): Part[] {
  const { states } = trace.kinds[POLLER]!;
  const isSent = states.map((state) => state === 'invoking' || state === 'throttled');
  return heldSpells(trace, message, 'in flight').flatMap(({ taken, left }) => {
    if (trace.otherKind[taken] !== POLLER || trace.other[taken]! < 0) return [];
    const number = trace.other[taken]!;
    const steps: number[] = [];
    let ends = false;
    for (const step of stepsBetween(index.stepsOf(POLLER, number), taken, trace.length)) {
      if (left >= 0 && step > left && !isSent[trace.from[step]!]) break;
      steps.push(step);
      ends = isSent[trace.from[step]!]! && !isSent[trace.to[step]!]!;
      if (ends) break;
    }
    if (steps.length === 0) return [];
    return [{ kind: POLLER, number, steps, ends, untilUs: trace.endUs }];
  });
}

/** The stretches between a part's steps. */
function barsOf(trace: Trace, index: LifeIndex, part: Part): JourneyBar[] {
  const { name, states } = trace.kinds[part.kind]!;
  const own = index.stepsOf(part.kind, part.number);
  const tries = TRIES[name];
  const bars: JourneyBar[] = [];
  let tried = 0;
  part.steps.forEach((step, position) => {
    const state = states[trace.to[step]!]!;
    if (state === tries && trace.from[step] !== trace.to[step]) tried += 1;
    const isLast = position === part.steps.length - 1;
    if ((isLast && part.ends) || (part.kind === ENVIRONMENT && IDLE.has(state))) return;
    if (part.kind === READER && state === 'polling') return;
    // What ends a part's last stretch may be a step about something else.
    const after = isLast ? own[positionOf(own, step) + 1] : part.steps[position + 1];
    const endUs = after === undefined ? trace.endUs : trace.at[after]!;
    bars.push({
      state,
      fromUs: trace.at[step]!,
      toUs: Math.max(trace.at[step]!, Math.min(endUs, part.untilUs)),
      step,
      endStep: after ?? -1,
      attempt: tries === undefined ? 0 : state === tries ? tried : tried + 1,
    });
  });
  return bars;
}

/** Steps in one state are one bar: a call after the other, a record that stays in its batch. */
function joined(bars: readonly JourneyBar[]): JourneyBar[] {
  const kept: JourneyBar[] = [];
  for (const bar of bars) {
    const last = kept.at(-1);
    if (last && last.state === bar.state && last.toUs === bar.fromUs && last.attempt === bar.attempt) {
      kept[kept.length - 1] = { ...last, toUs: bar.toUs, endStep: bar.endStep };
    } else kept.push(bar);
  }
  return kept;
}

/** The last one that was asked for: a panel, a step and the picture ask for the same. */
const known = new WeakMap<Trace, Journey>();

/**
 * The whole life of a unit.
 *
 * @returns null: there is no such unit in the run.
 */
export function journeyOf(trace: Trace, unit: Unit): Journey | null {
  const last = known.get(trace);
  if (last && last.unit.kind === unit.kind && last.unit.number === unit.number) return last;
  const journey = readJourney(trace, unit);
  if (journey) known.set(trace, journey);
  return journey;
}

function readJourney(trace: Trace, unit: Unit): Journey | null {
  const index = lifeIndexOf(trace);
  const kind = trace.kinds.findIndex(({ name }) => name === unit.kind);
  const birth = kind < 0 ? undefined : index.stepsOf(kind, unit.number)[0];
  if (birth === undefined) return null;
  const rows: JourneyRow[] = [];
  const steps = new Set<number>();
  const met = new Set<string>();
  let more = 0;

  function partsUnder(part: Part, taken: readonly number[]): Part[] {
    const held =
      part.kind === REQUEST
        ? environmentsOf(trace, index, part)
        : part.kind === RECORD
          ? readersOf(trace, index, part)
          : part.kind === MESSAGE
            ? pollersOf(trace, index, part)
            : [];
    const begins =
      part.kind === READER
        ? part.steps.filter((step) => taken.some((one) => isInBatch(trace, index, step, one)))
        : part.steps;
    const births = begins.flatMap((step) =>
      [...ledTo(trace, step)].filter((one) => trace.from[one] === NONE && PARTS.has(trace.kind[one]!)),
    );
    more += Math.max(0, births.length - MOST_ROWS);
    const born = births
      .slice(0, MOST_ROWS)
      .map((one) => wholeOf(trace, index, trace.kind[one]!, trace.actor[one]!));
    return [...held, ...born].toSorted((a, b) => a.steps[0]! - b.steps[0]!);
  }

  function add(part: Part, parent: number, depth: number): void {
    const key = `${part.kind} ${part.number} ${part.steps[0]}`;
    if (met.has(key)) return;
    met.add(key);
    if (rows.length >= MOST_ROWS) {
      more += 1;
      return;
    }
    const { name } = trace.kinds[part.kind]!;
    const above = parent < 0 ? null : rows[parent]!;
    // Where a batch is split, who reads is busy with the part that this record is not in.
    const takes =
      part.kind === READER && above
        ? heldSpells(trace, wholeOf(trace, index, RECORD, above.number), 'in batch').map(({ taken }) => taken)
        : [];
    const bars = joined(barsOf(trace, index, part)).map((bar) =>
      part.kind === READER &&
      bar.state === 'invoking' &&
      !takes.some((one) => isInBatch(trace, index, bar.step, one))
        ? { ...bar, state: 'behind' }
        : bar,
    );
    const first = part.steps[0]!;
    const last = part.steps.at(-1)!;
    const toUs = Math.max(
      trace.at[first]!,
      part.ends ? trace.at[last]! : (bars.at(-1)?.toUs ?? trace.at[last]!),
    );
    const place = rows.length;
    rows.push({
      kind: name,
      number: part.number,
      place: trace.place[first]!,
      parent,
      depth,
      fromUs: trace.at[first]!,
      toUs,
      step: first,
      endStep: part.ends ? last : (bars.at(-1)?.endStep ?? -1),
      bars,
    });
    for (const step of part.steps) steps.add(step);
    for (const under of partsUnder(part, takes)) add(under, place, depth + 1);
  }

  add(wholeOf(trace, index, kind, unit.number), -1, 0);
  const [root] = rows as [JourneyRow, ...JourneyRow[]];
  const isResting = (row: JourneyRow) =>
    row !== root && row.bars.length > 0 && row.bars.every(({ state }) => state === RESTING[row.kind]);
  const going = rows.filter((row) => row.endStep < 0 && !isResting(row));
  const toUs = Math.max(...rows.map((row) => (isResting(row) ? row.fromUs : row.toUs)));
  return {
    unit,
    fromUs: root.fromUs,
    toUs,
    isOpen: going.length > 0,
    rows: rows.map((row) => cutAt(row, toUs)),
    more,
    cause: trace.cause[birth]!,
    steps: [...steps].toSorted((a, b) => a - b),
  };
}

/** What lies longer than the life lasts is cut where that ends. */
function cutAt(row: JourneyRow, toUs: number): JourneyRow {
  if (row.toUs <= toUs) return row;
  return {
    ...row,
    toUs,
    bars: row.bars.map((bar) => (bar.toUs > toUs ? { ...bar, toUs: Math.max(bar.fromUs, toUs) } : bar)),
  };
}
