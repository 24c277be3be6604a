/** Who calls, as the settings say: kept or not, waiting for the answer or not. Other settings may call otherwise. */
import { isCallerKept } from '../caller-plan.ts';
import { erasOf } from '../eras.ts';
import { placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import type { Caller } from '../settings/caller-settings.ts';
import type { AsyncService } from './async-service.ts';
import { CallerService } from './caller-service.ts';
import { DirectDoor } from './direct-door.ts';
import { EventDoor } from './event-door.ts';
import type { Adopting, Site } from './services.ts';
import type { Sink } from './sink.ts';

export class CallerDoors implements Adopting {
  readonly #site: Site;
  readonly #events: AsyncService;
  /** Those of whom something is kept; null: never is. */
  readonly #callers: CallerService | null;

  constructor(site: Site, events: AsyncService) {
    const { plan, engine, lambda, sinks } = site;
    this.#site = site;
    this.#events = events;
    const kept = erasOf(plan.scenario).find(({ scenario }) => isCallerKept(callerOf(scenario.settings)));
    this.#callers = kept
      ? new CallerService(plan, engine, lambda, events, sinks, callerOf(kept.scenario.settings))
      : null;
    this.adopt(plan);
  }

  adopt(next: Plan): void {
    const { sinks } = this.#site;
    sinks[placeNumber(next, 'caller', 'settings.caller')] = this.#doorOf(next);
  }

  #doorOf(plan: Plan): Sink {
    const { engine, lambda } = this.#site;
    const caller = callerOf(plan.scenario.settings);
    if (isCallerKept(caller)) {
      this.#callers!.take(plan, caller);
      return this.#callers!;
    }
    return caller.invocationType === 'Event'
      ? new EventDoor(plan, engine, this.#events, caller)
      : new DirectDoor(plan, engine, lambda, caller);
  }
}

/** Doors are there only where somebody calls. */
function callerOf({ caller }: Plan['scenario']['settings']): Caller {
  return caller!;
}
