/** What a new execution environment knows: drawn from the plan of its function, by what it is made for. */
import type { FunctionPlan } from '../function-plan.ts';
import { isKept } from '../machines/environment-context.ts';
import type { EnvironmentContext } from '../machines/environment-context.ts';

interface Made extends Pick<EnvironmentContext, 'clock' | 'origin' | 'isBefore' | 'call'> {
  /** How manieth environment of its function it is, from 0. */
  readonly number: number;
  /** How long it waits for its network interface, and opens connections in code outside the handler, µs. */
  readonly interfaceUs: number;
  readonly connectUs: number;
}

/** The context of one more environment. Draws from the streams of the plan, the same ones for each. */
export function newEnvironment(plan: FunctionPlan, made: Made): EnvironmentContext {
  const { clock, number, origin, connectUs } = made;
  const isAhead = isKept(origin) || origin === 'snapshot';
  const restoreUs = origin === 'request' ? (plan.restoreUs?.() ?? -1) : -1;
  return {
    clock,
    bornUs: clock.nowUs,
    creationUs: plan.creationUs() + made.interfaceUs,
    extensionsUs: plan.extensionsUs(),
    runtimeUs: plan.runtimeUs(),
    functionUs: plan.functionUs() + connectUs,
    shutdownUs: plan.shutdownUs,
    restoreUs: restoreUs >= 0 && plan.reopens ? restoreUs + connectUs : restoreUs,
    restoreLimitUs: plan.restoreLimitUs,
    reopens: plan.reopens,
    initFails: plan.initStrikes(number, clock.nowUs) !== null || plan.node.isRefused,
    initLimitUs: isAhead ? plan.initLimitKeptUs : plan.initLimitUs,
    timeoutUs: plan.timeoutUs,
    idleLimitUs: plan.environmentIdleUs(),
    ageLimitUs: plan.maxAgeUs(),
    origin,
    isBefore: made.isBefore,
    call: made.call,
    repeating: false,
    made: 0,
    leftoverUs: 0,
    thawedUs: 0,
  };
}
