/**
 * Requests a second: ten for each place of concurrency, over the account, and over a function with a
 * reservation for that alone; and ten for each provisioned environment of a version. Counted are those that
 * begin, by whole seconds of the run: AWS names no window.
 *
 * Source, read 2026-11-20: AWS Lambda Developer Guide, "Troubleshoot invocation issues in Lambda" (provisioned
 * concurrency takes ten requests a second for each; beyond that some cold starts can occur) and "Lambda quotas"
 * (a quota of the version or alias).
 */
import type { Plan } from '../plan.ts';
import { scalingPlanOf } from '../scaling-plan.ts';
import type { Concurrency } from './concurrency.ts';

const SECOND_US = 1_000_000;

export class RequestRate {
  #factor = 0;
  #most = 0;
  readonly #concurrency: Concurrency;
  #endUs = 0;
  #begun = 0;
  /** By function: the same of those with a reservation. */
  readonly #endsUs: Float64Array;
  readonly #begunOf: Float64Array;
  #provisionedFactor = 0;
  /** By version: the same of those that go to provisioned environments. */
  readonly #provisionedEndsUs: Float64Array;
  readonly #provisionedBegun: Float64Array;

  constructor(plan: Plan, concurrency: Concurrency) {
    const { functions } = plan;
    this.adopt(plan);
    this.#concurrency = concurrency;
    this.#endsUs = new Float64Array(functions.length);
    this.#begunOf = new Float64Array(functions.length);
    this.#provisionedEndsUs = new Float64Array(functions.length);
    this.#provisionedBegun = new Float64Array(functions.length);
  }

  /** From now on by the settings of this plan. */
  adopt({ scenario, rules }: Plan): void {
    const { requestsPerSecondFactor, provisionedFactor, limit } = scalingPlanOf(scenario, rules);
    this.#factor = requestsPerSecondFactor;
    this.#most = limit === 0 ? 0 : requestsPerSecondFactor * limit;
    this.#provisionedFactor = provisionedFactor;
  }

  /** Whether the account has had all it may have in this second. */
  isSpent(nowUs: number): boolean {
    return nowUs < this.#endUs && this.#begun >= this.#most;
  }

  /** Whether the function or version has had all that its reservation lets it have in this second. */
  isReservedSpent(fn: number, nowUs: number): boolean {
    const reserved = this.#concurrency.reservedOf(fn);
    if (reserved === null) return false;
    const of = this.#concurrency.of[fn]!;
    return nowUs < this.#endsUs[of]! && this.#begunOf[of]! >= this.#factor * reserved;
  }

  /** Whether so many provisioned environments of a version have had all they may have in this second. */
  isProvisionedSpent(fn: number, environments: number, nowUs: number): boolean {
    return (
      nowUs < this.#provisionedEndsUs[fn]! &&
      this.#provisionedBegun[fn]! >= this.#provisionedFactor * environments
    );
  }

  /** One begins in a provisioned environment. */
  countProvisioned(fn: number, nowUs: number): void {
    if (nowUs >= this.#provisionedEndsUs[fn]!) {
      this.#provisionedEndsUs[fn] = endOfSecond(nowUs);
      this.#provisionedBegun[fn] = 0;
    }
    this.#provisionedBegun[fn]!++;
  }

  /** One begins. */
  count(fn: number, nowUs: number): void {
    if (nowUs >= this.#endUs) {
      this.#endUs = endOfSecond(nowUs);
      this.#begun = 0;
    }
    this.#begun++;
    if (this.#concurrency.reservedOf(fn) === null) return;
    const of = this.#concurrency.of[fn]!;
    if (nowUs >= this.#endsUs[of]!) {
      this.#endsUs[of] = endOfSecond(nowUs);
      this.#begunOf[of] = 0;
    }
    this.#begunOf[of]!++;
  }
}

function endOfSecond(nowUs: number): number {
  return (Math.floor(nowUs / SECOND_US) + 1) * SECOND_US;
}
