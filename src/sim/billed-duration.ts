/**
 * What is billed of an invocation, by the rules of the date: REPORT prints it, and usage adds it up.
 *
 * Sources, read 2026-11-20: facts billing-granularity and init-billing; AWS Lambda Developer Guide, "Monitoring
 * for Lambda SnapStart" (Billed Restore Duration), and logs that people published (June and July 2023): Billed
 * Duration is the duration, rounded up, and Billed Restore Duration together.
 */
import type { LogRules } from './rules/log-rules.ts';

export interface Served {
  /** From the beginning of the invocation to its end, a repeated Init in it included. */
  readonly durationUs: number;
  /** Init phase before it, if this is the first invocation of its environment; -1: there is none to tell. */
  readonly initUs: number;
  /** Restore phase before it; -1: there was none. */
  readonly restoreUs: number;
  /** The environment was made ready apart from requests: its Init is billed apart, or not at all. */
  readonly isKept: boolean;
  readonly isImage: boolean;
}

/** Rounded up to what is billed, ms. */
export function billedMs(us: number, { billedUnitMs }: LogRules): number {
  return Math.ceil(us / (billedUnitMs * 1000)) * billedUnitMs;
}

/** Whether the Init phase of an environment made for a request is billed with its first invocation. */
function isInitBilled({ initUs, isKept, isImage }: Served, logs: LogRules): boolean {
  return initUs >= 0 && !isKept && (isImage ? logs.imageInitBilled : logs.initBilled);
}

/** Billed Restore Duration, ms. How much of a restore is not billed depends on the runtime and is not told here. */
export function billedRestoreMs({ restoreUs }: Served, logs: LogRules): number {
  return restoreUs < 0 ? 0 : billedMs(restoreUs, logs);
}

/** Billed Duration, ms. */
export function billedDurationMs(served: Served, logs: LogRules): number {
  const initUs = isInitBilled(served, logs) ? served.initUs : 0;
  return billedMs(served.durationUs + initUs, logs) + billedRestoreMs(served, logs);
}
