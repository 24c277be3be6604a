/** A trace as short lines that a test can state and a person can read. */
import type { Trace } from '../trace.ts';

/** `1250 environment 1 init.function -> invoke.handler (init: done)`; times in milliseconds, numbers from 1. */
export function told(trace: Trace, kinds: readonly string[] = ['request', 'environment']): string[] {
  return Array.from({ length: trace.length }, (_, step) => step)
    .filter((step) => kinds.includes(trace.kinds[trace.kind[step]!]!.name))
    .map((step) => {
      const { name, states } = trace.kinds[trace.kind[step]!]!;
      const reason = trace.reasons[trace.reason[step]!]!;
      const from = trace.from[step]! === 255 ? '' : `${states[trace.from[step]!]!} `;
      const why = reason === '' ? '' : ` (${reason})`;
      return `${trace.at[step]! / 1000} ${name} ${trace.actor[step]! + 1} ${from}-> ${states[trace.to[step]!]!}${why}`;
    });
}
