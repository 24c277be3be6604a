/** Callers that invoke a function through the Invoke API once and do not try again: nobody keeps anything of them. */
import type { Caller } from '../settings/caller-settings.ts';
import { plainAsk } from './invoker.ts';
import type { Ask } from './invoker.ts';
import type { LambdaService } from './lambda-service.ts';
import type { Sink, Unit } from './sink.ts';

export class DirectDoor implements Sink {
  readonly #lambda: LambdaService;
  readonly #ask: Ask;

  constructor(lambda: LambdaService, caller: Caller) {
    this.#lambda = lambda;
    this.#ask = plainAsk(null);
    this.#ask.permitted = caller.permitted;
    this.#ask.dryRun = caller.invocationType === 'DryRun';
  }

  put(_place: number, unit: Unit, cause: number): void {
    this.#ask.durationUs = unit.durationUs;
    this.#lambda.invoke(0, this.#ask, cause);
  }
}
