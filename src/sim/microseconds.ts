/** The engine's time: whole microseconds. People write milliseconds; this is where they become the other. */

/** The greatest moment or duration of the engine, 1e15 µs (31 years): twice that is still a safe integer. */
export const MAX_US = 1e15;

/**
 * Milliseconds (any finite number ≥ 0) as whole microseconds, rounded to the nearest (half up) and
 * at most `MAX_US`.
 */
export function usFromMs(ms: number): number {
  return wholeUs(ms * 1000);
}

/** Fractional microseconds ≥ 0 as whole ones: the nearest (half up), at most `MAX_US`. */
export function wholeUs(us: number): number {
  return us < MAX_US ? Math.floor(us + 0.5) : MAX_US;
}
