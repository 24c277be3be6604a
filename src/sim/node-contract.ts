/** Node's handlers: when their answer goes out, and what is left behind. */
import { usFromMs } from './microseconds.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import type { Rules } from './rules.ts';
import type { NodeHandler } from './settings/function-settings.ts';

/** How Node's event loop lengthens an answer, and what is left in it when the answer is out, µs. */
export interface NodeContract {
  readonly eventLoopUs: number;
  readonly leftoverUs: number;
  /** An exception after some time is thrown where nobody catches it: in a callback of the event loop. */
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
 * aws-lambda-nodejs-runtime-interface-client, src/Runtime.js (what the handler throws before it returns is
 * caught and reported as an error; an uncaught exception is reported and ends the process).
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
  const version = versionProblem(node?.version, `${at}.node.version`, asOf, rules.runtimes);
  if (version !== null) return [version];
  const path = `${at}.node.style`;
  if (node?.style === 'async' && !rules.asyncHandlers) {
    return [problemAt(path, '"async"', `"callback" at ${asOf}: there were no async handlers yet`)];
  }
  if (node?.style === 'callback' && !rules.callback) {
    return [problemAt(path, '"callback"', `no Node.js handler at ${asOf}: callbacks came later`)];
  }
  return [];
}

/** A version that is none, or none yet. One that is deprecated may still be in use: functions that have it go on. */
function versionProblem(
  version: number | undefined,
  path: string,
  asOf: string,
  runtimes: Rules['node']['runtimes'],
): Problem | null {
  if (version === undefined) return null;
  const found = runtimes.find((runtime) => runtime.version === version);
  if (found !== undefined && found.since <= asOf) return null;
  const known = runtimes.filter(({ since }) => since <= asOf).map((runtime) => runtime.version);
  const expected =
    found === undefined
      ? `one of ${known.join(', ')} at ${asOf}`
      : `a version of Node.js that Lambda had at ${asOf}: this one it has since ${found.since}`;
  return problemAt(path, `${version}`, expected);
}
