/**
 * The course of a level over a run, and the step behind any moment of it: what a drawn prediction is held
 * against. Levels count things; the age of the oldest record that waits is in seconds.
 */
import type { BetMetric } from './bet.ts';
import { isInFlight } from './phase.ts';
import { NONE, type Trace } from './trace.ts';

/** From a moment on the value is `value`, and rises by `slope` a second, until the next turn. */
export interface Turn {
  readonly atUs: number;
  readonly value: number;
  readonly slope: 0 | 1;
  /** The step that made it so. */
  readonly step: number;
}

/** The least and the most of each of equal stretches of time. */
export interface Course {
  readonly least: readonly number[];
  readonly most: readonly number[];
}

/** Whose states count, where the metric is a level: a kind of actor, and whether it counts in a state. */
const LEVELS: Readonly<
  Record<
    Exclude<BetMetric, 'coldStarts' | 'iteratorAge'>,
    readonly [kind: string, counts: (state: string) => boolean]
  >
> = {
  concurrency: ['request', isInFlight],
  environments: ['environment', (state) => state !== 'retired'],
  records: ['record', isOf('waiting', 'in batch')],
  visible: ['message', isOf('visible')],
  inFlightMessages: ['message', isOf('in flight')],
  events: ['event', isOf('queued', 'waiting', 'backing off')],
  callers: ['caller', isOf('calling', 'waiting')],
  connections: ['connection', isOf('opening', 'open')],
};

function isOf(...states: readonly string[]): (state: string) => boolean {
  return (state) => states.includes(state);
}

/**
 * Where the level turns, in order of time; at one moment only the last step counts.
 *
 * @param of the one place it is told of; absent: all together.
 */
export function turnsOf(trace: Trace, metric: BetMetric, of?: string): readonly Turn[] {
  const place = of === undefined ? -1 : trace.places.findIndex(({ name }) => name === of);
  if (of !== undefined && place < 0) return [];
  if (metric === 'iteratorAge') return ageTurns(trace, place);
  if (metric === 'coldStarts') {
    const request = kindNamed(trace, 'request');
    const waiting = trace.kinds[request]?.states.indexOf('waiting') ?? -1;
    return levelTurns(trace, request, place, (step) =>
      Number(trace.from[step] === NONE && trace.to[step] === waiting),
    );
  }
  const [name, counts] = LEVELS[metric];
  const kind = kindNamed(trace, name);
  const isMember = (trace.kinds[kind]?.states ?? []).map(counts);
  return levelTurns(
    trace,
    kind,
    place,
    (step) =>
      Number(isMember[trace.to[step]!]) -
      Number(trace.from[step] !== NONE && isMember[trace.from[step]!] === true),
  );
}

function kindNamed(trace: Trace, name: string): number {
  return trace.kinds.findIndex((kind) => kind.name === name);
}

/** Adds a turn; a second one at the same moment takes the place of the first. */
function turn(turns: Turn[], next: Turn): void {
  if (turns.at(-1)?.atUs === next.atUs) turns.pop();
  turns.push(next);
}

function levelTurns(trace: Trace, kind: number, place: number, by: (step: number) => number): Turn[] {
  const turns: Turn[] = [];
  let level = 0;
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind || (place >= 0 && trace.place[step] !== place)) continue;
    const change = by(step);
    if (change === 0) continue;
    level += change;
    turn(turns, { atUs: trace.at[step]!, value: level, slope: 0, step });
  }
  return turns;
}

/** Records are numbered as they are born, so the oldest that waits is the one of the lowest number. */
function ageTurns(trace: Trace, place: number): Turn[] {
  const kind = kindNamed(trace, 'record');
  const waits = (trace.kinds[kind]?.states ?? []).map(isOf('waiting', 'in batch'));
  const bornUs: number[] = [];
  const open: boolean[] = [];
  const turns: Turn[] = [];
  let oldest = 0;
  let shown = -1;
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind || (place >= 0 && trace.place[step] !== place)) continue;
    const record = trace.actor[step]!;
    const atUs = trace.at[step]!;
    if (trace.from[step] === NONE) bornUs[record] = atUs;
    open[record] = waits[trace.to[step]!] === true;
    while (oldest < open.length && open[oldest] !== true) oldest += 1;
    if (open[record] && record < oldest) oldest = record;
    const now = oldest < open.length ? oldest : -1;
    if (now === shown) continue;
    shown = now;
    turn(turns, {
      atUs,
      value: now < 0 ? 0 : (atUs - bornUs[now]!) / 1_000_000,
      slope: now < 0 ? 0 : 1,
      step,
    });
  }
  return turns;
}

/** The value at a moment: of the last turn at or before it. */
export function valueAt(turns: readonly Turn[], atUs: number): number {
  const last = turns.findLast((one) => one.atUs <= atUs);
  return last ? last.value + (last.slope * (atUs - last.atUs)) / 1_000_000 : 0;
}

/** The least and the most in each of `bins` equal stretches from 0 to `untilUs`: nothing short is lost. */
export function courseOf(turns: readonly Turn[], untilUs: number, bins: number): Course {
  const least: number[] = [];
  const most: number[] = [];
  let next = 0;
  let now: Turn = { atUs: 0, value: 0, slope: 0, step: -1 };
  const at = (us: number) => now.value + (now.slope * (us - now.atUs)) / 1_000_000;
  for (let bin = 0; bin < bins; bin += 1) {
    const fromUs = (bin / bins) * untilUs;
    const toUs = ((bin + 1) / bins) * untilUs;
    // The last stretch has its end in it.
    const limitUs = bin === bins - 1 ? toUs + 1 : toUs;
    // What turned at the very start of the stretch was over by then.
    while (next < turns.length && turns[next]!.atUs <= fromUs) now = turns[next++]!;
    let low = at(fromUs);
    let high = low;
    const see = (value: number) => {
      low = Math.min(low, value);
      high = Math.max(high, value);
    };
    while (next < turns.length && turns[next]!.atUs < limitUs) {
      see(at(turns[next]!.atUs));
      now = turns[next++]!;
      see(now.value);
    }
    see(at(toUs));
    least.push(low);
    most.push(high);
  }
  return { least, most };
}

/**
 * The step behind the level at a moment.
 *
 * @param more what brought it up so far, or what brought it down.
 * @returns -1: nothing did.
 */
export function stepBehindLevel(turns: readonly Turn[], atUs: number, more: boolean): number {
  let found = -1;
  let before: Turn = { atUs: 0, value: 0, slope: 0, step: -1 };
  for (const next of turns) {
    if (next.atUs > atUs) break;
    const was = before.value + (before.slope * (next.atUs - before.atUs)) / 1_000_000;
    if (more ? next.value > was || next.slope > before.slope : next.value < was) found = next.step;
    before = next;
  }
  return found;
}
