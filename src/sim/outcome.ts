/**
 * What becomes of an invocation, decided when it arrives: how long its handler runs, what it calls, how
 * it ends, and what Node's handlers make of the moment at which they are done.
 */
import type { FunctionPlan } from './function-plan.ts';
import type { Call } from './machines/call.ts';
import { usFromMs } from './microseconds.ts';
import type { Problem } from './problem.ts';
import { problemAt } from './problem.ts';
import type { Rules } from './rules.ts';
import type { Fault } from './scenario.ts';
import type { NodeHandler } from './settings/function-settings.ts';

/** How Node's event loop lengthens an answer, and what is left in it when the answer is out, µs. */
export interface NodeContract {
  readonly eventLoopUs: number;
  readonly leftoverUs: number;
  /** An exception is thrown where nobody catches it: in a callback of the event loop. */
  readonly throwsUncaught: boolean;
  /** The runtime does not take such a handler: Init fails. */
  readonly isRefused: boolean;
}

const NO_NODE: NodeContract = { eventLoopUs: 0, leftoverUs: 0, throwsUncaught: false, isRefused: false };

/**
 * Node's contract of handlers as numbers.
 *
 * | handler | answer | what is left |
 * |---|---|---|
 * | async | when its promise settles | freezes |
 * | callback, calls back | when the event loop is empty | nothing |
 * | the same, callbackWaitsForEmptyEventLoop false | at the callback | freezes |
 * | callback, never calls back | null, when the event loop is empty | nothing |
 * | callback from Node.js 24 on | Init fails | |
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Define Lambda function handler in Node.js";
 * aws-lambda-nodejs-runtime-interface-client (an uncaught exception is reported and ends the process).
 */
export function nodeContract(node: NodeHandler | undefined, rules: Pick<Rules, 'node'>): NodeContract {
  if (node === undefined) return NO_NODE;
  const leftUs = usFromMs(node.leftoverMs ?? 0);
  if (node.style === 'async') return { ...NO_NODE, leftoverUs: leftUs };
  const end = majorOf(rules.node.callbackEndsWith);
  const isRefused = end !== null && node.version !== undefined && node.version >= end;
  const callsBack = node.callsBack ?? true;
  const waits = !callsBack || (node.waitsForEmptyEventLoop ?? true);
  return {
    eventLoopUs: waits ? leftUs : 0,
    leftoverUs: waits ? 0 : leftUs,
    throwsUncaught: true,
    isRefused,
  };
}

/** `nodejs24.x` is 24. */
function majorOf(runtime: string | null): number | null {
  return runtime === null ? null : Number(/\d+/.exec(runtime)?.[0]);
}

/** What the date does not allow of a handler. */
export function nodeProblems(
  node: NodeHandler | undefined,
  at: string,
  { asOf, node: rules }: Pick<Rules, 'asOf' | 'node'>,
): Problem[] {
  const path = `${at}.node.style`;
  if (node?.style === 'async' && !rules.asyncHandlers) {
    return [problemAt(path, '"async"', `"callback" at ${asOf}: there were no async handlers yet`)];
  }
  if (node?.style === 'callback' && !rules.callback) {
    return [problemAt(path, '"callback"', `no Node.js handler at ${asOf}: callbacks came later`)];
  }
  return [];
}

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
      call.outcome = node.throwsUncaught ? 'uncaught' : 'exception';
      break;
    default:
      call.outcome = 'error';
  }
}
