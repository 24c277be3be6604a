/** A cubic curve, and the part of it up to a share of its parameter (de Casteljau). */
import { round } from './mark.ts';
import type { Point } from './polyline.ts';

export type Cubic = readonly [Point, Point, Point, Point];

const mix = (a: Point, b: Point, share: number): Point => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
];

function halves([a, b, c, d]: Cubic, share: number): Cubic {
  const [ab, bc, cd] = [mix(a, b, share), mix(b, c, share), mix(c, d, share)];
  const [abc, bcd] = [mix(ab, bc, share), mix(bc, cd, share)];
  return [a, ab, abc, mix(abc, bcd, share)];
}

/** The point at a share (0 to 1) of the curve's parameter. */
export function cubicAt(curve: Cubic, share: number): Point {
  return halves(curve, share)[3];
}

/** Path data of the curve from its start to a share of its parameter. */
export function cubicUntil(curve: Cubic, share: number): string {
  const [a, b, c, d] = halves(curve, share).map(([x, y]) => `${round(x)} ${round(y)}`);
  return `M${a}C${b} ${c} ${d}`;
}
