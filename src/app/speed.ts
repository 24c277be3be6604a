/**
 * How fast a run is shown. Idle time is never shortened in secret: the choice says how much
 * simulated time one second of screen is.
 */

/** Simulated µs in one second of screen, on a log scale: 1 ms up to an hour. */
export const SPEEDS: readonly number[] = [
  1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000,
  10_000_000, 30_000_000, 60_000_000, 120_000_000, 300_000_000, 600_000_000, 1_800_000_000, 3_600_000_000,
];

/** Seconds of screen a whole run should take when nobody has chosen. */
const WANTED_S = 15;

/** The choice at which a run of this length takes nearest to 15 seconds of screen. */
export function defaultSpeed(endUs: number): number {
  let best = SPEEDS[0]!;
  let bestDistance = Infinity;
  for (const speed of SPEEDS) {
    const distance = Math.abs(Math.log(endUs / speed / WANTED_S));
    if (distance < bestDistance) {
      best = speed;
      bestDistance = distance;
    }
  }
  return best;
}

/** The choices worth offering for a run: from half an hour of screen down to a second. */
export function speedsFor(endUs: number): readonly number[] {
  const wanted = SPEEDS.filter((speed) => endUs / speed <= 1800 && endUs / speed >= 1);
  return wanted.length > 0 ? wanted : [defaultSpeed(endUs)];
}

/** `1 s = 30 s`: what one second of screen shows. */
export function speedLabel(speed: number): string {
  return `${spanLabel(1_000_000)} = ${spanLabel(speed)}`;
}

/** A length of time as short as it can be said exactly: `20 ms`, `30 s`, `5 min`. */
function spanLabel(us: number): string {
  if (us < 1_000_000) return `${us / 1000}\u202fms`;
  if (us < 60_000_000) return `${us / 1_000_000}\u202fs`;
  if (us < 3_600_000_000) return `${us / 60_000_000}\u202fmin`;
  return `${us / 3_600_000_000}\u202fh`;
}
