/** The way of an event through its attempts: a station each, and the waits between them to scale. */

export interface RetryTrack {
  /** x of the stations, one an attempt. */
  readonly stations: readonly number[];
  /** Waits between them, µs. */
  readonly waitsUs: readonly number[];
  /** Where those stand that have not been tried. */
  readonly from: number;
  readonly to: number;
}

/** px kept free at the right end, for what stands at the last station. */
const TAIL = 12;

/**
 * The track in a width.
 *
 * @param attempts stations, 1 or more
 * @param waitsUs waits after the first, second, … failure; the last again after that
 * @param lead px before the first station
 */
export function retryTrack(
  width: number,
  attempts: number,
  waitsUs: readonly number[],
  lead: number,
): RetryTrack {
  const waits = Array.from(
    { length: attempts - 1 },
    (_, index) => waitsUs[Math.min(index, waitsUs.length - 1)] ?? 0,
  );
  const sum = waits.reduce((total, one) => total + one, 0);
  const room = width - lead - TAIL;
  const stations = [attempts === 1 ? Math.max(lead, width * 0.5) : lead];
  for (const wait of waits) {
    // Waits of no time at all still part their stations.
    const share = sum === 0 ? 1 / waits.length : 0.12 / waits.length + 0.88 * (wait / sum);
    stations.push(stations.at(-1)! + room * share);
  }
  return { stations, waitsUs: waits, from: 0, to: width };
}

/** Where an event stands: at a station, on its way to the next, or before one. */
export function trackX(
  track: RetryTrack,
  failures: number,
  state: string,
  share: number,
): { readonly x: number; readonly at: 'station' | 'way' | 'before' } {
  const { stations } = track;
  const next = Math.min(failures, stations.length - 1);
  if (state === 'trying') return { x: stations[next]!, at: 'station' };
  if (state === 'waiting' && failures > 0) {
    const [a, b] = [stations[next - 1]!, stations[next]!];
    return { x: a + (b - a) * Math.min(1, Math.max(0, share)), at: 'way' };
  }
  return { x: stations[next]!, at: 'before' };
}
