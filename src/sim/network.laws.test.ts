/**
 * Interfaces under random traffic: never more environments on one than it carries, never more of them
 * than there are addresses, nobody begins before its interface is there; and both interpreters agree.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Rules } from './rules.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import { Route } from './settings/network-settings.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { hashTrace } from './trace-hash.ts';
import { NONE, type Trace } from './trace.ts';

const GB = 3;
const own: Rules = {
  ...idealRules,
  network: { ...idealRules.network!, model: 'environment-interfaces', gbPerInterface: GB, createUs: null },
};
const shared: Rules = { ...idealRules, network: { ...idealRules.network!, createUs: 2_000_000 } };

const anyNetwork: fc.Arbitrary<Scenario> = fc
  .record({
    subnets: fc.array(
      fc.record({ freeAddresses: fc.integer({ min: 1, max: 4 }), route: fc.constantFrom(...Route.options) }),
      { minLength: 1, maxLength: 3 },
    ),
    interfaceLimit: fc.option(fc.integer({ min: 3, max: 8 }), { nil: undefined }),
    interfaceIdleMs: fc.option(fc.nat(20_000), { nil: undefined }),
    interfaceMs: fc.nat(5000),
    unused: fc.boolean(),
    memoryMb: fc.constantFrom(128, 512, 1024, 1536, 3008),
    otherMemoryMb: fc.constantFrom(256, 2048),
    shutdownMs: fc.nat(2000),
    idleMs: fc.integer({ min: 100, max: 20_000 }),
    atMs: fc.array(fc.nat(30_000), { minLength: 1, maxLength: 60 }),
    initFails: fc.boolean(),
    calls: fc.boolean(),
    seed: fc.nat(1000),
  })
  .map(({ interfaceLimit, interfaceIdleMs, ...drawn }) => {
    const scenario = smallScenario({
      seed: drawn.seed,
      requests: drawn.atMs.toSorted((a, b) => a - b).map((atMs) => [atMs, (atMs * 7) % 9000] as const),
      function: {
        memoryMb: drawn.memoryMb,
        vpc: 'main',
        timeoutMs: 10_000,
        shutdownMs: drawn.shutdownMs,
        ...(drawn.calls ? { calls: [{ to: 'second' }, { to: 'rates' }] } : {}),
      },
      settings: {
        keep: { functionIdleMs: null, environmentIdleMs: drawn.idleMs, maxAgeMs: null },
        resources: { rates: { type: 'downstream', service: 'http', latencyMs: 20, at: 'internet' } },
        vpcs: {
          main: {
            subnets: drawn.subnets,
            interfaceMs: drawn.interfaceMs,
            unused: drawn.unused,
            endpoints: ['lambda'],
            ...(interfaceLimit === undefined ? {} : { interfaceLimit }),
            ...(interfaceIdleMs === undefined ? {} : { interfaceIdleMs }),
          },
        },
      },
      faults: drawn.initFails
        ? [{ id: 'init', title: '', on: true, kind: 'init-error', of: 'function', share: 0.2 }]
        : [],
      horizonMs: 200_000,
    });
    const second = { ...scenario.settings.function, calls: [], memoryMb: drawn.otherMemoryMb };
    return { ...scenario, settings: { ...scenario.settings, functions: { second } } };
  });

/** Holds every step against the law. @returns most interfaces at once. */
function check(trace: Trace, { settings }: Scenario, rules: Rules): number {
  const isShared = rules === shared;
  const memories = [settings.function.memoryMb, settings.functions!['second']!.memoryMb];
  const { subnets, interfaceLimit = Infinity } = settings.vpcs!['main']!;
  const addresses = subnets.reduce((sum, { freeAddresses }) => sum + freeAddresses, 0);
  const carried = new Map<number, Set<number>>();
  const creating = new Set<number>();
  const alive = new Set<number>();
  const memoryOf = new Map<number, number>();
  const interfaceOf = new Map<number, number>();
  let most = 0;
  for (let step = 0; step < trace.length; step++) {
    const { name, states } = trace.kinds[trace.kind[step]!]!;
    const actor = trace.actor[step]!;
    const to = states[trace.to[step]!]!;
    const event = trace.events[trace.event[step]!]!;
    if (name === 'environment') {
      if (trace.from[step] === NONE) {
        alive.add(actor);
        memoryOf.set(actor, memories[trace.place[step]!]!);
      }
      // Whoever has its code has its interface.
      if (event === 'after creation') expect(creating.has(interfaceOf.get(actor)!)).toBe(false);
      if (to === 'retired') alive.delete(actor);
    }
    if (name !== 'interface') continue;
    const on = carried.get(actor) ?? new Set<number>();
    carried.set(actor, on);
    if (to === 'creating') creating.add(actor);
    else creating.delete(actor);
    if (event === 'join') {
      expect(interfaceOf.has(trace.other[step]!)).toBe(false);
      on.add(trace.other[step]!);
      interfaceOf.set(trace.other[step]!, actor);
    } else if (event === 'leave') on.delete(trace.other[step]!);
    if (to === 'deleted') {
      expect(on.size).toBe(0);
      carried.delete(actor);
    }
    expect(trace.amount[step]).toBe(on.size);
    most = Math.max(most, carried.size);
    if (isShared) continue;
    const usedMb = [...on].reduce((sum, environment) => sum + memoryOf.get(environment)!, 0);
    if (on.size > 1) expect(usedMb).toBeLessThanOrEqual(GB * 1024);
    expect(carried.size).toBeLessThanOrEqual(addresses);
    expect(carried.size).toBeLessThanOrEqual(interfaceLimit);
  }
  const onAny = [...carried.values()].reduce((sum, on) => sum + on.size, 0);
  expect(onAny).toBe(alive.size);
  return most;
}

const seeded = (numRuns: number) => ({ numRuns, seed: 20_261_120 });

describe('network interfaces', () => {
  test('made for environments: no more on one than it carries, no more of them than addresses and quota', () => {
    let refusals = 0;
    fc.assert(
      fc.property(anyNetwork, (scenario) => {
        const trace = simulate(scenario, own);
        expect(['horizon', 'drained']).toContain(trace.end.kind);
        check(trace, scenario, own);
        for (let step = 0; step < trace.length; step++)
          if (trace.reasons[trace.reason[step]!]!.startsWith('service error: no ')) refusals++;
      }),
      seeded(200),
    );
    expect(refusals).toBeGreaterThan(100);
  }, 60_000);

  test('shared: one in each subnet, however many environments there are', () => {
    fc.assert(
      fc.property(anyNetwork, (scenario) => {
        const trace = simulate(scenario, shared);
        expect(['horizon', 'drained']).toContain(trace.end.kind);
        expect(check(trace, scenario, shared)).toBe(scenario.settings.vpcs!['main']!.subnets.length);
      }),
      seeded(200),
    );
  }, 60_000);

  test('run the same for both interpreters', () => {
    for (const rules of [own, shared])
      fc.assert(
        fc.property(anyNetwork, (scenario) => {
          const bounds = { maxSteps: 400 };
          const reference = simulate(scenario, rules, { interpreter: 'reference', bounds });
          expect(hashTrace(simulate(scenario, rules, { bounds }))).toBe(hashTrace(reference));
        }),
        seeded(20),
      );
  }, 60_000);
});
