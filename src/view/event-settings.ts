/** How often and how long a function's events are tried, as a picture needs it. */
import type { SceneInput } from './scene-input.ts';

/** How the event queue of a function is set up, by the rules of the run. */
export interface EventSettings {
  readonly attempts: number;
  readonly waitsUs: readonly number[];
  readonly ageLimitUs: number;
  /** Events that find no place wait for one instead of being turned away. */
  readonly waitsForPlace: boolean;
}

/** The event queue's settings of a function, by its id. */
export function eventSettings(
  { scenario, rules }: Pick<SceneInput, 'scenario' | 'rules'>,
  id: string,
): EventSettings {
  const fn = id === 'function' ? scenario.settings.function : scenario.settings.functions?.[id];
  const own = fn?.async;
  return {
    attempts: 1 + (own?.maximumRetryAttempts ?? rules.async.retriesDefault),
    waitsUs: own?.retryWaitsMs?.map((ms) => ms * 1000) ?? rules.async.retryWaitsUs,
    ageLimitUs:
      own?.maximumEventAgeMs === undefined ? rules.async.eventAgeDefaultUs : own.maximumEventAgeMs * 1000,
    waitsForPlace: own?.whenThrottled === 'wait',
  };
}
