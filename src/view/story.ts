/** What pictures need to know of a whole run, read off its trace once: who stands where, and what comes of each start. */
import { lanesOf, type Lanes } from '../sim/lanes.ts';
import { NONE, type Trace } from '../sim/trace.ts';
import { isStarting, lookOf } from './jar.ts';
import { standsOf } from './stands.ts';

export interface Story {
  readonly lanes: Lanes;
  /** The place an environment stands at from its creation to its end; a place is taken again once free. */
  readonly placeOf: Uint32Array;
  /** By number of the environment: its function's place in the trace. */
  readonly functionOf: Uint8Array;
  /** Functions that have environments. */
  readonly functions: number;
  /** Places taken at the busiest moment of each function, all together. */
  readonly places: number;
  /** Codes of the kinds in the trace; -1: none. */
  readonly requestKind: number;
  readonly environmentKind: number;
  /** By number of the environment: 1 if it was retired within the run. */
  readonly gone: Uint8Array;
  /** Which final states of requests occur in the run. */
  readonly ends: ReadonlySet<string>;
  /** By number of the request: 1 if it failed. */
  readonly failed: Uint8Array;
}

const stories = new WeakMap<Trace, Story>();

/** The story of a run; read once and kept with its trace. */
export function storyOf(trace: Trace): Story {
  const known = stories.get(trace);
  if (known) return known;
  const requestKind = trace.kinds.findIndex((kind) => kind.name === 'request');
  const environmentKind = trace.kinds.findIndex((kind) => kind.name === 'environment');
  const lanes = lanesOf(trace);
  // Environments of one function stand together, functions in their order.
  const stands = standsOf(trace, 'environment');
  const offsets: number[] = [];
  let places = 0;
  trace.places.forEach((_, place) => {
    offsets[place] = places;
    places += stands.most[place] ?? 0;
  });
  const placeOf = new Uint32Array(lanes.environments);
  const functionOf = new Uint8Array(lanes.environments);
  const gone = new Uint8Array(lanes.environments);
  const retired = trace.kinds[environmentKind]?.states.indexOf('retired') ?? NONE;
  const requestStates = trace.kinds[requestKind]?.states ?? [];
  const seen = requestStates.map(() => false);
  const failure = requestStates.indexOf('failed');
  const failures: number[] = [];
  for (let step = 0; step < trace.length; step += 1) {
    const kind = trace.kind[step]!;
    const actor = trace.actor[step]!;
    if (kind === requestKind) seen[trace.to[step]!] = true;
    if (kind === requestKind && trace.to[step] === failure) failures.push(actor);
    if (kind !== environmentKind) continue;
    if (trace.from[step] === NONE) {
      functionOf[actor] = trace.place[step]!;
      placeOf[actor] = offsets[trace.place[step]!]! + stands.standOf[actor]!;
    }
    if (trace.to[step] === retired) gone[actor] = 1;
  }
  const failed = new Uint8Array(failures.reduce((most, request) => Math.max(most, request + 1), 0));
  for (const request of failures) failed[request] = 1;
  const story: Story = {
    lanes,
    placeOf,
    functionOf,
    functions: new Set(functionOf).size,
    places,
    gone,
    requestKind,
    environmentKind,
    ends: new Set(requestStates.filter((_, code) => seen[code])),
    failed,
  };
  stories.set(trace, story);
  return story;
}

/**
 * How much of its start has passed for an environment that starts, 0 to 1: from its creation (or from the
 * beginning of a repeated Init) to the moment it can serve. Linear in the moment.
 *
 * @param step the step that brought it to its present state
 */
export function startShare(story: Story, environment: number, step: number, atUs: number): number {
  const { first, step: steps, state, states, fromUs, toUs } = story.lanes;
  const end = first[environment + 1] ?? 0;
  let low = first[environment] ?? 0;
  const begin = low;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! < step) low = middle + 1;
    else high = middle;
  }
  if (low >= end) return 0;
  const isStart = (segment: number) => isStarting(lookOf(states[state[segment]!]!));
  let from = low;
  let to = low;
  while (from > begin && isStart(from - 1)) from -= 1;
  while (to + 1 < end && isStart(to + 1)) to += 1;
  const length = toUs[to]! - fromUs[from]!;
  return length <= 0 ? 1 : Math.min(1, Math.max(0, (atUs - fromUs[from]!) / length));
}
