/** A crowd's pixels: trails first, units over them. */
import type { MovingCrowd } from './moving-crowd.ts';
import { stamp, strokeLine, type Sheet, type Sprite } from './raster.ts';

/** What the theme makes of a crowd's looks. */
export interface Painted {
  /** By index of the look. */
  readonly sprites: readonly Sprite[];
  /** Of the trails, as a pixel; 0: none. */
  readonly trail: number;
}

/**
 * Paints a crowd onto a sheet, over nothing.
 *
 * @param scale pixels of the sheet in a px of the scene
 */
export function paintCrowd(
  sheet: Sheet,
  crowd: MovingCrowd,
  { sprites, trail }: Painted,
  scale: number,
): void {
  sheet.pixels.fill(0);
  const { trails } = crowd;
  if (trails && trail !== 0) {
    const { from, xy, width } = trails;
    for (let unit = 0; unit < crowd.count; unit += 1) {
      for (let at = from[unit]!; at + 3 < from[unit + 1]!; at += 2) {
        strokeLine(
          sheet,
          xy[at]! * scale,
          xy[at + 1]! * scale,
          xy[at + 2]! * scale,
          xy[at + 3]! * scale,
          width * scale,
          trail,
        );
      }
    }
  }
  const { count, x, y, look } = crowd;
  for (let unit = 0; unit < count; unit += 1) {
    stamp(sheet, sprites[look[unit]!]!, x[unit]! * scale, y[unit]! * scale);
  }
}
