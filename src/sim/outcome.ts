/**
 * What becomes of an invocation, decided when it arrives: how long its handler runs, how often it calls,
 * and how it ends.
 */
import type { FunctionPlan } from './function-plan.ts';
import type { Call } from './machines/call.ts';
import { usFromMs } from './microseconds.ts';
import type { NodeContract } from './node-contract.ts';
import type { Fault } from './scenario.ts';

/**
 * Fills in what an invocation asks of its environment.
 *
 * @param handlerUs time that its handler takes.
 * @param items records or messages of its event.
 * @param fault what strikes it; null: nothing does.
 */
export function decide(
  call: Call,
  plan: FunctionPlan,
  handlerUs: number,
  items: number,
  fault: Fault | null,
): void {
  call.handlerUs = handlerUs;
  call.outcome = 'success';
  call.calls = plan.calls.length === 0 ? 0 : callCount(plan, items);
  call.eventLoopUs = plan.node.eventLoopUs;
  call.leftoverUs = plan.node.leftoverUs;
  if (fault) strike(call, fault, plan.node);
}

/** Calls of an invocation with so many items. */
function callCount({ calls }: FunctionPlan, items: number): number {
  let count = 0;
  for (let index = 0; index < calls.length; index++) {
    const { times, perItem } = calls[index]!;
    count += times * (perItem ? items : 1);
  }
  return count;
}

/** What a fault makes of a call. */
function strike(call: Call, fault: Fault, node: NodeContract): void {
  if (fault.afterMs !== undefined) call.handlerUs = usFromMs(fault.afterMs);
  switch (fault.kind) {
    case 'timeout':
      call.handlerUs = Infinity;
      break;
    case 'out-of-memory':
      call.outcome = 'out of memory';
      break;
    case 'crash':
      call.outcome = 'crash';
      break;
    case 'unhandled-exception':
      // Thrown before the handler has returned, the runtime catches it, whatever the style.
      call.outcome = node.throwsUncaught && fault.afterMs !== 0 ? 'uncaught' : 'exception';
      break;
    default:
      call.outcome = 'error';
  }
}
