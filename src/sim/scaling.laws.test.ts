/** What holds of pools, reservations and rates in every run: random scenarios, looked at from outside. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkScenario } from './check-scenario.ts';
import { planOf } from './plan.ts';
import { changesInOrder } from './release-plan.ts';
import { simulate } from './run.ts';
import { scalingPlanOf } from './scaling-plan.ts';
import type { Scenario } from './scenario.ts';
import { Concurrency } from './services/concurrency.ts';
import { anyScaling, SCALING_FUNCTIONS, scalingRules } from './testing/any-scaling.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { hashTrace } from './trace-hash.ts';
import { NONE } from './trace.ts';
import type { Trace } from './trace.ts';

/** The same scenarios every time, so that a failure can be looked at. */
const seeded = (numRuns: number) => ({ numRuns, seed: 20_261_120 });
const bounds = { maxSteps: 20_000 };

const kindOf = (trace: Trace, name: string) => trace.kinds.findIndex((kind) => kind.name === name);
const stateOf = (trace: Trace, step: number) => trace.kinds[trace.kind[step]!]!.states[trace.to[step]!]!;
const functionOf = (trace: Trace, step: number) => {
  const place = trace.place[step]!;
  return trace.places[place]!.of ?? place;
};

/** What is reserved by function, from the scenario and its changes; the observer's own account of it. */
function reservationsOf(scenario: Scenario) {
  const { function: own, functions = {} } = scenario.settings;
  return SCALING_FUNCTIONS.map(
    (id) => (id === 'function' ? own : functions[id]!).reservedConcurrency ?? null,
  );
}

const sum = (reserved: readonly (number | null)[]) =>
  reserved.reduce<number>((total, each) => total + (each ?? 0), 0);

test('the scenarios are sound', () => {
  fc.assert(
    fc.property(anyScaling, (scenario) => {
      expect(checkScenario(scenario)).toHaveProperty('scenario');
    }),
    seeded(200),
  );
});

test('the compiled interpreter runs them as XState does', () => {
  fc.assert(
    fc.property(anyScaling, (scenario) => {
      const few = { maxSteps: 1000 };
      const compiled = simulate(scenario, scalingRules, { bounds: few });
      expect(compiled.end.kind).not.toBe('law');
      const reference = simulate(scenario, scalingRules, { interpreter: 'reference', bounds: few });
      expect(hashTrace(compiled)).toBe(hashTrace(reference));
    }),
    seeded(60),
  );
}, 60_000);

test('no request starts in a full pool, whatever is reserved meanwhile, and too little left is refused', () => {
  let [refused, lowered] = [0, 0];
  fc.assert(
    fc.property(anyScaling, (scenario) => {
      const trace = simulate(scenario, scalingRules, { bounds });
      expect(trace.end.kind).not.toBe('law');
      const request = kindOf(trace, 'request');
      const operation = kindOf(trace, 'operation');
      const { limit } = scalingPlanOf(scenario, scalingRules);
      const changes = changesInOrder(scenario);
      const reserved = reservationsOf(scenario);
      const isDone = new Set<number>();
      for (let step = 0; step < trace.length; step++)
        if (trace.kind[step] === operation && stateOf(trace, step) === 'done') isDone.add(trace.actor[step]!);
      const inUse = SCALING_FUNCTIONS.map(() => 0);
      for (let step = 0; step < trace.length; step++) {
        if (trace.kind[step] === operation && stateOf(trace, step) === 'asked') {
          const change = changes[trace.actor[step]!]!;
          if (change.kind !== 'put-function-concurrency') throw new Error(change.kind);
          const fn = SCALING_FUNCTIONS.indexOf(change.function ?? 'function');
          const after = reserved.with(fn, change.reserved);
          const isMore = (change.reserved ?? 0) > (reserved[fn] ?? 0);
          const leaves = limit - sum(after);
          const mayBe = !isMore || leaves >= scalingRules.unreservedMinimum!;
          expect(isDone.has(trace.actor[step]!)).toBe(mayBe);
          if (!mayBe) refused++;
          else {
            if (change.reserved !== null && change.reserved < inUse[fn]!) lowered++;
            reserved[fn] = change.reserved;
          }
          continue;
        }
        if (trace.kind[step] !== request) continue;
        const isIn = (state: string) => state === 'waiting' || state === 'running';
        const from = trace.from[step] === NONE ? '' : trace.kinds[request]!.states[trace.from[step]!]!;
        const to = stateOf(trace, step);
        const fn = functionOf(trace, step);
        if (isIn(from) && !isIn(to)) inUse[fn]!--;
        if (isIn(from) || !isIn(to)) continue;
        inUse[fn]!++;
        if (reserved[fn] !== null) expect(inUse[fn]).toBeLessThanOrEqual(reserved[fn]!);
        else {
          const others = inUse.reduce((total, count, of) => total + (reserved[of] === null ? count : 0), 0);
          expect(others).toBeLessThanOrEqual(limit - sum(reserved));
        }
      }
    }),
    seeded(400),
  );
  expect(refused).toBeGreaterThan(100);
  expect(lowered).toBeGreaterThan(20);
}, 120_000);

