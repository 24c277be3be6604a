/** What became of requests when they arrived, read off a trace. */
import { NONE } from '../trace.ts';
import type { Trace } from '../trace.ts';

/** What became of the requests that arrived in a span, by the state and reason of their first step. */
export function arrivalsIn(trace: Trace, fromMs: number, toMs: number, place?: string) {
  const request = trace.kinds.findIndex(({ name }) => name === 'request');
  const found = { cold: 0, warm: 0, throttled: 0, reasons: new Set<string>(), firstThrottledMs: Infinity };
  for (let step = 0; step < trace.length; step++) {
    const atMs = trace.at[step]! / 1000;
    if (trace.kind[step] !== request || trace.from[step] !== NONE || atMs < fromMs || atMs >= toMs) continue;
    if (place !== undefined && trace.places[trace.place[step]!]!.name !== place) continue;
    const state = trace.kinds[request]!.states[trace.to[step]!]!;
    if (state === 'waiting') found.cold++;
    else if (state === 'running') found.warm++;
    else if (state === 'throttled') {
      found.throttled++;
      found.reasons.add(trace.reasons[trace.reason[step]!]!);
      found.firstThrottledMs = Math.min(found.firstThrottledMs, atMs);
    }
  }
  return found;
}
