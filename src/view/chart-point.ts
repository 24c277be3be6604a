/** What of a chart lies under a pointer. */
import { binAt } from './bins.ts';
import type { ChartFrame } from './chart-frame.ts';
import type { ChartModel } from './chart-model.ts';
import { binX } from './metric-chart.ts';

export interface ChartPoint {
  readonly bin: number;
  /** The step behind it; -1: there is none. */
  readonly step: number;
}

/** px within which a value is meant. */
const NEAR_PX = 14;

/** The stretch under a point; null: beside the plot, or not seen yet. */
export function binUnder(model: ChartModel, { time }: ChartFrame, shown: number, x: number): number | null {
  if (x < time.from || x > time.to) return null;
  const bin = binAt(model.bins, time.x.invert(x));
  return bin < shown ? bin : null;
}

/** The value that is meant by a press: the cell, the bar, or the nearest of the lines. */
export function pointUnder(
  model: ChartModel,
  frame: ChartFrame,
  shown: number,
  x: number,
  y: number,
): ChartPoint | null {
  const bin = binUnder(model, frame, shown, x);
  if (bin === null) return null;
  const lane = Math.max(
    0,
    frame.lanes.findIndex(({ bottom }) => y <= bottom),
  );
  const { y: scale, base, top } = frame.lanes[lane]!;
  if (model.heat) {
    const rows = model.heat.edges.length - 1;
    const row = Math.floor(((base - y) / (base - top)) * rows);
    return { bin, step: row >= 0 && row < rows ? model.heat.steps[bin * rows + row]! : -1 };
  }
  let best = { step: -1, away: Infinity };
  for (const { values, steps, look, lane: own } of model.lines) {
    const value = values[bin]!;
    if (own !== lane || look === 'limit' || !(value > 0) || steps[bin]! < 0) continue;
    const isDown = look === 'down' || look === 'throttled';
    const at = scale(isDown ? -value : value);
    // A bar is meant wherever it is pressed.
    const isBar = model.form === 'bars';
    const inBar = isBar && (isDown ? y >= base && y <= at : y <= base && y >= at);
    const away = isBar
      ? inBar
        ? Math.abs(at - base)
        : Infinity
      : Math.hypot(at - y, binX(frame, model, bin) - x);
    // Of bars of one height the last drawn stands before the others.
    const isNearer = isBar ? inBar && away <= best.away : away < best.away;
    if (isNearer && (isBar || away <= NEAR_PX + Math.abs(binX(frame, model, bin) - x)))
      best = { step: steps[bin]!, away };
  }
  return { bin, step: best.step };
}
