/** What a figure of a run is expected to be: stated by claims, and by the options of a prediction. */
import { z } from './zod.ts';

export const Expected = z.union([
  z.strictObject({ equal: z.number() }),
  z.strictObject({ atLeast: z.number() }),
  z.strictObject({ atMost: z.number() }),
  z.strictObject({ about: z.number(), within: z.number() }),
]);
export type Expected = z.infer<typeof Expected>;

/** Equal up to what division leaves in the last digits. */
function isEqual(found: number, expected: number): boolean {
  return Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
}

/** Whether a figure is what is expected. */
export function isMet(is: Expected, found: number): boolean {
  if ('equal' in is) return isEqual(found, is.equal);
  if ('atLeast' in is) return found >= is.atLeast || isEqual(found, is.atLeast);
  if ('atMost' in is) return found <= is.atMost || isEqual(found, is.atMost);
  const distance = Math.abs(found - is.about);
  return distance <= is.within || isEqual(distance, is.within);
}
