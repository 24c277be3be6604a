/** A way made of straight pieces, and where one is on it. */
import { line } from 'd3';
import { round } from './mark.ts';

export type Point = readonly [x: number, y: number];

const write = line<Point>()
  .x((point) => round(point[0]))
  .y((point) => round(point[1]));

function lengths(way: readonly Point[]): number[] {
  const sums = [0];
  for (let index = 1; index < way.length; index += 1) {
    const [before, here] = [way[index - 1]!, way[index]!];
    sums.push(sums[index - 1]! + Math.hypot(here[0] - before[0], here[1] - before[1]));
  }
  return sums;
}

/** The point at a share (0 to 1) of the way's length: constant speed, no easing. */
export function pointAt(way: readonly Point[], share: number): Point {
  const sums = lengths(way);
  const wanted = sums.at(-1)! * Math.min(1, Math.max(0, share));
  const index = Math.max(
    1,
    sums.findIndex((sum) => sum >= wanted),
  );
  const [from, to] = [way[index - 1]!, way[index]!];
  const piece = sums[index]! - sums[index - 1]!;
  const part = piece === 0 ? 0 : (wanted - sums[index - 1]!) / piece;
  return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
}

/** Length of a way, px. */
export function lengthOf(way: readonly Point[]): number {
  return lengths(way).at(-1)!;
}

/** The stretch between two shares of the way, as path data: the trail behind what moves. */
export function stretch(way: readonly Point[], from: number, to: number): string {
  const sums = lengths(way);
  const total = sums.at(-1)! || 1;
  const between = way.filter((_, index) => sums[index]! > from * total && sums[index]! < to * total);
  return write([pointAt(way, from), ...between, pointAt(way, to)]) ?? '';
}
