import { describe, expect, it } from 'vitest';
import { metricOver, metricsOf } from './metrics.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import type { Trace } from './trace.ts';

function over(trace: Trace, name: string, place?: string): number | null {
  const number = place === undefined ? -1 : trace.places.findIndex((one) => one.name === place);
  return metricOver(trace, name, number);
}

/** The greatest value in each minute. */
function maxima(trace: Trace, name: string): number[] {
  return metricsOf(trace)
    .find(({ metric }) => metric.name === name)!
    .minutes.map(({ maximum }) => maximum);
}

const many = (count: number, atMs: number, durationMs: number) =>
  Array.from({ length: count }, () => [atMs, durationMs] as const);

describe('metrics of versions and aliases', () => {
  // Twelve to an alias of two versions, three to $LATEST beside it.
  const scenario: Scenario = {
    ...smallScenario({
      requests: Array.from({ length: 12 }, (_, index) => index * 1000),
      function: {
        versions: { 1: {}, 2: {} },
        aliases: { live: { version: '1', additional: { version: '2', weight: 0.5 } } },
      },
      settings: { caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:live' } },
    }),
    feeds: [{ to: 'function', arrivals: { kind: 'constant', everyMs: 500, count: 3 } }],
  };
  const trace = simulate(scenario, idealRules);

  it('count an invocation of an alias with its function, its version and the alias', () => {
    const [first, second] = [
      over(trace, 'Invocations', 'function:1')!,
      over(trace, 'Invocations', 'function:2')!,
    ];
    expect(first + second).toBe(12);
    expect(second).toBeGreaterThan(0);
    expect(over(trace, 'Invocations', 'function:live')).toBe(12);
    expect(over(trace, 'Invocations', 'function')).toBe(15);
    // All functions together: nothing twice.
    expect(over(trace, 'Invocations')).toBe(15);
    expect(over(trace, 'Duration', 'function:2')).toBe(40);
  });
});

describe('what of an account is claimed', () => {
  it('follows reservations as they are changed', () => {
    const trace = simulate(
      {
        ...smallScenario({
          requests: many(4, 0, 200_000),
          function: { reservedConcurrency: 10, timeoutMs: 900_000 },
          settings: { concurrencyLimit: 1000 },
          horizonMs: 180_000,
        }),
        changes: [
          {
            id: 'take-back',
            title: '',
            on: true,
            kind: 'put-function-concurrency',
            atMs: 70_000,
            reserved: null,
          },
          {
            id: 'again',
            title: '',
            on: true,
            kind: 'put-function-concurrency',
            atMs: 130_000,
            reserved: 50,
          },
        ],
      },
      idealRules,
    );
    // Ten reserved; then the four that run; then fifty.
    expect(maxima(trace, 'ClaimedAccountConcurrency')).toEqual([10, 10, 50]);
    expect(maxima(trace, 'UnreservedConcurrentExecutions')).toEqual([0, 4, 4]);
  });
});
