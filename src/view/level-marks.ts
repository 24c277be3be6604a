/** A level over time: a line in steps, and the area under it. */
import { area, curveStepAfter, line } from 'd3';
import { path, round, type Mark } from './mark.ts';

/**
 * Draws it.
 *
 * @param values - the level in each of equal stretches of time
 * @param x - px of the start of a stretch, by its number; asked for the end of the last one too
 * @param y - px of a value
 * @param base - px of the ground
 * @param attrs - more attributes of the line
 */
export function levelMarks(
  values: readonly number[],
  x: (index: number) => number,
  y: (value: number) => number,
  base: number,
  attrs: Readonly<Record<string, string | number>> = {},
): Mark[] {
  const all = [...values, values.at(-1) ?? 0].map((value, index) => [index, value] as const);
  // Points where nothing changes say nothing.
  const points = all.filter(
    ([, value], index) => index === 0 || index === all.length - 1 || value !== all[index - 1]![1],
  );
  const under = area<readonly [number, number]>()
    .x((point) => round(x(point[0])))
    .y0(base)
    .y1((point) => round(y(point[1])))
    .curve(curveStepAfter);
  const edge = line<readonly [number, number]>()
    .x((point) => round(x(point[0])))
    .y((point) => round(y(point[1])))
    .curve(curveStepAfter);
  return [
    path('area', under(points) ?? '', { class: 'fill-sunk' }),
    path('line', edge(points) ?? '', { class: 'fill-none stroke-ink2', 'stroke-width': 1.25, ...attrs }),
  ];
}
