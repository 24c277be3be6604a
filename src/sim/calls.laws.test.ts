/** What holds of functions that call, in 300 random scenarios. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulate } from './run.ts';
import { anyCalls } from './testing/any-calls.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { hashTrace } from './trace-hash.ts';

const BOUNDS = { maxSteps: 20_000 };

test('the laws hold, every call ends, and XState takes the same steps', () => {
  let calls = 0;
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyCalls, (scenario) => {
      const trace = simulate(scenario, idealRules, { bounds: BOUNDS });
      expect(trace.end.kind).not.toBe('law');
      for (let step = 0; step < trace.length; step++) {
        const { name, states } = trace.kinds[trace.kind[step]!]!;
        if (name !== 'call' && name !== 'connection') continue;
        if (trace.from[step] === 255) calls++;
        seen.add(`${name} ${states[trace.to[step]!]!}`);
      }
      if (trace.length > 3000) return;
      const asked = simulate(scenario, idealRules, { bounds: BOUNDS, interpreter: 'reference' });
      expect(hashTrace(asked)).toBe(hashTrace(trace));
    }),
    { numRuns: 300, seed: 20_261_120 },
  );
  expect(calls).toBeGreaterThan(5000);
  expect([...seen].sort()).toEqual([
    'call abandoned',
    'call answered',
    'call connecting',
    'call denied',
    'call failed',
    'call hanging',
    'call invoking',
    'call refused',
    'call unreachable',
    'call waiting',
    'call working',
    'connection closed',
    'connection lost',
    'connection open',
    'connection opening',
    'connection refused',
  ]);
}, 60_000);
