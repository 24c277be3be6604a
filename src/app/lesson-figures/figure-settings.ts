/** What each figure lays over its scenario: the same changes run in the page, in the tests and behind "Open in the lab". */
import type { Changes } from '../../sim/overlay.ts';
import type { KeepPreset } from '../../sim/rules.ts';

const MINUTE_MS = 60_000;

/** The function may idle so long; nothing else ends an environment. */
function keptFor(functionIdleMs: KeepPreset['functionIdleMs']): string {
  return JSON.stringify({ functionIdleMs, environmentIdleMs: null, maxAgeMs: null });
}

/** Minutes the runs of the first figure last. */
const GAPS_HORIZON_MIN = 50;

/** `atOnce` requests every `gapMin` minutes, the first at 0, the last before the end. */
export function gapsChanges(gapMin: number, atOnce: number, keepMin: number): Changes {
  const burst = {
    kind: 'burst',
    atMs: 0,
    count: atOnce,
    withinMs: 0,
    repeatEveryMs: gapMin * MINUTE_MS,
    repeats: Math.floor((GAPS_HORIZON_MIN - 1) / gapMin),
  };
  return {
    arrivals: JSON.stringify(burst),
    'settings.keep': keptFor(keepMin * MINUTE_MS),
    horizonMs: GAPS_HORIZON_MIN * MINUTE_MS,
  };
}

/** Times of the four parts of a wait, ms. */
export interface WaitTimes {
  readonly placing: number;
  readonly runtime: number;
  readonly code: number;
  readonly handler: number;
}

/** One cold request and, two minutes later, a warm one; a timeout that is never met. */
export function waitChanges({ placing, runtime, code, handler }: WaitTimes): Changes {
  return {
    arrivals: JSON.stringify({ kind: 'list', requests: [{ atMs: 0 }, { atMs: 2 * MINUTE_MS }] }),
    horizonMs: 3 * MINUTE_MS,
    'settings.keep': keptFor(10 * MINUTE_MS),
    'settings.function.createMs': placing,
    'settings.function.init': JSON.stringify({ extensionsMs: 0, runtimeMs: runtime, functionMs: code }),
    'settings.function.handlerMs': handler,
    'settings.function.timeoutMs': MINUTE_MS,
  };
}

/** How the third request ends; the names are those of the scenario's faults. */
export type End = 'none' | 'error' | 'memory' | 'timeout';

/** Five requests to an environment that is kept ten minutes: four close together, one after a long pause. */
export function lifeChanges(end: End): Changes {
  const requests = [0, 2, 3, 6, 30].map((minute) => ({ atMs: minute * MINUTE_MS }));
  return {
    arrivals: JSON.stringify({ kind: 'list', requests }),
    horizonMs: 32 * MINUTE_MS,
    'settings.keep': keptFor(10 * MINUTE_MS),
    ...(end === 'none' ? {} : { [`faults.${end}.on`]: true, [`faults.${end}.which`]: '[3]' }),
  };
}

/** Pauses that are tried under each measurement. */
export const PAUSES = 100;

/** Requests one at a time with the same pause before each but the first. Age would end environments too; it is left out. */
export function idleChanges(preset: KeepPreset, pauseMin: number): Changes {
  return {
    arrivals: JSON.stringify({ kind: 'constant', everyMs: pauseMin * MINUTE_MS, count: PAUSES + 1 }),
    'settings.keep': keptFor(preset.functionIdleMs),
    horizonMs: (PAUSES + 1) * pauseMin * MINUTE_MS,
  };
}
