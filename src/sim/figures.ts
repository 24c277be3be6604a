/** The figures of the families of measures, each read off a trace in one pass. */
import type { Measure } from './measure.ts';
import { metricOver } from './metrics.ts';
import { NO_SPREAD, spreadOf, type Spread } from './spread.ts';
import { NONE, type Trace } from './trace.ts';
import { versionShare } from './version-shares.ts';

/** The value of a measure; null where the run has nothing to measure. */
export function figureOf(trace: Trace, measure: Measure): number | null {
  const place =
    measure.place === undefined ? -1 : trace.places.findIndex(({ name }) => name === measure.place);
  if (measure.place !== undefined && place < 0) return null;
  if (measure.group === 'drainedMs') return drainedMs(trace, place);
  if (measure.group === 'loggedInvocations') return loggedInvocations(trace, place);
  if (measure.group === 'share') return versionShare(trace, place, measure.figure);
  if (measure.group === 'metrics') return metricOver(trace, measure.metric, place);
  const kind = trace.kinds.findIndex(({ name }) => name === measure.kind);
  const { states } = trace.kinds[kind] ?? { states: [] as readonly string[] };
  switch (measure.group) {
    case 'reasons': {
      const isMeant = trace.reasons.map((reason) => measure.reasons.includes(reason));
      return distinct(trace, (step) => isOf(trace, step, kind, place) && isMeant[trace.reason[step]!]!);
    }
    case 'ageMs':
      return agesMs(trace, kind, place)[measure.figure];
    case 'stayMs':
      return staysMs(trace, kind, among(states, measure.states), place)[measure.figure];
    default:
      return stateFigure(trace, measure.group, kind, among(states, measure.states), place);
  }
}

/** By state code, and for NONE: whether it is one of these. */
function among(states: readonly string[], meant: readonly string[]): readonly boolean[] {
  const isMeant = Array.from({ length: NONE + 1 }, () => false);
  states.forEach((state, code) => (isMeant[code] = meant.includes(state)));
  return isMeant;
}

function isOf(trace: Trace, step: number, kind: number, place: number): boolean {
  return trace.kind[step] === kind && (place < 0 || trace.place[step] === place);
}

/** Actors of one kind with a step that is meant. */
function distinct(trace: Trace, isMeant: (step: number) => boolean): number {
  const seen: boolean[] = [];
  let count = 0;
  for (let step = 0; step < trace.length; step += 1) {
    if (!isMeant(step)) continue;
    const actor = trace.actor[step]!;
    if (seen[actor] === true) continue;
    seen[actor] = true;
    count += 1;
  }
  return count;
}

function stateFigure(
  trace: Trace,
  group: 'reached' | 'times' | 'firstMs' | 'lastMs' | 'amountMax' | 'amountSum' | 'atOnce',
  kind: number,
  isMeant: readonly boolean[],
  place: number,
): number | null {
  const comesTo = (step: number) =>
    isOf(trace, step, kind, place) && isMeant[trace.to[step]!]! && !isMeant[trace.from[step]!]!;
  if (group === 'reached') return distinct(trace, comesTo);
  let times = 0;
  let first = -1;
  let last = -1;
  let largest = -Infinity;
  let sum = 0;
  let present = 0;
  let presentMax = 0;
  for (let step = 0; step < trace.length; step += 1) {
    if (!isOf(trace, step, kind, place)) continue;
    const wasThere = isMeant[trace.from[step]!]!;
    if (isMeant[trace.to[step]!]!) {
      largest = Math.max(largest, trace.amount[step]!);
      sum += trace.amount[step]!;
      if (wasThere) continue;
      times += 1;
      if (first < 0) first = step;
      last = step;
      present += 1;
      presentMax = Math.max(presentMax, present);
    } else if (wasThere) present -= 1;
  }
  switch (group) {
    case 'times':
      return times;
    case 'firstMs':
      return first < 0 ? null : trace.at[first]! / 1000;
    case 'lastMs':
      return last < 0 ? null : trace.at[last]! / 1000;
    case 'amountMax':
      return times === 0 && largest === -Infinity ? null : largest;
    case 'amountSum':
      return sum;
    case 'atOnce':
      return presentMax;
  }
}

