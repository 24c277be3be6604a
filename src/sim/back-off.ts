/** Waits that grow from attempt to attempt. */
import { usFromMs } from './microseconds.ts';
import type { Rules } from './rules.ts';
import type { BackOff } from './settings/quantity.ts';

/** How waits grow where AWS says exponentially and no number (simplifications `event-back-off-growth`, `poller-back-off`). */
const FACTOR = 2;

/**
 * The back-off of whoever Lambda has turned away, unless a scenario says otherwise: AWS documents the shortest
 * and the longest wait of throttled events (fact async-throttle-backoff), and none of others who try again.
 */
export function backOffAfterThrottle({ async: { throttleBackoff } }: Pick<Rules, 'async'>): BackOff {
  return { firstMs: throttleBackoff.fromUs / 1000, factor: FACTOR, capMs: throttleBackoff.toUs / 1000 };
}

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