test('nobody who waits is forgotten: what could be run or given up by the end of the run has ended', () => {
  fc.assert(
    fc.property(anyScaling, (scenario) => {
      const trace = simulate(scenario, scalingRules, { bounds });
      if (trace.end.kind !== 'drained') return;
      const reserved = reservationsOf(scenario);
      const done = kindOf(trace, 'operation');
      const changes = changesInOrder(scenario);
      const last = new Map<number, number>();
      for (let step = 0; step < trace.length; step++) {
        if (trace.kind[step] === done && stateOf(trace, step) === 'done') {
          const change = changes[trace.actor[step]!]!;
          if (change.kind === 'put-function-concurrency')
            reserved[SCALING_FUNCTIONS.indexOf(change.function ?? 'function')] = change.reserved;
        }
        if (trace.kinds[trace.kind[step]!]!.name === 'event') last.set(trace.actor[step]!, step);
      }
      const { isFinal } = trace.kinds[kindOf(trace, 'event')]!;
      const { limit } = scalingPlanOf(scenario, scalingRules);
      for (const step of last.values()) {
        const own = reserved[functionOf(trace, step)]!;
        if (own !== null || limit - sum(reserved) > 0) expect(isFinal[trace.to[step]!]).toBe(true);
      }
    }),
    seeded(300),
  );
}, 120_000);

test('environments are made no faster than may be, and nobody is held back before', () => {
  let held = 0;
  fc.assert(
    fc.property(anyScaling, (scenario) => {
      const { growth } = scalingPlanOf(scenario, scalingRules);
      const trace = simulate(scenario, scalingRules, { bounds });
      const request = kindOf(trace, 'request');
      const made = SCALING_FUNCTIONS.map((): number[] => []);
      for (let step = 0; step < trace.length; step++) {
        if (trace.kind[step] !== request || trace.from[step] !== NONE) continue;
        const of = growth?.scope === 'account' ? 0 : functionOf(trace, step);
        if (stateOf(trace, step) === 'waiting') made[of]!.push(trace.at[step]!);
        if (trace.reasons[trace.reason[step]!] === 'throttled: scaling rate') {
          held++;
          expect(growth).not.toBeNull();
          expect(made[of]!.length).toBeGreaterThanOrEqual(growth!.burst);
        }
      }
      if (growth === null) return;
      const { burst, perPeriod, periodUs, refill } = growth;
      for (const times of made)
        times.forEach((from, first) =>
          times.slice(first).forEach((to, further) => {
            const periods = (to - from) / periodUs;
            // In steps, the first of them may come at once.
            const back = refill === 'step' ? perPeriod * (Math.floor(periods) + 1) : perPeriod * periods;
            expect(further + 1).toBeLessThanOrEqual(burst + back + 1e-6);
          }),
        );
    }),
    seeded(300),
  );
  expect(held).toBeGreaterThan(100);
}, 120_000);

