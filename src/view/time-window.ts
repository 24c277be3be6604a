/** The part of a run that its time axis shows. */

/** From and until, µs. */
export type Stretch = readonly [fromUs: number, untilUs: number];

/** The axis shows no less than this, µs. */
const SHORTEST_US = 20;

/** A window that shows `factor` times less, with a moment where it stands; null: the whole run. */
export function zoomed(window: Stretch | null, atUs: number, endUs: number, factor: number): Stretch | null {
  const [fromUs, untilUs] = window ?? [0, endUs];
  const length = Math.max(SHORTEST_US, (untilUs - fromUs) / factor);
  if (length >= endUs) return null;
  // Around what is seen: a moment outside comes to the middle.
  const isSeen = atUs >= fromUs && atUs <= untilUs;
  const share = isSeen ? (atUs - fromUs) / Math.max(1, untilUs - fromUs) : 0.5;
  return held([atUs - share * length, atUs + (1 - share) * length], endUs);
}

/** A window moved by so many µs, no further than the run reaches. */
export function panned(window: Stretch | null, byUs: number, endUs: number): Stretch | null {
  return window && held([window[0] + byUs, window[1] + byUs], endUs);
}

/** A window that lies in the run: as long as it is, moved where it would reach beyond. */
export function held([fromUs, untilUs]: Stretch, endUs: number): Stretch {
  const length = untilUs - fromUs;
  const from = Math.min(Math.max(0, fromUs), Math.max(0, endUs - length));
  return [from, Math.min(endUs, from + length)];
}
