/**
 * The lives of those who bring units to functions, as lanes over time: readers of shards, pollers, events, callers. Work
 * stands above the line, what failed hangs below it, a wait before the next attempt is dotted.
 */
import { formatCount } from '../sim/format-time.ts';
import { NONE, type Trace } from '../sim/trace.ts';
import { firstStep } from './ledger.ts';
import { group, path, rect, round, type Mark } from './mark.ts';
import { kindIn, standsOf } from './stands.ts';
import { streamStoryOf } from './stream-story.ts';
import { isShown, type TimeFrame } from './time-axis.ts';
import { isTrouble } from './trouble.ts';

/** Kinds that get lanes, the first that is in the run; with the states in which they work. */
const KINDS: readonly (readonly [kind: string, working: readonly string[]])[] = [
  ['reader', ['invoking']],
  ['poller', ['invoking']],
  ['event', ['trying']],
  ['caller', ['calling']],
];

/** States that wait for the next attempt. */
const WAITS: ReadonlySet<string> = new Set(['backing off', 'throttled', 'waiting']);

/** More lanes than these say nothing. */
const MOST = 12;

interface Lane {
  readonly name: string;
  readonly work: (readonly [number, number])[];
  readonly failed: (readonly [number, number])[];
  readonly throttledUs: number[];
  readonly waits: (readonly [number, number])[];
}

const known = new WeakMap<Trace, readonly Lane[]>();

/** Whether a reader that waits does so after an attempt: `waiting` of pollers and readers is being idle. */
function isWait(kind: string, state: string): boolean {
  return WAITS.has(state) && (state !== 'waiting' || kind === 'event' || kind === 'caller');
}

function laneNames(trace: Trace, kind: string, count: number): string[] {
  if (kind !== 'reader') {
    // Events and callers come and go: a lane is used again by the next, and only the first is named.
    const many = { event: 'Events', caller: 'Callers' }[kind];
    return Array.from({ length: count }, (_, index) =>
      many === undefined ? `${kind} ${formatCount(index + 1)}` : index === 0 ? many : '',
    );
  }
  const { readers } = streamStoryOf(trace);
  const several = new Set(readers.map(({ mapping }) => mapping)).size > 1;
  const parts = readers.some(({ part }) => part > 0);
  return readers
    .slice(0, count)
    .map(
      ({ shard, part, mapping }) =>
        `shard ${shard}${parts ? `.${part + 1}` : ''}${several ? ` ${trace.places[mapping]!.name}` : ''}`,
    );
}

function lanesOf(trace: Trace): readonly Lane[] {
  const before = known.get(trace);
  if (before) return before;
  const lanes = readLanes(trace);
  known.set(trace, lanes);
  return lanes;
}

function readLanes(trace: Trace): Lane[] {
  const found = KINDS.find(([name]) => {
    const kind = kindIn(trace, name);
    return kind >= 0 && firstStep(trace, kind, 0) >= 0;
  });
  if (!found) return [];
  const [name, working] = found;
  const kind = kindIn(trace, name);
  const { states, isFinal } = trace.kinds[kind]!;
  const stands = standsOf(trace, name);
  // Lanes of several places stand one below the other.
  const offsets: number[] = [];
  let count = 0;
  stands.most.forEach((most, place) => {
    offsets[place] = count;
    count += most;
  });
  if (count === 0 || count > MOST) return [];
  const names = laneNames(trace, name, count);
  const lanes: Lane[] = names.map((one) => ({ name: one, work: [], failed: [], throttledUs: [], waits: [] }));
  const since: number[] = [];
  const stateOf: number[] = [];
  const homeOf: number[] = [];
  const close = (actor: number, atUs: number, step: number) => {
    const state = states[stateOf[actor]!] ?? '';
    const lane = lanes[name === 'reader' ? actor : offsets[homeOf[actor]!]! + stands.standOf[actor]!];
    if (!lane) return;
    const stretch = [since[actor]!, atUs] as const;
    if (working.includes(state)) {
      const to = step < 0 ? '' : states[trace.to[step]!]!;
      const code = trace.to[step] ?? NONE;
      const reason = step < 0 ? '' : (trace.reasons[trace.reason[step]!] ?? '');
      if (reason.startsWith('throttled') || to === 'throttled') lane.throttledUs.push(stretch[0]);
      else if (
        step >= 0 &&
        (isTrouble(trace, step) || to === 'backing off' || (isFinal[code] === true && isBad(to)))
      )
        lane.failed.push(stretch);
      else lane.work.push(stretch);
    } else if (isWait(name, state)) lane.waits.push(stretch);
  };
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind) continue;
    const actor = trace.actor[step]!;
    if (trace.from[step] === NONE) homeOf[actor] = trace.place[step]!;
    else if (trace.from[step] === trace.to[step]) continue;
    else close(actor, trace.at[step]!, step);
    since[actor] = trace.at[step]!;
    stateOf[actor] = trace.to[step]!;
  }
  stateOf.forEach((state, actor) => {
    if (isFinal[state] !== true) close(actor, trace.endUs, -1);
  });
  return lanes;
}

