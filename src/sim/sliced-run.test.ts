import { describe, expect, it } from 'vitest';
import { simulate } from './run.ts';
import type { Scenario, Settings } from './scenario.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { hashTrace } from './trace-hash.ts';

const init = { extensionsMs: 0, runtimeMs: 0, functionMs: 0 };

/** A function that takes no time and hands an event to itself, from 5 ms on. */
function round(fn: Partial<Settings['function']> = {}): Scenario {
  const scenario = smallScenario({
    requests: [5],
    function: {
      handlerMs: 0,
      createMs: 0,
      init,
      recursiveLoop: 'Allow',
      calls: [{ to: 'function', invocationType: 'Event' }],
      ...fn,
    },
  });
  return { ...scenario, model: 'push-asynchronous', entry: 'function' };
}

describe('a moment that does not end', () => {
  it('is cut after so many steps, at the same step by both interpreters', () => {
    const bounds = { maxStepsAtMoment: 500 };
    const trace = simulate(round(), idealRules, { bounds });
    expect(trace.end).toEqual({ kind: 'bound', bound: 'moment', limit: 600 });
    expect(trace.endUs).toBe(5000);
    expect(trace.length).toBeGreaterThanOrEqual(600);
    expect(trace.length).toBeLessThan(620);
    const reference = simulate(round(), idealRules, { interpreter: 'reference', bounds });
    expect(hashTrace(reference)).toBe(hashTrace(trace));
  });

  it('is cut long before a trace is large', () => {
    const trace = simulate(round(), idealRules);
    expect(trace.end).toMatchObject({ kind: 'bound', bound: 'moment' });
    expect(trace.length).toBeLessThan(1_100_000);
  });

  it('is none where time goes on, and none where many come at once', () => {
    const bounds = { maxStepsAtMoment: 50 };
    const slow = simulate({ ...round({ handlerMs: 1 }), horizonMs: 500 }, idealRules, { bounds });
    expect(slow.end.kind).toBe('horizon');
    const many = {
      ...round({ calls: [] }),
      arrivals: { kind: 'burst', atMs: 5, count: 20_000, withinMs: 0 },
    } as Scenario;
    expect(simulate(many, idealRules, { bounds }).end.kind).toBe('drained');
  });

  it('is none where a backlog is handled in no time', () => {
    const base = smallScenario({
      function: { handlerMs: 0, createMs: 0, init },
      settings: {
        resources: { line: { type: 'queue', backlog: 20_000 } },
        mappings: { mapping: { type: 'queue', source: 'line', batchSize: 1, pollEveryMs: 0 } },
      },
    });
    const backlog: Scenario = { ...base, model: 'queue', entry: 'line' };
    const trace = simulate(backlog, idealRules, { bounds: { maxStepsAtMoment: 50 } });
    expect(trace.end.kind).not.toBe('bound');
  });
});
