/** Waits that grow from attempt to attempt. */
import { usFromMs } from './microseconds.ts';
import type { BackOff } from './settings/quantity.ts';

/**
 * The waits of a back-off.
 *
 * @returns the wait after `tries` failed attempts in a row (1, 2, …), whole µs; `luck` (0 to below 1)
 *   takes away up to the share of it that is luck.
 */
export function waitsOf({
  firstMs,
  factor,
  capMs,
  jitter = 0,
}: BackOff): (tries: number, luck: number) => number {
  const capUs = usFromMs(capMs);
  const waitsUs: number[] = [];
  // By multiplication: powers differ in the last bit from engine to engine. Once at the cap it stays there.
  for (let waitMs = firstMs; waitsUs.length < 100; waitMs *= factor) {
    const waitUs = Math.min(usFromMs(Math.min(waitMs, capMs)), capUs);
    waitsUs.push(waitUs);
    if (waitUs === capUs) break;
  }
  return (tries, luck) => {
    const waitUs = waitsUs[Math.min(Math.max(tries, 1), waitsUs.length) - 1]!;
    return Math.round(waitUs * (1 - jitter * luck));
  };
}
