/** Callers that invoke a function with InvocationType Event, once: they are answered 202, 403, 400 or 413 and hear no more. */
import type { Engine } from '../engine.ts';
import { callerMayInvoke } from '../permission.ts';
import type { Permission } from '../permission.ts';
import type { Scenario } from '../scenario.ts';
import type { AsyncService } from './async-service.ts';
import type { Sink, Unit } from './sink.ts';

export class EventDoor implements Sink {
  readonly #async: AsyncService;
  readonly #engine: Engine;
  readonly #mayInvoke: Permission;
  readonly #bytes: number;

  constructor(scenario: Scenario, async: AsyncService, engine: Engine) {
    this.#async = async;
    this.#engine = engine;
    this.#mayInvoke = callerMayInvoke(scenario);
    this.#bytes = scenario.settings.caller?.payloadBytes ?? 0;
  }

  put(_place: number, unit: Unit, cause: number): void {
    const permitted = this.#mayInvoke(this.#engine.clock.nowUs);
    this.#async.submit(0, unit, { byService: false, permitted, valid: true, bytes: this.#bytes }, cause);
  }
}
