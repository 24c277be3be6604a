/** Callers that invoke a function with InvocationType Event, once: they are answered 202, 403, 400 or 413 and hear no more. */
import type { Engine } from '../engine.ts';
import { callerMayInvoke } from '../permission.ts';
import type { Permission } from '../permission.ts';
import { invokedBy } from '../plan.ts';
import type { Plan } from '../plan.ts';
import type { Caller } from '../settings/caller-settings.ts';
import type { AsyncService } from './async-service.ts';
import type { Sink, Unit } from './sink.ts';

export class EventDoor implements Sink {
  readonly #async: AsyncService;
  readonly #engine: Engine;
  readonly #mayInvoke: Permission;
  readonly #invokes: number;
  readonly #bytes: number;

  constructor(plan: Plan, engine: Engine, async: AsyncService, caller: Caller) {
    this.#async = async;
    this.#engine = engine;
    this.#mayInvoke = callerMayInvoke(plan.scenario);
    this.#invokes = invokedBy(plan, caller);
    this.#bytes = caller.payloadBytes ?? 0;
  }

  put(_place: number, unit: Unit, cause: number): void {
    const permitted = this.#mayInvoke(this.#engine.clock.nowUs);
    this.#async.submit(
      this.#invokes,
      unit,
      { byService: false, permitted, valid: true, bytes: this.#bytes },
      cause,
    );
  }
}
