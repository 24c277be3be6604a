/** Which steps of a run tell of trouble, by their reason codes. */
import type { Trace } from '../sim/trace.ts';

/** What comes before the colon where every reason of its kind is trouble. */
const ALWAYS: ReadonlySet<string> = new Set([
  'throttled',
  'denied',
  'refused',
  'timeout',
  'problem',
  'service error',
  'answer',
  'given up',
  'lost',
  'dead-lettered',
  'discarded',
  'failed',
  'expired',
]);

/** And single reasons of the others. */
const ALSO: ReadonlySet<string> = new Set([
  'init: failed',
  'init: over the limit',
  'init: failed again',
  'handler: error',
  'handler: exception',
  'handler: uncaught exception',
  'handler: call failed',
  'handler: out of memory',
  'handler: crashed',
  'retry: no answer in time',
  'retry: function error',
  'call: error',
  'call: denied',
  'call: connection refused',
  'call: no way',
  'call: abandoned',
  'connection: limit',
  'connection: lost',
  'batch: some failed',
  'batch: given up',
  'batch: loop stopped',
  'visible: visibility timeout',
  'snapshot: failed',
  'restore: over the limit',
  'call: connection stale',
  'hook: failed',
  'hook: no answer',
  'stopped: alarm',
]);

/** Something went wrong for this reason. */
export function isTroubleReason(reason: string): boolean {
  if (ALSO.has(reason)) return true;
  const colon = reason.indexOf(':');
  return ALWAYS.has(colon < 0 ? reason : reason.slice(0, colon));
}

const known = new WeakMap<readonly string[], readonly boolean[]>();

/** A caller's patience ends, and an alarm goes off, without a reason beside it: the state says it all. */
function isTold(trace: Trace, step: number): boolean {
  const kind = trace.kinds[trace.kind[step]!];
  const state = kind?.states[trace.to[step]!];
  if (kind?.name === 'alarm') return state === 'ALARM' && trace.from[step] !== trace.to[step];
  return kind?.name === 'caller' && state === 'timed out';
}

/** Something went wrong in this step. */
export function isTrouble(trace: Trace, step: number): boolean {
  let table = known.get(trace.reasons);
  if (!table) {
    table = trace.reasons.map(isTroubleReason);
    known.set(trace.reasons, table);
  }
  return (table[trace.reason[step]!] ?? false) || isTold(trace, step);
}
