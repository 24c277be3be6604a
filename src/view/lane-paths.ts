/** The lives of environments as blocks on lanes: a path a lane and a look, however long the run is. */
import { isStarting, jarPath, lookOf, type Look } from './jar.ts';
import { group, path, round, type Mark } from './mark.ts';
import type { Story } from './story.ts';
import { isShown, type TimeFrame } from './time-axis.ts';

/** Environment's lane: its place. Its ground, the height of a block above it and below it. */
export interface LaneShape {
  readonly ground: number;
  readonly above: number;
  readonly below: number;
}

/** Shortest block that is still seen, px. */
const SHORTEST = 1.5;
/** From this height on, what is too short for a block is drawn as a small jar. */
const JARS_FROM = 16;
const JAR_WIDTH = 15;

/** Stretches of one look in px, those that touch made one. */
class Blocks {
  readonly stretches: [from: number, to: number][] = [];
  add(from: number, to: number): void {
    const end = Math.max(to, from + SHORTEST);
    const last = this.stretches.at(-1);
    if (last && from <= last[1] + 0.25) last[1] = Math.max(last[1], end);
    else this.stretches.push([from, end]);
  }
  rects(y: number, height: number): string {
    return this.stretches
      .map(
        ([from, to]) =>
          `M${round(from)} ${round(y)}h${round(to - from)}v${round(height)}h${round(from - to)}Z`,
      )
      .join('');
  }
  lines(y: number): string {
    return this.stretches.map(([from, to]) => `M${round(from)} ${round(y)}H${round(to)}`).join('');
  }
}

/** One stay at work: an Init, an invocation, or both, one after the other. */
interface Visit {
  readonly from: number;
  readonly to: number;
  /** How it begins: by an Init, from a snapshot, or at once. */
  readonly start: Look;
  readonly failed: boolean;
  readonly segments: readonly number[];
}

type Key = Look | 'failed';

/** Whether the segment is an invocation whose request failed. */
export function isFailure(story: Story, segment: number): boolean {
  const { state, states, request } = story.lanes;
  const served = request[segment]!;
  return served >= 0 && story.failed[served] === 1 && lookOf(states[state[segment]!]!) === 'invoke';
}

function visitsOf(story: Story, environment: number, frame: TimeFrame): { visits: Visit[]; rest: number[] } {
  const { first, state, states, fromUs, toUs } = story.lanes;
  const visits: Visit[] = [];
  const rest: number[] = [];
  let open: number[] = [];
  const close = () => {
    if (open.length === 0) return;
    visits.push({
      from: frame.x(fromUs[open[0]!]!),
      to: frame.x(toUs[open.at(-1)!]!),
      start: lookOf(states[state[open[0]!]!]!),
      failed: open.some((segment) => isFailure(story, segment)),
      segments: open,
    });
    open = [];
  };
  for (let segment = first[environment]!; segment < first[environment + 1]!; segment += 1) {
    if (!isShown(frame, fromUs[segment]!, toUs[segment])) continue;
    const look = lookOf(states[state[segment]!]!);
    const works = isStarting(look) || look === 'invoke';
    const startsAnew =
      works && open.length > 0 && look === 'invoke' && lookOf(states[state[open.at(-1)!]!]!) === 'invoke';
    if (!works || startsAnew) close();
    if (works) open.push(segment);
    else rest.push(segment);
  }
  close();
  return { visits, rest };
}

/**
 * Whether every stay at work is so short that it is drawn as a small jar, and none would touch its neighbour: one
 * picture has jars or blocks, never both.
 */
export function jarsFit(
  story: Story,
  byPlace: readonly (readonly number[])[],
  above: number,
  frame: TimeFrame,
): boolean {
  if (above < JARS_FROM) return false;
  return byPlace.every((environments) => {
    let lastX = -Infinity;
    return environments.every((environment) =>
      visitsOf(story, environment, frame).visits.every((visit) => {
        const middle = (visit.from + visit.to) / 2;
        const fits = visit.to - visit.from < JAR_WIDTH && middle - lastX > JAR_WIDTH + 2;
        lastX = middle;
        return fits;
      }),
    );
  });
}

