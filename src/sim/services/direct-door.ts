/** Callers that invoke a function through the Invoke API once and do not try again: nobody keeps anything of them. */
import type { Engine } from '../engine.ts';
import { callerMayInvoke } from '../permission.ts';
import type { Permission } from '../permission.ts';
import { invokedBy } from '../plan.ts';
import type { Plan } from '../plan.ts';
import type { Caller } from '../settings/caller-settings.ts';
import { plainAsk } from './invoker.ts';
import type { Ask } from './invoker.ts';
import type { LambdaService } from './lambda-service.ts';
import type { Sink, Unit } from './sink.ts';

export class DirectDoor implements Sink {
  readonly #lambda: LambdaService;
  readonly #engine: Engine;
  readonly #mayInvoke: Permission;
  readonly #invokes: number;
  readonly #ask: Ask;

  constructor(plan: Plan, engine: Engine, lambda: LambdaService, caller: Caller) {
    this.#lambda = lambda;
    this.#engine = engine;
    this.#mayInvoke = callerMayInvoke(plan.scenario);
    this.#invokes = invokedBy(plan, caller);
    this.#ask = plainAsk(null);
    this.#ask.fits = (caller.payloadBytes ?? 0) <= plan.rules.sync.payloadBytes;
    this.#ask.dryRun = caller.invocationType === 'DryRun';
  }

  put(_place: number, unit: Unit, cause: number): void {
    this.#ask.permitted = this.#mayInvoke(this.#engine.clock.nowUs);
    this.#ask.durationUs = unit.durationUs;
    this.#lambda.invoke(this.#invokes, this.#ask, cause);
  }
}
