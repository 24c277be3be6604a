import { describe, expect, test } from 'vitest';
import { emptyCall } from './machines/call.ts';
import { leftover } from './machines/environment-context.ts';
import { nodeContract, nodeProblems } from './node-contract.ts';
import { simulate } from './run.ts';
import type { NodeHandler } from './settings/function-settings.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { realRules } from './testing/real-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { told } from './testing/told.ts';

const contract = (node: NodeHandler) => nodeContract(node, idealRules);
const run = (node: NodeHandler, requests: readonly number[] = [0], rules = idealRules) =>
  told(
    simulate(
      smallScenario({ requests, function: { node }, settings: { warmEnvironments: 1 }, horizonMs: 9000 }),
      rules,
    ),
    ['environment'],
  ).slice(1);

describe('Node.js handlers', () => {
  test('a callback is answered when the event loop is empty', () => {
    expect(contract({ style: 'callback', leftoverMs: 100 })).toMatchObject({
      eventLoopUs: 100_000,
      leftoverUs: 0,
    });
    expect(run({ style: 'callback', leftoverMs: 100 })).toEqual([
      '0 environment 1 frozen -> invoke.handler (thawed)',
      '40 environment 1 invoke.handler -> invoke.leftover',
      '140 environment 1 invoke.leftover -> frozen (handler: event loop)',
    ]);
  });

  test('a connection that never closes keeps the loop busy until the timeout', () => {
    expect(run({ style: 'callback', leftoverMs: 60_000 }).at(-1)).toBe(
      '3000 environment 1 invoke.leftover -> reset (timeout: function)',
    );
  });

  test('without callbackWaitsForEmptyEventLoop the rest freezes, and goes on in the next invocation', () => {
    expect(run({ style: 'callback', leftoverMs: 100, waitsForEmptyEventLoop: false }, [0, 1000])).toEqual([
      '0 environment 1 frozen -> invoke.handler (thawed)',
      '40 environment 1 invoke.handler -> frozen (handler: work left)',
      '1000 environment 1 frozen -> invoke.handler (thawed: work left)',
      '1040 environment 1 invoke.handler -> frozen (handler: work left)',
    ]);
  });

  test('what is left over runs out while later invocations run', () => {
    const node = { style: 'async', leftoverMs: 100 } as const;
    const context = { leftoverUs: 500_000, thawedUs: 1_000_000, clock: { nowUs: 1_040_000 } };
    const left = (leftoverUs: number, nowUs: number) =>
      leftover({
        context: { ...context, clock: { nowUs }, call: { ...emptyCall(), leftoverUs } } as never,
        event: { type: 'retire', because: 'idle' },
      });
    expect(left(contract(node).leftoverUs, 1_040_000)).toBe(460_000);
    expect(left(contract(node).leftoverUs, 1_450_000)).toBe(100_000);
    expect(left(0, 1_600_000)).toBe(0);
  });

  test('a promise nobody awaits freezes in an async handler', () => {
    expect(run({ style: 'async', leftoverMs: 100 }, [0, 1000])).toContain(
      '1000 environment 1 frozen -> invoke.handler (thawed: work left)',
    );
  });

  test('a handler that never calls back is answered when nothing is left to do', () => {
    const never = {
      style: 'callback',
      callsBack: false,
      leftoverMs: 100,
      waitsForEmptyEventLoop: false,
    } as const;
    expect(contract(never)).toMatchObject({ eventLoopUs: 100_000, leftoverUs: 0 });
  });

  test('callback handlers are refused from Node.js 24 on, and Init fails', () => {
    expect(contract({ style: 'callback', version: 22 }).isRefused).toBe(false);
    expect(contract({ style: 'async', version: 24 }).isRefused).toBe(false);
    expect(contract({ style: 'callback', version: 24 }).isRefused).toBe(true);
    const before = { ...idealRules, node: { ...idealRules.node, callbackEndsWith: null } };
    expect(nodeContract({ style: 'callback', version: 24 }, before).isRefused).toBe(false);
    const cold = smallScenario({ function: { node: { style: 'callback', version: 24 } } });
    expect(told(simulate(cold, idealRules))).toContain(
      '650 request 1 running -> failed (init: failed again)',
    );
  });

  test('a version is refused before Lambda had it, with the date, and one that there never was', () => {
    const at = (version: number, day: string) =>
      nodeProblems({ style: 'callback', version }, 'fn', realRules(day)).map(({ message }) => message);
    expect(at(22, '2018-05-01')).toEqual([
      'fn.node.version: found 22, expected a version of Node.js that Lambda had at 2018-05-01: this one it has since 2024-11-20.',
    ]);
    expect(at(22, '2024-11-20')).toEqual([]);
    expect(at(8, '2018-05-01')).toEqual([]);
    // Deprecated, but functions that have it go on.
    expect(at(8, '2026-11-20')).toEqual([]);
    expect(at(9, '2018-05-01')).toEqual(['fn.node.version: found 9, expected one of 4, 6, 8 at 2018-05-01.']);
  });

  test('async handlers are a problem before there were any', () => {
    const early = {
      ...idealRules,
      asOf: '2018-02-01',
      node: { ...idealRules.node, asyncHandlers: false, callbackEndsWith: null },
    };
    expect(() => run({ style: 'async' }, [0], early)).toThrow(
      /settings\.function\.node\.style: found "async"/,
    );
  });
});
