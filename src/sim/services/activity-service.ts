/** The activity of each function: working while a request is in one of its environments, else quiet, until it has been quiet too long. */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { functionActivityMachine } from '../machines/function-activity.ts';
import type { FunctionActivityContext, FunctionActivityEvent } from '../machines/function-activity.ts';
import type { Plan } from '../plan.ts';
import { NONE } from '../trace.ts';
import { effectNumber } from '../effects.ts';

const BUSY = eventCode('busy');
const QUIET = eventCode('quiet');
const RETIRE_IDLE = effectNumber('retireIdle');

/** Told that a function has been idle as long as it may. */
type OnIdle = (fn: number, cause: number) => void;

export class ActivityService {
  readonly #cast: Cast<FunctionActivityContext, FunctionActivityEvent>;
  /** By function: how long it may be idle, by draw, µs; null: nobody watches it. */
  #idleUs: readonly ((() => number) | null)[];
  /** By slot of an actor: its function, and by function the slot; -1: none. */
  readonly #slots: number[] = [];

  constructor(plan: Plan, engine: Engine, onIdle: OnIdle) {
    this.#cast = engine.cast('function', functionActivityMachine, (slot, timer) => {
      const taken = this.#cast.fire(slot, timer, NONE, -1, 0);
      if (taken?.effects[0] === RETIRE_IDLE) onIdle(this.#cast.placeOf(slot), this.#cast.step);
    });
    this.#idleUs = plan.functions.map(({ functionIdleUs }) => functionIdleUs);
  }

  start(fn: number): void {
    this.#slots[fn] = this.#idleUs[fn] ? this.#cast.create({ idleLimitUs: Infinity }, fn) : -1;
  }

  /** From now on functions may idle so long, beginning with the next time. @param isBusy whether one works now. */
  adopt(plan: Plan, isBusy: (fn: number) => boolean, cause: number): void {
    const before = this.#idleUs;
    this.#idleUs = plan.functions.map(({ functionIdleUs }) => functionIdleUs);
    this.#idleUs.forEach((idleUs, fn) => {
      if (before[fn] || !idleUs) return;
      if (this.#slots[fn] === -1) this.start(fn);
      if (isBusy(fn)) this.busy(fn, cause);
      else this.quiet(fn, cause);
    });
  }

  /** The first of its requests is in an environment. */
  busy(fn: number, cause: number): void {
    if (this.#idleUs[fn]) this.#cast.deliver(this.#slots[fn]!, BUSY, { type: 'busy' }, cause, NONE, -1, 0);
  }

  /** The last of its requests has left. */
  quiet(fn: number, cause: number): void {
    const idleUs = this.#idleUs[fn];
    if (!idleUs) return;
    const message: FunctionActivityEvent = { type: 'quiet', idleLimitUs: idleUs() };
    this.#cast.deliver(this.#slots[fn]!, QUIET, message, cause, NONE, -1, 0);
  }
}