/** The marks of one lane: the lives of all environments that stood at its place. */
export function laneMarks(
  story: Story,
  place: number,
  environments: readonly number[],
  shape: LaneShape,
  frame: TimeFrame,
  asJars: boolean,
): Mark {
  const { first, state, states, fromUs, toUs } = story.lanes;
  const { ground, above, below } = shape;
  const blocks: Partial<Record<Key, Blocks>> = {};
  const put = (key: Key, from: number, to: number) => (blocks[key] ??= new Blocks()).add(from, to);
  const jars: Partial<Record<Look, string>> = {};
  let crosses = '';
  for (const environment of environments) {
    const { visits, rest } = visitsOf(story, environment, frame);
    for (const segment of rest) {
      put(lookOf(states[state[segment]!]!), frame.x(fromUs[segment]!), frame.x(toUs[segment]!));
    }
    for (const visit of visits) {
      const middle = (visit.from + visit.to) / 2;
      if (asJars) {
        const look = visit.failed ? 'crashed' : visit.start;
        const x = Math.min(Math.max(middle - JAR_WIDTH / 2, frame.from - 6), frame.to - JAR_WIDTH / 2);
        jars[look] =
          `${jars[look] ?? ''}${jarPath({ x, ground, width: JAR_WIDTH, height: Math.min(19, above) })}`;
        continue;
      }
      for (const segment of visit.segments) {
        const look = lookOf(states[state[segment]!]!);
        put(isFailure(story, segment) ? 'failed' : look, frame.x(fromUs[segment]!), frame.x(toUs[segment]!));
      }
    }
    const end = first[environment + 1]!;
    if (story.gone[environment] === 1 && end > first[environment]! && isShown(frame, toUs[end - 1]!)) {
      const goneUs = toUs[end - 1]!;
      const [x, y, r] = [frame.x(goneUs), ground - Math.min(4, above / 2), Math.min(3.2, above / 2)];
      crosses += `M${round(x - r)} ${round(y - r)}l${round(2 * r)} ${round(2 * r)}m0 ${round(-2 * r)}l${round(-2 * r)} ${round(2 * r)}`;
    }
  }
  const frost = Math.min(6, above * 0.4);
  const marks: Mark[] = [path('base', `M${frame.from} ${ground}H${frame.to}`, { class: 'stroke-rule' })];
  const { frozen, init, restore, invoke, failed, crashed, shutdown } = blocks;
  if (frozen && above >= 10)
    marks.push(path('frost', frozen.rects(ground - frost, frost), { fill: 'url(#texture-frozen)' }));
  if (frozen)
    marks.push(path('frozen', frozen.lines(ground), { class: 'stroke-frozen-line', 'stroke-width': 1.5 }));
  if (shutdown) {
    const dashed = { class: 'stroke-shutdown-line', 'stroke-width': 1.25, 'stroke-dasharray': '2.5 3' };
    marks.push(path('shutdown', shutdown.lines(ground), dashed));
  }
  if (crashed) {
    const dashed = { class: 'stroke-failed-line', 'stroke-width': 1.5, 'stroke-dasharray': '2 2' };
    marks.push(path('reset', crashed.lines(ground), dashed));
  }
  if (init) {
    const filled =
      above >= 6
        ? { fill: 'url(#texture-init)', class: 'stroke-init-line' }
        : { class: 'fill-init stroke-init-line' };
    marks.push(path('init', init.rects(ground - above, above), { ...filled, 'stroke-width': 0.75 }));
  }
  if (restore) {
    const filled =
      above >= 6
        ? { fill: 'url(#texture-restore)', class: 'stroke-restore-line' }
        : { class: 'fill-restore stroke-restore-line' };
    marks.push(path('restore', restore.rects(ground - above, above), { ...filled, 'stroke-width': 0.75 }));
  }
  if (invoke) marks.push(path('invoke', invoke.rects(ground - above, above), { class: 'fill-invoke' }));
  if (failed) marks.push(path('failed', failed.rects(ground, below), { class: 'fill-failed' }));
  const jar = { 'stroke-width': 1.25 };
  if (jars.init)
    marks.push(path('cold', jars.init, { ...jar, fill: 'url(#texture-init)', class: 'stroke-init-line' }));
  if (jars.restore) {
    const crossed = { ...jar, fill: 'url(#texture-restore)', class: 'stroke-restore-line' };
    marks.push(path('restored', jars.restore, crossed));
  }
  if (jars.invoke) marks.push(path('warm', jars.invoke, { ...jar, class: 'fill-invoke stroke-invoke-line' }));
  if (jars.crashed)
    marks.push(path('crash', jars.crashed, { ...jar, class: 'fill-failed-pale stroke-failed-line' }));
  if (crosses) {
    const thin = { class: 'stroke-shutdown-line', 'stroke-width': 1.5, 'stroke-linecap': 'round' };
    marks.push(path('retired', crosses, thin));
  }
  return group(`lane ${place}`, marks);
}

/** Environments by place, in order of creation. */
export function environmentsByPlace(story: Story): number[][] {
  const byPlace: number[][] = Array.from({ length: story.places }, () => []);
  story.placeOf.forEach((place, environment) => byPlace[place]!.push(environment));
  return byPlace;
}
