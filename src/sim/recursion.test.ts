import { describe, expect, it } from 'vitest';
import { metricOver } from './metrics.ts';
import { simulate } from './run.ts';
import type { Rules } from './rules.ts';
import type { Settings } from './scenario.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { realRules } from './testing/real-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { told } from './testing/told.ts';

const init = { extensionsMs: 0, runtimeMs: 0, functionMs: 0 };

/** One request at 0; each function computes 10 ms, then calls `to` and waits for its answer. */
function waiting(to: string, fn: Partial<Settings['function']> = {}, concurrencyLimit = 40) {
  const own = { handlerMs: 10, timeoutMs: 60_000, createMs: 0, init };
  const base = smallScenario();
  return smallScenario({
    function: { ...own, calls: [{ to }], ...fn },
    settings: {
      concurrencyLimit,
      functions: { second: { ...base.settings.function, ...own, calls: [{ to: 'function' }] } },
    },
    horizonMs: 1e6,
  });
}

const run = (scenario: ReturnType<typeof waiting>, rules: Rules = idealRules) => simulate(scenario, rules);

describe('functions that call each other and wait', () => {
  it('are stopped after about 16 invocations in one chain, and the caller is told', () => {
    const trace = run(waiting('function'));
    expect(metricOver(trace, 'Invocations', -1)).toBe(16);
    expect(metricOver(trace, 'RecursiveInvocationsDropped', -1)).toBe(1);
    expect(metricOver(trace, 'Throttles', -1)).toBe(0);
    const lines = told(trace, ['request', 'call']);
    expect(lines).toContain('160 request 17 -> refused (refused: recursive loop)');
    expect(lines).toContain('160 call 16 invoking -> failed (refused: recursive loop)');
    // Each caller in turn fails with what it called.
    expect(metricOver(trace, 'Errors', -1)).toBe(16);
  });

  it('are stopped where the round leads over another function', () => {
    const trace = run(waiting('second'));
    expect(metricOver(trace, 'Invocations', -1)).toBe(16);
    expect(metricOver(trace, 'RecursiveInvocationsDropped', -1)).toBe(1);
  });

  it('go on to the concurrency limit where the function allows it, and before rounds were detected', () => {
    const allowed = run(waiting('function', { recursiveLoop: 'Allow' }));
    const early = run(waiting('function'), realRules('2023-07-12'));
    for (const trace of [allowed, early]) {
      expect(metricOver(trace, 'Invocations', -1)).toBe(40);
      expect(metricOver(trace, 'Throttles', -1)).toBe(1);
      expect(metricOver(trace, 'RecursiveInvocationsDropped', -1)).toBe(0);
    }
    expect(metricOver(run(waiting('function'), realRules('2023-07-13')), 'Invocations', -1)).toBe(16);
  });

  it('all succeed where their code goes on after a call that failed', () => {
    const trace = run(waiting('function', { calls: [{ to: 'function', onError: 'go-on' }] }));
    expect(metricOver(trace, 'RecursiveInvocationsDropped', -1)).toBe(1);
    expect(metricOver(trace, 'Errors', -1)).toBe(0);
  });
});
