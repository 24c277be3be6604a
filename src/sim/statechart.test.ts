import { expect, test } from 'vitest';
import { simulate } from './run.ts';
import { statecharts } from './statechart.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';

test('every step of a run is a transition of its statechart', () => {
  const kinds = [
    'function-error',
    'timeout',
    'out-of-memory',
    'crash',
    'init-error',
    'invalid-request',
  ] as const;
  const trace = simulate(
    smallScenario({
      arrivals: { kind: 'poisson', ratePerSec: 5, count: 500 },
      function: {
        handlerMs: { kind: 'exponential', meanMs: 300 },
        init: { extensionsMs: 10, runtimeMs: 20, functionMs: 30 },
      },
      settings: {
        concurrencyLimit: 4,
        keep: { functionIdleMs: 900, environmentIdleMs: 2000, maxAgeMs: 9000 },
        readyEnvironments: 1,
      },
      faults: kinds.map((kind) => ({ id: kind, title: '', on: true, kind, share: 0.05 })),
    }),
    idealRules,
  );
  expect(trace.length).toBeGreaterThan(2000);
  for (let step = 0; step < trace.length; step++) {
    const { name, states } = trace.kinds[trace.kind[step]!]!;
    const chart = statecharts[name]!;
    const from = trace.from[step] === 255 ? null : states[trace.from[step]!]!;
    const event = trace.events[trace.event[step]!]!;
    const to = states[trace.to[step]!]!;
    // An actor's first step leaves the initial state: by its own, or by the event that came with it.
    const found = chart.transitions.some((transition) =>
      from === null
        ? chart.states.some((state) => state.isInitial && state.name === transition.from) &&
          transition.to === to
        : transition.from === from && transition.event === event && transition.to === to,
    );
    expect(found, `${name}: ${from} ${event} ${to}`).toBe(true);
  }
});

test('guards and reasons stand with their transitions', () => {
  expect(statecharts['request']!.transitions.filter(({ event }) => event === 'arrive')).toMatchObject([
    { guard: 'findsEnvironment', to: 'running' },
    { guard: 'isNotPermitted', to: 'denied' },
    { guard: 'isUnknown', to: 'refused', reason: 'refused: no such function' },
    { guard: 'isNotActive', to: 'refused', reason: 'refused: function not active' },
    { guard: 'isTooLarge', to: 'refused', reason: 'refused: too large' },
    { guard: 'isInvalid', to: 'refused' },
    { guard: 'isDryRun', to: 'checked' },
    { guard: 'isLoop', to: 'refused', reason: 'refused: recursive loop' },
    { guard: 'hasUntrustedRole', to: 'denied', reason: 'denied: role not assumed' },
    { guard: 'meetsServiceError', to: 'service error', reason: 'service error: nothing ran' },
    { guard: 'isReservedFull', to: 'throttled', reason: 'throttled: reserved concurrency' },
    { guard: 'isFull', to: 'throttled', reason: 'throttled: concurrency' },
    { guard: 'isReservedSpent', to: 'throttled', reason: 'throttled: reserved requests per second' },
    { guard: 'isSpent', to: 'throttled', reason: 'throttled: requests per second' },
    { guard: 'isSlowed', to: 'throttled', reason: 'throttled: scaling rate' },
    { guard: 'lacksAddress', to: 'service error' },
    { guard: 'lacksInterface', to: 'service error' },
    { guard: 'lacksRole', to: 'service error' },
    { guard: 'isInactive', to: 'service error' },
    { guard: 'isBeyondProvisioned', to: 'waiting', reason: 'cold: provisioned requests per second' },
    { guard: 'findsNoEnvironment', to: 'waiting', reason: 'cold: no environment' },
    { guard: '', to: 'waiting', reason: 'cold: all busy' },
  ]);
});