test('in no second begin more requests than the account or a reservation may have; events are not counted', () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(anyScaling, (scenario) => {
      // Without changes: a reservation that grows within a second lets more begin in it.
      const { changes: _, ...still } = scenario;
      const { limit, requestsPerSecondFactor: factor } = scalingPlanOf(still, scalingRules);
      const reserved = reservationsOf(still);
      const trace = simulate(still, scalingRules, { bounds });
      const request = kindOf(trace, 'request');
      const event = kindOf(trace, 'event');
      const begun = new Map<string, number>();
      for (let step = 0; step < trace.length; step++) {
        if (trace.kind[step] !== request || trace.from[step] !== NONE) continue;
        const reason = trace.reasons[trace.reason[step]!]!;
        const isEvent = trace.kind[trace.cause[step]!] === event;
        if (reason.endsWith('requests per second')) {
          met.add(reason);
          expect(isEvent).toBe(false);
        }
        if (isEvent || stateOf(trace, step) === 'throttled') continue;
        const second = Math.floor(trace.at[step]! / 1e6);
        const fn = functionOf(trace, step);
        for (const [key, most] of [
          [`account ${second}`, factor * limit],
          [`${fn} ${second}`, reserved[fn] === null ? Infinity : factor * reserved[fn]!],
        ] as const) {
          begun.set(key, (begun.get(key) ?? 0) + 1);
          // Half a request more lets a whole one begin.
          expect(begun.get(key)).toBeLessThan(most + 1);
        }
      }
    }),
    seeded(300),
  );
  expect(met).toEqual(new Set(['throttled: requests per second', 'throttled: reserved requests per second']));
}, 120_000);

test('the account is shared out wholly: what is left, what is reserved and what is provisioned make the limit', () => {
  const plan = (limit: number | null) =>
    planOf(
      smallScenario({
        settings: {
          concurrencyLimit: limit,
          functions: { second: smallScenario().settings.function, third: smallScenario().settings.function },
        },
      }),
      scalingRules,
      { problems: () => [], forkProblems: () => [] },
    );
  const deed = fc.record({
    fn: fc.nat(2),
    reserved: fc.option(fc.option(fc.nat(40), { nil: undefined })),
    allocated: fc.option(fc.nat(20)),
  });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), fc.array(deed, { maxLength: 30 }), (limit, deeds) => {
      const pools = new Concurrency(plan(limit));
      for (const { fn, reserved, allocated } of deeds) {
        if (reserved !== undefined && (reserved === null || pools.mayReserve(fn, reserved))) {
          if (reserved === null || reserved >= pools.allocatedOf(fn)) pools.setReserved(fn, reserved);
        }
        const own = pools.reservedOf(fn);
        const room =
          own === null ? pools.unreservedLeft() + pools.allocatedOf(fn) - pools.minimumUnreserved : own;
        if (allocated !== null && allocated <= room) pools.setAllocated(fn, allocated);
        const functions = [0, 1, 2];
        const reservedSum = functions.reduce((total, each) => total + (pools.reservedOf(each) ?? 0), 0);
        const loose = functions.reduce(
          (total, each) => total + (pools.reservedOf(each) === null ? pools.allocatedOf(each) : 0),
          0,
        );
        expect(pools.unreserved + reservedSum + loose).toBe(limit);
        for (const each of functions) {
          const onDemand = pools.onDemandOf(each);
          if (onDemand !== null) expect(onDemand + pools.allocatedOf(each)).toBe(pools.reservedOf(each));
          expect(pools.hasRoom(each)).toBe((onDemand ?? pools.unreserved) > 0);
        }
        if (reservedSum + loose > 0)
          expect(pools.unreserved).toBeGreaterThanOrEqual(Math.min(limit, pools.minimumUnreserved));
      }
    }),
    seeded(500),
  );
});
