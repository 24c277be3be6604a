/** A way made of straight pieces, and where one is on it. */
import { round } from './mark.ts';

export type Point = readonly [x: number, y: number];

/** A way with the px from its start to each of its points: measured once, asked for every unit on it. */
export interface Way {
  readonly points: readonly Point[];
  readonly sums: readonly number[];
  /** Its whole length, px. */
  readonly px: number;
}

export function measured(points: readonly Point[]): Way {
  const sums = [0];
  for (let index = 1; index < points.length; index += 1) {
    const [before, here] = [points[index - 1]!, points[index]!];
    sums.push(sums[index - 1]! + Math.hypot(here[0] - before[0], here[1] - before[1]));
  }
  return { points, sums, px: sums.at(-1)! };
}

/** The same way back. */
export function backwards({ points }: Way): Way {
  return measured(points.toReversed());
}

/**
 * A way beside another, everywhere as far from it: so many px to the right of who goes along it, to the left if
 * negative. Pieces of no length are left out.
 */
export function beside(points: readonly Point[], px: number): Point[] {
  const corners = points.filter(
    ([x, y], index) => index === 0 || x !== points[index - 1]![0] || y !== points[index - 1]![1],
  );
  const sides = corners.slice(1).map(([x, y], index): Point => {
    const [x0, y0] = corners[index]!;
    const length = Math.hypot(x - x0, y - y0);
    return [(y0 - y) / length, (x - x0) / length];
  });
  return corners.map(([x, y], index): Point => {
    const [before, after] = [sides[index - 1] ?? sides[index], sides[index] ?? sides[index - 1]];
    if (!before || !after) return [x, y];
    const along = 1 + before[0] * after[0] + before[1] * after[1];
    // Where a way turns back on itself there is no corner to go round.
    const reach = along < 0.5 ? 0 : px / along;
    return reach === 0
      ? [x + px * before[0], y + px * before[1]]
      : [x + reach * (before[0] + after[0]), y + reach * (before[1] + after[1])];
  });
}

/** The point at a share (0 to 1) of the way's length: constant speed, no easing. */
export function alongWay({ points, sums, px }: Way, share: number): Point {
  const wanted = px * Math.min(1, Math.max(0, share));
  let index = 1;
  while (index < sums.length - 1 && sums[index]! < wanted) index += 1;
  const [from, to] = [points[index - 1]!, points[index] ?? points[index - 1]!];
  const piece = (sums[index] ?? 0) - sums[index - 1]!;
  const part = piece === 0 ? 0 : (wanted - sums[index - 1]!) / piece;
  return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
}

/** The stretch between two shares of the way: its ends and the corners between them. */
export function piecesOf(way: Way, from: number, to: number): Point[] {
  const { points, sums, px } = way;
  const pieces: Point[] = [alongWay(way, from)];
  for (let index = 1; index < points.length - 1; index += 1) {
    if (sums[index]! > from * px && sums[index]! < to * px) pieces.push(points[index]!);
  }
  pieces.push(alongWay(way, to));
  return pieces;
}

export function pointAt(way: readonly Point[], share: number): Point {
  return alongWay(measured(way), share);
}

/** Length of a way, px. */
export function lengthOf(way: readonly Point[]): number {
  return measured(way).px;
}

/** Points as path data. */
export function writeWay(points: readonly Point[]): string {
  if (points.length === 0) return '';
  const path = `M${points.map(([x, y]) => `${round(x)},${round(y)}`).join('L')}`;
  // A way that goes nowhere is a dot: closed, it is drawn with its round ends.
  return points.length === 1 ? `${path}Z` : path;
}

/** The stretch between two shares of the way, as path data: the trail behind what moves. */
export function stretch(way: readonly Point[], from: number, to: number): string {
  return writeWay(piecesOf(measured(way), from, to));
}
