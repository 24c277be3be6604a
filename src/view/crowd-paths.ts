/** More environments than lanes can show: how many were in each state, stacked over time. */
import { area, curveStepAfter, stack } from 'd3';
import { lookOf, type Look } from './jar.ts';
import { group, path, round, type Mark } from './mark.ts';
import type { Story } from './story.ts';
import type { TimeFrame } from './time-axis.ts';

const ORDER = [
  'invoke',
  'init',
  'restore',
  'frozen',
  'crashed',
  'shutdown',
] as const satisfies readonly Look[];
type Shown = (typeof ORDER)[number];

const FILLS: Readonly<Record<Shown, Record<string, string | number>>> = {
  invoke: { class: 'fill-invoke' },
  init: { fill: 'url(#texture-init)', class: 'stroke-init-line', 'stroke-width': 0.75 },
  restore: { fill: 'url(#texture-restore)', class: 'stroke-restore-line', 'stroke-width': 0.75 },
  frozen: { fill: 'url(#texture-frozen)', class: 'stroke-frozen-line', 'stroke-width': 1 },
  crashed: { class: 'fill-failed' },
  shutdown: { class: 'fill-stage stroke-shutdown-line', 'stroke-dasharray': '2.5 3' },
};

/** Numbers at the middle of each px: differences at the starts and ends of segments, summed up. */
function countsByPx(story: Story, frame: TimeFrame, bins: number): Record<Shown, number>[] {
  const { lanes } = story;
  const change = Object.fromEntries(ORDER.map((look) => [look, new Int32Array(bins + 1)])) as Record<
    Shown,
    Int32Array
  >;
  const { startUs } = frame;
  const length = frame.endUs - startUs;
  const bin = (us: number) => Math.min(bins, Math.max(0, Math.round(((us - startUs) / length) * bins)));
  for (let segment = 0; segment < lanes.state.length; segment += 1) {
    const look = lookOf(lanes.states[lanes.state[segment]!]!) as Shown;
    const column = change[look];
    column[bin(lanes.fromUs[segment]!)]! += 1;
    column[bin(lanes.toUs[segment]!)]! -= 1;
  }
  const sums = { invoke: 0, init: 0, restore: 0, frozen: 0, crashed: 0, shutdown: 0 };
  return Array.from({ length: bins }, (_, index) => {
    for (const look of ORDER) sums[look] += change[look][index]!;
    return { ...sums };
  });
}

/** The stack of states with its ground at `ground`, `tall` px for the run's most environments. */
export function crowdMarks(story: Story, ground: number, tall: number, frame: TimeFrame): Mark {
  const bins = Math.max(1, Math.round(frame.to - frame.from));
  const rows = countsByPx(story, frame, bins);
  const layers = stack<Record<Shown, number>, Shown>().keys(ORDER)(rows);
  const y = (count: number) => round(ground - (count / Math.max(1, story.places)) * tall);
  const shape = area<readonly [number, number, number]>()
    .x((point) => round(frame.from + point[0]))
    .y0((point) => y(point[1]))
    .y1((point) => y(point[2]))
    .curve(curveStepAfter);
  const marks = layers.flatMap((layer) => {
    if (layer.every(([low, high]) => low === high)) return [];
    const points = [...layer, layer.at(-1)!].map(([low, high], index) => [index, low, high] as const);
    // Runs of equal numbers need their ends only.
    const kept = points.filter((point, index) => {
      const before = points[index - 1];
      return index === points.length - 1 || !before || before[1] !== point[1] || before[2] !== point[2];
    });
    return [path(layer.key, shape(kept) ?? '', FILLS[layer.key])];
  });
  return group('crowd', [
    ...marks,
    path('base', `M${frame.from} ${ground}H${frame.to}`, { class: 'stroke-ink2' }),
  ]);
}
