/** How often and how long events are tried, as a picture needs it. */
import { asyncSettingsOf } from '../sim/async-plan.ts';
import type { SceneInput } from './scene-input.ts';

/** How the event queue of a function is set up, by the rules of the run. */
export interface EventSettings {
  readonly attempts: number;
  readonly waitsUs: readonly number[];
  readonly ageLimitUs: number;
  /** Events that find no place wait for one instead of being turned away. */
  readonly waitsForPlace: boolean;
}

/** The event queue's settings of a function, version or alias, by its name. */
export function eventSettings(
  { scenario, rules }: Pick<SceneInput, 'scenario' | 'rules'>,
  name: string,
): EventSettings {
  const own = asyncSettingsOf(scenario.settings, name);
  return {
    attempts: 1 + (own.maximumRetryAttempts ?? rules.async.retriesDefault),
    waitsUs: own.retryWaitsMs?.map((ms) => ms * 1000) ?? rules.async.retryWaitsUs,
    ageLimitUs:
      own.maximumEventAgeMs === undefined ? rules.async.eventAgeDefaultUs : own.maximumEventAgeMs * 1000,
    waitsForPlace: own.whenThrottled === 'wait',
  };
}