/** Invocations that began while their function's role may write logs: each leaves its lines. */
function loggedInvocations(trace: Trace, place: number): number {
  const kind = trace.kinds.findIndex(({ name }) => name === 'request');
  const running = trace.kinds[kind]!.states.indexOf('running');
  let count = 0;
  for (let step = 0; step < trace.length; step += 1) {
    if (!isOf(trace, step, kind, place) || trace.to[step] !== running || trace.from[step] === running)
      continue;
    const atUs = trace.at[step]!;
    const silentUs = trace.places[trace.place[step]!]!.silentUs ?? [];
    if (!silentUs.some(([fromUs, untilUs]) => atUs >= fromUs && atUs < untilUs)) count += 1;
  }
  return count;
}

/** Which states of a kind are ends. */
function endsOf(trace: Trace, kind: number): readonly boolean[] {
  return trace.kinds[kind]?.isFinal ?? [];
}

function spreadOfMs(valuesUs: readonly number[]): Spread {
  if (valuesUs.length === 0) return NO_SPREAD;
  const values = Float64Array.from(valuesUs, (us) => us / 1000);
  return spreadOf(
    values,
    values.reduce((sum, value) => sum + value, 0),
  );
}

/** From the first step of each actor to its end. */
function agesMs(trace: Trace, kind: number, place: number): Spread {
  const isEnd = endsOf(trace, kind);
  const bornUs: number[] = [];
  const agesUs: number[] = [];
  for (let step = 0; step < trace.length; step += 1) {
    if (!isOf(trace, step, kind, place)) continue;
    const actor = trace.actor[step]!;
    if (trace.from[step] === NONE) bornUs[actor] = trace.at[step]!;
    if (isEnd[trace.to[step]!]! && !isEnd[trace.from[step]!])
      agesUs.push(trace.at[step]! - (bornUs[actor] ?? 0));
  }
  return spreadOfMs(agesUs);
}

/** Every stay in a state that was left again. */
function staysMs(trace: Trace, kind: number, isMeant: readonly boolean[], place: number): Spread {
  const sinceUs: number[] = [];
  const staysUs: number[] = [];
  for (let step = 0; step < trace.length; step += 1) {
    if (!isOf(trace, step, kind, place)) continue;
    const actor = trace.actor[step]!;
    const wasThere = isMeant[trace.from[step]!]!;
    const isThere = isMeant[trace.to[step]!]!;
    if (wasThere === isThere) continue;
    if (isThere) sinceUs[actor] = trace.at[step]!;
    else staysUs.push(trace.at[step]! - (sinceUs[actor] ?? 0));
  }
  return spreadOfMs(staysUs);
}

/** Kinds of actors that stand for work: while one of them is there and has not ended, something waits or is in flight. */
export const WORK: readonly string[] = [
  'request',
  'caller',
  'viewer',
  'notification',
  'event',
  'delivery',
  'record',
  'message',
  'call',
];

/**
 * The moment after which no unit waits or is in flight any more, ms; null: some still do at the end, or
 * there never was one. Messages in a queue that no mapping reads lie at rest: they are not waited for.
 */
function drainedMs(trace: Trace, place: number): number | null {
  const isRead = trace.places.map(
    ({ type }, number) => type !== 'queue' || trace.places.some(({ source }) => source === number),
  );
  const isWork = trace.kinds.map(({ name }) => WORK.includes(name));
  const isMessage = trace.kinds.map(({ name }) => name === 'message');
  const ends = trace.kinds.map((_, kind) => endsOf(trace, kind));
  let open = 0;
  let drainedUs: number | null = null;
  for (let step = 0; step < trace.length; step += 1) {
    const kind = trace.kind[step]!;
    if (!isWork[kind]! || (place >= 0 && trace.place[step] !== place)) continue;
    if (isMessage[kind]! && !isRead[trace.place[step]!]!) continue;
    const isEnd = ends[kind]![trace.to[step]!]!;
    const from = trace.from[step]!;
    if (from === NONE) open += isEnd ? 0 : 1;
    else if (isEnd && !ends[kind]![from]!) open -= 1;
    if (open === 0) drainedUs = trace.at[step]!;
    else drainedUs = null;
  }
  return drainedUs === null ? null : drainedUs / 1000;
}
