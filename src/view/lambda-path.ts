/**
 * The letter as a drawn path, never a glyph: latin subsets of the fonts lack it.
 *
 * @param x centre of the letter
 * @param y centre of the letter
 * @param height its height in px
 */
import { round } from './mark.ts';

// The stroke on a square of 20, centred: from the hook on the left over the spine to the foot, then the leg.
const HOOK = [-7, -9.9, -4, -10.5, -2.8, -9, -1.8, -6.2] as const;
const FOOT = [3.8, 7.7, 4.3, 9.2, 5.4, 10.1, 7.2, 9.5] as const;
const LEG = [-0.2, -1.8, -6.6, 9.9] as const;

export function lambdaPath(x: number, y: number, height: number): string {
  const scale = height / 20;
  const at = (points: readonly number[], from: number) =>
    `${round(x + points[from]! * scale)} ${round(y + points[from + 1]! * scale)}`;
  return (
    `M${at(HOOK, 0)}C${at(HOOK, 2)} ${at(HOOK, 4)} ${at(HOOK, 6)}` +
    `L${at(FOOT, 0)}C${at(FOOT, 2)} ${at(FOOT, 4)} ${at(FOOT, 6)}` +
    `M${at(LEG, 0)}L${at(LEG, 2)}`
  );
}
