/** How many of a thing there were over a run: the moments at which the number changed, and the number from then on. */
import { bisector } from 'd3';
import { NONE, type Trace } from '../sim/trace.ts';

export interface History {
  readonly atUs: readonly number[];
  readonly count: readonly number[];
  /** The largest number up to and with each change. */
  readonly maxSoFar: readonly number[];
  readonly max: number;
}

export interface Histories {
  /** Requests waiting or running. */
  readonly inFlight: History;
  /** Environments that exist. */
  readonly environments: History;
  /** Moments of cold starts, throttled requests and other arrivals, in order. */
  readonly coldUs: readonly number[];
  readonly arrivedUs: readonly number[];
  readonly throttledUs: readonly number[];
  readonly failedUs: readonly number[];
}

class Counter {
  readonly atUs: number[] = [];
  readonly count: number[] = [];
  readonly maxSoFar: number[] = [];
  max = 0;
  #now = 0;
  change(atUs: number, by: number): void {
    if (by === 0) return;
    this.#now += by;
    // Changes at one moment are one change: nothing is seen between them.
    if (this.atUs.at(-1) !== atUs) {
      this.settle();
      this.atUs.push(atUs);
      this.count.push(this.#now);
      this.maxSoFar.push(this.max);
    } else this.count[this.count.length - 1] = this.#now;
  }
  /** The number after a moment's last change counts for the largest. */
  settle(): void {
    if (this.count.length === 0) return;
    this.max = Math.max(this.max, this.count.at(-1)!);
    this.maxSoFar[this.maxSoFar.length - 1] = this.max;
  }
}

const known = new WeakMap<Trace, Histories>();

/** The histories of a run; read once and kept with its trace. */
export function historiesOf(trace: Trace): Histories {
  const before = known.get(trace);
  if (before) return before;
  const requestKind = trace.kinds.findIndex((kind) => kind.name === 'request');
  const environmentKind = trace.kinds.findIndex((kind) => kind.name === 'environment');
  const requestStates = trace.kinds[requestKind]?.states ?? [];
  const retired = trace.kinds[environmentKind]?.states.indexOf('retired') ?? -1;
  const code = (name: string) => requestStates.indexOf(name);
  const [waiting, running, throttled, failed] = ['waiting', 'running', 'throttled', 'failed'].map(code);
  const inFlight = new Counter();
  const environments = new Counter();
  const coldUs: number[] = [];
  const arrivedUs: number[] = [];
  const throttledUs: number[] = [];
  const failedUs: number[] = [];
  const flies = (state: number) => Number(state === waiting || state === running);
  for (let step = 0; step < trace.length; step += 1) {
    const at = trace.at[step]!;
    const [from, to] = [trace.from[step]!, trace.to[step]!];
    if (trace.kind[step] === requestKind) {
      if (from === NONE) arrivedUs.push(at);
      if (from === NONE && to === waiting) coldUs.push(at);
      if (to === throttled) throttledUs.push(at);
      if (to === failed) failedUs.push(at);
      inFlight.change(at, flies(to) - flies(from));
    } else if (trace.kind[step] === environmentKind) {
      environments.change(at, Number(to !== retired) - Number(from !== NONE && from !== retired));
    }
  }
  inFlight.settle();
  environments.settle();
  const histories = { inFlight, environments, coldUs, arrivedUs, throttledUs, failedUs };
  known.set(trace, histories);
  return histories;
}

const levels = new WeakMap<Trace, Map<string, History>>();

/** How many actors of a kind stood in any of the states over a run; read once and kept with its trace. */
export function levelHistory(trace: Trace, kindName: string, stateNames: readonly string[]): History {
  const key = `${kindName} ${stateNames.join(',')}`;
  const kept = levels.get(trace) ?? new Map<string, History>();
  levels.set(trace, kept);
  const before = kept.get(key);
  if (before) return before;
  const kind = trace.kinds.findIndex(({ name }) => name === kindName);
  const states = trace.kinds[kind]?.states ?? [];
  const isMember = states.map((state) => stateNames.includes(state));
  const counter = new Counter();
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind) continue;
    const from = trace.from[step]!;
    counter.change(
      trace.at[step]!,
      Number(isMember[trace.to[step]!]) - Number(from !== NONE && isMember[from]),
    );
  }
  counter.settle();
  kept.set(key, counter);
  return counter;
}

const inOrder = bisector((value: number) => value);

/** The number at a moment. */
export function countAt(history: History, atUs: number): number {
  return history.count[inOrder.right(history.atUs, atUs) - 1] ?? 0;
}

/** The largest number up to a moment. */
export function maxUntil(history: History, atUs: number): number {
  return history.maxSoFar[inOrder.right(history.atUs, atUs) - 1] ?? 0;
}

/** How many of the moments lie at or before this one. */
export function passed(momentsUs: readonly number[], atUs: number): number {
  return inOrder.right(momentsUs, atUs);
}

/** Moments counted into `bins` equal stretches of [startUs, endUs]; those outside are left out. */
export function binned(momentsUs: readonly number[], endUs: number, bins: number, startUs = 0): number[] {
  const counts = Array.from({ length: bins }, () => 0);
  const length = Math.max(1, endUs - startUs);
  for (let index = inOrder.left(momentsUs, startUs); index < momentsUs.length; index += 1) {
    const at = momentsUs[index]!;
    if (at > endUs) break;
    counts[Math.min(bins - 1, Math.floor(((at - startUs) / length) * bins))]! += 1;
  }
  return counts;
}

/** The largest number within each of `bins` equal stretches of [startUs, endUs]: nothing short is lost. */
export function largest(history: History, endUs: number, bins: number, startUs = 0): number[] {
  const most: number[] = [];
  const length = endUs - startUs;
  let next = startUs > 0 ? inOrder.right(history.atUs, startUs) : 0;
  let now = next > 0 ? history.count[next - 1]! : 0;
  for (let bin = 0; bin < bins; bin += 1) {
    // The last stretch has its end in it.
    const until = bin === bins - 1 ? endUs + 1 : startUs + ((bin + 1) / bins) * length;
    // What changed at the very start of the stretch was over by then.
    while (next < history.atUs.length && history.atUs[next]! <= startUs + (bin / bins) * length)
      now = history.count[next++]!;
    let max = now;
    while (next < history.atUs.length && history.atUs[next]! < until) {
      now = history.count[next]!;
      if (now > max) max = now;
      next += 1;
    }
    most.push(max);
  }
  return most;
}
