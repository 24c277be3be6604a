/**
 * The lives of the environments as lanes over time: for each the stretches it spent in one state.
 * Columns, not objects, so that a run of a million steps has them at once.
 */
import { NONE, type Trace } from './trace.ts';
import { kindCode } from './vocabulary.ts';

const REQUEST = kindCode('request');

export interface Lanes {
  /** Environments of the run; environment n has the segments from `first[n]` up to `first[n + 1]`. */
  readonly environments: number;
  readonly first: Uint32Array;
  /** State names by code, as in the trace. */
  readonly states: readonly string[];
  readonly state: Uint8Array;
  readonly fromUs: Float64Array;
  /** The next segment's start; the end of the run for a segment that it cut. */
  readonly toUs: Float64Array;
  /** The step that began the segment. */
  readonly step: Uint32Array;
  /** The request the environment is made for or works on; -1: none. */
  readonly request: Int32Array;
}

export interface LaneSegment {
  readonly state: string;
  readonly fromUs: number;
  readonly toUs: number;
  readonly step: number;
  readonly request: number;
}

export interface Lane {
  /** Number of the environment, from 0. */
  readonly environment: number;
  readonly segments: readonly LaneSegment[];
}

/** Every environment's segments in order of time; what follows `retired` is no segment. */
export function lanesOf(trace: Trace): Lanes {
  const kind = trace.kinds.findIndex((candidate) => candidate.name === 'environment');
  const states = trace.kinds[kind]?.states ?? [];
  const retired = states.indexOf('retired');
  const isIdle = states.map((state) => state === 'frozen' || state === 'reset');

  const sizes: number[] = [];
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind) continue;
    const environment = trace.actor[step]!;
    while (sizes.length <= environment) sizes.push(0);
    if (trace.to[step] !== retired && trace.to[step] !== trace.from[step]) sizes[environment]! += 1;
  }
  const first = new Uint32Array(sizes.length + 1);
  sizes.forEach((size, environment) => {
    first[environment + 1] = first[environment]! + size;
  });

  const segments = first[sizes.length]!;
  const state = new Uint8Array(segments);
  const fromUs = new Float64Array(segments);
  const toUs = new Float64Array(segments).fill(trace.endUs);
  const steps = new Uint32Array(segments);
  const request = new Int32Array(segments);
  const next = first.slice();
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind || trace.to[step] === trace.from[step]) continue;
    const environment = trace.actor[step]!;
    const segment = next[environment]!;
    if (trace.from[step] !== NONE && segment > first[environment]!) toUs[segment - 1] = trace.at[step]!;
    if (trace.to[step] === retired) continue;
    state[segment] = trace.to[step]!;
    fromUs[segment] = trace.at[step]!;
    steps[segment] = step;
    // The step that ends an invocation still names its request; a provisioned one first names what it belongs to.
    const isServing = !isIdle[trace.to[step]!]! && trace.otherKind[step] === REQUEST;
    request[segment] = isServing ? trace.other[step]! : -1;
    next[environment] = segment + 1;
  }
  return { environments: sizes.length, first, states, state, fromUs, toUs, step: steps, request };
}

/** First segment of the range [low, high) that ends after the moment; `high` when none does. */
function firstEndingAfter(lanes: Lanes, low: number, high: number, atUs: number): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (lanes.toUs[middle]! > atUs) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The environments that exist at some time within [fromUs, toUs), each with the segments seen there,
 * not cut to size; segments without duration are left out.
 */
export function lanesBetween(lanes: Lanes, fromUs: number, toUs: number): Lane[] {
  const between: Lane[] = [];
  for (let environment = 0; environment < lanes.environments; environment += 1) {
    const begin = lanes.first[environment]!;
    const end = lanes.first[environment + 1]!;
    // Numbers follow creation: those after this one begin later still.
    if (begin < end && lanes.fromUs[begin]! >= toUs) break;
    const segments: LaneSegment[] = [];
    let segment = firstEndingAfter(lanes, begin, end, fromUs);
    for (; segment < end && lanes.fromUs[segment]! < toUs; segment += 1) {
      if (lanes.toUs[segment] === lanes.fromUs[segment]) continue;
      segments.push({
        state: lanes.states[lanes.state[segment]!]!,
        fromUs: lanes.fromUs[segment]!,
        toUs: lanes.toUs[segment]!,
        step: lanes.step[segment]!,
        request: lanes.request[segment]!,
      });
    }
    if (segments.length > 0) between.push({ environment, segments });
  }
  return between;
}
