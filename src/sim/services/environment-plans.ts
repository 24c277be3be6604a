/** The plan that each environment was made by, and what becomes of those that are there once their function has another. */
import type { Cast } from '../cast.ts';
import type { FunctionPlan } from '../function-plan.ts';
import type { EnvironmentContext, EnvironmentEvent } from '../machines/environment-context.ts';
import type { Plan } from '../plan.ts';
import type { FunctionNow } from './function-now.ts';
import { hasSameCode, replanned } from './other-plan.ts';

/** Of an environment that was released: none of its function's plans. */
const NO_PLAN = {} as FunctionPlan;

export const REPLACED: EnvironmentEvent = { type: 'retire', because: 'replaced' };
export const RELEASED: EnvironmentEvent = { type: 'retire', because: 'released' };

/** Environments (by slot), as this sees and moves them. */
interface Environments {
  /** Slots of those that are there and not shutting down. */
  there(): number[];
  originOf(slot: number): EnvironmentContext['origin'];
  /** Whether it is kept ready or provisioned, and goes only when it is released. */
  isKept(slot: number): boolean;
  /** Whether it waits for its next request. */
  isIdle(slot: number): boolean;
  create(fn: number, origin: EnvironmentContext['origin'], requestSlot: number, cause: number): number;
  retire(slot: number, message: EnvironmentEvent, cause: number): void;
}

export class EnvironmentPlans {
  readonly #cast: Cast<EnvironmentContext, EnvironmentEvent>;
  readonly #functions: readonly FunctionNow[];
  readonly #environments: Environments;
  readonly #plans: FunctionPlan[] = [];

  constructor(
    cast: Cast<EnvironmentContext, EnvironmentEvent>,
    functions: readonly FunctionNow[],
    environments: Environments,
  ) {
    this.#cast = cast;
    this.#functions = functions;
    this.#environments = environments;
  }

  /** An environment is made by a plan. */
  begin(slot: number, plan: FunctionPlan): void {
    this.#plans[slot] = plan;
  }

  /** An environment is not wanted any more: it goes once it is idle. */
  release(slot: number): void {
    this.#plans[slot] = NO_PLAN;
  }

  /** What an environment that idles is told when it is not of its function's plan in force; null: it may stay. */
  goes(slot: number, inForce: FunctionPlan): EnvironmentEvent | null {
    const plan = this.#plans[slot]!;
    return plan === inForce ? null : plan === NO_PLAN ? RELEASED : REPLACED;
  }

  /**
   * From now on functions have other settings. What code and configuration make of an environment is kept by those
   * that are there, which go once they are idle; only those that are kept ready or provisioned go on by them.
   */
  adopt(before: Plan, next: Plan): void {
    this.#functions.forEach((now, fn) => {
      const old = now.plan;
      const plan = old === before.functions[fn] ? next.functions[fn]! : replanned(old, next);
      const isOther = !hasSameCode(old.settings, plan.settings);
      now.adopt(plan);
      this.#plans.forEach((own, slot) => {
        if (own !== old || (isOther && !this.#environments.isKept(slot))) return;
        this.#plans[slot] = plan;
        if (isOther) this.#cast.renew(slot, { timeoutUs: plan.timeoutUs });
      });
    });
  }

  /** What idles with other code or configuration than its function has goes, and as many are kept ready as are to be. */
  refresh(ready: readonly number[], cause: number): void {
    this.#functions.forEach((now, fn) => {
      for (const slot of now.pool.ordinary())
        if (this.#plans[slot] !== now.plan) this.#environments.retire(slot, REPLACED, cause);
      const more = now.plan.readyEnvironments - ready[fn]!;
      for (let count = 0; count < more; count++) this.#environments.create(fn, 'kept', -1, cause);
      if (more < 0) this.#letGo(fn, -more, cause);
    });
  }

  /** So many of those that are kept ready are not wanted any more: first idle ones, then those that work, once they are done. */
  #letGo(fn: number, count: number, cause: number): void {
    const environments = this.#environments;
    const kept = environments
      .there()
      .filter(
        (slot) =>
          environments.originOf(slot) === 'kept' &&
          this.#cast.placeOf(slot) === fn &&
          this.#plans[slot] !== NO_PLAN,
      );
    const idle = kept.filter((slot) => environments.isIdle(slot));
    const busy = kept.filter((slot) => !environments.isIdle(slot));
    for (const slot of [...idle, ...busy].slice(0, count)) {
      this.release(slot);
      if (environments.isIdle(slot)) environments.retire(slot, RELEASED, cause);
    }
  }
}
