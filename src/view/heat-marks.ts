/** A heat map in ink: the more requests in a cell, the darker it is. */
import { formatCount, formatDuration } from '../sim/format-time.ts';
import { binEndUs } from './bins.ts';
import type { ChartFrame, Lane } from './chart-frame.ts';
import type { BinRange, ChartModel } from './chart-model.ts';
import { path, round, words, type Mark } from './mark.ts';
import { textWidth } from './text-width.ts';

/** Shades, from one request to the most; equal steps of the logarithm of the count. */
const SHADES = [0.12, 0.26, 0.42, 0.74, 1] as const;

/** Which shade a count has. @param most the greatest of all, 1 or more */
export function shadeOf(count: number, most: number): number {
  if (most <= 1) return SHADES.length - 1;
  return Math.min(
    SHADES.length - 1,
    Math.floor((Math.log(count) / Math.log(most)) * (SHADES.length - 1) + 1e-9),
  );
}

/** One path for each shade. */
export function heatMarks(
  model: ChartModel,
  { time }: ChartFrame,
  lane: Lane,
  [first, shown]: BinRange,
): Mark[] {
  const { bins } = model;
  const heat = model.heat!;
  const rows = heat.edges.length - 1;
  const cells = SHADES.map(() => '');
  const figures: Mark[] = [];
  const tall = lane.y(0) - lane.y(1);
  const gap = time.x(bins.periodUs) - time.x(0) > 4 ? 1 : 0;
  for (let bin = first; bin < shown; bin += 1) {
    const left = time.x(bin * bins.periodUs);
    const wide = Math.max(1, time.x(binEndUs(bins, bin)) - left - gap);
    for (let row = 0; row < rows; row += 1) {
      const count = heat.counts[bin * rows + row]!;
      if (count === 0) continue;
      const shade = shadeOf(count, heat.most);
      cells[shade] +=
        `M${round(left)} ${round(lane.y(row))}v${round(1 - tall)}h${round(wide)}v${round(tall - 1)}Z`;
      const text = formatCount(count);
      if (textWidth(text, 11) + 4 > wide || tall < 13) continue;
      figures.push(
        words(`count ${bin} ${row}`, left + wide / 2, lane.y(row) - tall / 2 + 4, text, {
          class: `t-note t-num ${shade >= 3 ? 'fill-page' : 'fill-ink'}`,
          'text-anchor': 'middle',
        }),
      );
    }
  }
  const marks = SHADES.flatMap((shade, at) =>
    cells[at] === '' ? [] : [path(`shade ${at}`, cells[at]!, { class: 'fill-ink', 'fill-opacity': shade })],
  );
  return [...marks, ...figures];
}

/** Bounds of rows beside the axis, as many as there is room for. */
export function edgeMarks({ heat }: ChartModel, { time: { from } }: ChartFrame, lane: Lane): Mark[] {
  const tall = lane.y(0) - lane.y(1);
  const every = Math.max(1, Math.ceil(18 / tall));
  return heat!.edges.flatMap((edge, row) =>
    row % every === 0
      ? [
          words(`edge ${row}`, from - 6, lane.y(row) + 4, formatDuration(edge * 1000), {
            class: 't-note t-num fill-ink2',
            'text-anchor': 'end',
          }),
        ]
      : [],
  );
}
