/**
 * How many environments may be made on demand now: an allowance that is full at first, of which each new
 * environment takes one, and that comes back over time but is never more than full. Each function with its
 * versions has one, or all functions of the account share it.
 */
import type { Plan } from '../plan.ts';
import { scalingPlanOf } from '../scaling-plan.ts';
import type { GrowthPlan } from '../scaling-plan.ts';

export class ScalingRate {
  /** By function or version: whose allowance it takes from. */
  #allowances: readonly Allowance[] | null = null;
  #growth = '';

  constructor(plan: Plan) {
    this.adopt(plan, 0);
  }

  /** From now on functions grow by the settings of this plan; what is used up of an allowance stays so. */
  adopt({ functions, scenario, rules }: Plan, nowUs: number): void {
    const { growth } = scalingPlanOf(scenario, rules);
    const told = JSON.stringify(growth);
    if (told === this.#growth) return;
    this.#growth = told;
    const before = this.#allowances;
    if (growth === null) {
      this.#allowances = null;
      return;
    }
    const shared = new Allowance(growth);
    const own = functions.map(() => (growth.scope === 'account' ? shared : new Allowance(growth)));
    this.#allowances = functions.map(({ of }) => own[of]!);
    this.#allowances.forEach((allowance, fn) => allowance.goOn(before?.[fn] ?? null, nowUs));
  }

  /** Whether an environment may be made for the function or version at this time. */
  mayGrow(fn: number, nowUs: number): boolean {
    return this.#allowances === null || this.#allowances[fn]!.has(nowUs);
  }

  /** One is made. */
  grow(fn: number, nowUs: number): void {
    this.#allowances?.[fn]!.take(nowUs);
  }
}

/**
 * One allowance. What is left is counted in parts of an environment, as many as a period has microseconds:
 * whole numbers, so that what comes back evenly is exact.
 */
class Allowance {
  readonly #perPeriod: number;
  readonly #periodUs: number;
  readonly #isStepwise: boolean;
  readonly #full: number;
  #left: number;
  /** Until when what comes back is counted; a period begins with the first environment out of a full allowance. */
  #sinceUs = 0;

  constructor({ burst, perPeriod, periodUs, refill }: GrowthPlan) {
    this.#perPeriod = perPeriod;
    this.#periodUs = periodUs;
    this.#isStepwise = refill === 'step';
    this.#full = burst * periodUs;
    this.#left = this.#full;
  }

  /** What another one lacks to be full, this one lacks too. */
  goOn(before: Allowance | null, nowUs: number): void {
    if (before === null) return;
    before.#refill(nowUs);
    const used = Math.ceil((before.#full - before.#left) / before.#periodUs);
    this.#left = Math.max(0, this.#full - used * this.#periodUs);
    this.#sinceUs = nowUs;
  }

  has(nowUs: number): boolean {
    this.#refill(nowUs);
    return this.#left >= this.#periodUs;
  }

  take(nowUs: number): void {
    this.#refill(nowUs);
    this.#left -= this.#periodUs;
  }

  #refill(nowUs: number): void {
    const passedUs = nowUs - this.#sinceUs;
    const countedUs = this.#isStepwise ? passedUs - (passedUs % this.#periodUs) : passedUs;
    if (this.#left === this.#full || countedUs * this.#perPeriod >= this.#full - this.#left) {
      // What is full saves up nothing; in steps, an allowance that has become full is one whose period has not begun.
      this.#left = this.#full;
      this.#sinceUs = nowUs;
    } else if (countedUs > 0) {
      this.#left += countedUs * this.#perPeriod;
      this.#sinceUs += countedUs;
    }
  }
}
