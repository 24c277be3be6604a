/** What one function or version has of environments at the moment. */
import { reasonCode } from '../chart.ts';
import type { FunctionPlan } from '../function-plan.ts';
import { IdlePool, ROUTED } from '../idle-pool.ts';

export class FunctionNow {
  /** The one in force: another once $LATEST has other code, or settings change. */
  plan: FunctionPlan;
  readonly pool: IdlePool;
  /** Why a request goes to the environment that was chosen for it. */
  routedReason: number;
  created = 0;
  /** Environments that exist and are not shutting down. */
  alive = 0;
  /** Provisioned ones that take requests. */
  admitted = 0;
  /** Provisioned ones that serve one. */
  busy = 0;
  /** Told of each invocation; null: nobody looks. */
  onInvoked: (() => void) | null = null;

  /** @param numberOf an environment's number by its slot. */
  constructor(plan: FunctionPlan, numberOf: (slot: number) => number) {
    this.plan = plan;
    this.pool = new IdlePool(plan.routing, plan.routingStream, numberOf);
    this.routedReason = reasonCode(ROUTED[plan.routing]);
  }

  /** From now on it is planned by other settings. */
  adopt(plan: FunctionPlan): void {
    this.plan = plan;
    this.pool.route(plan.routing);
    this.routedReason = reasonCode(ROUTED[plan.routing]);
  }
}