const GOOD_ENDS: ReadonlySet<string> = new Set(['answered', 'succeeded', 'accepted', 'checked', 'processed']);
const isBad = (state: string) => !GOOD_ENDS.has(state);

/** px of a lane's blocks over and under its ground, where lanes stand so far from each other. */
export const actorShape = (pitch: number): { readonly above: number; readonly below: number } => ({
  above: Math.round(pitch * 0.5),
  below: Math.max(3, Math.round(pitch * 0.28)),
});

/** How many lanes there are; 0: none, or too many to tell apart. */
export function actorLaneCount(trace: Trace): number {
  return lanesOf(trace).length;
}

/** The name of each lane, from above. */
export function actorLaneNames(trace: Trace): readonly string[] {
  return lanesOf(trace).map(({ name }) => name);
}

function rects(
  stretches: readonly (readonly [number, number])[],
  frame: TimeFrame,
  y: number,
  height: number,
): string {
  let d = '';
  let last = -Infinity;
  for (const [fromUs, toUs] of stretches) {
    if (!isShown(frame, fromUs, toUs)) continue;
    const from = Math.max(frame.x(fromUs), last);
    const to = Math.max(frame.x(toUs), from + 1.25);
    if (to <= last + 0.25) continue;
    last = to;
    d += `M${round(from)} ${round(y)}h${round(to - from)}v${round(height)}h${round(from - to)}Z`;
  }
  return d;
}

/** What is tried at the moment and will fail is blue until it does. */
export function undecidedActors(
  trace: Trace,
  grounds: readonly number[],
  { above, below }: { readonly above: number; readonly below: number },
  frame: TimeFrame,
  atUs: number,
): Mark[] {
  return lanesOf(trace).flatMap(({ failed }, index) => {
    let [low, high] = [0, failed.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (failed[middle]![1] > atUs) high = middle;
      else low = middle + 1;
    }
    const stretch = failed[low];
    if (!stretch || stretch[0] > atUs || !isShown(frame, ...stretch)) return [];
    const y = grounds[index]!;
    const [from, to, here] = [stretch[0], stretch[1], atUs].map((us) => frame.x(us)) as [
      number,
      number,
      number,
    ];
    return [
      rect(`cover actor ${index}`, from, y + 0.75, to - from + 1, below, { class: 'fill-page' }),
      rect(`actor tries ${index}`, from, y - above, Math.max(1.25, here - from), above, {
        class: 'fill-invoke',
      }),
    ];
  });
}

/** The lanes with their grounds at these heights. */
export function actorLaneMarks(
  trace: Trace,
  grounds: readonly number[],
  { above, below }: { readonly above: number; readonly below: number },
  frame: TimeFrame,
): Mark {
  return group(
    'actor lanes',
    lanesOf(trace).map((lane, index) => {
      const y = grounds[index]!;
      return group(`lane ${index}`, [
        path('base', `M${frame.from} ${y}H${frame.to}`, { class: 'stroke-rule' }),
        path(
          'waits',
          lane.waits
            .filter(([from, to]) => isShown(frame, from, to))
            .map(
              ([from, to]) =>
                `M${round(frame.x(from))} ${y}H${round(Math.max(frame.x(to), frame.x(from) + 1))}`,
            )
            .join(''),
          { class: 'stroke-failed-line', 'stroke-width': 1.5, 'stroke-dasharray': '1.5 2' },
        ),
        path('work', rects(lane.work, frame, y - above, above), { class: 'fill-invoke' }),
        path('failed', rects(lane.failed, frame, y, below), { class: 'fill-failed' }),
        path(
          'throttled',
          lane.throttledUs
            .filter((us) => isShown(frame, us))
            .map((us) => `M${round(frame.x(us))} ${y + 1}v${below}m2 0v${-below}`)
            .join(''),
          { class: 'fill-none stroke-throttled-line', 'stroke-width': 1 },
        ),
      ]);
    }),
  );
}
