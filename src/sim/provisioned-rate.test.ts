import { describe, expect, test } from 'vitest';
import { simulate } from './run.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { put } from './testing/changes.ts';
import { provisionedScenario } from './testing/provisioned-scenario.ts';
import type { ProvisionedParts } from './testing/provisioned-scenario.ts';
import { told } from './testing/told.ts';

describe('provisioned concurrency takes ten requests a second for each', () => {
  const { provisioned } = idealRules;
  const tenfold = { ...idealRules, provisioned: { ...provisioned!, requestsPerSecondFactor: 10 } };
  const served = (requests: number[], parts: ProvisionedParts = {}, rules = tenfold) =>
    told(
      simulate(
        provisionedScenario({
          provisioned: { concurrency: 1 },
          requests,
          ...parts,
          function: { handlerMs: 10, ...parts.function },
        }),
        rules,
      ),
      ['request'],
    )
      .filter((line) => /^\S+ request \d+ -> /.test(line))
      .map((line) => line.replace(/ request (\d+) -> /, ' $1: '));
  const everyFifty = Array.from({ length: 24 }, (_, index) => 50 * index);

  test('and what comes above that is served on demand, idle or not, until the second is over', () => {
    const first = 'waiting (cold: provisioned requests per second)';
    const found = served(everyFifty, {
      function: { versions: { 1: { provisioned: { concurrency: 1 } } } },
    });
    expect(found.slice(9, 11)).toEqual(['450 10: running (routed: most recently used)', `500 11: ${first}`]);
    expect(found[20]).toBe('1000 21: running (routed: most recently used)');
    // The environment made on demand serves the rest of the second, and nothing in the next.
    const trace = simulate(
      provisionedScenario({
        provisioned: { concurrency: 1 },
        requests: everyFifty,
        function: { handlerMs: 10, versions: { 1: { provisioned: { concurrency: 1 } } } },
      }),
      tenfold,
    );
    const requests = trace.kinds.findIndex(({ name }) => name === 'request');
    const by = new Map<number, number>();
    for (let step = 0; step < trace.length; step++)
      if (trace.kind[step] === requests && trace.from[step] === 255)
        by.set(trace.other[step]!, (by.get(trace.other[step]!) ?? 0) + 1);
    expect(by.get(0)).toBe(14);
  });

  test('twenty for two, and any number where the scenario says so', () => {
    const isCold = (line: string) => line.includes('cold');
    const two = { function: { versions: { 1: { provisioned: { concurrency: 2 } } } } };
    expect(served(everyFifty, two).some(isCold)).toBe(false);
    const unlimited = { settings: { scaling: { requestsPerSecondFactor: null } } };
    expect(served(everyFifty, unlimited).some(isCold)).toBe(false);
  });

  test('and turns requests away where nothing is left on demand', () => {
    const found = served(everyFifty, {
      function: { reservedConcurrency: 1, versions: { 1: { provisioned: { concurrency: 1 } } } },
    });
    expect(found[10]).toBe('500 11: throttled (throttled: reserved concurrency)');
    expect(found[20]).toBe('1000 21: running (routed: most recently used)');
  });

  test('of those that run: what is refused counts for nothing', () => {
    const found = served(everyFifty, {
      function: { versions: { 1: { provisioned: { concurrency: 1 } } } },
      faults: [
        {
          id: 'invalid',
          title: '',
          on: true,
          kind: 'invalid-request',
          which: [1, 2, 3, 4, 5],
          of: 'function:1',
        },
      ],
    });
    expect(found.findIndex((line) => line.includes('cold'))).toBe(15);
  });

  test('fewer once fewer are provisioned', () => {
    const found = served([...everyFifty, ...everyFifty.map((ms) => 2000 + ms)], {
      function: { versions: { 1: { provisioned: { concurrency: 2 } } } },
      changes: [put(1500, 1)],
    });
    expect(found.find((line) => line.includes('cold'))).toBe(
      '2500 35: waiting (cold: provisioned requests per second)',
    );
  });
});
