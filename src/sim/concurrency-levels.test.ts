import { describe, expect, it } from 'vitest';
import { metricOver, metricsOf } from './metrics.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import { put } from './testing/changes.ts';
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

describe('metrics of provisioned concurrency', () => {
  /** Version 1 with so much provisioned, and so many requests of a second at 1 s. */
  const provisioned = (concurrency: number, requests: number, where: 'version' | 'alias' = 'version') =>
    simulate(
      smallScenario({
        requests: many(requests, 1000, 1000),
        function: {
          versions: { 1: where === 'version' ? { provisioned: { concurrency } } : {} },
          aliases: {
            live: { version: '1', ...(where === 'alias' ? { provisioned: { concurrency } } : {}) },
          },
        },
        settings: {
          concurrencyLimit: 1000,
          caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:live' },
        },
        horizonMs: 60_000,
      }),
      idealRules,
    );

  it('count what is busy, not what is allocated (case metric-pc-50-of-100)', () => {
    expect(over(provisioned(100, 50), 'ProvisionedConcurrentExecutions', 'function:1')).toBe(50);
  });

  it('tell the share of what is allocated (case metric-pc-util-7)', () => {
    expect(over(provisioned(10, 7), 'ProvisionedConcurrencyUtilization', 'function:1')).toBe(0.7);
    expect(over(provisioned(10, 7, 'alias'), 'ProvisionedConcurrencyUtilization', 'function:live')).toBe(0.7);
    expect(over(provisioned(10, 7), 'ProvisionedConcurrencyUtilization')).toBe(0.7);
  });

  it('tell invocations that run there from those that spill over', () => {
    const trace = provisioned(3, 5);
    for (const place of ['function', 'function:1', 'function:live', undefined]) {
      expect(over(trace, 'ProvisionedConcurrencyInvocations', place)).toBe(3);
      expect(over(trace, 'ProvisionedConcurrencySpilloverInvocations', place)).toBe(2);
      expect(over(trace, 'Invocations', place)).toBe(5);
    }
    expect(over(trace, 'ProvisionedConcurrencyUtilization')).toBe(1);
    expect(over(trace, 'UnreservedConcurrentExecutions')).toBe(2);
  });

  it('count nothing as spilt over before any of it is ready', () => {
    const trace = simulate(
      {
        ...smallScenario({
          requests: [1100, 60_000],
          function: { versions: { 1: {} } },
          settings: { caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:1' } },
        }),
        changes: [put(1000, 1)],
      },
      idealRules,
    );
    expect(over(trace, 'ProvisionedConcurrencySpilloverInvocations')).toBe(0);
    expect(over(trace, 'ProvisionedConcurrencyInvocations')).toBe(1);
  });

  it('claim what is reserved and what is provisioned (case metric-claimed)', () => {
    // 600 reserved for one function, 200 provisioned for another; 100 run on what is unreserved from the second minute on.
    const [orange, blue] = ['orange', 'blue'];
    const trace = simulate(
      {
        ...smallScenario({
          requests: many(100, 60_000, 120_000),
          function: { timeoutMs: 900_000 },
          settings: {
            concurrencyLimit: 1000,
            functions: {
              [orange]: { ...smallScenario().settings.function, reservedConcurrency: 600 },
              [blue]: {
                ...smallScenario().settings.function,
                versions: { 1: { provisioned: { concurrency: 200 } } },
              },
            },
          },
          horizonMs: 180_000,
        }),
      },
      idealRules,
    );
    expect(maxima(trace, 'ClaimedAccountConcurrency')).toEqual([800, 900, 900]);
    expect(maxima(trace, 'UnreservedConcurrentExecutions')).toEqual([0, 100, 100]);
  });

  it('claim a function with both once, with what is reserved', () => {
    const trace = simulate(
      smallScenario({
        requests: [0],
        function: { reservedConcurrency: 50, versions: { 1: { provisioned: { concurrency: 20 } } } },
        settings: { concurrencyLimit: 1000 },
      }),
      idealRules,
    );
    expect(maxima(trace, 'ClaimedAccountConcurrency')).toEqual([50]);
  });
});
